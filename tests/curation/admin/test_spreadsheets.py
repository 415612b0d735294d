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
from curation.amended import AliasResource, as_text
from curation.models import Alias, Amendment, CategoryDecision, SourceTable
from curation.resources import MOST_ROWS, as_it_was
from curation.templatetags.sheets import refusals, troubles
from flows.core.cells import defused

HEAD = ["source", "label", "disposition", "category", "reason_code", "measure", "rationale", "year_from", "year_to"]
J1 = ["us-niv", "J-1", "exclude", "study", "temporary", "", "Temporary visits.", "", ""]
CSV, XLSX = 0, 1


def preview(browser, what, content, name="rows.csv", format=CSV, **more):
    if isinstance(content, list):
        content = tablib.Dataset(*content[1:], headers=content[0]).export("csv").encode()
    file = SimpleUploadedFile(name, content)
    form = {"import_file": file, "format": format, "resource": 0, **more}
    return browser.post(reverse(f"admin:curation_{what}_import"), form)


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


def test_the_preview_says_against_which_decision_a_row_stands(desk, people, label):
    """A proposal that waits for other years is none of its business, and nothing of what stands is touched."""
    decisions.propose(label, category="work", rationale="Made up.", year_to=2010, by=people.colleague)
    standing = decisions.propose(label, category="study", rationale="Made up.", year_from=2018, by=people.assistant)
    decisions.approve(standing, by=people.director)
    row = [cell if name != "year_from" else "2015" for name, cell in zip(HEAD, J1, strict=True)]
    shown = preview(desk("assistant"), "categorydecision", [HEAD, row])
    assert kinds(shown) == {"update": 1}
    page = shown.content.decode()
    assert f'categorydecision/{standing.pk}/change/">against what is approved: study, from 2018 on</a>' in page
    assert "<del>include</del> → <ins>exclude</ins>" in page and "<del>2018</del> → <ins>2015</ins>" in page
    confirm(desk("assistant"), "categorydecision", shown)
    standing.refresh_from_db()
    assert (standing.state, standing.disposition, standing.year_from) == ("approved", "include", 2018)
    new = CategoryDecision.objects.latest("pk")
    assert (new.state, new.disposition, new.year_from, new.proposed_by) == (
        "proposed", "exclude", 2015, people.assistant,
    )  # fmt: skip


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
    assert "The file has 10,001 rows, and 10,000 are read at once: split it." in str(error.error)
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


# reference lists


ALIASES = ["text", "area", "language", "note"]
WHY = "The publisher spells it so."


def amend(browser, what, content, **keywords):
    return preview(browser, what, content, rationale=WHY, **keywords)


def kinds(shown):
    totals = shown.context["result"].totals
    return {name: totals[name] for name in ("new", "update", "skip", "invalid") if totals[name]}


@pytest.fixture
def few(db):
    """Only two aliases, so that a preview is short."""
    Alias.objects.all().delete()
    Alias.objects.create(text="nederlandia", area="NLD", note="-made up")
    Alias.objects.create(text="belgicania", area="BEL", language="la")


def test_aliases_come_in_normalised_as_amendments_that_change_nothing_yet(desk, few, people):
    rows = [ALIASES, ["Nederlandia ", "NLD", "", "corrected"], ["Kazakhstán (made up)", "KAZ", "", ""]]
    shown = amend(desk("assistant"), "alias", rows)
    assert kinds(shown) == {"new": 1, "update": 1}
    assert not Amendment.objects.exists()
    confirm(desk("assistant"), "alias", shown)
    assert [(each.key, each.rationale, each.proposed_by) for each in Amendment.objects.order_by("pk")] == [
        ("nederlandia", WHY, people.assistant),
        ("kazakhstán (made up)", WHY, people.assistant),
    ]
    assert set(Alias.objects.values_list("text", flat=True)) == {"nederlandia", "belgicania"}


def test_the_preview_shows_each_row_with_what_was_and_what_would_be(desk, few):
    rows = [ALIASES, ["nederlandia", "BEL", "", "-made up"], ["belgicania", "BEL", "la", ""], ["Luxia", "LUX", "", ""]]
    page = amend(desk("assistant"), "alias", rows).content.decode()
    assert "1 new, 1 changed, 1 unchanged, 0 refused." in page
    assert "<del>NLD</del> → <ins>BEL</ins>" in page


def test_a_refused_row_names_row_column_what_stands_there_and_what_to_do(desk, few):
    rows = [ALIASES, ["Luxia", "LUX", "", ""], ["Nowhere", "NWH", "", ""], ["NOWHERE", "LUX", "", ""]]
    shown = amend(desk("assistant"), "alias", rows)
    area, twice = refusals(shown.context["result"])
    assert area[:3] == (3, "area", "NWH") and "“NWH” is no area: write its code, as KAZ" in area.sentence
    assert twice[:2] == (4, "text") and twice.sentence == "“nowhere” stands in two rows of this file: keep one of them."
    assert "confirm_form" not in shown.context
    assert "2 rows are refused, and nothing is proposed" in shown.content.decode()


def test_columns_left_out_stay_and_unknown_ones_are_refused(desk, few):
    assert kinds(amend(desk("assistant"), "alias", [["text", "area"], ["nederlandia", "NLD"]])) == {"skip": 1}
    shown = amend(desk("assistant"), "alias", [["text", "aera"], ["nederlandia", "NLD"]])
    [sentence] = troubles(shown.context["result"])
    assert sentence.startswith("“aera” is no column of this list: write one of text, area, language, note")
    [sentence] = troubles(amend(desk("assistant"), "alias", [["area"], ["NLD"]]).context["result"])
    assert sentence == "The file has no column “text”, which says which row is meant: add it."


@pytest.mark.parametrize("format, name", [(CSV, "rows.csv"), (XLSX, "rows.xlsx")])
@pytest.mark.parametrize("what", ["alias", "sourcetable"])
def test_out_and_in_again_changes_nothing(desk, few, what, format, name):
    browser = desk("assistant")
    shown = amend(browser, what, export(browser, what, format), name=name, format=format)
    assert kinds(shown) == {"skip": 2 if what == "alias" else SourceTable.objects.count()}
    assert "there is nothing to propose" in shown.content.decode()


@given(st.lists(st.tuples(st.text(min_size=1), st.text(), st.text(), st.text()), max_size=5))
def test_a_list_comes_back_as_it_went_out(rows):
    """Whatever a row says, as far as text files can hold it: one kind of line end, no half characters."""
    rows = [tuple(held(cell) for cell in row) for row in rows]
    resource = AliasResource()
    aliases = [Alias(text=text, area=area, language=language, note=note) for text, area, language, note in rows]
    written = resource.export(aliases).export("csv")
    read = tablib.Dataset().load(written, format="csv")
    assert [tuple(as_text(as_it_was(cell)) for cell in row) for row in read] == rows


def held(text):
    return text.encode("utf-8", "ignore").decode().replace("\r", "").replace("\0", "")


def test_source_tables_come_in_with_their_hints(desk, people):
    rows = [["code", "hints"], ["us-niv", '{"classes": ["TOTAL"]}']]
    confirm(desk("assistant"), "sourcetable", amend(desk("assistant"), "sourcetable", rows))
    amendment = Amendment.objects.get()
    assert (amendment.key, amendment.after["hints"]) == ("us-niv", {"classes": ["TOTAL"]})
    assert amendment.before["hints"] == SourceTable.objects.get(pk="us-niv").hints


def test_a_row_that_changed_between_preview_and_confirmation_is_told_and_not_lost_in_silence(desk, few, said):
    shown = amend(desk("assistant"), "alias", [ALIASES, ["nederlandia", "BEL", "", ""], ["Luxia", "LUX", "", ""]])
    Alias.objects.create(text="luxia", area="DEU")
    amend_same = amend(desk("colleague"), "alias", [ALIASES, ["nederlandia", "BEL", "", ""]])
    confirm(desk("colleague"), "alias", amend_same)
    proposed, refused = said(confirm(desk("assistant"), "alias", shown))
    assert proposed.startswith("1 row is proposed")
    assert refused == "Row 2 is not proposed: This is proposed for “nederlandia” already, by colleague."


def test_amendments_need_their_right_and_a_rationale(desk, few, people):
    looks = [p for p in people.assistant.groups.get().permissions.all() if p.codename.startswith("view_")]
    people.stranger.user_permissions.set(looks)
    rows = [ALIASES, ["nederlandia", "BEL", "", ""]]
    assert amend(desk("stranger"), "alias", rows).status_code == 403
    assert "rationale" in preview(desk("assistant"), "alias", rows).context["form"].errors


@pytest.mark.parametrize("what", ["flows_area", "flows_category", "curation_codebookrule", "curation_series"])
def test_codelists_go_out(desk, what):
    sheet = desk("assistant").post(reverse(f"admin:{what}_export"), {"format": CSV, "resource": 0}).content
    assert len(sheet.splitlines()) > 4
