"""What each record must be by itself. Figures are made up."""

from collections import Counter

import pytest

from flows.core.records import ContributionRecord, Key
from flows.core.refusals import Refused
from flows.core.soundness import (
    Codes,
    fault_of_contribution,
    fault_of_gap,
    fault_of_observation,
    fault_of_source,
    fault_of_total,
    fault_of_treatment,
    sound,
)
from tests import factories
from tests.factories import SourceFactory, TreatmentFactory

CODES = Codes(
    areas=frozenset({"KAZ", "USA", "CAN"}),
    categories=frozenset({"study", "work"}),
    measures=frozenset({"visas_issued"}),
    statuses=frozenset({"normal", "partial", "suppressed", "missing", "excluded"}),
    year_bases=frozenset({"calendar", "us_fiscal"}),
    reason_codes=frozenset({"temporary", "awaiting_source"}),
)
STUDY = factories.observation("KAZ", "USA", 2018, "study", cells=[1178, 265, 15, 3]).observation
PLACE = "KAZ → USA, study, visas_issued, 2018"


def test_records_pass_until_the_first_that_is_not_sound():
    passed = []
    with pytest.raises(Refused, match="^2 is even$"):
        for record in sound([1, 3, 2, 4], lambda number: None if number % 2 else f"{number} is even"):
            passed.append(record)
    assert passed == [1, 3]


def test_a_sound_observation():
    assert fault_of_observation(STUDY, {"us-niv"}, CODES) is None


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"key": Key("KZ", "USA", 2018, "study", "visas_issued")},
            "KZ → USA, study, visas_issued, 2018: “KZ” is no area of the codelist: correct it, or add it there.",
        ),
        (
            {"key": Key("KAZ", "USA", 2018, "", "visas_issued")},
            "KAZ → USA, , visas_issued, 2018: “” is no category of the codelist: correct it, or add it there.",
        ),
        ({"year_basis": "lunar"}, f"{PLACE}: “lunar” is no year basis of the codelist: correct it, or add it there."),
        ({"status": "odd"}, f"{PLACE}: “odd” is no status of a number."),
        ({"status": "missing", "value": None}, f"{PLACE}: “missing” is no status of a number."),
        (
            {"status": "partial"},
            f"{PLACE}: the number is partial and has a value; half a number has none, a whole one has.",
        ),
        ({"value": None}, f"{PLACE}: the number is normal and has no value; half a number has none, a whole one has."),
        ({"upper": 1460}, f"{PLACE}: 1461 is not within its bounds 1461 to 1460."),
        (
            {"value": None, "status": "partial", "upper": 1},
            f"{PLACE}: None is not within its bounds 1461 to 1.",
        ),
        ({"sources": "us-niv;us-iv"}, f"{PLACE}: it rests on “us-niv;us-iv”, and not all of these were handed over."),
    ],
)
def test_an_observation_that_is_not(changed, fault):
    assert fault_of_observation(STUDY._replace(**changed), {"us-niv"}, CODES) == fault


CELL = ContributionRecord(STUDY.key, "us_fiscal", 1, 1, True, "FY18", "W130", "1178", 1178, 1178, 1178, "FY2018", "")
DISPOSITIONS = {1: "include", 2: "exclude"}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"counted": False, "treatment": 2, "lower": None, "value": None, "upper": None}, None),
        ({"value": None, "lower": 1, "upper": None}, None),
        ({"source": 9}, f"The cell FY18!W130 for {PLACE} is of source 9, which was not handed over."),
        ({"treatment": 9}, f"The cell FY18!W130 for {PLACE} follows decision 9, which was not handed over."),
        (
            {"treatment": 2},
            f"The cell FY18!W130 for {PLACE} is counted, and the decision about its label says exclude.",
        ),
        ({"lower": 1179}, f"The cell FY18!W130 for {PLACE}: 1178 is not within its bounds 1179 to 1178."),
        ({"lower": None}, f"The cell FY18!W130 for {PLACE}: 1178 is not within its bounds None to 1178."),
    ],
)
def test_a_cell(changed, fault):
    assert fault_of_contribution(CELL._replace(**changed), {1}, DISPOSITIONS) == fault


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"disposition": "exclude", "category": "", "reason_code": "temporary"}, None),
        ({"rationale": ""}, "The decision about “F-1” of us-niv has no rationale: write one."),
        (
            {"disposition": "maybe"},
            "The decision about “F-1” of us-niv says “maybe”, which is none of exclude, include, not_data, total.",
        ),
        (
            {"category": ""},
            "The decision about “F-1” of us-niv includes it in “”, which is no category of the codelist.",
        ),
        (
            {"disposition": "exclude", "reason_code": "whim"},
            "The decision about “F-1” of us-niv uses the code “whim”, which is in no codelist: correct it, or add it "
            "to the codelist.",
        ),
        (
            {"measure": "visas"},
            "The decision about “F-1” of us-niv uses the code “visas”, which is in no codelist: correct it, or add it "
            "to the codelist.",
        ),
    ],
)
def test_a_decision(changed, fault):
    assert fault_of_treatment(TreatmentFactory(**changed), Counter([1]), CODES) == fault


def test_a_number_is_used_once():
    twice = Counter([1, 1])
    assert fault_of_treatment(TreatmentFactory(), twice, CODES) == "Two decisions have the number 1: number them anew."
    assert fault_of_source(SourceFactory(), twice) == "Two sources have the number 1: number them anew."


def test_a_source_is_known_by_its_bytes():
    assert fault_of_source(SourceFactory(), Counter([1])) is None
    assert fault_of_source(SourceFactory(sha256=""), Counter([1])) == (
        "Source 1, made-up.xlsx, has no SHA-256: read the file again."
    )


@pytest.mark.parametrize(
    ("gap", "fault"),
    [
        (factories.gap("KAZ", "CAN", 2018, "study", "visas_issued"), None),
        (factories.gap("KAZ", "CAN", 2018), None),
        (
            factories.gap("KAZ", "XXX", 2018, "study"),
            "KAZ → XXX, study, , 2018: “XXX” is no area of the codelist: correct it, or add it there.",
        ),
        (
            factories.gap("KAZ", "CAN", 2018, status="normal"),
            "KAZ → CAN, , , 2018: “normal” is no status of a gap; it is missing or excluded.",
        ),
        (
            factories.gap("KAZ", "CAN", 2018, reason="whim"),
            "KAZ → CAN, , , 2018: the gap has the reason “whim”, which is in no codelist.",
        ),
    ],
)
def test_a_gap(gap, fault):
    assert fault_of_gap(gap, CODES) == fault


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"source": 9}, "The printed total 100 at FY18!CI130 is of source 9, which was not handed over."),
        (
            {"outcome": "fine"},
            "The printed total 100 at FY18!CI130 has the outcome “fine”, which is none of equal, explained, hidden, "
            "open, rounding.",
        ),
    ],
)
def test_a_printed_total(changed, fault):
    assert fault_of_total(factories.total(100)._replace(**changed), {1}) == fault
