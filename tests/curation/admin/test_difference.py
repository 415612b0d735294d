"""The page of a file's difference. Every figure is made up."""

import csv

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from curation.actions import decisions, readings, uploads
from curation.models import Concern, Label, SourceFile, SourceTable, Tick

HEAD = "EN_YEAR\tEN_QUARTER\tEN_MONTH\tEN_COUNTRY_OF_CITIZENSHIP\tTOTAL"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BEFORE = ["2018\tQ1\tJan\tKazakhstan\t10", "2018\tQ1\tFeb\tKazakhstan\t--", "2018\tQ1\tJan\tUzbekistan\t20"]
AFTER = [
    "2018\tQ1\tJan\tUzbekistan\t20",
    "2018\tQ1\tJan\tKazakhstan\t55",
    "2018\tQ1\tFeb\tKazakhstan\t5",
    "2018\tQ1\tMar\tKazakhstan\t15",
]


@pytest.fixture
def bring(people):
    def bring(lines, accepted=False):
        upload = ContentFile("\n".join([HEAD, *lines]).encode(), name="imp.csv")
        table = SourceTable.objects.get(pk="ca-imp")
        file = readings.read(uploads.receive(upload, source=table, by=people.assistant, read_in_background=False))
        if accepted:
            accept = {"state": "accepted", "accepted_by": people.director, "accepted_at": timezone.now()}
            SourceFile.objects.filter(pk=file.pk).update(**accept)
        return SourceFile.objects.get(pk=file.pk)

    return bring


@pytest.fixture
def file(bring):
    bring(BEFORE, accepted=True)
    return bring(AFTER)


def address(file, deed=""):
    return reverse(f"admin:file_difference{deed}", args=[file.pk])


def page(browser, file, **asked):
    return browser.get(address(file), asked).content.decode()


def test_the_first_file_says_so(desk, bring):
    assert "This is the first file of its table" in page(desk("assistant"), bring(BEFORE))


def test_the_same_again_says_that_no_cell_differs(desk, bring):
    bring(BEFORE, accepted=True)
    assert "No cell differs. The bytes do: other hash, same data." in page(desk("assistant"), bring(BEFORE[::-1]))


def test_both_addresses_both_texts_and_why(desk, file):
    response = desk("assistant").get(address(file))
    rows = [
        (str(row["origin"]), row["period"], row["was_at"], row["change"].was, row["is_at"], row["change"].now,
         row["by_how_much"], row["why"])
        for row in response.context["rows"]
    ]  # fmt: skip
    assert rows == [
        ("Kazakhstan", "January 2018", "E2", "10", "E3", "55", "+45", ""),
        ("Kazakhstan", "February 2018", "E3", "--", "E4", "5", "0 to +4", "was hidden: 1 to 5"),
    ]
    assert [str(figure[0]) for figure in response.context["figures"]] == ["2", "1", "0", "1", "1 of 1"]
    shown = response.content.decode()
    assert file.difference.against.sha256[:8] in shown
    assert 'aria-label="changed: January 2018; February 2018. new: March 2018"' in shown
    assert "A new period." in shown


def test_filtered_by_kind_origin_and_year(desk, file):
    found = desk("assistant").get(address(file), {"kind": "new", "origin": "KAZ", "year": "2018"}).context["rows"]
    assert [row["period"] for row in found] == ["March 2018"]
    assert desk("assistant").get(address(file), {"year": "2017"}).context["rows"] == []
    assert "No cell to show." in page(desk("assistant"), file, origin="UZB")


def test_explained_doubted_and_understood(desk, file, said):
    change = file.difference.changes.get(why="")
    told = desk("assistant").post(address(file, "-understood"), follow=True)
    assert "1 change of imp.csv is understood by no rule and by nobody, the first at Sheet1!E3" in said(told)[0]
    words = {"change": change.pk, "doubt": "Made up: a slip?"}
    desk("assistant").post(address(file, "-doubt"), words)
    assert Concern.objects.get(rule="", file=file).place == "Sheet1!E3"
    kept = desk("assistant").post(address(file, "-explain") + "?origin=KAZ", {"change": change.pk, "text": "Made up."})
    assert kept.url == address(file) + "?origin=KAZ"
    shown = page(desk("assistant"), file)
    assert '<q class="said">Made up.</q> <span class="quiet">assistant' in shown
    desk("assistant").post(address(file, "-understood"))
    assert Tick.objects.get(file=file).by.username == "assistant"
    assert "Understood by assistant" in page(desk("colleague"), file)


def test_all_that_nobody_understands_at_once(desk, file):
    desk("assistant").post(address(file, "-explain"), {"all": "on", "text": "Made up."})
    assert file.difference.changes.filter(explanations__text="Made up.").count() == 1


def test_a_change_of_another_file_is_not_explained_here(desk, file, bring, said):
    other = bring([*AFTER[:3], "2018\tQ1\tMar\tKazakhstan\t80"])
    change = other.difference.changes.get(why="")
    told = desk("assistant").post(address(file, "-explain"), {"change": change.pk, "text": "x"}, follow=True)
    assert said(told) == ["No change is chosen: tick those that your words explain."]


def test_the_numbers_it_reaches_are_named_once_labels_are_decided(desk, file, people):
    assert "Numbers of the draft that it reaches: none." in page(desk("assistant"), file)
    label = Label.objects.get(source="ca-imp")
    decision = decisions.propose(label, category="work", rationale="Made up for a test.", by=people.assistant)
    decisions.approve(decision, by=people.director)
    shown = page(desk("assistant"), file)
    assert "Numbers of the draft that it reaches: 1." in shown and "KAZ → CAN, 2018, work" in shown


def test_the_csv_has_every_change(desk, file):
    response = desk("assistant").get(address(file, "-csv"))
    lines = list(csv.DictReader(b"".join(response.streaming_content).decode().splitlines()))
    assert [(line["kind"], line["was"], line["is"], line["understood as"]) for line in lines] == [
        ("changed", "10", "55", ""),
        ("changed", "'--", "5", "was hidden: 1 to 5"),
        ("new", "", "15", "a new period"),
    ]


def test_more_than_five_hundred_are_paged(desk, bring):
    months = [f"{year}\t\t{month}\tKazakhstan\t" for year in range(1974, 2024) for month in MONTHS]
    bring([line + "50" for line in months], accepted=True)
    file = bring([line + "90" for line in months])
    found = desk("assistant").get(address(file)).context["page"]
    assert (found.paginator.count, found.paginator.per_page, len(found)) == (600, 100, 100)
    assert "page 2 of 6" in page(desk("assistant"), file, page=2)


def test_few_queries(desk, file, django_assert_max_num_queries):
    browser = desk("assistant")
    browser.get(address(file))
    with django_assert_max_num_queries(40):  # 25 of them for the frame of the file's pages
        browser.get(address(file))
