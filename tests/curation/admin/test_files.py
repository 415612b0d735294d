"""The upload form, and a file's page from its reading to its acceptance."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags

from curation import progress
from curation.actions import concerns, decisions, uploads
from curation.core import concern_rules
from curation.models import Sheet, SourceFile

ADD = "/admin/curation/sourcefile/add/"
PERMITS = "\n".join(
    [
        "EN_YEAR\tEN_QUARTER\tEN_MONTH\tEN_COUNTRY_OF_CITIZENSHIP\tTOTAL",
        "2018\tQ1\tJan\tKazakhstan\t10",
        "2018\tQ1\tFeb\tKazakhstan\t--",
    ]
)


VISAS = "Fiscal Year 2018\tA-1\tF-1\tGrand Total\nKazakhstan\t1\t2\t3\nPeru\t4\t5\t9"


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


@pytest.mark.parametrize("others", [[], ["FY2018"]])
def test_labels_of_years_that_no_series_holds_are_told_to_wait(desk, make_file, make_label, others):
    """They are new in the difference, and nobody is asked about them yet."""
    file = make_file()
    make_label("F-9", ("FY1997", 3), file=file)
    for period in others:
        make_label("F-1", (period, 3), file=file)
    shown = page(desk("assistant"), file, "labels")
    assert ("1 label came with this file;" in shown) == bool(others)
    assert "1 more came with it and has no cell in the years of a series: it waits" in shown


def test_links_about_one_warning_are_told_apart(desk, make_file):
    file = make_file()
    Sheet.objects.create(file=file, name="FY18", position=0)
    concerns.raise_findings([concern_rules.parts_against_total("2018", "FY18!A3", "7", 8, 8)], file=file)
    said = " ".join(strip_tags(page(desk("director"), file)).split())
    assert "FY18!A3 declare an error · concern, open" in said


def test_while_it_is_read_the_page_says_so_and_looks_again_by_itself(desk, people):
    response = upload(desk("assistant"))
    shown = response.content.decode()
    assert "The file is being read." in shown
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in shown
    assert "js/progress.js" in shown


@pytest.mark.parametrize(
    "content, name, sentence",
    [
        ("%PDF-1.4", "report.csv", "PDF"),
        ("", "empty.csv", "The file is empty: download it again from its publisher and upload that."),
    ],
)
def test_a_file_that_cannot_be_opened_is_kept_and_shown_with_what_is_wrong_in_four_parts(desk, content, name, sentence):
    response = upload(desk("assistant"), content, name)
    file = SourceFile.objects.get(state="quarantined")
    assert response.redirect_chain == [(f"{ADD}?file={file.pk}", 302)]
    [error] = response.context["form"].errors["file"]
    shown = response.content.decode()
    assert sentence in error and error.replace("'", "&#x27;") in shown
    assert "<title>Error: Upload a file" in shown
    assert 'role="alert" tabindex="-1" id="refused"' in shown
    for part in ("where", "expected", "found", "what to do"):
        assert f"<dt>{part}</dt>" in shown
    assert f'<input type="hidden" name="kept" value="{file.pk}">' in shown
    assert 'type="file"' not in shown  # it is not asked for again


def test_a_file_refused_while_it_was_read_shows_the_same_on_its_own_page(desk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shown = upload(desk("assistant"), PERMITS.replace("\t10", "\tten")).content.decode()
    file = SourceFile.objects.get(state="quarantined")
    shown = page(desk("assistant"), file)
    assert "The file could not be read" in shown
    assert "sheet <code>Sheet1</code>, cell <code>E2</code>" in shown
    assert f'<a href="{ADD}?file={file.pk}&amp;source=ca-imp#id_declared_marks">Declare what the mark means' in shown


def test_a_table_chosen_in_error_is_put_right_without_sending_the_file_again(
    desk, people, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        upload(desk("assistant"), VISAS, source="ca-pr")
    file = SourceFile.objects.get(state="quarantined")
    shown = desk("assistant").get(f"{ADD}?file={file.pk}").content.decode()
    assert "The sheets look like" in shown
    assert f'<a href="{ADD}?file={file.pk}&amp;source=us-niv#id_source">Choose that table and read again</a>' in shown
    chosen = desk("assistant").get(f"{ADD}?file={file.pk}&source=us-niv")
    assert chosen.context["form"]["source"].value() == "us-niv"
    with django_capture_on_commit_callbacks(execute=True):
        desk("assistant").post(ADD, {"kept": file.pk, "source": "us-niv", "note": "Chosen again."})
    file.refresh_from_db()
    assert (file.state, file.source_id, file.note) == ("read", "us-niv", "Chosen again.")
    assert SourceFile.objects.count() == 1


def test_what_is_in_quarantine_is_read_again_with_what_was_missing(desk, people):
    upload(desk("assistant"), "%PDF-1.4", "report.csv")
    file = SourceFile.objects.get(state="quarantined")
    desk("assistant").post(ADD, {"kept": file.pk, "source": "ca-imp", "declared_period": "2018"})
    file.refresh_from_db()
    assert (file.state, file.declared) == ("received", {"period": "2018"})
    response = desk("assistant").post(ADD, {"kept": file.pk, "source": "ca-imp", "declared_period": "lately"})
    assert response.status_code == 422
    assert "“lately” is no period" in response.content.decode()


def test_a_file_that_is_read_is_not_put_right_any_more(desk, read):
    assert desk("assistant").get(f"{ADD}?file={read.pk}").context["kept"] is None


def test_the_same_bytes_are_refused_with_the_way_to_what_is_there(desk, read):
    response = upload(desk("director"))
    assert response.status_code == 422
    shown = response.content.decode()
    assert "This file is here already" in shown
    assert reverse("admin:curation_sourcefile_change", args=[read.pk]) in shown
    assert SourceFile.objects.count() == 1


def test_too_large_a_file_is_refused_in_four_parts(desk, settings):
    settings.UPLOAD_LIMIT = 20
    response = upload(desk("assistant"))
    [(problem, address, _table)] = response.context["problems"]
    assert (response.status_code, problem.expected) == (422, "at most 0 MiB")
    assert address == f"{ADD}?source=ca-imp#id_file"
    assert not SourceFile.objects.exists()


def test_the_files_held_of_a_table_are_filled_in(desk, read):
    address, asked = reverse("admin:files_held"), {"headers": {"X-Requested-With": "fetch"}}
    held = desk("assistant").get(address, {"source": "ca-imp"}, **asked).content.decode()
    assert "imp.csv" in held and "2018-01 to 2018-02" in held and "<html" not in held
    assert "No file yet." in desk("assistant").get(address, {"source": "us-iv"}, **asked).content.decode()
    for page in (desk("assistant").get(ADD), desk("assistant").get(address, {"source": ""}, **asked)):
        shown = page.content.decode()
        assert "Choose the source table: its files are listed here." in shown and "imp.csv" not in shown
    assert desk("assistant").get(address, {"source": "ca-imp"}).url == f"{ADD}?source=ca-imp"


# while it is read


def progress_of(browser, file):
    return browser.get(reverse("admin:file_progress", args=[file.pk])).json()


def test_how_far_a_reading_is_as_the_bar_asks_for_it(desk, make_file):
    file = make_file(state="received")
    notes = progress.Notes(file.pk)
    assert progress_of(desk("assistant"), file)["words"] == "The file waits for its turn."
    notes.understanding(28, 509_702)
    notes.reading(19, "FY15", 335_672)
    said = progress_of(desk("assistant"), file)
    assert (said["over"], said["done"], said["total"]) == (False, 335_672, 509_702)
    assert (said["words"], said["counted"]) == ("FY15, sheet 19 of 28", "335,672 of 509,702 cells")
    shown = page(desk("assistant"), file)
    assert 'value="335672" max="509702"' in shown and "FY15, sheet 19 of 28" in shown
    progress.forget(file.pk)


@pytest.mark.parametrize("how", [{"state": "read"}, {"state": "received", "message": "Reading stopped."}])
def test_a_reading_that_ended_or_stopped_is_over(desk, make_file, how):
    assert progress_of(desk("assistant"), make_file(**how))["over"]


def test_a_job_that_failed_says_why_and_is_run_again_by_a_button(desk, make_file, people, monkeypatch):
    file = make_file(state="received", message="Reading stopped because of an error.", declared={"period": "2018"})
    address = reverse("admin:file_run-again", args=[file.pk])
    shown = page(desk("assistant"), file)
    assert "Reading stopped because of an error." in shown and f'action="{address}"' in shown
    monkeypatch.setattr(uploads, "have_read", lambda file: None)
    desk("assistant").post(address)
    file.refresh_from_db()
    assert (file.message, file.declared) == ("", {"period": "2018"})


# its checks


@pytest.fixture
def doubted(read):
    """The file with one more warning."""
    concerns.raise_findings([concern_rules.unknown_place("Ruritania", 1, "Sheet1!D3")], file=read)
    return read


def test_unticked_warnings_are_counted_on_the_tab_and_ticked_off_by_name(desk, doubted):
    shown = page(desk("assistant"), doubted)
    assert "14 of 15 checks passed, 1 warned. 1 warning waits to be ticked off." in shown
    assert '>Checks <span class="quiet">1 warning</span>' in shown
    assert 'name="warning" value="unknown_place: Ruritania"' in shown
    ticking = reverse("admin:file_tick", args=[doubted.pk])
    desk("assistant").post(ticking, {"warning": "unknown_place: Ruritania", "words": "A joke."})
    shown = page(desk("assistant"), doubted)
    assert "ticked off by assistant" in shown and "A joke." in shown and "no warning" in shown
    tick = doubted.ticks.get()
    untick = reverse("admin:file_untick", args=[doubted.pk])
    assert "take back" in shown and "take back" not in page(desk("colleague"), doubted)
    desk("assistant").post(untick, {"tick": tick.check_name})
    assert not doubted.ticks.exists()


def test_whoever_accepts_is_shown_what_nobody_ticked_off(desk, people, doubted):
    SourceFile.objects.filter(pk=doubted.pk).update(state="submitted", submitted_by=people.assistant,
                                                    submitted_at="2026-01-02T03:04Z")  # fmt: skip
    assert "<strong>1 warning</strong> is not ticked off by anybody." in page(desk("colleague"), doubted, "labels")
    assert "is not ticked off by anybody" not in page(desk("assistant"), doubted)


def test_a_files_page_asks_the_database_few_times(desk, doubted, django_assert_max_num_queries):
    browser = desk("assistant")
    page(browser, doubted)
    with django_assert_max_num_queries(28):
        page(browser, doubted)


def test_the_strip_says_which_steps_are_done_and_which_is_now(desk, doubted):
    response = desk("assistant").get(reverse("admin:file_checks", args=[doubted.pk]))
    steps = [(stage.name, stage.done, stage.now) for stage in response.context["stages"]]
    assert steps[:4] == [
        ("received", True, False), ("screened", True, False), ("read", True, False), ("mapped", False, True),
    ]  # fmt: skip
    assert response.context["stages"][1].words == "1 warning open"


def test_the_file_with_its_problems_is_given_back(desk, doubted):
    response = desk("colleague").get(reverse("admin:file_notes", args=[doubted.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="imp notes.csv"'
    assert "Ruritania" in response.content.decode("utf-8-sig")


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
