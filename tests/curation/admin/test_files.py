"""The upload form, and a file's page from its reading to its acceptance."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from curation.actions import concerns, decisions
from curation.models import SourceFile

ADD = "/admin/curation/sourcefile/add/"
PERMITS = "\n".join(
    [
        "EN_YEAR\tEN_QUARTER\tEN_MONTH\tEN_COUNTRY_OF_CITIZENSHIP\tTOTAL",
        "2018\tQ1\tJan\tKazakhstan\t10",
        "2018\tQ1\tFeb\tKazakhstan\t--",
    ]
)


def upload(browser, content=PERMITS, name="imp.csv", **said):
    file = SimpleUploadedFile(name, content.encode())
    return browser.post(ADD, {"file": file, "source": "ca-imp", "retrieved_on": "2026-11-20", **said}, follow=True)


def page(browser, file, tab="checks"):
    return browser.get(reverse(f"admin:file_{tab}", args=[file.pk])).content.decode()


@pytest.fixture
def read(desk, people, django_capture_on_commit_callbacks):
    """A file that went through the form and was read in the background; its figures are made up."""
    with django_capture_on_commit_callbacks(execute=True):
        upload(desk("assistant"))
    return SourceFile.objects.get()


def test_an_upload_is_kept_read_and_shown(desk, people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = upload(desk("assistant"), note="As found.")
    file = SourceFile.objects.get()
    assert response.redirect_chain == [(reverse("admin:curation_sourcefile_change", args=[file.pk]), 302)]
    assert (file.state, file.uploaded_by, file.note) == ("read", people.assistant, "As found.")
    assert "filled cells = 2 read +" in page(desk("assistant"), file, "layout")
    assert "1 of 1 need you" in page(desk("assistant"), file, "labels")


def test_while_it_is_read_the_page_says_so_and_looks_again_by_itself(desk, people):
    response = upload(desk("assistant"))
    shown = response.content.decode()
    assert "The file is being read." in shown
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in shown


@pytest.mark.parametrize(
    "content, name, sentence",
    [
        ("%PDF-1.4", "report.csv", "PDF"),
        ("", "empty.csv", "The file is empty: download it again from its publisher and upload that."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(desk, content, name, sentence):
    response = upload(desk("assistant"), content, name)
    assert response.status_code == 422
    [error] = response.context["form"].errors["file"]
    assert sentence in error
    assert response.content.decode().count(error.replace("'", "&#x27;")) >= 2  # in the summary and beside the field


def test_what_is_in_quarantine_can_be_opened_and_read_again(desk, people):
    upload(desk("assistant"), "%PDF-1.4", "report.csv")
    file = SourceFile.objects.get(state="quarantined")
    assert "The file could not be read" in page(desk("assistant"), file)
    again = reverse("admin:file_read-again", args=[file.pk])
    desk("assistant").post(again, {"declared_period": "2018"})
    file.refresh_from_db()
    assert file.declared == {"period": "2018"}
    response = desk("assistant").post(again, {"declared_period": "lately"}, follow=True)
    assert "“lately” is no period" in response.content.decode()


def test_the_same_bytes_are_refused_with_the_way_to_what_is_there(desk, read):
    response = upload(desk("director"))
    assert response.status_code == 422
    assert response.context["form"].elsewhere == read
    assert SourceFile.objects.count() == 1


def test_a_wrong_declaration_is_refused_beside_its_field_and_nothing_is_kept(desk):
    response = upload(desk("assistant"), declared_period="lately")
    assert "“lately” is no period" in response.context["form"].errors["declared_period"][0]
    assert not SourceFile.objects.exists()


def test_handed_in_and_accepted_by_a_second_person(desk, people, read):
    told = desk("assistant").post(reverse("admin:file_submit", args=[read.pk]), follow=True).content.decode()
    assert "1 label of imp.csv has no proposal yet" in told
    [label] = read.source.labels.all()
    decisions.propose_as_suggested(label, by=people.assistant)
    desk("assistant").post(reverse("admin:file_submit", args=[read.pk]))
    told = desk("assistant").post(reverse("admin:file_accept", args=[read.pk]), follow=True).content.decode()
    assert "You brought imp.csv in yourself, so somebody else has to accept it." in told
    assert "Accept</button>" not in page(desk("assistant"), read)
    assert "Accept</button>" in page(desk("colleague"), read)
    desk("colleague").post(reverse("admin:file_accept", args=[read.pk]))
    read.refresh_from_db()
    assert (read.state, read.accepted_by) == ("accepted", people.colleague)


def test_a_blocker_is_named_where_somebody_wants_to_accept(desk, people, make_file):
    file = make_file(state="submitted")
    concerns.raise_("Two sheets are the same.", severity="blocker", file=file, by=people.colleague)
    told = desk("colleague").post(reverse("admin:file_accept", args=[file.pk]), follow=True).content.decode()
    assert "niv.xlsx has an open blocker: “Two sheets are the same.”" in told


def test_withdrawn_with_a_reason(desk, read):
    desk("assistant").post(reverse("admin:file_withdraw", args=[read.pk]), {"reason": "The wrong edition."})
    assert "The wrong edition." in page(desk("colleague"), read)


def test_the_publishers_own_bytes_under_their_own_name(desk, read):
    response = desk("colleague").get(reverse("admin:file_original", args=[read.pk]))
    assert b"".join(response.streaming_content) == PERMITS.encode()
    assert response["Content-Disposition"] == 'attachment; filename="imp.csv"'
    assert response["Content-Type"] == "application/octet-stream"


def test_each_deed_stands_in_the_files_history(desk, read):
    desk("assistant").post(reverse("admin:file_withdraw", args=[read.pk]), {"reason": "The wrong edition."})
    history = desk("assistant").get(reverse("admin:curation_sourcefile_history", args=[read.pk])).content.decode()
    assert "Received." in history and "Withdrawn: The wrong edition." in history
