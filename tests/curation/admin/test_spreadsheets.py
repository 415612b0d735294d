"""Decisions, aliases and codelists as spreadsheets: out, in with a preview, never past the review."""

import io

import openpyxl
import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from curation.actions import decisions
from curation.models import Alias, CategoryDecision
from curation.resources import MOST_ROWS, as_it_was
from flows.core.cells import defused

HEAD = ["source", "label", "disposition", "category", "reason_code", "measure", "rationale", "year_from", "year_to"]
J1 = ["us-niv", "J-1", "exclude", "study", "temporary", "", "Temporary visits.", "", ""]
CSV, XLSX = 0, 1


def preview(browser, what, content, name="rows.csv", format=CSV):
    if isinstance(content, list):
        content = tablib.Dataset(*content[1:], headers=content[0]).export("csv").encode()
    file = SimpleUploadedFile(name, content)
    return browser.post(
        reverse(f"admin:curation_{what}_import"), {"import_file": file, "format": format, "resource": 0}
    )


def confirm(browser, what, shown):
    form = shown.context["confirm_form"]
    return browser.post(reverse(f"admin:curation_{what}_process_import"), form.initial, follow=True)


def export(browser, what, format=CSV):
    return browser.post(reverse(f"admin:curation_{what}_export"), {"format": format, "resource": 0}).content


def sentences(shown):
    return [str(row.error) for row in shown.context["result"].invalid_rows]


def test_a_row_comes_in_as_a_proposal_after_a_preview_that_saves_nothing(desk, people, label):
    shown = preview(desk("assistant"), "categorydecision", [HEAD, J1])
    assert shown.context["result"].totals["new"] == 1
    assert not CategoryDecision.objects.exists()
    confirm(desk("assistant"), "categorydecision", shown)
    decision = CategoryDecision.objects.get()
    assert (decision.state, decision.proposed_by, decision.rule_id) == ("proposed", people.assistant, "usa.excluded.j")


def test_state_and_reviewer_are_never_read_back(desk, label):
    row = [*J1, "approved", "2026-01-01"]
    shown = preview(desk("assistant"), "categorydecision", [[*HEAD, "state", "reviewed_at"], row])
    confirm(desk("assistant"), "categorydecision", shown)
    decision = CategoryDecision.objects.get()
    assert (decision.state, decision.reviewed_at) == ("proposed", None)


def test_what_stands_already_is_skipped(desk, people, label):
    decisions.approve(decisions.propose_as_suggested(label, by=people.assistant), by=people.colleague)
    shown = preview(desk("assistant"), "categorydecision", export(desk("assistant"), "categorydecision"))
    assert shown.context["result"].totals["skip"] == 1
    confirm(desk("assistant"), "categorydecision", shown)
    assert CategoryDecision.objects.count() == 1


@pytest.mark.parametrize("format, name", [(CSV, "rows.csv"), (XLSX, "rows.xlsx")])
def test_out_changed_and_in_again_changes_what_was_changed(desk, people, label, format, name):
    decisions.propose(label, category="study", rationale="-5 is no reason.", year_from=2018, by=people.assistant)
    sheet = export(desk("colleague"), "categorydecision", format)
    if format == CSV:
        sheet = sheet.replace(b",2018,", b",2017,")
    else:
        book = openpyxl.load_workbook(io.BytesIO(sheet))
        [row] = [row for row in book.active.iter_rows(min_row=2)]
        next(cell for cell in row if cell.value == 2018).value = 2017
        book.save(kept := io.BytesIO())
        sheet = kept.getvalue()
    shown = preview(desk("colleague"), "categorydecision", sheet, name, format)
    confirm(desk("colleague"), "categorydecision", shown)
    new = CategoryDecision.objects.exclude(proposed_by=people.assistant).get()
    assert (new.year_from, new.rationale, new.condition) == (2017, "-5 is no reason.", {})


@pytest.mark.parametrize(
    "column, cell, sentence",
    [
        ("label", "J-9", "“J-9” of the table “us-niv” is no label we hold: write both as they are exported."),
        ("category", "holiday", "“holiday” is no category"),
        ("rationale", "", "Give a rationale"),
        ("year_from", "lately", "“lately” is no year"),
        ("reason_code", "", "Say for which reason the label is excluded"),
    ],
)
def test_a_row_that_cannot_be_meant_stops_the_import_with_its_sentence(desk, label, column, cell, sentence):
    row = [cell if name == column else value for name, value in zip(HEAD, J1, strict=True)]
    shown = preview(desk("assistant"), "categorydecision", [HEAD, row])
    [said] = sentences(shown)
    assert sentence in said
    assert "confirm_form" not in shown.context


def test_the_second_row_of_one_label_is_refused_by_the_first(desk, label):
    shown = preview(desk("assistant"), "categorydecision", [HEAD, J1, J1])
    assert shown.context["result"].totals["skip"] == 1


def test_rows_are_limited(desk, label):
    shown = preview(desk("assistant"), "categorydecision", [HEAD, *[J1] * (MOST_ROWS + 1)])
    [error] = shown.context["result"].base_errors
    assert "The file has 2,001 rows, and 2,000 are read at once: split it." in str(error.error)
    assert not CategoryDecision.objects.exists()


def test_a_workbook_passes_the_gate_first(desk, label):
    shown = preview(desk("assistant"), "categorydecision", b"%PDF-1.4 no workbook", "rows.xlsx", XLSX)
    assert "PDF" in shown.context["form"].errors["import_file"][0]


def test_a_text_that_a_spreadsheet_would_run_goes_out_defused(desk, people, label):
    decisions.propose(label, category="study", rationale='=HYPERLINK("x")', by=people.assistant)
    assert b"'=HYPERLINK" in export(desk("assistant"), "categorydecision")


@given(st.text())
def test_a_cell_comes_back_as_it_went_out(text):
    assert as_it_was(defused(text)) == text


def test_who_may_only_look_takes_decisions_home_and_brings_none(desk, people, label):
    looks = [p for p in people.assistant.groups.get().permissions.all() if p.codename.startswith("view_")]
    people.stranger.user_permissions.set(looks)
    assert b"source,label" in export(desk("stranger"), "categorydecision")
    assert preview(desk("stranger"), "categorydecision", [HEAD, J1]).status_code == 403


def test_aliases_come_in_normalised_and_checked(desk, people):
    rows = [["text", "area", "language", "note"], ["Kazakhstán (made up)", "KAZ", "", ""]]
    confirm(desk("assistant"), "alias", preview(desk("assistant"), "alias", rows))
    alias = Alias.objects.get(text="kazakhstán (made up)")
    assert (alias.area, alias.added_by) == ("KAZ", people.assistant)
    shown = preview(desk("assistant"), "alias", [rows[0], ["Nowhere", "NWH", "", ""]])
    assert "“NWH” is no area" in sentences(shown)[0]


@pytest.mark.parametrize("what", ["flows_area", "flows_category", "curation_codebookrule", "curation_series"])
def test_codelists_go_out(desk, what):
    sheet = desk("assistant").post(reverse(f"admin:{what}_export"), {"format": CSV, "resource": 0}).content
    assert len(sheet.splitlines()) > 4
