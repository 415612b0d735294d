"""Concerns in the desk."""

from django.urls import reverse

from curation.models import Concern, SourceTable


def deed(browser, name, concern, reason):
    return browser.post(reverse(f"admin:concern_{name}", args=[concern.pk]), {"reason": reason}, follow=True)


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
    shown = deed(desk("director"), "resolve", concern, "The measure says so.").content.decode()
    for words in ("Are these persons?", "They are visas.", "Then say so.", "The measure says so."):
        assert words in shown
    concern.refresh_from_db()
    assert concern.state == "resolved"


def test_silence_is_refused_in_words(desk, people):
    concern = Concern.objects.create(text="Hm.", severity="note")
    shown = deed(desk("director"), "resolve", concern, "  ").content.decode()
    assert "Say how it was settled: the field is empty." in shown


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
    assert "Resolve with these words" not in shown
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
