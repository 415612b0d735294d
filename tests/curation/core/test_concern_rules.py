"""What each rule says, and when it is silent. The figures are made up."""

from types import SimpleNamespace

import pytest

from curation.core import concern_rules as rules

LIMITS = {"flag_people": 1_000, "jump_times": 3, "jump_people": 100}
STUDY = {"disposition": "include", "category": "study", "reason_code": "", "measure": "", "condition": {}}
EXCLUDED = STUDY | {"disposition": "exclude", "reason_code": "temporary"}


def told(finding):
    """What a finding is kept as, but for the words of its line in the inbox; None for none."""
    return finding and finding[:-1]


def in_a_line(finding):
    """What the inbox says of it, in English."""
    rule = rules.RULES[finding.rule]
    return rule.title + rule.line % finding.found


def test_first_use_of_a_label_with_many_people_is_a_concern():
    finding = rules.first_use("J-1", "j-1", 16_121, limits=LIMITS)
    text = "First use of the label “J-1”: 16,121 people, above the threshold of 1,000."
    assert told(finding) == ("first_use", "j-1", text, "concern", "", 16_121, "")
    assert in_a_line(finding) == "First use, by more people than 1000."


@pytest.mark.parametrize("people, severity", [(0, "note"), (1_000, "note"), (1_001, "concern")])
def test_first_use_below_the_threshold_is_a_note(people, severity):
    assert rules.first_use("Q-2", "q-2", people, limits=LIMITS).severity == severity


def test_another_threshold_decides_otherwise():
    finding = rules.first_use("Q-2", "q-2", 60, limits=LIMITS | {"flag_people": 50})
    assert (finding.severity, finding.text) == (
        "concern",
        "First use of the label “Q-2”: 60 people, above the threshold of 50.",
    )


def test_a_proposal_that_differs_from_the_codebook():
    rule = SimpleNamespace(**EXCLUDED, sentence="J visas excluded.")
    finding = rules.differs_from_codebook("J-1", "decision 7", SimpleNamespace(**STUDY), rule)
    text = "“J-1” is proposed as study, where the codebook says excluded (temporary): “J visas excluded.”"
    assert told(finding) == ("differs_from_codebook", "decision 7", text, "concern", "", 0, "")
    assert in_a_line(finding) == ("Differs from the codebook, which says excluded (temporary): “J visas excluded.”")
    assert rules.differs_from_codebook("J-1", "decision 7", SimpleNamespace(**EXCLUDED), rule) is None


def test_a_proposal_that_overturns_what_is_in_force_for_many():
    standing, said = SimpleNamespace(**EXCLUDED), SimpleNamespace(**STUDY)
    finding = rules.overturns("J-1", "decision 7", said, standing, 16_121, limits=LIMITS)
    assert finding.text == "“J-1” is in force as excluded (temporary) and proposed as study: 16,121 people hang on it."
    assert rules.overturns("J-1", "decision 7", said, standing, 1_000, limits=LIMITS) is None
    assert rules.overturns("J-1", "decision 7", said, said, 16_121, limits=LIMITS) is None
    assert in_a_line(finding) == "Overturns what is in force, excluded (temporary), for more people than 1000."


@pytest.mark.parametrize(
    "others, words",
    [
        ([("study", "Japan’s Training")], "Japan’s Training is study"),
        (
            [("study", "South Korea’s Research"), ("study", "Japan’s Training")],
            "Japan’s Training and South Korea’s Research are study",
        ),
        (
            [("study", "Japan’s Training"), ("work", "B’s A"), ("exclude", "D’s C")],
            "Japan’s Training is study, B’s A is work",
        ),
        ([("study", f"E’s {name}") for name in "ABCDE"], "E’s A, E’s B, E’s C and 2 more are study"),
        ([("exclude", "D’s C")], None),
        ([], None),
    ],
)
def test_labels_of_one_kind_treated_in_two_ways(others, words):
    finding = rules.two_ways("J-1", "decision 7", SimpleNamespace(**EXCLUDED), others, 16_121, limits=LIMITS)
    assert (finding and in_a_line(finding)) == (words and f"Treated in two ways: {words}.")
    assert rules.two_ways("J-1", "decision 7", SimpleNamespace(**EXCLUDED), others, 1_000, limits=LIMITS) is None


def test_treated_in_two_ways_in_full():
    apart = [("study", "Japan’s Training"), ("exclude", "E’s D")]
    finding = rules.two_ways("J-1", "decision 7", SimpleNamespace(**STUDY), apart, 16_121, limits=LIMITS)
    text = (
        "“J-1” is proposed as study, where of its kind E’s D is excluded: say why they are apart, or make them alike."
    )
    assert told(finding) == ("two_ways", "decision 7", text, "concern", "", 16_121, "")


@pytest.mark.parametrize("words, end", [("", "study."), ("They learn.", "study: “They learn.”")])
def test_a_second_opinion_that_differs(words, end):
    decided, said = SimpleNamespace(**EXCLUDED), SimpleNamespace(**STUDY, words=words)
    finding = rules.second_opinion("J-1", "decision 7", decided, said)
    assert finding.text == (f"“J-1” is in force as excluded (temporary); somebody who did not see that says {end}")
    assert in_a_line(finding).endswith(f"and to somebody who did not see that {end}")


def test_an_unknown_place():
    finding = rules.unknown_place("Kirgystn", 1, "FY18!A130", 30)
    text = (
        "Nobody knows the place “Kirgystn” (1 cell, first at FY18!A130): add it to the place aliases, or its people "
        "are counted nowhere."
    )
    assert told(finding) == ("unknown_place", "Kirgystn", text, "concern", "FY18!A130", 30, "")
    assert in_a_line(finding) == (
        "A place name nobody knows: first at FY18!A130. Until it is known its people are counted nowhere."
    )


@pytest.mark.parametrize("upper, words", [(15, "12 to 15"), (12, "12"), (None, "at least 12")])
def test_parts_against_a_printed_total(upper, words):
    finding = rules.parts_against_total("Kazakhstan, 2019", "Sheet1!C9", "20", 12, upper, 20, "KAZ")
    assert (finding.people, finding.origin, finding.subject) == (20, "KAZ", f"Sheet1!C9: 20 against {words}")
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
    finding = rules.jump("F-1", "KAZ", 2019, before, now, limits=LIMITS)
    assert (finding and finding.text) == said


@pytest.mark.parametrize(
    "before, now, severity", [(100, 1_000, "note"), (100, 1_001, "concern"), (5_000, 9, "concern")]
)
def test_a_jump_of_many_people_is_a_concern(before, now, severity):
    finding = rules.jump("F-1", "KAZ", 2019, before, now, limits=LIMITS)
    assert (finding.severity, finding.people, finding.origin) == (severity, max(before, now), "KAZ")
    assert in_a_line(finding) == f"A jump: {now} after {before} in 2018."


@pytest.mark.parametrize(
    "times, now, words",
    [(2, 250, "more than twice as many"), (2, 40, "less than half"), (4, 401, "more than four times as many"),
     (10, 9, "less than a tenth"), (10, 1_001, "more than ten times as many")],
)  # fmt: skip
def test_how_many_times_make_a_jump_is_a_threshold(times, now, words):
    limits = LIMITS | {"jump_times": times, "jump_people": 50}
    assert rules.jump("F-1", "KAZ", 2019, 100, now, limits=limits).found["turn"] == words
    assert rules.jump("F-1", "KAZ", 2019, 100, 100 * times, limits=limits) is None


def test_a_label_that_vanished():
    finding = rules.vanished_label("H-1B", "h-1b", 426, "FYs97-23.xlsx", limits=LIMITS)
    assert finding.text == "The label “H-1B”, 426 people in FYs97-23.xlsx, is not in this file."
    assert finding.severity == "note"


def test_the_same_bytes_in_another_table():
    finding = rules.same_bytes_elsewhere("permits.csv", "ca-imp", "2026-11-20")
    assert finding.text == (
        "The same bytes are held as permits.csv of the table ca-imp, received 2026-11-20: is one of the two misplaced?"
    )


def test_each_rule_has_a_name_a_title_a_sentence_and_a_docstring():
    assert [
        name
        for name, rule in rules.RULES.items()
        if not (name == rule.name and rule.title and rule.sentence and type(rule).__doc__)
    ] == []
    assert {name for rule in rules.RULES.values() for name in rule.thresholds} == LIMITS.keys()
