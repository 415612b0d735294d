"""The one door by which observations come in, and how a release is withdrawn. Figures are made up unless said."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection, transaction

from flows import files, releases
from flows.core.changes import Change, Figure
from flows.core.records import Key
from flows.core.refusals import Refused
from flows.differences import from_rows
from flows.models import Area, Contribution, Gap, Observation, Release, SourceUsed, TotalCheck, Treatment
from tests.factories import cell, gap, handover, hidden, left_out, observation, published, rounded, total

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


def study_2018():
    """Real: F-1, F-2, M-1, M-2 and, left out, J-1 of Kazakhstan, sheet FY18 of the State Department's detail table."""
    return observation(
        "KAZ", "USA", 2018, "study",
        cells=[cell(1178, "F-1"), cell(265, "F-2"), cell(15, "M-1"), cell(3, "M-2"), left_out(2205, "J-1")],
    )  # fmt: skip


def publish(*made, version="1.0.0", **parts):
    return releases.publish(handover(*made, **parts), version=version, notes_en="Made up.", published_at=DAY)


def test_a_release_says_what_was_handed_over():
    release = releases.publish(
        handover(study_2018(), gaps=[gap("KAZ", "JPN", 2018, "asylum")], totals=[total(1461)]),
        version="1.0.0", notes_en="The first.", notes_ru="Первый.", published_at=DAY,
    )  # fmt: skip
    assert (release.state, release.published_at, release.notes_en, release.notes_ru) == (
        "published", DAY, "The first.", "Первый.",
    )  # fmt: skip
    assert (release.observations_count, release.new_count) == (1, 1)
    assert release.difference == {"from": "", "new": 1, "changed": 0, "unchanged": 0, "gone": 0}
    assert release.names == {"JPN": "Japan", "KAZ": "Kazakhstan", "USA": "United States"}
    release.refresh_from_db()
    assert Release.objects.latest() == release

    [number] = Observation.public.of(release)
    assert (number.slug, number.value, number.lower, number.upper, number.status, number.cells, number.absent) == (
        "KAZ-USA-study-visas_issued-2018", 1461, 1461, 1461, "normal", 4, [],
    )  # fmt: skip
    cells = Contribution.public.of(release).order_by("pk").values_list("cell", "printed", "counted", "treatment__label")
    assert list(cells) == [
        ("A130", "1178", True, "F-1"), ("B130", "265", True, "F-2"), ("C130", "15", True, "M-1"),
        ("D130", "3", True, "M-2"), ("E130", "2205", False, "J-1"),
    ]  # fmt: skip
    assert SourceUsed.public.of(release).get().retrieved_on == date(2026, 1, 2)
    assert Treatment.public.of(release).get(label="J-1").reason_code == "temporary"
    assert Gap.public.of(release).get().reason == "Awaited."
    assert TotalCheck.public.of(release).get().what == "All classes of the line"


def test_statuses_and_bounds_are_carried():
    release = published(
        observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[rounded(230), hidden(1, 5), hidden(1, 5)]),
        observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5)] * 5),
        observation("KAZ", "CAN", 2019, "residence", "admissions", cells=[rounded(400)]),
        observation("KAZ", "USA", 2016, "residence", cells=[65], absent=[{"table": "us-iv", "held": "no month"}]),
        observation("UZB", "CAN", 2019, "residence", "admissions", cells=[]),
    )
    rows = Observation.public.of(release).order_by("origin", "year", "category")
    assert list(rows.values_list("origin", "value", "lower", "upper", "status", "hidden_cells")) == [
        ("KAZ", None, 65, None, "partial", 0),
        ("KAZ", 400, 398, 402, "normal", 0),
        ("KAZ", None, 230, 242, "partial", 2),
        ("TJK", None, 5, 25, "suppressed", 5),
        ("UZB", 0, 0, 0, "normal", 0),
    ]
    assert rows[0].absent == [{"table": "us-iv", "held": "no month"}]


def test_a_candidate_is_not_public():
    candidate = Release.objects.create(version="1.0.0", major=1, minor=0, patch=0)
    Gap.everything.create(
        release=candidate, origin="KAZ", destination="USA", year=2018, year_basis="us_fiscal", status="missing",
        reason_code="no_row", reason_en="Made up.", reason_ru="Вымышлено.",
    )  # fmt: skip
    assert (Gap.everything.count(), Gap.public.count()) == (1, 0)
    assert Release.objects.latest() is None and not Release.objects.readable().exists()


def test_the_one_who_published_is_in_the_history_and_nowhere_public():
    director = User.objects.create_user("director")
    release = published(study_2018(), by=director)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr, entry.change_message) == (director, "1.0.0", "Published release 1.0.0.")
    assert "director" not in str(vars(release))


def test_areas_keep_the_names_they_had():
    release = published(study_2018())
    Area.objects.filter(pk="KAZ").update(name_en="another name")
    files.discard(release)
    assert b"KAZ,Kazakhstan,USA,United States,2018," in files.path(release, "observations.csv").read_bytes()


# --- Refusals ---------------------------------------------------------------------------------------------------------

PLACE = "KAZ → USA, study, visas_issued, 2018"


def refusal(*made, version="1.0.0", **parts):
    """The sentence, after making sure that nothing stayed behind."""
    before = [list(model.objects.all()) for model in (Release,)], Observation.everything.count()
    with pytest.raises(Refused) as refused, transaction.atomic():
        publish(*made, version=version, **parts)
    assert ([list(model.objects.all()) for model in (Release,)], Observation.everything.count()) == before
    assert not (files.root() / version).exists() or Release.objects.filter(version=version).exists()
    assert [path.name for path in files.root().glob(".*")] == []
    return str(refused.value)


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        ("1.1", "“1.1” is not a version: write MAJOR.MINOR.PATCH in plain digits, such as 1.0.0."),
        ("1.1.0", "Version 1.1.0 is not higher than 1.1.0, the highest there is: take a higher one."),
        ("1.0.9", "Version 1.0.9 is not higher than 1.1.0, the highest there is: take a higher one."),
    ],
)
def test_a_version_is_new_and_the_highest(version, sentence):
    publish(study_2018(), version="1.1.0")
    assert refusal(study_2018(), version=version) == sentence
    assert publish(study_2018(), version="1.1.1").difference["unchanged"] == 1


def test_a_withdrawn_version_is_not_used_again():
    releases.withdraw(publish(study_2018()), reason="Made up.", by=None)
    assert refusal(study_2018()) == "Version 1.0.0 is not higher than 1.0.0, the highest there is: take a higher one."


def test_nothing_is_published_past_a_candidate():
    releases.freeze(handover(study_2018()), version="1.0.0", notes_en="Made up.")
    assert refusal(study_2018(), version="1.0.1") == (
        "Release 1.0.0 is frozen as a candidate: publish it, or send it back to draft in the release room."
    )


def test_nothing_is_no_release():
    assert refusal() == "Release 1.0.0 would hold no observation: there is nothing to publish yet."


def altered(**fields):
    made = study_2018()
    return made._replace(observation=made.observation._replace(**fields))


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (
            [altered(value=1460, lower=1460, upper=1460)],
            f"Release 1.0.0: {PLACE}: its cells add up to 1461, and 1460 is published.",
        ),
        (
            [altered(lower=0)],
            f"Release 1.0.0: {PLACE}: its cells are at least 1461 together, and at least 0 is published.",
        ),
        (
            [altered(value=None, status="partial")],
            f"Release 1.0.0: {PLACE}: it is partial and has no value, although nothing behind it is hidden or absent.",
        ),
        ([altered(cells=5)], f"Release 1.0.0: {PLACE}: 5 cells are said to be behind it, and 4 are listed."),
        ([altered(status="odd")], f"{PLACE}: “odd” is no status of a number."),
        (
            [study_2018(), study_2018()],
            f"{PLACE} is said 2 times: a number, or the reason for none, is said once.",
        ),
    ],
)  # fmt: skip
def test_numbers_that_are_not_right(made, sentence):
    assert refusal(*made) == sentence


def test_cells_without_a_number():
    whole = handover(study_2018(), observation("UZB", "USA", 2018, "study", cells=[cell(7, "F-1")]))
    lonely = [record for record in whole.observations if record.key.origin == "KAZ"]
    with pytest.raises(Refused, match="UZB → USA, study, visas_issued, 2018: 1 cells are counted, and no number"):
        releases.publish(
            type(whole)(whole.sources, whole.treatments, lonely, whole.contributions, [], []),
            version="1.0.0",
            notes_en=".",
        )


def test_parts_that_are_not_right():
    twice = [gap("KAZ", "JPN", 2018, "asylum")] * 2
    assert refusal(study_2018(), gaps=twice) == (
        "KAZ → JPN, asylum, , 2018 is said 2 times: a number, or the reason for none, is said once."
    )
    number_and_gap = [gap("KAZ", "USA", 2018, "study", "visas_issued")]
    assert refusal(study_2018(), gaps=number_and_gap) == (
        f"Release 1.0.0: {PLACE}: it is called missing, and a number is published for it."
    )
    assert refusal(study_2018(), totals=[total(1500, outcome="open", lower=1461)]) == (
        "Release 1.0.0: All classes of the line: made-up.xlsx prints 1500 at FY18!CI130, its parts give another sum, "
        "and nobody explains why."
    )
    assert refusal(study_2018(), sources=[]) == f"{PLACE}: it rests on “us-niv”, and not all of these were handed over."


def test_a_decision_made_after_publication():
    early = datetime(2026, 1, 19, tzinfo=UTC)
    with pytest.raises(Refused, match="it counts FY18!A130, and the decision about “F-1” was approved only after"):
        releases.publish(handover(study_2018()), version="1.0.0", notes_en="Made up.", published_at=early)


class PowerCut(Exception):
    pass


@pytest.mark.parametrize("place", ["flows.files.write_file", "flows.releases.remember", "flows.models.Release.save"])
def test_a_publication_that_breaks_leaves_nothing(place, monkeypatch):
    def cut(*args):
        if place != "flows.models.Release.save" or args[0].state == "published":
            raise PowerCut

    keep = Release.save
    monkeypatch.setattr(place, lambda *args: cut(*args) or keep(*args))
    with pytest.raises(PowerCut), transaction.atomic():
        publish(study_2018())
    assert not Release.objects.exists() and not Observation.everything.exists()
    assert list(files.root().iterdir()) == []


def test_what_a_killed_publication_left_gives_way():
    (files.root() / "1.0.0").mkdir(parents=True)
    (files.root() / "1.0.0" / "observations.csv").write_text("half a li")
    release = publish(study_2018())
    assert files.describe(files.root() / "1.0.0" / "observations.csv") == release.files["observations.csv"]


def test_two_who_publish_at_once_do_not_both_have_the_highest_version(transactional_db):
    outcomes, start = {}, threading.Barrier(2)

    def run(version):
        try:
            start.wait()
            outcomes[version] = publish(study_2018(), version=version).version
        except Refused as refused:
            outcomes[version] = str(refused)
        finally:
            connection.close()

    people = [threading.Thread(target=run, args=[version]) for version in ("1.0.0", "1.0.1")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    late = "Version 1.0.0 is not higher than 1.0.1, the highest there is: take a higher one."
    assert outcomes in ({"1.0.0": "1.0.0", "1.0.1": "1.0.1"}, {"1.0.0": late, "1.0.1": "1.0.1"})


# --- The same content, the next release, withdrawal -------------------------------------------------------------------


def test_the_digest_is_the_same_on_every_engine_and_machine():
    """Another one here means that releases already published would no longer be recognised."""
    release = publish(study_2018(), gaps=[gap("KAZ", "JPN", 2018, "asylum")], totals=[total(1461)])
    assert release.digest == "b1c5497fc2731d6685ba35a34a8c4114bcb9082e2bc7d7aaa6117f92562fc581"


def test_the_difference_from_the_release_before():
    uzb, tjk = (observation(origin, "USA", 2018, "study", cells=[cell(7, "F-1")]) for origin in ("UZB", "TJK"))
    old = publish(study_2018(), uzb)
    corrected = observation("UZB", "USA", 2018, "study", cells=[cell(8, "F-1")])
    new = publish(study_2018(), corrected, tjk, version="2.0.0")
    assert new.difference == {"from": "1.0.0", "new": 1, "changed": 1, "unchanged": 1, "gone": 0}
    assert (new.observations_count, new.new_count) == (3, 1)
    assert [change for change in from_rows.difference(old, new) if change.kind == "changed"] == [
        Change(
            Key("UZB", "USA", 2018, "study", "visas_issued"), "changed",
            Figure(7, 7, 7, "normal"), Figure(8, 8, 8, "normal"),
        )
    ]  # fmt: skip
    assert {change.kind for change in from_rows.difference(None, new)} == {"new"}


def test_a_withdrawn_release_stays_readable_and_is_no_longer_the_latest():
    first, second = publish(study_2018()), publish(study_2018(), version="1.0.1")
    director = User.objects.create_user("director")
    releases.withdraw(second, reason="A heading was misread.", by=director)
    assert (second.state, second.withdrawn_reason) == ("withdrawn", "A heading was misread.")
    assert second.withdrawn_at is not None
    assert Release.objects.latest() == first
    assert list(Release.objects.readable()) == [second, first]
    assert Observation.public.of(second).count() == 1
    assert LogEntry.objects.latest("pk").change_message == "Withdrew release 1.0.1: A heading was misread."
    assert publish(study_2018(), version="1.0.2").difference["from"] == "1.0.0"


def test_a_release_is_withdrawn_once_and_with_a_reason():
    release = publish(study_2018())
    with pytest.raises(Refused, match="^Release 1.0.0 is withdrawn with a reason only: say why, in words"):
        releases.withdraw(release, reason=" ", by=None)
    releases.withdraw(release, reason="Made up.", by=None)
    with pytest.raises(Refused, match="^Release 1.0.0 is withdrawn: only a published one can be withdrawn.$"):
        releases.withdraw(release, reason="Again.", by=None)
