"""Each invariant broken on purpose, past the seals, and the sentence that says so. Figures are made up."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import F

from flows import files, seals, verify
from flows.models import Contribution, Gap, Observation, Release, SourceUsed, TotalCheck, Treatment
from tests.factories import cell, gap, hidden, left_out, observation, published, total

pytestmark = pytest.mark.django_db
STUDY = "Release 1.0.0: KAZ → USA, study, visas_issued, 2018"
WORK = "Release 1.0.0: TJK → CAN, work, permits_issued, 2019"


@pytest.fixture
def release():
    """A release that holds, with its seals lifted."""
    release = published(
        observation("KAZ", "USA", 2018, "study", cells=[cell(10, "F-1"), cell(5, "F-2"), left_out(7, "J-1")]),
        observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5, "IMP"), cell(10, "TFWP")]),
        gaps=[gap("KAZ", "JPN", 2018, "asylum")],
        totals=[total(22), total(30, outcome="explained", explanation="Made up.", lower=22)],
    )
    assert verify.findings() == []
    seals.lift(connection)
    return release


def found(*invariants):
    """Sentences of these invariants: a row altered after publication breaks 6 and 8 as well."""
    return [each.sentence for each in verify.of_release(Release.objects.get()) if each.invariant in invariants]


def study(model):
    return model.everything.filter(category="study")


def work(model):
    return model.everything.filter(category="work")


def decision(label):
    return Treatment.everything.filter(label=label)


# --- 1: the cells behind a number add up to it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alter", "sentence"),
    [
        (
            lambda: study(Observation).update(value=16),
            f"{STUDY}: its cells add up to 15, and 16 is published.",
        ),
        (
            lambda: study(Observation).update(lower=14),
            f"{STUDY}: its cells are at least 15 together, and at least 14 is published.",
        ),
        (
            lambda: study(Observation).update(upper=None),
            f"{STUDY}: its cells are at most 15 together, and at most any number is published.",
        ),
        (
            lambda: work(Contribution).update(upper=None),
            f"{WORK}: its cells are at most any number together, and at most 15 is published.",
        ),
        (
            lambda: study(Contribution).filter(cell="B130").update(value=F("value") + 1),
            f"{STUDY}: its cells add up to 16, and 15 is published.",
        ),
        (
            lambda: study(Observation).delete(),
            f"{STUDY}: 2 cells are counted, and no number is published for them.",
        ),
        (
            lambda: work(Observation).update(hidden_cells=2),
            f"{WORK}: cells said to be hidden: 2, cells listed without a value: 1.",
        ),
    ],
)
def test_cells_that_do_not_add_up(release, alter, sentence):
    alter()
    assert found(1) == [sentence]


def test_a_cell_that_is_gone(release):
    study(Contribution).filter(cell="B130").delete()
    assert found(1) == [
        f"{STUDY}: 2 cells are said to be behind it, and 1 are listed.",
        f"{STUDY}: its cells add up to 10, and 15 is published.",
        f"{STUDY}: its cells are at least 10 together, and at least 15 is published.",
        f"{STUDY}: its cells are at most 10 together, and at most 15 is published.",
    ]


def test_a_cell_counted_that_was_left_out(release):
    study(Contribution).update(counted=True)
    assert f"{STUDY}: its cells add up to 22, and 15 is published." in found(1)
    assert found(2) == [f"{STUDY}: it counts FY18!C130, and the decision about “J-1” does not include it."]


# --- 2: the decision behind each cell was agreed to and in force ------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"disposition": "exclude"}, "does not include it"),
        ({"category": "work"}, "is for another category"),
        ({"measure": "entries"}, "is for another measure"),
        ({"year_from": 2019}, "is not in force for that year"),
        ({"year_to": 2017}, "is not in force for that year"),
        ({"approved_on": date(9999, 1, 1)}, "was approved only after publication"),
        ({"approved_on": date(2026, 1, 9)}, "was approved before it was proposed"),
    ],
)
def test_a_decision_that_does_not_bear_its_cell(release, fields, fault):
    decision("F-2").update(**fields)
    assert found(2) == [f"{STUDY}: it counts FY18!B130, and the decision about “F-2” {fault}."]


@pytest.mark.parametrize("fields", [{"year_from": 2018}, {"year_to": 2018}, {"year_from": 2016, "year_to": 2019}])
def test_a_decision_in_force_for_the_year(release, fields):
    decision("F-2").update(**fields)
    assert found(2) == []


@pytest.mark.parametrize(
    ("condition", "breakdown", "missed"),
    [
        ({"duration": ["M6-11", "Y_GE1"]}, "age=TOTAL; duration=M6-11", None),
        ({"duration": "M6-11"}, "duration=M6-11", None),
        ({"destination": ["USA"]}, "", None),
        ({"duration": ["M6-11", "Y_GE1"]}, "duration=M3-5", "duration M6-11 or Y_GE1"),
        ({"duration": ["M6-11"]}, "", "duration M6-11"),
        ({"destination": ["DEU", "FRA"]}, "", "destination DEU or FRA"),
    ],
)
def test_a_decision_under_a_condition(release, condition, breakdown, missed):
    decision("F-2").update(condition=condition)
    study(Contribution).filter(cell="B130").update(breakdown=breakdown)
    sentence = f"{STUDY}: it counts FY18!B130, and the decision about “F-2” is for {missed} only."
    assert found(2) == ([sentence] if missed else [])


def test_a_union_counts_the_cells_of_its_members(release):
    decision("F-2").update(condition={"destination": ["DEU", "FRA"]})
    for model in (Observation, Contribution):
        study(model).update(destination="EU")
    assert found(2) == []


def test_a_union_says_whose_each_cell_is(release):
    decision("F-2").update(condition={"destination": ["DEU", "FRA"]})
    for model in (Observation, Contribution):
        study(model).update(destination="EU")
    study(Contribution).filter(cell="B130").update(place="POL")
    assert found(2) == [
        "Release 1.0.0: KAZ → EU, study, visas_issued, 2018: it counts FY18!B130, and the decision about “F-2” is for "
        "destination DEU or FRA only."
    ]


# --- 5: zero, missing and hidden stay apart ---------------------------------------------------------------------------


def test_a_value_where_a_part_is_hidden(release):
    work(Observation).update(value=12, status="normal")
    assert found(5) == [f"{WORK}: it has the value 12, although a part of it is hidden or absent."]


def test_no_value_where_nothing_is_hidden(release):
    study(Observation).update(value=None, status="partial")
    assert found(5) == [f"{STUDY}: it is partial and has no value, although nothing behind it is hidden or absent."]


def test_called_suppressed_where_nothing_is_hidden(release):
    study(Observation).update(value=None, status="suppressed", absent=[{"table": "us-iv"}])
    assert found(5) == [f"{STUDY}: it is called suppressed, and no cell behind it is hidden."]


def test_a_number_in_a_gap(release):
    Gap.everything.update(**study(Observation).values("origin", "destination", "year", "category", "measure").get())
    assert found(5) == [f"{STUDY}: it is called missing, and a number is published for it."]


def test_a_number_with_the_status_of_a_gap(release):
    study(Observation).update(status="missing")
    assert found(5) == [f"{STUDY}: a number is published with the status missing, which is for gaps."]


# --- 6: nothing changed since publication -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "alter",
    [
        lambda: SourceUsed.everything.update(title_en="another"),
        lambda: Treatment.everything.filter(label="J-1").update(rationale="another"),
        lambda: study(Observation).update(part_of="EU"),
        lambda: Contribution.everything.filter(cell="C130").update(printed="2,205"),
        lambda: Gap.everything.update(reason_en="another"),
        lambda: Gap.everything.all().delete(),
        lambda: TotalCheck.everything.filter(outcome="explained").update(explanation="another"),
        lambda: Release.objects.update(names={}),
        lambda: Release.objects.update(notes_en="another"),
        lambda: Release.objects.update(published_at=datetime(2027, 1, 1, tzinfo=UTC)),
    ],
    ids=["source", "decision", "observation", "cell", "gap", "no gap", "total", "names", "notes", "day"],
)
def test_whatever_is_altered_changes_the_digest(release, alter):
    alter()
    assert "Release 1.0.0: what its tables say is not what they said when it was published (another digest)." in found(
        6
    )


def test_numbers_that_came_or_went(release):
    Release.objects.update(observations_count=3)
    assert found(6) == ["Release 1.0.0: 3 observations were published, and 2 are there."]


def test_a_file_that_is_gone(release):
    (files.folder(release) / "provenance.csv").unlink()
    assert found(6, 8) == [
        "Release 1.0.0: its file provenance.csv is not on this machine; “manage.py export 1.0.0 --to FOLDER” makes it "
        "again."
    ]


def test_a_file_that_was_altered(release):
    path = files.folder(release) / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b",15,15,15,", b",16,15,15,"))
    assert found(6, 8) == [
        "Release 1.0.0: its file observations.csv is not, byte for byte, the one that was published."
    ]


def test_seals_that_do_not_stand(release):
    seals.install(connection)
    assert verify.findings() == []
    with connection.cursor() as cursor:
        on = " ON flows_gap" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER seal_flows_gap_update{on}")
    assert verify.findings() == [
        (
            6, "", "The seal seal_flows_gap_update does not stand, so that published rows can be altered: "
            "run “manage.py migrate”.",
        )
    ]  # fmt: skip


# --- 7: printed totals are met or explained ---------------------------------------------------------------------------


def test_a_total_that_nobody_explains(release):
    TotalCheck.everything.filter(outcome="explained").update(outcome="open", explanation="")
    assert found(7) == [
        "Release 1.0.0: All classes of the line: made-up.xlsx prints 30 at FY18!CI130, its parts give another sum, and "
        "nobody explains why."
    ]


# --- 8: the files say what the tables say -----------------------------------------------------------------------------


def of_files(sentences):
    """Those about files; what is prepared for pages is no longer what the tables say either."""
    return [sentence for sentence in sentences if "pages show" not in sentence]


def test_a_table_that_says_something_else_than_the_file(release):
    work(Observation).update(sources="another")
    assert of_files(found(8)) == [
        "Release 1.0.0: observations.csv says something else than the tables: line 3 is “TJK,Tajikistan,CAN,Canada,"
        "2019,calendar,work,permits_issued,,11,15,partial,us-niv,1.0.0” in the file and “TJK,Tajikistan,CAN,Canada,"
        "2019,calendar,work,permits_issued,,11,15,partial,another,1.0.0” in the tables."
    ]


def test_a_table_that_says_more_than_the_file(release):
    path = files.folder(release) / "observations.csv"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    work(Observation).update(sources="another")
    assert of_files(found(8)) == [
        "Release 1.0.0: observations.csv says something else than the tables: line 3 is “nothing” in the file and “TJK,"
        "Tajikistan,CAN,Canada,2019,calendar,work,permits_issued,,11,15,partial,another,1.0.0” in the tables."
    ]


# --- All together -----------------------------------------------------------------------------------------------------


def test_every_release_that_was_ever_published_is_looked_at(release):
    published(observation("KAZ", "USA", 2018, "study", cells=[15]), version="1.0.1")
    Release.objects.filter(version="1.0.0").update(state="withdrawn", withdrawn_reason="Made up.")
    Observation.everything.filter(category="study").update(value=16)
    assert [(finding.release, finding.invariant) for finding in verify.findings() if finding.invariant == 1] == [
        ("1.0.1", 1), ("1.0.0", 1),
    ]  # fmt: skip


def test_many_faults_of_a_kind_are_not_all_listed(release, monkeypatch):
    monkeypatch.setattr(verify, "MOST", 2)
    study(Contribution).update(treatment=decision("TFWP").get())
    assert found(2) == [
        f"{STUDY}: it counts FY18!A130, and the decision about “TFWP” is for another category.",
        f"{STUDY}: it counts FY18!B130, and the decision about “TFWP” is for another category.",
        "Release 1.0.0: there is more of the kind.",
    ]
