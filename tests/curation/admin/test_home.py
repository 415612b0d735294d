"""The first page: what is mine, what came back, what is late, and the way to everything. The figures are made up."""

import pytest
from django.urls import reverse

from curation import checks, progress
from curation.actions import concerns, decisions
from curation.models import Change, Difference, PrintedTotal, Sheet, SourceFile, Tick

HOME = "/admin/"
QUERIES = 26  # whoever looks, and however many files wait; five of them for session, person, rights and release


def left(desk, name="assistant"):
    """Each file's open thing and where its link leads, as the page says it."""
    shown = desk(name).get(HOME)
    return {each.file.name: (each.words, each.go, each.at.name) for each in shown.context["left"]}, shown


def figures(desk, name="assistant"):
    return {figure["what"]: (figure["count"], figure["words"]) for figure in desk(name).get(HOME).context["figures"]}


def open_total(file, what="Kazakhstan 2015"):
    sheet, _ = Sheet.objects.get_or_create(file=file, position=0, defaults={"name": "FY18"})
    return PrintedTotal.objects.create(
        sheet=sheet, row=9, column=9, what=what, printed="12", value=12, lower=10, upper=10, outcome="open"
    )


def test_four_figures_each_with_a_line_of_words_a_link_and_a_key(desk, make_label, make_file, people):
    make_label("J-1", ("FY2018", 5))
    make_label("J-2", ("FY2018", 0))
    make_file(name="broken.xlsx", state="quarantined", message="It is broken.")
    said = figures(desk)
    assert said["labels undecided"] == (2, "1 of them with people in 2016 to 2024")
    assert said["returned to me"] == (0, "answer, then hand in again")
    assert said["files in work"] == (2, "1 stopped at a check")
    assert said["sources overdue"][0] == 12
    shown = desk("assistant").get(HOME).content.decode()
    for key in ("u", "1", "2", "3", "4", "/"):
        assert f'aria-keyshortcuts="{key}" data-desk-key="{key}"' in shown


def test_a_file_goes_on_at_its_largest_undecided_label(desk, make_label):
    make_label("J-1", ("FY2018", 5))
    make_label("F-1", ("FY2018", 900))
    said, shown = left(desk)
    assert said == {"niv.xlsx": ("2 labels undecided", "Go on at F-1", "mapped")}
    assert f"{reverse('admin:curation_label_desk')}?file={SourceFile.objects.get().pk}" in shown.content.decode()


def test_then_at_a_total_that_nobody_explained(desk, make_file):
    file = make_file()
    open_total(file)
    said, shown = left(desk)
    assert said == {"niv.xlsx": ("1 total open", "Explain Kazakhstan 2015", "reconciled")}
    assert reverse("admin:file_totals", args=[file.pk]) in shown.content.decode()


def test_then_it_is_handed_in_and_says_how_much_differs(desk, make_file, make_label, people):
    first, second = (
        make_file("a.xlsx", state="withdrawn", withdrawn_reason="x", withdrawn_by=people.director),
        make_file("b.xlsx"),
    )
    change = {"kind": "changed", "origin": "KAZ", "destination": "USA", "period": "FY2018", "was": "1", "now": "2"}
    label = make_label("J-1", file=first)
    difference = Difference.objects.create(file=second, against=first, changed=1)
    explained = Change.objects.create(difference=difference, label=label, why="revised", **change)
    assert left(desk)[0] == {"b.xlsx": ("1 cell differs, understood", "Hand in", "reconciled")}
    Change.objects.filter(pk=explained.pk).update(why="")
    assert left(desk)[0] == {"b.xlsx": ("1 changed cell unexplained", "Explain the changes", "reconciled")}


def test_a_doubt_comes_before_everything(desk, make_label, make_file, people):
    file = make_file()
    make_label("J-1", ("FY2018", 5), file=file)
    concerns.raise_("Sheet 2 repeats Sheet 1.", severity="blocker", by=people.assistant, file=file)
    said, shown = left(desk)
    assert said == {"niv.xlsx": ("Sheet 2 repeats Sheet 1.", "See the check", "mapped")}
    assert shown.context["left"][0].wrong


def test_a_warning_that_was_ticked_off_is_no_doubt_any_more(desk, make_label, make_file, people):
    file = make_file()
    concern = concerns.raise_("A jump?", severity="concern", by=people.assistant, file=file)
    assert left(desk)[0]["niv.xlsx"][:2] == ("A jump?", "See the check")
    Tick.objects.create(file=file, check_name=checks.name_of(concern), sentence="A jump?", by=people.assistant)
    assert left(desk)[0]["niv.xlsx"][:2] == ("nothing is open", "Hand in")


@pytest.mark.parametrize(("field", "go"), [("period", "Give a period"), ("file", "See the check")])
def test_a_file_that_could_not_be_read_says_what_it_needs(desk, make_file, field, go):
    make_file(state="quarantined", message="Made up.", problems=[{"field": field}])
    assert left(desk)[0] == {"niv.xlsx": ("Made up.", go, "screened")}


def test_a_file_that_is_being_read_says_how_far(desk, make_file):
    file = make_file(state="received")
    assert left(desk)[0] == {"niv.xlsx": ("The file waits for its turn.", "Look at it", "read")}
    notes = progress.Notes(file.pk)
    notes.understanding(sheets=12, cells=900)
    notes.reading(3, "FY18", 300)
    assert left(desk)[0]["niv.xlsx"][0] == "FY18, sheet 3 of 12"
    progress.forget(file.pk)


def test_the_file_that_is_furthest_comes_first(desk, make_file, make_label):
    make_file("late.xlsx", state="quarantined", message="No.")
    make_label("J-1", ("FY2018", 5))
    make_file("done.xlsx")
    assert list(left(desk)[0]) == ["done.xlsx", "niv.xlsx", "late.xlsx"]


def test_what_came_back_stands_there_in_the_reviewers_words(desk, people, label):
    decision = decisions.propose_as_suggested(label, by=people.assistant)
    decisions.return_(decision, reason="Quote the rule that decides.", by=people.director)
    assert figures(desk)["returned to me"][0] == 1
    assert "Quote the rule that decides." in desk("assistant").get(HOME).content.decode()
    assert "Quote the rule that decides." not in desk("colleague").get(HOME).content.decode()


def test_when_nothing_waits_it_says_for_whom_something_does(desk, people, make_label):
    assert "Nothing waits for you." in desk("colleague").get(HOME).content.decode()
    label = make_label("H-1B", ("FY2018", 3))
    SourceFile.objects.update(state="submitted", submitted_by=people.assistant)
    decisions.propose(label, category="study", rationale="Made up.", by=people.assistant)
    shown = desk("assistant").get(HOME).content.decode()
    assert "Nothing waits for you.</strong> 2 things wait for the director." in shown


def test_whoever_has_something_in_the_inbox_is_not_told_that_nothing_waits(desk, people):
    assert "Nothing waits for you." in desk("director").get(HOME).content.decode()
    concerns.raise_("Made up: is it so?", severity="concern", by=people.assistant)
    assert desk("director").get(HOME).context["counts"]["inbox"] == 1
    assert "Nothing waits for you." not in desk("director").get(HOME).content.decode()


def test_the_directors_first_thing_is_the_inbox_a_colleagues_what_waits_for_review(desk, people, make_label, make_file):
    decisions.propose_as_suggested(make_label("F-1", ("FY2018", 5)), by=people.assistant)
    against = {"category": "work", "rationale": "Made up."}
    decisions.propose(make_label("J-1", ("FY2018", 5)), **against, by=people.assistant)
    make_file("b.xlsx", state="submitted", submitted_by=people.assistant)
    director, colleague = (desk(name).get(HOME).content.decode() for name in ("director", "colleague"))
    assert director.index('id="inbox"') < director.index('id="files"') and 'id="review"' not in director
    assert "1 thing needs your judgement. 1 file is handed in." in director
    assert reverse("admin:curation_categorydecision_inbox") in director
    assert colleague.index('id="files"') < colleague.index('id="review"')


def test_the_number_of_queries_does_not_grow(desk, make_file, make_label, people, django_assert_max_num_queries):
    for number in range(12):
        file = make_file(f"{number}.xlsx")
        label = make_label(f"J-{number}", ("FY2018", number), file=file)
        open_total(file)
        if number % 3 == 0:
            decision = decisions.propose_as_suggested(label, by=people.assistant)
        if number % 6 == 0:
            decisions.return_(decision, reason="Why?", by=people.director)
    for name in ("assistant", "director"):
        browser = desk(name)
        browser.get(HOME)
        with django_assert_max_num_queries(QUERIES):
            browser.get(HOME)
