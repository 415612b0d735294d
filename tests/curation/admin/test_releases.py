"""The release room: looked at by everybody who works here, used by the director. The figures are made up."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from curation import chain, log
from curation.actions import decisions
from curation.admin import again
from flows.models import Release
from tests.factories import observation, published

ROOM = "/admin/curation/publication/room/"
NOTES = {"version": "1.0.0", "notes_en": "The first numbers."}


@pytest.fixture
def accepted(make_file, make_label, people):
    """An accepted file with one label in the years of the series."""
    file = make_file(state="accepted", accepted_by=people.colleague, accepted_at="2026-01-02T03:04Z")
    label = make_label("F-1", ("FY2018", 50), file=file)
    return label


@pytest.fixture
def decided(accepted, people):
    decisions.approve(decisions.propose_as_suggested(accepted, by=people.assistant), by=people.colleague)


def test_what_blocks_is_named_and_there_is_nothing_to_press(desk, accepted):
    shown = desk("director").get(ROOM)
    assert "the label “F-1”, which has no approved decision" in shown.content.decode()
    assert "never changes again" not in shown.content.decode()


def test_what_would_change_is_shown_number_by_number(desk, decided):
    shown = desk("assistant").get(ROOM)
    [change] = [each for each in shown.context["differing"] if each.key.category == "study"]
    assert (change.kind, change.key.origin, change.key.year, change.after.value) == ("new", "KAZ", 2018, 50)
    assert shown.context["may_publish"] is False


def test_the_director_publishes_and_withdraws(desk, decided):
    assert desk("director").get(ROOM).context["form"].initial == {"version": "1.0.0"}
    done = desk("director", confirmed=True).post(ROOM, NOTES, follow=True)
    assert "Release 1.0.0 is published." in done.content.decode()
    release = Release.objects.latest()
    assert release.version == "1.0.0"
    withdraw = reverse("admin:release_withdraw", args=[release.pk])
    desk("director", confirmed=True).post(withdraw, {"reason": "A heading was misread."})
    release.refresh_from_db()
    assert (release.state, release.withdrawn_reason) == ("withdrawn", "A heading was misread.")


def test_a_version_that_cannot_be_is_refused_in_words_and_the_notes_stay(desk, decided):
    shown = desk("director", confirmed=True).post(ROOM, NOTES | {"version": "one"}).content.decode()
    assert "“one” is not a version" in shown
    assert "The first numbers." in shown
    assert not Release.objects.exists()


def test_an_assistant_cannot_publish(desk, decided):
    assert desk("assistant").post(ROOM, NOTES).status_code == 403
    assert not Release.objects.exists()


# --- The password again, and the log ----------------------------------------------------------------------------------


@pytest.fixture
def deeds(decided):
    """What only the password opens: the address, what is sent, and whether it was done."""
    release = published(observation("KAZ", "USA", 2017, "study", cells=[10]), version="0.1.0")
    withdraw = reverse("admin:release_withdraw", args=[release.pk])
    return {
        "publish": (ROOM, NOTES, lambda: Release.objects.filter(version="1.0.0").exists()),
        "withdraw": (withdraw, {"reason": "Made up."}, lambda: Release.objects.get(pk=release.pk).state == "withdrawn"),
    }


@pytest.mark.parametrize("deed", ["publish", "withdraw"])
def test_without_the_password_nothing_is_published_or_withdrawn(desk, deeds, deed):
    """And what was sent is done once it is given."""
    address, sent, done = deeds[deed]
    browser = desk("director")
    asked = browser.post(address, sent)
    assert "Your password again" in asked.content.decode() and not done()
    assert dict(asked.context["kept"]) == sent
    browser.post(address, {**dict(asked.context["kept"]), again.FIELD: "wrong"})
    assert not done()
    browser.post(address, {**dict(asked.context["kept"]), again.FIELD: "director"})
    assert done()
    assert LogEntry.objects.latest("pk").change_message.endswith(" Password confirmed.")


@pytest.mark.parametrize("deed", ["publish", "withdraw"])
def test_who_may_not_is_told_so_and_not_asked(desk, deeds, deed):
    address, sent, done = deeds[deed]
    assert desk("assistant").post(address, sent).status_code == 403 and not done()


def test_the_release_keeps_how_the_log_ended(desk, decided):
    desk("director", confirmed=True).post(ROOM, NOTES)
    release, last = Release.objects.latest(), log.head()
    assert last.position > 1 and release.log_head == str(last)
    told = f"Published release 1.0.0. The log ended with {last}. Password confirmed."
    assert LogEntry.objects.latest("pk").change_message == told
    assert list(chain.cut_off()) == []


def test_a_release_has_its_history_as_other_things_have(desk, decided):
    desk("director", confirmed=True).post(ROOM, NOTES)
    history = reverse("admin:curation_publication_history", args=[Release.objects.latest().pk])
    assert "Published release 1.0.0." in desk("assistant").get(history).content.decode()
