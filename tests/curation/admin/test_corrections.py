"""Errors of a publisher's file in the desk: declared from a cell, reviewed, withdrawn again. Figures are made up."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from curation.actions import corrections, uploads
from curation.models import Concern, Correction, PrintedTotal, Reading, SourceFile

LIST = "/admin/curation/correction/"
VISAS = """Fiscal Year 2018\tB-1\tF-1\tGrand Total
Kazakhstan\t1\t20\t3
Tajikistan\t4\t5\t9
Grand Totals\t5\t25\t30"""
WORDS = {"what": "A count that is ten times too large.", "why": "Only 2 makes the line add up.", "reported_on": ""}
WORDS |= {"reference": ""}


@pytest.fixture
def upload(people, source, django_capture_on_commit_callbacks):
    """A function that uploads a table of visas and has it read."""

    def uploaded(text=VISAS, name="niv.tsv"):
        with django_capture_on_commit_callbacks(execute=True):
            file = uploads.receive(SimpleUploadedFile(name, text.encode()), source=source, by=people.assistant)
        file.refresh_from_db()
        return file

    return uploaded


@pytest.fixture
def deed(django_capture_on_commit_callbacks):
    """A function that presses a button of a page, and has done what follows."""

    def press(browser, name, thing, **said):
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(reverse(f"admin:{name}", args=[thing.pk]), said, follow=True)

    return press


def form_of(file, cells="C2", sheet="Sheet1"):
    return reverse("admin:correction_propose", query={"file": file.pk, "sheet": sheet, "cells": cells})


def declared(browser, file, cells="C2", **texts):
    """The page that answers a proposal."""
    said = {f"cell_{cell}": text for cell, text in (texts or {"C2": "2"}).items()}
    return browser.post(form_of(file, cells), said | WORDS, follow=True)


def page(browser, correction):
    return browser.get(f"{LIST}{correction.pk}/change/").content.decode()


def read_as(file):
    return Reading.objects.get(sheet__file=file, row=1, column=2).value


def test_it_is_declared_with_what_the_file_prints_before_ones_eyes(desk, upload, said):
    file = upload()
    shown = desk("assistant").get(form_of(file, "C2:D3"))
    cells = [[(address, text) for address, text, _field in line] for line in shown.context["form"].cells]
    assert cells == [[("C2", "20"), ("D2", "3")], [("C3", "5"), ("D3", "9")]]
    assert 'name="cell_C2" value="20"' in shown.content.decode()
    made = declared(desk("assistant"), file, "C2:D3", C2="2", D2="3", C3="5", D3="9")
    correction = Correction.objects.get()
    assert said(made) == ["Proposed: a second person reviews it."]
    assert made.redirect_chain[-1][0] == f"{LIST}{correction.pk}/change/"
    assert correction.corrected == [["2", "3"], ["5", "9"]]
    assert f"{reverse('admin:file_layout', args=[file.pk])}?sheet=0&amp;at=C2%3AD3" in made.content.decode()
    assert "<del>20</del>" in made.content.decode() and "<ins>2</ins>" in made.content.decode()


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [({"C2": "many"}, "C2: “many” is neither a count"), ({"C2": "20"}, "there is nothing to correct")],
)
def test_what_is_no_correction_is_answered_beside_what_was_written(desk, upload, texts, sentence):
    answer = declared(desk("assistant"), upload(), **texts)
    assert answer.status_code == 422
    assert sentence in answer.content.decode() and WORDS["why"] in answer.content.decode()
    assert not Correction.objects.exists()


def test_without_words_nothing_is_proposed(desk, upload):
    answer = desk("assistant").post(form_of(upload()), {"cell_C2": "2"})
    assert answer.status_code == 422
    assert {"what", "why"} <= answer.context["form"].errors.keys()


def test_which_cells_is_asked_where_the_address_does_not_say_it(desk, upload):
    file, browser = upload(), desk("assistant")
    assert "Show what they print" in browser.get(reverse("admin:correction_propose")).content.decode()
    for cells, sentence in [("Z9", "ends before Z9"), ("C", "“C” is no cell"), ("A1:Z99", "at most 100")]:
        answer = browser.get(form_of(file, cells))
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert browser.get(form_of(file, sheet="FY99")).status_code == 422


def test_somebody_else_approves_and_the_file_is_read_with_it(desk, upload, deed, said):
    file = upload()
    declared(desk("assistant"), file)
    correction = Correction.objects.get()
    own = deed(desk("assistant"), "correction_approve", correction)
    assert said(own) == ["You proposed this yourself, so somebody else has to approve it."]
    assert "Withdraw my proposal" in page(desk("assistant"), correction)
    answer = deed(desk("colleague"), "correction_approve", correction, note="Checked.")
    assert "Approved: files that it touches are read anew" in said(answer)[0]
    assert "it is being read" in answer.content.decode()
    shown = page(desk("colleague"), correction)
    assert "in force" in shown and "read with it" in shown and "Propose to withdraw it" in shown
    assert (read_as(file), file.sheets.get().layout["corrections"][0]["number"]) == (2, correction.pk)


def test_it_is_returned_with_a_reason_or_taken_back(desk, upload, deed):
    file = upload()
    declared(desk("assistant"), file)
    first = Correction.objects.get()
    deed(desk("colleague"), "correction_return", first, reason="And the total?")
    declared(desk("assistant"), file, C2="3")
    second = Correction.objects.first()
    deed(desk("assistant"), "correction_withdraw", second)
    states = dict(Correction.objects.values_list("pk", "state"))
    assert states == {first.pk: "returned", second.pk: "withdrawn"}
    assert "And the total?" in page(desk("assistant"), first)
    again = escape(form_of(file, first.cells))
    assert again in page(desk("assistant"), first) and again not in page(desk("colleague"), first)


def test_one_in_force_is_withdrawn_by_two_persons(desk, upload, deed, said, people):
    file = upload()
    declared(desk("assistant"), file)
    correction = Correction.objects.get()
    deed(desk("colleague"), "correction_approve", correction)
    answer = deed(desk("colleague"), "correction_end", correction, reason="Mended in May.")
    ending = Correction.objects.get(ends=correction)
    assert answer.redirect_chain[-1][0] == f"{LIST}{ending.pk}/change/"
    assert "colleague proposed to withdraw it." in page(desk("assistant"), correction)
    own = deed(desk("colleague"), "correction_approve", ending)
    assert said(own) == ["You proposed this yourself, so somebody else has to approve it."]
    assert read_as(file) == 2
    deed(desk("assistant"), "correction_approve", ending)
    assert read_as(file) == 20
    assert "superseded" in page(desk("assistant"), correction)


def test_an_accepted_file_is_named_with_what_can_be_done(desk, upload, deed, people):
    file = upload()
    declared(desk("assistant"), file)
    correction = Correction.objects.get()
    done = {"state": "accepted", "accepted_by": people.director, "accepted_at": file.uploaded_at}
    SourceFile.objects.filter(pk=file.pk).update(**done)
    shown = deed(desk("colleague"), "correction_approve", correction).content.decode()
    assert "read without it" in shown and "what was read of an accepted file stays" in shown
    assert f"{reverse('admin:curation_sourcefile_add')}?source=us-niv" in shown
    checks = desk("assistant").get(reverse("admin:file_checks", args=[file.pk])).content.decode()
    assert "withdraw it with a reason and upload it again" in checks and "Read the file anew" not in checks


def test_a_file_that_was_left_behind_is_read_anew_by_a_button(desk, upload, deed, people):
    file = upload()
    declared(desk("assistant"), file)
    correction = Correction.objects.get()
    corrections.approve(correction, by=people.colleague)
    SourceFile.objects.filter(pk=file.pk).update(state="read")  # what follows the approval was lost
    checks = desk("assistant").get(reverse("admin:file_checks", args=[file.pk])).content.decode()
    assert "were approved or withdrawn since it was read: have it read anew" in checks
    assert reverse("admin:file_read-anew", args=[file.pk]) in checks
    assert "Read the file anew" in page(desk("assistant"), correction)
    deed(desk("assistant"), "file_read-anew", file)
    assert read_as(file) == 2


# --- Where a cell is shown --------------------------------------------------------------------------------------------


def test_the_pages_of_a_file_lead_to_the_form_with_the_cell_filled_in(desk, upload):
    file, browser = upload(), desk("assistant")
    total = PrintedTotal.objects.get(sheet__file=file, row=1, column=3)
    pages = {
        "D2": reverse("admin:file_totals", args=[file.pk], query={"of": "classes", "total": total.pk}),
        "C2": reverse("admin:file_layout", args=[file.pk], query={"at": "C2"}),
        "B2:C3": reverse("admin:file_layout", args=[file.pk], query={"at": "B2:C3"}),
    }
    for cells, address in pages.items():
        assert form_of(file, cells).replace("&", "&amp;") in browser.get(address).content.decode(), cells
    checks = browser.get(reverse("admin:file_checks", args=[file.pk])).content.decode()
    assert form_of(file, "D2").replace("&", "&amp;") in checks
    whole = browser.get(reverse("admin:file_layout", args=[file.pk], query={"at": "C"})).content.decode()
    assert "correction/propose" not in whole


def test_one_that_could_not_be_read_leads_there_from_its_problem(desk, upload):
    file = upload(VISAS.replace("\t20\t", "\t-2\t"))
    assert file.state == "quarantined"
    checks = desk("assistant").get(reverse("admin:file_checks", args=[file.pk])).content.decode()
    assert form_of(file, "C2").replace("&", "&amp;") in checks
    assert desk("assistant").get(form_of(file)).status_code == 200


def test_who_may_not_declare_is_not_led_there(desk, upload, people):
    file = upload()
    views = [right for right in people.assistant.groups.get().permissions.all() if right.codename.startswith("view_")]
    people.stranger.user_permissions.set(views)
    for tab in ("checks", "layout", "totals", "difference"):
        shown = desk("stranger").get(reverse(f"admin:file_{tab}", args=[file.pk]), {"at": "C2"})
        assert (shown.status_code, "correction/propose" in shown.content.decode()) == (200, False)


@pytest.fixture
def corrected_file(desk, upload, deed):
    """A file whose cell C2 is corrected."""
    file = upload()
    declared(desk("assistant"), file)
    deed(desk("colleague"), "correction_approve", Correction.objects.get())
    file.refresh_from_db()
    return file


def test_beside_what_was_printed_stands_the_correction_wherever_the_cell_is_shown(desk, corrected_file):
    file, browser, correction = corrected_file, desk("assistant"), Correction.objects.get()
    total = PrintedTotal.objects.get(sheet__file=file, row=1, column=3)
    label = Reading.objects.get(sheet__file=file, row=1, column=2).label
    pages = [
        reverse("admin:file_totals", args=[file.pk], query={"of": "classes", "equal": 1, "total": total.pk}),
        reverse("admin:file_layout", args=[file.pk]),
        reverse("admin:curation_label_change", args=[label.pk]),
        reverse("admin:curation_label_pane", args=[label.pk]),
    ]
    for address in pages:
        shown = browser.get(address).content.decode()
        assert f"{LIST}{correction.pk}/change/" in shown and "20" in shown, address
    checks = browser.get(reverse("admin:file_checks", args=[file.pk])).content.decode()
    assert f"Corrected: Sheet1!C2, 20 read as 2 (correction {correction.pk})." in checks


def test_the_difference_names_it_too(desk, corrected_file, upload, people):
    SourceFile.objects.filter(pk=corrected_file.pk).update(
        state="accepted", accepted_by=people.director, accepted_at=corrected_file.uploaded_at
    )
    later = upload(VISAS.replace("\t20\t", "\t4\t"), "later.tsv")
    shown = desk("assistant").get(reverse("admin:file_difference", args=[later.pk])).content.decode()
    assert "corrected: 2" in shown
    assert "was read with a declared correction, and the publisher prints another number now" in shown
    doubt = Concern.objects.get(file=later, rule="correction_unmet")
    shown = desk("assistant").get(f"/admin/curation/concern/{doubt.pk}/change/").content.decode()
    assert doubt.place == "Sheet1!C2" and f"{LIST}{Correction.objects.get().pk}/change/" in shown


def test_the_list_counts_what_waits_for_somebody_else(desk, upload):
    declared(desk("assistant"), upload())
    shown = desk("colleague").get(LIST)
    assert "Sheet1!C2: 20 → 2" in shown.content.decode() and "Declare an error" in shown.content.decode()
    for name, count in (("colleague", 1), ("assistant", 0)):
        links = [link for _title, several in desk(name).get("/admin/").context["navigation"] for link in several]
        assert [link["count"] or 0 for link in links if link["title"] == "Corrections"] == [count]


def test_a_page_asks_the_database_few_times(desk, corrected_file, django_assert_max_num_queries):
    browser, correction = desk("colleague"), Correction.objects.get()
    page(browser, correction)
    with django_assert_max_num_queries(14):
        page(browser, correction)
    with django_assert_max_num_queries(14):
        browser.get(LIST)
