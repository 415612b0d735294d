"""What each rule says, and when it is silent. The figures are made up."""

from types import SimpleNamespace

import pytest

from curation.core import concern_rules as rules
from curation.core.concern_rules import Finding

STUDY = {"disposition": "include", "category": "study", "reason_code": "", "measure": "", "condition": {}}
EXCLUDED = STUDY | {"disposition": "exclude", "reason_code": "temporary"}


def test_first_use_of_a_label_with_many_people_is_a_concern():
    assert rules.first_use("J-1", "j-1", 16_121) == Finding(
        "first_use", "j-1", "First use of the label “J-1”: 16,121 people, above the threshold of 1,000.", "concern"
    )


@pytest.mark.parametrize("people, severity", [(0, "note"), (1_000, "note"), (1_001, "concern")])
def test_first_use_below_the_threshold_is_a_note(people, severity):
    assert rules.first_use("Q-2", "q-2", people).severity == severity


def test_a_proposal_that_differs_from_the_codebook():
    rule = SimpleNamespace(**EXCLUDED, sentence="J visas excluded.")
    finding = rules.differs_from_codebook("J-1", "decision 7", SimpleNamespace(**STUDY), rule)
    assert finding == Finding(
        "differs_from_codebook",
        "decision 7",
        "“J-1” is proposed as study, where the codebook says excluded (temporary): “J visas excluded.”",
        "concern",
    )
    assert rules.differs_from_codebook("J-1", "decision 7", SimpleNamespace(**EXCLUDED), rule) is None


def test_a_proposal_that_overturns_what_is_in_force_for_many():
    standing, said = SimpleNamespace(**EXCLUDED), SimpleNamespace(**STUDY)
    finding = rules.overturns("J-1", "decision 7", said, standing, 16_121)
    assert finding.text == "“J-1” is in force as excluded (temporary) and proposed as study: 16,121 people hang on it."
    assert rules.overturns("J-1", "decision 7", said, standing, 1_000) is None
    assert rules.overturns("J-1", "decision 7", said, said, 16_121) is None


def test_an_unknown_place():
    assert rules.unknown_place("Kirgystn", 1, "FY18!A130") == Finding(
        "unknown_place",
        "Kirgystn",
        "Nobody knows the place “Kirgystn” (1 cell, first at FY18!A130): add it to the place aliases, or its people "
        "are counted nowhere.",
        "concern",
        "FY18!A130",
    )


@pytest.mark.parametrize("upper, words", [(15, "12 to 15"), (12, "12"), (None, "at least 12")])
def test_parts_against_a_printed_total(upper, words):
    finding = rules.parts_against_total("Kazakhstan, 2019", "Sheet1!C9", "20", 12, upper)
    assert finding.text == f"Kazakhstan, 2019: Sheet1!C9 prints “20”, but its parts add up to {words}."


def test_a_key_that_stands_twice():
    finding = rules.duplicate_key("Georgia, M-2, FY2015", ["FY15!AV122", "FY15!AV123"], ["0.24", "3"])
    assert finding.text == (
        "Georgia, M-2, FY2015 stands 2 times: FY15!AV122 (0.24), FY15!AV123 (3). None of the five origins is touched."
    )


@pytest.mark.parametrize(
    "before, now, said",
    [
        (100, 301, "“F-1”, KAZ: 301 in 2019 after 100 in 2018, more than three times as many."),
        (301, 100, "“F-1”, KAZ: 100 in 2019 after 301 in 2018, less than a third."),
        (0, 101, "“F-1”, KAZ: 101 in 2019 after 0 in 2018, more than three times as many."),
        (100, 300, None),
        (0, 100, None),
        (40, 140, None),
    ],
)
def test_a_jump_against_the_year_before(before, now, said):
    finding = rules.jump("F-1", "KAZ", 2019, before, now)
    assert (finding and finding.text) == said


def test_a_label_that_vanished():
    finding = rules.vanished_label("H-1B", "h-1b", 426, "FYs97-23.xlsx")
    assert finding.text == "The label “H-1B”, 426 people in FYs97-23.xlsx, is not in this file."
    assert finding.severity == "note"


def test_the_same_bytes_in_another_table():
    finding = rules.same_bytes_elsewhere("permits.csv", "ca-imp", "2026-11-20")
    assert finding.text == (
        "The same bytes are held as permits.csv of the table ca-imp, received 2026-11-20: is one of the two misplaced?"
    )
