"""What is checked of a file, each check by itself. The figures are made up."""

import pytest
from django.contrib.admin.models import LogEntry

from curation import checks
from curation.actions import concerns, ticks
from curation.core import concern_rules
from curation.core.cell_corrections import CellCorrection, Unmet
from curation.core.likeness import Likeness
from curation.core.problems import Problem
from curation.knowledge import rows
from curation.models import Coverage, PrintedTotal, Sheet, SourceFile
from curation.thresholds import RULES_GO_BY, THRESHOLDS

LIMITS = {name: THRESHOLDS[name].default for name in RULES_GO_BY}
ODD = Problem(
    "{Place}: {found} stands where a value should.",
    place="sheet “FY18”, cell B3",
    found="a spreadsheet error such as #N/A",
    expected="a value",
    remedy="ask the publisher",
    sheet="FY18",
    cell="B3",
)


@pytest.fixture
def file(make_file):
    """A read file with one sheet: 10 filled cells, 4 of them read."""
    file = make_file()
    Sheet.objects.create(file=file, name="FY18", position=0, filled=10, read=4, set_aside_count=6)
    return file


def check(function, file):
    """(outcome, sentence, the sentences of its items) of one check."""
    found = function(checks.Kept(SourceFile.objects.get(pk=file.pk)))
    return found.outcome, found.sentence, [item.sentence for item in found.items]


def by_rule(rule, file):
    found = checks.by_rule(checks.Kept(SourceFile.objects.get(pk=file.pk)))
    return next((each.outcome, each.sentence, each.items) for each in found if rule in each.rules)


def raised(file, *findings):
    return concerns.raise_findings(findings, file=file)


def test_periods_outside_of_every_series_are_said(file):
    for period in ("FY2018", "FY2019"):
        Coverage.objects.create(file=file, destination="USA", period=period)
    assert check(checks.years, file)[:2] == ("passed", "All of its periods lie in the years of a series.")
    for period in ("FY2020", "FY2021", "FY2022"):
        Coverage.objects.create(file=file, destination="USA", period=period)
    assert check(checks.years, file)[:2] == (
        "passed",
        "2 of its periods lie in the years of a series. 3 do not, FY2020 to FY2022, and are published nowhere until "
        "the director gives a series these years.",
    )


def test_periods_on_both_sides_of_a_series_are_told_as_spans(file):
    for year in (1997, 1998, 2000, 2015, 2016, 2019, 2020, 2024):
        Coverage.objects.create(file=file, destination="USA", period=f"FY{year}")
    said = check(checks.years, file)[1]
    assert "6 do not, FY1997 to FY1998, FY2000, FY2015, FY2020, FY2024, and are published nowhere" in said


def test_what_is_declared_once_for_all_says_where_and_why(file):
    """Of the sample of residents by status: its hash stands in the list, with the reason."""
    line = next(row for row in rows("declarations") if row["data_hash"].startswith("66f4f471"))
    data = {"data_hash": line["data_hash"], "declared": {"period": "2024-12-31", "destination": "KOR"}}
    SourceFile.objects.filter(pk=file.pk).update(**data)
    assert check(checks.declared, file)[2] == [
        "Declared: destination is KOR.",
        "Declared not by whoever brought the file in but once for all, in curation/data/declarations.csv, of data with "
        f"this hash (66f4f471…): period is 2024-12-31. {line['reason']}",
    ]


def test_a_file_all_of_whose_periods_lie_outside_warns(file):
    Coverage.objects.create(file=file, destination="USA", period="FY2022")
    outcome, said, items = check(checks.years, file)
    assert outcome == "warned" and said.startswith("0 of its periods lie in the years of a series. FY2022 does not")
    assert items == ["Accepted as it is, this file changes no published number: are these the years you want?"]


def test_a_file_that_was_read_from_end_to_end_passes(file):
    assert check(checks.opened, file) == ("passed", "It was read from beginning to end.", [])


def test_what_was_odd_in_it_warns_with_its_cell(file):
    SourceFile.objects.filter(pk=file.pk).update(problems=[ODD.as_json()])
    assert check(checks.opened, file) == ("warned", "It was read, and something in it is odd.", [ODD])
    [item] = checks.opened(checks.Kept(SourceFile.objects.get(pk=file.pk))).items
    assert (item.sheet, item.cell, item.problem.expected) == ("FY18", "B3", "a value")


def test_what_kept_it_from_being_read_fails(make_file):
    file = make_file(state="quarantined", problems=[ODD.as_json()])
    assert check(checks.opened, file) == ("failed", "It could not be read.", [ODD])
    assert [each.outcome for each in checks.of(file)] == ["failed"]


def test_the_account_is_told(file):
    told = "10 filled = 4 read + 6 set aside, each with its reason."
    assert check(checks.account, file) == ("passed", told, [])


def test_a_cell_that_is_nowhere_fails():
    """The database refuses such a sheet, so it is made of nothing but counts here."""
    kept = checks.Kept(SourceFile())
    kept.sheets = [{"name": "FY18", "filled": 10, "read": 4, "set_aside_count": 5}]
    kept.ticks = {}
    found = checks.account(kept)
    assert (found.outcome, found.items[0].sentence) == (
        "failed", "1 filled cell is neither read nor set aside.",
    )  # fmt: skip


def test_a_file_of_none_of_the_five_warns(file):
    assert check(checks.ours, file)[:2] == ("passed", "4 cells were read.")
    file.sheets.update(read=0, set_aside_count=10)
    assert check(checks.ours, file)[0] == "warned"


def test_what_several_sheets_take_for_granted_is_said_once(file):
    file.sheets.update(layout={"assumed": ["column B “Class” is a part of the label"]})
    for position in (1, 2):
        Sheet.objects.create(
            file=file, name=f"FY{18 + position}", position=position,
            layout={"assumed": ["column B “Class” is a part of the label"]},
        )  # fmt: skip
    assert check(checks.assumptions, file) == (
        "warned",
        "Some of it was taken for granted.",
        ["FY18 and 2 more sheets: column B “Class” is a part of the label."],
    )


def test_a_layout_that_follows_from_the_sheet_passes(file):
    file.sheets.update(layout={"assumed": []})
    assert check(checks.assumptions, file) == ("passed", "Nothing was taken for granted.", [])


def test_what_was_declared_and_corrected_warns(file):
    correction = {"sheet": "FY18", "cells": "C1:E1", "what": "One column too far left.", "why": "Only so it adds up."}
    file.sheets.update(layout={"corrections": [correction]})
    SourceFile.objects.filter(pk=file.pk).update(declared={"period": "2018"})
    assert check(checks.declared, file) == (
        "warned",
        "It is read with the help of what was declared.",
        ["Declared: period is 2018.", "Corrected: One column too far left. Only so it adds up."],
    )


CHANGES = [{"cell": f"B{row}", "printed": "-1", "corrected": "1"} for row in range(3, 10)]


def test_corrections_that_two_people_agreed_to_are_told_and_ask_nothing(file):
    assert check(checks.errors, file) == ("passed", "No cell of it was corrected.", [])
    made = {"sheet": "FY18", "cells": "B3:B9", "number": 3, "what": "Below zero.", "why": "Made up."}
    file.sheets.update(layout={"corrections": [made | {"changes": CHANGES[:1]}]})
    told = "Corrected: FY18!B3, -1 read as 1 (correction 3)."
    assert check(checks.errors, file) == ("passed", told, [])
    assert check(checks.declared, file)[2] == []
    file.sheets.update(layout={"corrections": [made | {"changes": CHANGES}]})
    assert check(checks.errors, file)[1].endswith("FY18!B7, -1 read as 1 (correction 3); 2 more cells.")


def test_a_correction_that_found_something_else_warns(file):
    guard = CellCorrection(3, "FY18", "B3", (("-1",),), (("1",),), "Below zero.", "Made up.")
    raised(file, concern_rules.correction_unmet(Unmet(guard, "B3", "-1", "", False)))
    outcome, _, [sentence] = check(checks.errors, file)
    assert (outcome, sentence) == (
        "warned",
        "FY18!B3 printed -1 when correction 3 was declared; this file leaves it blank: the publisher may have mended "
        "it: withdraw the correction, or declare another.",
    )


@pytest.mark.parametrize(("state", "what"), [("read", "have it read anew"), ("accepted", "and upload it again")])
def test_corrections_that_came_or_went_since_it_was_read_warn(file, people, state, what):
    file.sheets.update(layout={"corrections": [], "asked": []})
    assert check(checks.errors, file)[0] == "passed"
    file.sheets.update(layout={"corrections": [], "asked": [3]})
    done = {"accepted_by": people.director, "accepted_at": file.uploaded_at} if state == "accepted" else {}
    SourceFile.objects.filter(pk=file.pk).update(state=state, **done)
    outcome, _, [sentence] = check(checks.errors, file)
    assert (outcome, what in sentence) == ("warned", True)


def test_totals_that_meet_pass_and_open_ones_warn(file):
    assert check(checks.totals, file)[:2] == ("passed", "It prints no total that could be compared.")
    for row, outcome in enumerate(["equal", "hidden", "open"]):
        PrintedTotal.objects.create(
            sheet=file.sheets.get(), row=row, column=1, what="All", printed="7", lower=7, outcome=outcome
        )
    raised(file, concern_rules.parts_against_total("All", "FY18!B3", "7", 8, 8))
    outcome, sentence, items = check(checks.totals, file)
    assert (outcome, sentence) == ("warned", "2 of 3 printed totals meet our sums, within rounding and hidden cells.")
    assert items == ["All: FY18!B3 prints “7”, but its parts add up to 8."]


@pytest.mark.parametrize(
    ("finding", "outcome"),
    [
        (concern_rules.unknown_place("Ruritania", 1, "FY18!A3"), "warned"),
        (concern_rules.duplicate_key("PER", ["FY18!A3", "FY18!A4"], ["1", "2"]), "passed"),
        (concern_rules.first_use("J-1", "j-1", 5_000, limits=LIMITS), "warned"),
        (concern_rules.first_use("J-1", "j-1", 5, limits=LIMITS), "passed"),
        (concern_rules.vanished_label("J-1", "j-1", 5_000, "last.xlsx", limits=LIMITS), "warned"),
        (concern_rules.vanished_label("J-1", "j-1", 5, "last.xlsx", limits=LIMITS), "passed"),
        (concern_rules.jump("J-1", "KAZ", 2019, 10, 5_000, limits=LIMITS), "warned"),
        (concern_rules.jump("J-1", "KAZ", 2019, 10, 900, limits=LIMITS), "passed"),
        (concern_rules.same_bytes_elsewhere("imp.csv", "ca-imp", "2026-11-20"), "failed"),
        (concern_rules.same_data_elsewhere("imp.csv", "ca-imp", "2026-11-20"), "failed"),
        (concern_rules.wrong_table("imp.csv", "us-niv", Likeness(20, 1, 9, 20), [], []), "failed"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.rule} {value.severity}",
)
def test_each_rules_concern_is_the_item_of_its_check_and_a_note_is_none(file, finding, outcome):
    assert by_rule(finding.rule, file)[0] == "passed"
    [concern] = raised(file, finding)
    found, sentence, items = by_rule(finding.rule, file)
    assert found == outcome
    assert [item.concern for item in items] == ([] if outcome == "passed" else [concern])
    notes = checks.notes(file)
    assert [note for of_rule in notes.values() for note in of_rule] == ([concern] if outcome == "passed" else [])


def test_what_a_person_doubts_is_among_them(file, people):
    concerns.raise_("Two sheets look alike.", severity="concern", by=people.colleague, file=file, place="FY18!A1")
    outcome, sentence, items = check(checks.doubts, file)
    assert (outcome, sentence, items) == ("warned", "1 doubt.", ["Two sheets look alike."])


@pytest.mark.parametrize(
    "place, places",
    [
        ("FY18!A1", [("FY18", "A1")]),
        ("FY18!A1, FY19!CI130", [("FY18", "A1"), ("FY19", "CI130")]),
        ("Men, 2018!B2, Men, 2018!B3", [("Men, 2018", "B2"), ("Men, 2018", "B3")]),
        ("Really!?!B2", [("Really!?", "B2")]),
        ("FY18!A1:B2", [("FY18", "A1:B2")]),
        ("the whole sheet", [("", "the whole sheet")]),
        ("", [("", "")]),
    ],
)
def test_a_doubt_names_each_of_its_cells(file, people, place, places):
    concerns.raise_("Are they persons?", severity="concern", by=people.colleague, file=file, place=place)
    [item] = checks.doubts(checks.Kept(file)).items
    assert item.places == places


@pytest.mark.parametrize("rule", concern_rules.MISPLACED)
def test_a_misplaced_file_is_no_doubt_of_a_persons(file, rule):
    raised(file, concern_rules.Finding(rule, "ca-imp", "Is it misplaced?", "blocker"))
    assert check(checks.doubts, file) == ("passed", "Nobody raised a concern about it by hand.", [])


def test_a_rule_of_which_no_check_speaks_is_not_lost(file):
    raised(file, concern_rules.Finding("of_tomorrow", "x", "Something new.", "concern"))
    assert check(checks.doubts, file)[0] == "passed"
    told = {each.title: [item.sentence for item in each.items] for each in checks.of(file)}
    assert told["No other rule doubts it"] == ["Something new."]


def test_a_resolved_concern_asks_for_nobody(file, people):
    [concern] = raised(file, concern_rules.unknown_place("Ruritania", 1, "FY18!A3"))
    assert len(checks.unticked(file)) == 1
    concerns.resolve(concern, resolution="A joke of the publisher's.", outcome="kept", by=people.director)
    assert checks.unticked(SourceFile.objects.get(pk=file.pk)) == []


def test_what_fails_is_no_warning(file):
    raised(file, concern_rules.same_bytes_elsewhere("imp.csv", "ca-imp", "2026-11-20"))
    assert (len(checks.failing(file)), checks.unticked(file)) == (1, [])


def test_a_file_that_waits_to_be_read_has_no_checks_yet(make_file):
    assert checks.of(make_file(state="received")) == []


def test_all_of_them_ask_the_database_a_handful_of_times(file, django_assert_max_num_queries):
    for number in range(30):
        raised(file, concern_rules.unknown_place(f"Ruritania {number}", 1, f"FY18!A{number}"))
    with django_assert_max_num_queries(8):
        assert len(checks.of(SourceFile.objects.get(pk=file.pk))) == 15


def test_two_long_names_that_begin_alike_stay_two(file, people):
    long = "x" * 400
    kept = checks.Kept(file)
    one, two = kept.item(f"{long}1", "One."), kept.item(f"{long}2", "Two.")
    assert one.name != two.name and len(one.name) <= 300


# ticking off


def test_a_warning_is_ticked_off_by_name_and_can_be_taken_back(file, people):
    SourceFile.objects.filter(pk=file.pk).update(problems=[ODD.as_json()])
    file.refresh_from_db()
    [warning] = checks.unticked(file)
    ticks.tick(file, [warning.name], words="The publisher prints it so.", by=people.colleague)
    assert checks.unticked(file) == []
    [tick] = file.ticks.all()
    assert (tick.by, tick.sentence, tick.words) == (people.colleague, str(ODD), "The publisher prints it so.")
    told = LogEntry.objects.filter(object_id=str(file.pk)).values_list("change_message", flat=True)
    assert f"Ticked off: {ODD} The publisher prints it so." in told
    ticks.take_back(file, tick.check_name, by=people.colleague)
    assert len(checks.unticked(SourceFile.objects.get(pk=file.pk))) == 1
