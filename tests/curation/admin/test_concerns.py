"""Concerns in the desk."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from curation.models import Concern, SourceTable
from flows import asking
from flows.models import Observation
from tests.factories import cell, observation, published


def deed(browser, name, concern, reason, **said):
    said = {"reason": reason, **said}
    return browser.post(reverse(f"admin:concern_{name}", args=[concern.pk]), said, follow=True)


def test_raised_about_a_file_answered_reopened_and_resolved(desk, people, make_file):
    file = make_file()
    form = desk("assistant").get(reverse("admin:curation_concern_add"), {"file": file.pk})
    assert form.context["form"].initial == {"file": str(file.pk)}
    said = {"text": "Are these persons?", "severity": "concern", "file": file.pk, "place": "FY18!W130"}
    desk("assistant").post(reverse("admin:curation_concern_add"), said)
    concern = Concern.objects.get()
    assert (concern.file, concern.raised_by, concern.place) == (file, people.assistant, "FY18!W130")
    deed(desk("director"), "answer", concern, "They are visas.")
    deed(desk("assistant"), "reopen", concern, "Then say so.")
    shown = deed(desk("director"), "resolve", concern, "The measure says so.", outcome="changed").content.decode()
    for words in ("Are these persons?", "They are visas.", "Then say so.", "The measure says so."):
        assert words in shown
    assert '<span class="tag">resolved</span> <span class="tag">changed</span>' in shown
    concern.refresh_from_db()
    assert (concern.state, concern.outcome) == ("resolved", "changed")


def test_to_resolve_is_to_say_what_became_of_it(desk, people):
    concern = Concern.objects.create(text="Hm.", severity="note")
    shown = deed(desk("director"), "resolve", concern, "Settled.").content.decode()
    assert "Say what became of it: kept, changed, source error, will not change." in shown
    assert "What became of it" in shown and 'value="source_error"' in shown
    assert "Settled.</textarea>" in shown  # what was written is not lost
    concern.refresh_from_db()
    assert concern.state == "open"


@pytest.mark.parametrize("whose, may", [("assistant", True), ("colleague", False), (None, True)])
def test_only_whoever_raised_it_is_offered_to_reopen_it(desk, people, whose, may):
    concern = Concern.objects.create(
        text="Hm.", severity="concern", state="answered", raised_by=whose and getattr(people, whose)
    )
    page = desk("assistant").get(reverse("admin:curation_concern_change", args=[concern.pk])).content.decode()
    assert ("Reopen</button>" in page) == may
    shown = deed(desk("assistant"), "reopen", concern, "Not so.").content.decode()
    assert ("colleague raised this concern, so colleague or whoever answers concerns may reopen it" in shown) != may


def test_silence_is_refused_in_words(desk, people):
    concern = Concern.objects.create(text="Hm.", severity="note")
    shown = deed(desk("director"), "resolve", concern, "  ").content.decode()
    assert "Say how it was settled: the field is empty." in shown


def test_a_rule_is_called_as_in_the_inbox(desk):
    concern = Concern.objects.create(text="Hm. " * 30, severity="note", rule="first_use")
    address = reverse("admin:curation_concern_change", args=[concern.pk])
    assert "Raised by the rule: First use" in desk("assistant").get(address).content.decode()
    listed = desk("assistant").get(reverse("admin:curation_concern_changelist")).content.decode()
    assert '<td class="field-whose">First use</td>' in listed and ">First use</a>" in listed
    assert f"Hm. {'Hm. ' * 18}Hm.…" in listed


def test_a_list_writes_days_as_the_pages_do(desk):
    Concern.objects.create(text="Hm.", severity="note")
    Concern.objects.update(raised_at=datetime(2026, 1, 5, 18, 33, tzinfo=UTC))
    assert (
        "5 January 2026, 18:33" in desk("assistant").get(reverse("admin:curation_concern_changelist")).content.decode()
    )


def test_the_list_shows_what_is_to_be_settled(desk, people):
    kinds = [("a", "blocker", "open"), ("b", "note", "open"), ("c", "concern", "answered")]
    for text, severity, state in kinds:
        Concern.objects.create(text=text, severity=severity, state=state)
    listed = desk("director").get(reverse("admin:curation_concern_changelist") + "?settled=no")
    assert {concern.text for concern in listed.context["cl"].result_list} == {"a", "c"}


def test_an_assistant_reads_who_answers_and_adds_to_the_talk(desk, people):
    concern = Concern.objects.create(text="Hm.", severity="concern", raised_by=people.colleague)
    page = reverse("admin:curation_concern_change", args=[concern.pk])
    shown = desk("assistant").get(page).content.decode()
    assert "Answered and resolved by whoever has the right to: director." in shown
    assert ">Resolve<" not in shown
    shown = deed(desk("assistant"), "say", concern, "The publisher's note says persons.").content.decode()
    assert "The publisher&#x27;s note says persons." in shown
    concern.refresh_from_db()
    assert concern.state == "open"
    assert "whoever has the right to" not in desk("director").get(page).content.decode()


def test_the_same_bytes_under_two_tables_lead_to_both_files(desk, people, make_file):
    permits = SourceTable.objects.get(pk="ca-imp")
    first, second = make_file("one.csv", sha256="a" * 64), make_file("two.csv", sha256="a" * 64, source=permits)
    concern = Concern.objects.create(
        rule="same_bytes_elsewhere", subject=first.source_id, severity="blocker", text="Hm.", file=second
    )
    shown = desk("assistant").get(reverse("admin:curation_concern_change", args=[concern.pk])).content.decode()
    for file in (first, second):
        assert f'href="{reverse("admin:curation_sourcefile_change", args=[file.pk])}"' in shown


@pytest.fixture
def asked(people, settings, tmp_path):
    """A reader's question about a made-up number."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    release = published(observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1")]), version="1.0.0")
    row = Observation.public.of(release).get()
    asking.ask(row, text="Are dependants in it?", email="reader@example.org", language="en", mark="made up")
    return Concern.objects.get()


def test_a_reader_s_question_leads_to_its_number_and_only_the_director_sees_the_address(desk, people, asked):
    page = reverse("admin:curation_concern_change", args=[asked.pk])
    for name, sees in [("director", True), ("assistant", False)]:
        shown = desk(name).get(page).content.decode()
        assert "Raised by a reader" in shown
        assert 'href="/why/1.0.0/KAZ-USA-study-visas_issued-2018/"' in shown
        assert ("reader@example.org" in shown) == sees
    deed(desk("director"), "resolve", asked, "They are.", outcome="kept")
    assert "reader@example.org" not in desk("director").get(page).content.decode()


def test_the_list_tells_readers_persons_and_rules_apart(desk, people, asked):
    Concern.objects.create(text="p", severity="concern", raised_by=people.assistant)
    Concern.objects.create(text="r", severity="concern", rule="jump")
    for whose, text in [("reader", "Are dependants in it?"), ("person", "p"), ("rule", "r")]:
        listed = desk("assistant").get(reverse("admin:curation_concern_changelist"), {"whose": whose})
        assert [concern.text for concern in listed.context["cl"].result_list] == [text]


def test_what_it_will_be_about_is_named_before_it_is_raised(desk, make_file, label):
    file = make_file("niv.xlsx")
    browser = desk("assistant")
    raising = reverse("admin:curation_concern_add")
    assert "About the file <a" in html_of(browser.get(raising, {"file": file.pk})) and "niv.xlsx</a>" in html_of(
        browser.get(raising, {"file": file.pk})
    )
    assert "J-1</a>" in html_of(browser.get(raising, {"label": label.pk}))
    refused = browser.post(raising, {"file": file.pk, "text": "", "severity": "concern"})
    assert "niv.xlsx</a>" in html_of(refused)
    for bad in ("x", "9" * 40, "-1"):
        assert browser.get(raising, {"file": bad, "label": bad}).status_code == 200


def html_of(response):
    return " ".join(response.content.decode().split())
