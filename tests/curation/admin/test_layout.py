"""The layout of a file, seen and corrected with scripts and without. The figures are made up."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from curation.models import SourceTable
from tests.curation.actions.test_layouts import BCC, VISAS, labels_read, upload  # noqa: F401

WIDE = "\n".join(
    "\t".join(
        ["Fiscal Year 2018", *(f"K-{n}" for n in range(99)), "Grand Total"] if not r else [f"Place {r}", *["1"] * 100]
    )
    for r in range(450)
)


@pytest.fixture
def file(upload):  # noqa: F811
    return upload()


def at(file, deed="", **asked):
    return reverse(f"admin:file_layout{deed}", args=[file.pk]), asked


def taken(*entries):
    return json.dumps(entries)


def test_the_sheet_its_account_and_its_layout_in_words(desk, file):
    address, _ = at(file)
    shown = desk("assistant").get(address).content.decode()
    assert "20 filled = 6 read + 14 set aside + 0 unaccounted" in shown
    assert "They name the labels of columns B to D." in shown
    assert "Columns E are printed totals." in shown
    assert '<td class="r-origin">Kazakhstan</td>' in shown
    assert '<td class="r-total figure">22</td>' in shown


def test_without_scripts_a_place_is_a_link_and_the_dock_a_form(desk, file):
    browser = desk("assistant")
    address, asked = at(file, at="D")
    shown = browser.get(address, asked).content.decode()
    assert "Column D, “BCC”" in shown
    shown = browser.get(address, {"at": "D", "for": "total"}).content.decode()
    assert "Kept as: column “BCC” is printed total." in shown
    assert "<strong>4</strong>" in shown  # read, of 6 before
    take, asked = at(file, "_take", at="D", **{"for": "total"})
    answer = browser.get(take, asked)
    assert parse_qs(urlsplit(answer.url).query) == {"at": ["D"], "taken": ['[{"column":"BCC","for":"total"}]']}
    shown = browser.get(answer.url).content.decode()
    assert "20 filled = 4 read + 16 set aside + 0 unaccounted" in shown
    assert "not saved" in shown


def test_saved_it_is_read_anew_and_taken_back_again(desk, file, django_capture_on_commit_callbacks):
    browser = desk("assistant")
    save, _ = at(file, "_save")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(save, {"sheet": 0, "taken": taken(BCC), "was": "[]"}, follow=True)
    assert "The layout is kept with table us-niv, and niv.tsv is being read anew." in answer.content.decode()
    assert labels_read(file) == {"B-1", "F-1"}
    take, asked = at(file, "_take", drop="0")
    assert parse_qs(urlsplit(browser.get(take, asked).url).query) == {"taken": ["[]"]}


def test_what_is_said_stands_until_the_file_is_read(desk, file, django_capture_on_commit_callbacks):
    """The page opens itself anew when the reading is over, and that may be before anybody has seen the first one."""
    browser, said = desk("assistant"), "The layout is kept with table us-niv"
    save, _ = at(file, "_save")
    page, _ = at(file)
    with django_capture_on_commit_callbacks() as reading:
        assert said in browser.post(save, {"taken": taken(BCC), "was": "[]"}, follow=True).content.decode()
    assert said in browser.get(page).content.decode()
    for step in reading:
        step()
    assert said in browser.get(page).content.decode()
    assert said not in browser.get(page).content.decode()


def test_a_refusal_comes_back_to_the_same_corrections(desk, file):
    save, _ = at(file, "_save")
    wrong = taken({"row": "Fiscal Year*", "for": "note"})
    answer = desk("assistant").post(save, {"taken": wrong, "was": "[]"}, follow=True)
    shown = answer.content.decode()
    assert "The layout is not saved, for the file could not be read with it." in shown
    assert "The layout cannot be saved: with it the sheet could not be read." in shown
    assert "taken" not in SourceTable.objects.get(pk="us-niv").hints


def test_what_no_cell_says(desk, file):
    take, asked = at(file, "_take", what="origin", text="Kazakhstan")
    url = desk("assistant").get(take, asked).url
    assert json.loads(parse_qs(urlsplit(url).query)["taken"][0]) == [{"constant": "origin", "for": "KAZ"}]
    take, asked = at(file, "_take", what="period", text="lately")
    answer = desk("assistant").get(take, asked, follow=True)
    assert "You says “lately”" not in answer.content.decode()
    assert "“lately” is no period" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"sheet": "9"}, "This file has 1 sheet"),
        ({"at": "drop"}, "is no place in a sheet"),
        ({"at": "Z9"}, "Z9"),
        ({"at": "B", "for": "king"}, "Taken for"),
        ({"taken": "{"}, "cannot be read; begin again"),
        ({"taken": "[" * 100_000}, "cannot be read; begin again"),
        ({"taken": '[{"column":"a","for":"king"}]'}, "A column cannot be taken for"),
        ({"sheet": "x", "line": "-1", "column": "99999999"}, "20 filled"),
        ({"line": "5000", "column": "70"}, "20 filled"),
    ],
)
def test_an_address_that_makes_no_sense_is_answered_in_words(desk, file, asked, sentence):
    address, _ = at(file)
    answer = desk("assistant").get(address, asked)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_the_grid_asks_for_windows_and_counts(desk, upload):  # noqa: F811
    browser, file = desk("assistant"), upload(f"{WIDE}\nKazakhstan{chr(9)}{chr(9).join(['1'] * 100)}")
    cells, asked = at(file, "_cells", sheet=0, top=420, left=80)
    window = browser.get(cells, asked).json()
    assert (len(window["rows"]), {len(row) for row in window["rows"]}) == (31, {21})
    assert browser.get(cells, {"top": "x"}).status_code == browser.get(cells, {"sheet": "7"}).status_code == 404
    look, asked = at(file, "_look", at="C", **{"for": "total"})
    said = browser.get(look, asked).json()
    assert json.loads(said["after"]) == [{"column": "K-1", "for": "total"}]
    assert said["data"]["folds"] == [[2, 449, "448 lines out of scope"]]
    assert (said["data"]["rows"], said["data"]["columns"]) == (451, 101)


def test_without_scripts_a_large_sheet_comes_in_pages(desk, upload):  # noqa: F811
    browser, file = desk("assistant"), upload(f"{WIDE}\nKazakhstan{chr(9)}{chr(9).join(['1'] * 100)}")
    address, asked = at(file, fold="0")
    shown = browser.get(address, asked).content.decode()
    assert "Place 199" in shown and "Place 200" not in shown
    assert "K-58" in shown and "K-60</td>" not in shown
    shown = browser.get(address, {"fold": "0", "line": "400", "column": "60"}).content.decode()
    assert ">451</a>" in shown and ">CW</a>" in shown


def test_few_questions_to_the_database(desk, file, django_assert_max_num_queries):
    browser = desk("assistant")
    look, asked = at(file, "_look", at="D", **{"for": "total"})
    browser.get(look, asked)
    with django_assert_max_num_queries(12):
        browser.get(look, asked)
    cells, _ = at(file, "_cells")
    with django_assert_max_num_queries(6):
        browser.get(cells)


def test_the_gates_refusal_is_all_there_is_of_a_file_without_cells(desk, upload):  # noqa: F811
    file = upload("%PDF-1.4", "report.csv")
    address, _ = at(file)
    answer = desk("assistant").get(address)
    assert answer.status_code == 200
    assert "There is no sheet to be seen" in answer.content.decode()


def test_a_refused_file_shows_where_the_reader_stopped(desk, upload):  # noqa: F811
    file = upload(VISAS.replace("F-1", "B-1"))
    address, _ = at(file)
    shown = desk("assistant").get(address).content.decode()
    assert "20 filled = 0 read + 0 set aside + 20 unaccounted" in shown
    assert "Go to C1, where the reader stopped" in shown
    assert '<td class="r-period">Fiscal Year 2018</td>' in shown


def test_who_may_only_look_is_not_offered_corrections(desk, file, people):
    looks = [p for p in people.assistant.groups.get().permissions.all() if p.codename.startswith("view_")]
    people.stranger.user_permissions.set(looks)
    address, _ = at(file)
    shown = desk("stranger").get(address, {"at": "D"}).content.decode()
    assert "Column D, “BCC”" in shown
    assert "take it for" not in shown and "Save the layout" not in shown
