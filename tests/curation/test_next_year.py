"""Next year's file: what was decided holds, what was sent before is known again. The figures are made up."""

import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from curation import queries
from curation.actions import decisions, readings, uploads
from curation.models import Reading, Sheet

HEAD = ["A-1", "F-1", "Grand Total"]
PLACES = ["Kazakhstan", "Uzbekistan", "France"]
YEARS = {
    2018: {"Kazakhstan": [1, 1178, 1179], "Uzbekistan": [2, 300, 302], "France": [3, 9, 12]},
    2019: {"Kazakhstan": [4, 1200, 1204], "Uzbekistan": [5, 310, 315], "France": [6, 8, 14]},
}


def workbook(years, order=PLACES, **edited):
    """One sheet a year in the publisher's own layout; `edited` gives another figure to F-1 of a place in 2018."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for year in years:
        sheet = book.create_sheet(f"FY{year % 100}")
        sheet.append([f"Fiscal Year {year}", *HEAD])
        for place in order:
            a, f, total = YEARS[year][place]
            moved = edited.get(place, f) - f if year == 2018 else 0
            sheet.append([place, a, f + moved, total + moved])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def bring(people, source):
    """A function that brings a file of the table in and reads it."""

    def bring(content, name="niv.xlsx"):
        upload = ContentFile(content, name)
        return readings.read(uploads.receive(upload, source=source, by=people.assistant, read_in_background=False))

    return bring


@pytest.fixture
def accepted(bring, people):
    """The file of 2018, each label decided by two people, accepted by a second one."""
    file = bring(workbook([2018]))
    for tally in queries.undecided_labels(file=file):
        decision = decisions.propose_as_suggested(tally.label, by=people.assistant)
        decisions.approve(decision, by=people.director)
    uploads.submit(file, by=people.assistant)
    uploads.accept(file, by=people.colleague)
    return file


def said(file):
    """What a file says, wherever it stands in it."""
    return set(
        Reading.objects.filter(sheet__file=file).values_list(
            "origin", "destination", "label__key", "breakdown", "period", "printed"
        )
    )


def told(file):
    """Against which file, and how many numbers are changed, new, gone and the same."""
    found = file.difference
    return found.against, found.changed, found.new, found.gone, found.same


def keys(sheet):
    """Which columns are keys of what, and where the headings are."""
    return [(key["column"], key["role"]) for key in sheet.layout["keys"]], sheet.layout["headings"]


@pytest.fixture
def labels_page(people):
    """A function that gives the page of a file's labels."""

    def get(file):
        browser = Client()
        browser.force_login(people.assistant)
        return browser.get(reverse("admin:file_labels", args=[file.pk])).content.decode()

    return get


def test_one_more_sheet_in_a_known_layout_needs_nobody(bring, accepted, labels_page):
    file = bring(workbook([2018, 2019]))
    assert (file.state, file.message, file.declared) == ("read", "", {})
    of_2018, of_2019 = Sheet.objects.filter(file=file)
    assert keys(of_2019) == keys(of_2018) == keys(accepted.sheets.get())
    assert queries.undecided_labels(file=file) == []
    assert queries.carried_labels(file).count() == 2
    assert not file.concerns.filter(rule="first_use").exists()
    assert "0 of 2 need you" in labels_page(file)


def test_the_same_bytes_are_refused(bring, accepted):
    with pytest.raises(uploads.AlreadyHeld) as refusal:
        bring(accepted.content.read(), "copy.xlsx")
    assert refusal.value.file == accepted


def test_the_same_data_in_other_bytes_is_refused(bring, accepted):
    book = openpyxl.load_workbook(io.BytesIO(workbook([2018])))
    book["FY18"]["A1"].font = openpyxl.styles.Font(bold=True)
    content = io.BytesIO()
    book.save(content)
    file = bring(content.getvalue())
    assert file.sha256 != accepted.sha256
    assert (file.state, file.problems[0]["held"]) == ("quarantined", accepted.pk)
    assert "no cell differs" in file.message


def test_permuted_rows_say_the_same(bring, accepted):
    file = bring(workbook([2018], order=PLACES[::-1]))
    assert (file.state, said(file) ^ said(accepted)) == ("read", set())
    assert told(file) == (accepted, 0, 0, 0, 4)


def test_one_edited_cell_says_one_thing_otherwise(bring, accepted):
    file = bring(workbook([2018], Kazakhstan=1180))
    here, there = said(file), said(accepted)
    assert (here - there, there - here) == (
        {("KAZ", "USA", "f-1", "", "FY2018", "1180")}, {("KAZ", "USA", "f-1", "", "FY2018", "1178")},
    )  # fmt: skip
    assert told(file) == (accepted, 1, 0, 0, 3)
    change = file.difference.changes.get()
    assert (change.was_at, change.was, change.is_at, change.now) == ("FY18!C2", "1178", "FY18!C2", "1180")
