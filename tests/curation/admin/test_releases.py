"""The release room: looked at by everybody who works here, used by the director. The figures are made up."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from curation import chain, log
from curation.actions import candidates, decisions
from curation.admin import again
from curation.models import PrintedTotal
from curation.room import checklist, standing
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


@pytest.fixture
def ready(decided, people):
    """A draft of which every warning is ticked off."""
    candidates.save(**NOTES, by=people.director)
    tick_all(people.director)


def tick_all(director):
    names = [item.name for item in checklist.unticked(candidates.warnings(standing.following()))]
    candidates.tick(names, by=director)


@pytest.fixture
def frozen(ready, people):
    return candidates.freeze(by=people.director)


def looked_at():
    return {"candidate": str(standing.following().candidate_id)}


def at(name):
    return reverse(f"admin:room_{name}")


def test_what_blocks_is_named_and_nothing_can_be_frozen(desk, accepted, people):
    shown = desk("director").get(ROOM)
    said = shown.content.decode()
    assert "1 label has no approved decision" in said and "the label “F-1”, which has no approved decision" in said
    assert [(item.kind, item.passed) for item in shown.context["room"].stops] == [
        ("labels", False), ("numbers", False), ("totals", True), ("blockers", True), ("places", True),
        ("handed_in", True), ("causes", True),
    ]  # fmt: skip
    desk("director").post(at("freeze"), NOTES)
    assert not Release.objects.exists()


def test_totals_that_stay_open_and_stop_nothing_are_told_beside_those_that_are_met(desk, accepted):
    cells = {"sheet": accepted.first_file.sheets.get(), "row": 0, "column": 9, "origin": "KAZ", "what": "Total"}
    PrintedTotal.objects.create(**cells, printed="8", value=8, lower=7, upper=7, outcome="open", period="FY1997")
    shown = desk("director").get(ROOM)
    [totals] = [item for item in shown.context["room"].stops if item.kind == "totals"]
    told = "1 printed total of years that no series holds stays open."
    assert (totals.passed, totals.beside) == (True, (told,))
    assert told in shown.content.decode()


def test_the_difference_is_shown_by_cause_and_opens_into_its_numbers(desk, decided):
    room = desk("assistant").get(ROOM)
    assert room.context["may_publish"] is False
    [account] = room.context["room"].accounts
    assert (account.name, account.old, account.new, account.unexplained) == ("visas_issued", 0, 50, 0)
    assert [(kind.code, kind.amounts) for kind in room.context["room"].kinds] == [("accepted", [50])]
    shown = desk("assistant").get(at("numbers"), {"cause": "accepted"})
    [line] = shown.context["lines"]
    assert (*line.where, line.before, line.after) == (
        "Kazakhstan", "United States", "study", "visas issued", "FY2018", "none", "50",
    )  # fmt: skip


def test_version_and_notes_begin_with_what_the_difference_says(desk, decided):
    assert desk("director").get(ROOM).context["form"].initial == {
        "since": "nothing",
        "version": "",
        "notes_en": "First release, with 1 observation.",
        "notes_ru": "Первый выпуск: 1 наблюдение.",
    }


def test_russian_notes_are_missed_once_notes_are_kept_without_them(desk, decided):
    """Until then both boxes are filled in beforehand, and neither is kept."""
    browser = desk("director")
    before = browser.get(ROOM).context["room"].warnings
    browser.post(at("save"), NOTES)
    after = browser.get(ROOM).context["room"].warnings
    assert [item.kind for item in after if item not in before] == ["russian"]


def test_the_director_ticks_freezes_looks_publishes_and_withdraws(desk, decided, people):
    browser = desk("director", confirmed=True)
    assert "To be looked at and ticked off first" in browser.post(at("freeze"), NOTES).content.decode()
    browser.post(at("save"), NOTES)
    asked = browser.get(ROOM).context["room"].warnings
    browser.post(at("tick"), {"warning": [item.name for item in asked]})
    assert browser.get(ROOM).context["room"].unticked == 0
    browser.post(at("freeze"), NOTES)
    shown = browser.get(ROOM)
    assert "<strong>1.0.0</strong> was frozen by director" in shown.content.decode()
    assert browser.get(shown.context["preview"]).status_code == 200
    assert "The first numbers." in browser.get(at("publish")).content.decode()
    assert Release.objects.latest() is None
    done = browser.post(at("publish"), looked_at(), follow=True)
    assert "Release 1.0.0 is published." in done.content.decode()
    release = Release.objects.latest()
    assert (release.version, release.state, release.files != {}) == ("1.0.0", "published", True)
    browser.post(reverse("admin:release_withdraw", args=[release.pk]), {"reason": "A heading was misread."})
    release.refresh_from_db()
    assert release.state == "published"  # one has to say that one means it
    withdraw = {"reason": "A heading was misread.", "sure": "on"}
    browser.post(reverse("admin:release_withdraw", args=[release.pk]), withdraw)
    release.refresh_from_db()
    assert (release.state, release.withdrawn_reason) == ("withdrawn", "A heading was misread.")


def test_a_change_of_what_is_frozen_sends_it_back_to_draft_and_says_which(desk, frozen, accepted, people):
    decision = decisions.propose(accepted, category="work", rationale="Made up.", by=people.assistant)
    decisions.approve(decision, by=people.director)
    shown = desk("director").get(ROOM)
    said = shown.content.decode()
    assert not shown.context["room"].row.is_frozen and "1.0.0 went back to draft" in said
    assert "assistant on " in said and "F-1" in said and "Approved" in said
    assert desk("director").get(at("publish")).status_code == 302
    assert not Release.objects.exists()
    assert shown.context["form"].initial["notes_en"] == "The first numbers."


def test_what_the_causes_say_by_now_stands_beside_the_notes_that_are_kept(desk, frozen, accepted, people):
    candidates.publish(by=people.director)
    browser = desk("director")
    assert "Patch, because no number changes." in browser.get(ROOM).content.decode()
    proposed = decisions.propose(accepted, category="work", rationale="Made up.", by=people.assistant)
    candidates.save(notes_en="Made up.", by=people.director)
    decisions.approve(proposed, by=people.director)
    room = browser.get(ROOM).context["room"]
    assert {language for language, _line in room.unsaid} == {"en", "ru"}
    [line] = [line for language, line in room.unsaid if language == "en"]
    assert line.startswith(f"F-1 counts as work by decision {proposed.pk}")
    candidates.save(notes_en=f"Made up. {line}", by=people.director)
    shown = browser.get(ROOM)
    assert {language for language, _line in shown.context["room"].unsaid} == {"ru"}
    assert "What the causes say by now, and the notes do not" in shown.content.decode()


def test_while_it_is_frozen_no_tick_is_offered_to_be_taken_back(desk, ready, people):
    offered = 'name="take_back"'
    assert offered in desk("director").get(ROOM).content.decode()
    candidates.freeze(by=people.director)
    assert offered not in desk("director").get(ROOM).content.decode()


def test_it_is_sent_back_by_hand_with_a_reason(desk, frozen):
    browser = desk("director")
    assert "the reason is empty" in browser.post(at("back"), {"reason": " "}, follow=True).content.decode()
    browser.post(at("back"), {"reason": "A number looks odd."})
    assert "director: A number looks odd." in browser.get(ROOM).content.decode()
    assert not Release.objects.exists()


def test_a_version_that_cannot_be_is_refused_in_words_and_the_notes_stay(desk, decided):
    shown = desk("director").post(at("freeze"), NOTES | {"version": "one"})
    assert shown.status_code == 422
    assert "“one” is not a version" in shown.content.decode() and "The first numbers." in shown.content.decode()
    assert not Release.objects.exists()


@pytest.mark.parametrize("deed", ["save", "tick", "freeze", "back", "publish"])
def test_an_assistant_only_looks(desk, frozen, deed):
    assert desk("assistant").post(at(deed), NOTES).status_code == 403
    assert Release.objects.get().state == "candidate"


def test_the_room_asks_little(desk, decided, django_assert_max_num_queries):
    browser = desk("director")
    browser.get(ROOM)  # composed once for each state of the log
    with django_assert_max_num_queries(32):
        browser.get(ROOM)


# --- The password again, and the log ----------------------------------------------------------------------------------


@pytest.fixture
def deeds(decided, people):
    """What only the password opens: the address, what is sent, and whether it was done."""
    release = published(observation("KAZ", "USA", 2017, "study", cells=[10]), version="0.1.0")
    candidates.save(**NOTES, by=people.director)
    tick_all(people.director)
    candidates.freeze(by=people.director)
    withdraw = reverse("admin:release_withdraw", args=[release.pk])
    return {
        "publish": (at("publish"), looked_at(), lambda: Release.objects.get(version="1.0.0").state == "published"),
        "withdraw": (
            withdraw,
            {"reason": "Made up.", "sure": "on"},
            lambda: Release.objects.get(pk=release.pk).state == "withdrawn",
        ),
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


def test_the_release_keeps_how_the_log_ended_and_the_log_what_was_ticked_off(desk, frozen):
    desk("director", confirmed=True).post(at("publish"), looked_at())
    release, last = Release.objects.latest(), log.head()
    assert last.position > 1 and release.log_head == str(last)
    told = LogEntry.objects.latest("pk").change_message
    assert told.startswith(f"Published release 1.0.0. The log ended with {last}. Ticked off: ")
    assert "Russian notes are missing" in told and told.endswith(" Password confirmed.")
    assert list(chain.cut_off()) == []


def test_a_release_has_its_history_as_other_things_have(desk, frozen):
    desk("director", confirmed=True).post(at("publish"), looked_at())
    history = reverse("admin:curation_publication_history", args=[Release.objects.latest().pk])
    assert "Published release 1.0.0." in desk("assistant").get(history).content.decode()


def test_frozen_notes_and_version_are_read_and_not_written(desk, ready, people):
    browser = desk("director")
    assert 'name="notes_en"' in browser.get(ROOM).content.decode()
    candidates.freeze(by=people.director)
    shown = browser.get(ROOM).content.decode()
    assert "The first numbers." in shown
    for field in ("notes_en", "notes_ru", "version"):
        assert f'name="{field}"' not in shown


def test_a_release_leads_to_its_public_page_and_files(desk, frozen, people):
    release = candidates.publish(by=people.director, confirmed=True, candidate=frozen.candidate_id)
    shown = desk("director").get(reverse("admin:curation_publication_change", args=[release.pk])).content.decode()
    assert f'href="{reverse("flows:release", args=["1.0.0"])}"' in shown
    assert f'href="{reverse("files:of_release", args=["1.0.0", "observations.csv"])}"' in shown
