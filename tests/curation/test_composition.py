"""Readings and decisions to numbers: each test holds a few cells, decides them, and looks at what would be said.

Every figure here is made up.
"""

import pytest

from curation.actions import concepts, decisions
from curation.composition import compose
from curation.models import (
    CodebookRule,
    Concept,
    Label,
    PrintedTotal,
    Series,
    SourceTable,
)
from tests.curation.holding import HIDDEN, NEVER_WAS, NOT_KNOWN, NOT_THERE


def said(composition, destination, *, beside=False):
    """What would be published of a destination: (origin, year, category, value, lower, upper, status)."""
    return [
        (o.key.origin, o.key.year, o.key.category, o.value, o.lower, o.upper, o.status)
        for o in composition.handover.observations
        if o.key.destination == destination and (beside or not o.part_of)
    ]


def test_cells_of_one_category_are_added_and_others_are_not(hold, decide):
    hold("us-niv", [("KAZ", "F-1", "FY2018", 7), ("KAZ", "M-1", "FY2018", 2), ("KAZ", "H-1B", "FY2018", 5)])
    decide("us-niv", "F-1", category="study")
    decide("us-niv", "M-1", category="study")
    decide("us-niv", "H-1B", category="work")
    assert said(compose(), "USA") == [
        ("KAZ", 2018, "study", 9, 9, 9, "normal"),
        ("KAZ", 2018, "work", 5, 5, 5, "normal"),
    ]


def test_a_cell_kept_out_stands_beside_the_number_at_zero(hold, decide):
    hold("us-niv", [("KAZ", "F-1", "FY2018", 7), ("KAZ", "J-1", "FY2018", 40)])
    decide("us-niv", "F-1", category="study")
    decide("us-niv", "J-1", category="study", reason_code="temporary")
    composition = compose()
    assert said(composition, "USA") == [("KAZ", 2018, "study", 7, 7, 7, "normal")]
    assert [(cell.key.category, cell.value, cell.counted) for cell in composition.handover.contributions] == [
        ("study", 7, True),
        ("study", 40, False),
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([3, 4], (7, 7, 7, "normal")),
        ([0, 0], (0, 0, 0, "normal")),
        ([3, HIDDEN], (None, 4, 8, "partial")),
        ([HIDDEN, HIDDEN], (None, 2, 10, "suppressed")),
        ([3, NOT_THERE], (None, 3, None, "partial")),
        ([3, NEVER_WAS], (3, 3, 3, "normal")),
        ([3, NOT_KNOWN], (None, 5, 12, "partial")),
        ([HIDDEN, NOT_KNOWN], (None, 3, 14, "partial")),
        ([NOT_KNOWN], (None, 2, 9, "partial")),
        ([(5, 1, 5, "normal", "")], (5, 1, 5, "normal")),
        ([(3, 3, 3, "break", "b"), (4, 4, 4, "provisional", "p")], (7, 7, 7, "break")),
    ],
)
def test_zero_missing_hidden_and_never_there_stay_apart(hold, decide, cells, expected):
    labels = ["F-1", "M-1"][: len(cells)]
    hold("us-niv", [("KAZ", label, "FY2018", cell) for label, cell in zip(labels, cells, strict=True)])
    for label in labels:
        decide("us-niv", label, category="study")
    assert said(compose(), "USA") == [("KAZ", 2018, "study", *expected)]


YEAR = [f"2017-{month:02}" for month in (10, 11, 12)] + [f"2018-{month:02}" for month in range(1, 10)]


def test_residence_needs_both_tables_for_the_whole_year(hold, decide):
    hold("us-niv", [("KAZ", "K-1", "FY2018", 6), ("KAZ", "K-1", "FY2017", 4)])
    hold("us-iv", [("KAZ", "IR1", "2018-03", 10), ("KAZ", "IR1", "2017-09", 3)], covers=[*YEAR, "2017-08"])
    decide("us-niv", "K-1", category="residence")
    decide("us-iv", "IR1", category="residence")
    assert said(compose(), "USA") == [
        ("KAZ", 2017, "residence", None, 7, None, "partial"),
        ("KAZ", 2018, "residence", 16, 16, 16, "normal"),
    ]
    absent = [o.absent for o in compose().handover.observations if o.key.year == 2017]
    assert absent == [({"table": "us-iv", "held": "2 of 12 months"},)]


def test_months_are_not_summed_past_the_publishers_warning(hold, decide):
    Series.objects.filter(destination="USA", category="residence").update(to_year=2020)
    months = [f"2019-{month:02}" for month in (10, 11, 12)] + [f"2020-{month:02}" for month in range(1, 10)]
    hold("us-niv", [("KAZ", "K-1", "FY2020", 6)])
    hold("us-iv", [("KAZ", "IR1", "2020-03", 10)], covers=months)
    decide("us-niv", "K-1", category="residence")
    decide("us-iv", "IR1", category="residence")
    assert said(compose(), "USA") == [("KAZ", 2020, "residence", None, 6, None, "partial")]


def test_an_absent_row_is_zero_where_the_publisher_leaves_zeros_out_and_missing_elsewhere(hold, decide):
    months = [f"2018-{month:02}" for month in range(1, 13)]
    for table in ("ca-imp", "ca-tfwp"):
        hold(table, [("KAZ", "", "2018-01", 5)], destination="CAN", covers=months)
        decide(table, "", category="work")
    hold("unhcr-asylum", [("KAZ", "G / N / FI / P", "2018", 9)], destination="CAN")
    decide("unhcr-asylum", "G / N / FI / P", category="asylum")
    of_uzbekistan = [row for row in said(compose(), "CAN") if row[0] == "UZB"]
    assert of_uzbekistan == [("UZB", 2018, "work", 0, 0, 0, "normal")]
    gaps = {
        (gap.key.origin, gap.key.year, gap.reason_code)
        for gap in compose().handover.gaps
        if gap.key.category == "asylum"
    }
    assert ("UZB", 2018, "no_row") in gaps


def test_the_printed_year_wins_over_its_months(hold, decide):
    months = [("KAZ", "", f"2018-{month:02}", 10) for month in range(1, 13)]
    hold("ca-study-monthly", months, destination="CAN")
    hold("ca-study", [("KAZ", "", "2018", 115), *months], destination="CAN")
    decide("ca-study", "", category="study")
    decide("ca-study-monthly", "", category="study")
    assert said(compose(), "CAN") == [("KAZ", 2018, "study", 115, 115, 115, "normal")]


def test_months_stand_in_where_no_table_prints_the_year(hold, decide):
    hold("ca-study-monthly", [("KAZ", "", f"2018-{month:02}", 10) for month in range(1, 13)], destination="CAN")
    decide("ca-study-monthly", "", category="study")
    assert said(compose(), "CAN")[0] == ("KAZ", 2018, "study", 120, 120, 120, "normal")


def test_within_a_table_the_newest_accepted_file_wins_and_a_key_it_lost_is_gone(hold, decide):
    hold("us-niv", [("KAZ", "F-1", "FY2018", 7), ("UZB", "F-1", "FY2018", 1), ("KAZ", "F-1", "FY2017", 6)])
    hold("us-niv", [("KAZ", "F-1", "FY2018", 8)], later=1)
    decide("us-niv", "F-1", category="study")
    assert said(compose(), "USA") == [
        ("KAZ", 2017, "study", 6, 6, 6, "normal"),
        ("KAZ", 2018, "study", 8, 8, 8, "normal"),
    ]


def test_the_union_is_the_sum_of_its_members_and_partial_where_one_is_missing(hold, decide):
    hold("unhcr-asylum", [("TJK", "G / N / FI / P", "2018", 9, "POL"), ("TJK", "G / N / FI / P", "2018", 4, "DEU")])
    decide("unhcr-asylum", "G / N / FI / P", category="asylum")
    composition = compose()
    assert said(composition, "EU") == [("TJK", 2018, "asylum", None, 13, None, "partial")]
    assert said(composition, "POL", beside=True) == [("TJK", 2018, "asylum", 9, 9, 9, "normal")]
    (union,) = [o for o in composition.handover.observations if o.key.destination == "EU"]
    assert len(union.absent) == 26
    assert [cell.key.destination for cell in composition.handover.contributions] == ["DEU", "EU", "EU", "POL"]


def test_a_printed_union_is_a_number_of_its_own(hold, decide):
    cells = [("TJK", "First time applicant", "2018", 100, "EU28"), ("TJK", "First time applicant", "2018", 60, "DEU")]
    hold("eu-asylum", cells)
    decide("eu-asylum", "First time applicant", category="asylum", measure="first_time_applicants")
    assert said(compose(), "EU") == [("TJK", 2018, "asylum", 100, 100, 100, "normal")]


def test_a_decision_holds_for_its_years_and_under_its_condition(hold, decide):
    cells = [
        ("KAZ", "EDUC", "2018", 3, "DEU", "duration=M3-5"),
        ("KAZ", "EDUC", "2018", 20, "DEU", "duration=Y_GE1"),
        ("KAZ", "EDUC", "2018", 5, "DEU", "duration=M6-11"),
    ]
    hold("eu-resfirst", cells)
    decide("eu-resfirst", "EDUC", category="study", condition={"duration": ["M6-11", "Y_GE1"]})
    composition = compose()
    assert said(composition, "DEU", beside=True) == [("KAZ", 2018, "study", 25, 25, 25, "normal")]
    assert composition.blocks == [
        "eu-resfirst: 1 cell in the years of the release bears the label “EDUC”, which has no approved decision."
    ]


def test_a_stock_is_the_last_day_of_its_year(hold, decide):
    hold("kr-status", [("KAZ", "D2(유학)", "2024-06-30", 10), ("KAZ", "D2(유학)", "2024-12-31", 12)], destination="KOR")
    decide("kr-status", "D2(유학)", category="study")
    assert said(compose(), "KOR") == [("KAZ", 2024, "study", 12, 12, 12, "normal")]


def test_what_is_proposed_only_blocks_and_is_not_said(hold, people):
    hold("us-niv", [("KAZ", "F-1", "FY2018", 7)])
    label = Label.objects.get(key="f-1")
    decisions.propose(label, category="study", rationale="Made up for a test.", by=people.assistant)
    composition = compose()
    assert (said(composition, "USA"), len(composition.blocks)) == ([], 1)


def test_a_total_that_its_parts_do_not_meet_blocks_until_somebody_explains_it(hold, decide, people):
    from curation.actions import concerns

    file = hold("us-niv", [("KAZ", "F-1", "FY2018", 7)])
    decide("us-niv", "F-1", category="study")
    PrintedTotal.objects.create(
        sheet=file.sheets.get(), row=0, column=9, origin="KAZ", what="Grand Total: the classes of row 1", printed="8",
        value=8, lower=7, upper=7, outcome="open",
    )  # fmt: skip
    assert compose().blocks == [
        "Sheet1!J1 prints “8”, and its parts add up to 7: say why on the page of its file’s totals."
    ]
    concern = concerns.raise_by_rule(
        "parts_against_total", "Sheet1!J1: 8 against 7", "8 is not 7.", "concern", place="Sheet1!J1", file=file
    )
    concerns.resolve(concern, resolution="The publisher counts one more class.", outcome="kept", by=people.director)
    composition = compose()
    assert composition.blocks == []
    assert [check.outcome for check in composition.handover.total_checks] == ["explained"]


@pytest.fixture
def year_of_months(hold, decide):
    """Months that make 24 people, and a year that is printed as 20: neither rounding nor hidden cells explain that."""
    months = [("KAZ", "", f"2018-{month:02}", 2) for month in range(1, 13)]
    file = hold("ca-study", [*months, ("KAZ", "", "2018", 20)], destination="CAN")
    decide("ca-study", "", category="study")
    [sheet] = file.sheets.all()
    year = {"origin": "KAZ", "value": 20, "printed": "20", "outcome": "open"}
    total = PrintedTotal.objects.create(
        sheet=sheet, row=12, column=1, what="2018: the 12 months", lower=24, upper=24, period="2018", **year
    )
    quarter = {"what": "2018-Q1: the 3 months", "lower": 6, "upper": 6, "period": "2018-Q1"}
    PrintedTotal.objects.create(sheet=sheet, row=2, column=1, **year, **quarter)
    return total


def test_an_explained_total_blocks_no_more_and_its_words_are_handed_over(year_of_months, people):
    """The quarter is no matter of the release: the year counts as it is printed."""
    from curation.actions import concerns, explanations

    file = year_of_months.sheet.file
    assert compose().blocks == [
        "Sheet1!B13 prints “20”, and its parts add up to 24: say why on the page of its file’s totals."
    ]
    concern = concerns.raise_by_rule(
        "parts_against_total", "Sheet1!B13: 20 against 24", "20 is not 24.", "concern", place="Sheet1!B13", file=file
    )
    why = "Made up: months count permits, the year counts persons."
    explanations.explain_totals(file, [year_of_months], text=why, by=people.assistant)
    composition = compose()
    assert composition.blocks == []
    [check] = composition.handover.total_checks
    assert (check.cell, check.outcome, check.explanation) == ("B13", "explained", why)
    concern.refresh_from_db()
    assert (concern.state, concern.resolution, concern.resolved_by) == ("resolved", why, people.assistant)
    concerns.reopen(concern, reason="Made up: not what the notes say.", by=people.director)
    assert len(compose().blocks) == 1


def test_open_totals_that_are_no_check_of_a_number_stop_nothing_and_are_counted(hold, decide, people):
    """Of a year that no series holds, and in its years over all origins; one that somebody explained is not open."""
    from curation.actions import explanations

    file = hold("us-niv", [("KAZ", "F-1", "FY2018", 7), ("KAZ", "F-1", "FY2001", 5)])
    decide("us-niv", "F-1", category="study")
    said = {"sheet": file.sheets.get(), "printed": "8", "value": 8, "lower": 7, "upper": 7, "outcome": "open"}
    of_2001 = PrintedTotal.objects.create(row=1, column=9, origin="KAZ", what="the classes of row 2", **said)
    PrintedTotal.objects.create(row=9, column=1, origin="", what="Asia: the rows above", **said)
    composition = compose()
    assert (composition.blocks, composition.open_elsewhere) == ([], {"outside": 1, "inside": 1})
    explanations.explain_totals(file, [of_2001], text="Made up: so it is printed.", by=people.assistant)
    assert compose().open_elsewhere == {"outside": 0, "inside": 1}


def test_what_no_series_declares_is_said_to_be_left_out(hold, decide):
    hold("unhcr-asylum", [("TJK", "G / N / FI / C", "2018", 9, "CAN")], destination="CAN")
    decide("unhcr-asylum", "G / N / FI / C", category="asylum", measure="asylum_cases")
    composition = compose()
    assert said(composition, "CAN") == []
    assert composition.warnings == [
        "CAN, asylum, asylum_cases: decided, but no series declares it, so it is not published."
    ]


def test_every_file_that_is_read_and_not_accepted_is_named_whether_or_not_a_series_is_made_of_its_table(make_file):
    make_file("niv.xlsx"), make_file("people.csv", source=SourceTable.objects.get(pk="wb-population"))
    make_file("census.csv", source=SourceTable.objects.get(pk="ru-census"))
    assert compose().warnings == [
        "niv.xlsx (us-niv) is read and not accepted.",
        "people.csv (wb-population) is read and not accepted.",
        "census.csv (ru-census) is read and not accepted; no series is made of its table.",
    ]


def test_a_place_nobody_knows_blocks_until_somebody_says_what_it_is(hold, decide, people):
    """Its people may be ours under another spelling, and a number would be too low without a word."""
    from curation.actions import concerns

    file = hold("us-niv", [("KAZ", "F-1", "FY2018", 7)])
    decide("us-niv", "F-1", category="study")
    concern = concerns.raise_by_rule("unknown_place", "Kazakhstn", "Nobody knows Kazakhstn.", "concern", file=file)
    assert compose().blocks == [f"{file}: Nobody knows Kazakhstn."]
    concerns.resolve(concern, resolution="A misprint of another country.", outcome="kept", by=people.director)
    assert compose().blocks == []


# --- Why a concept is treated in two ways -----------------------------------------------------------------------------


def test_a_reason_in_force_is_handed_over_with_every_label_of_its_concept(hold, decide, people):
    hold("us-niv", [("KAZ", "J-1", "FY2018", 5), ("KAZ", "F-1", "FY2018", 7)])
    decide("us-niv", "J-1", reason_code="temporary", category="study")
    decide("us-niv", "F-1", category="study")
    concept = Concept.objects.get(pk="exchange_visitor")
    reason = concepts.give_reason(concept, text_en="Made up.", text_ru="Вымышлено.", by=people.assistant)
    assert {each.label: each.apart_en for each in compose().handover.treatments} == {"J-1": "", "F-1": ""}
    concepts.approve(reason, by=people.director)
    told = {each.label: each for each in compose().handover.treatments}
    assert (told["J-1"].concept_en, told["J-1"].apart_en, told["J-1"].apart_ru) == (
        "Exchange visitors, research", "Made up.", "Вымышлено.",
    )  # fmt: skip
    assert told["F-1"].apart_en == ""


def test_a_reason_for_what_is_treated_alike_by_now_is_not(hold, decide, people):
    hold("us-niv", [("KAZ", "J-1", "FY2018", 5)])
    CodebookRule.objects.filter(concept="exchange_visitor", disposition="include").update(concept=None)
    decide("us-niv", "J-1", reason_code="temporary", category="study")
    concept = Concept.objects.get(pk="exchange_visitor")
    reason = concepts.give_reason(concept, text_en="Made up.", by=people.assistant)
    concepts.approve(reason, by=people.director)
    [treatment] = compose().handover.treatments
    assert treatment.apart_en == ""
