"""The release room: looked at by everybody who works here, used by the director. The figures are made up."""

import pytest
from django.urls import reverse

from curation.actions import decisions
from flows.models import Release

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
    done = desk("director").post(ROOM, NOTES, follow=True)
    assert "Release 1.0.0 is published." in done.content.decode()
    release = Release.objects.latest()
    assert release.version == "1.0.0"
    withdraw = reverse("admin:release_withdraw", args=[release.pk])
    desk("director").post(withdraw, {"reason": "A heading was misread."})
    release.refresh_from_db()
    assert (release.state, release.withdrawn_reason) == ("withdrawn", "A heading was misread.")


def test_a_version_that_cannot_be_is_refused_in_words_and_the_notes_stay(desk, decided):
    shown = desk("director").post(ROOM, NOTES | {"version": "one"}).content.decode()
    assert "“one” is not a version" in shown
    assert "The first numbers." in shown
    assert not Release.objects.exists()


def test_an_assistant_cannot_publish(desk, decided):
    assert desk("assistant").post(ROOM, NOTES).status_code == 403
    assert not Release.objects.exists()
