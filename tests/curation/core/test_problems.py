"""What is said against a sheet, in four parts: where, what was found, what was expected, what to do.

What is said against a file that is no table, or a broken one, stands in `tests.refused`.
"""

import ast
from pathlib import Path

import pytest

from curation.core.declared import check_declared
from curation.core.objections import Objections
from curation.core.places import parse_address
from curation.core.problems import Problem, Unreadable
from tests.curation.core.drawing import draw, known, read

CORE = Path(__file__).resolve().parents[3] / "curation" / "core"
NIV = "Fiscal Year 2018 | A-1 | F-1 | Grand Total\nKazakhstan | 1 | {} | 1179\nPeru | 4 | 5 | 9\nFrance | 2 | 3 | 5"
IV = "country | visa_type | count | date\n{}\nPeru | IR1 | 4 | 2018-01-01"
KOREA = "국적 | 성별 | A1 | D2\n{}\n중국 | 남 | 2 | 6"


def first_problem(drawing, source=None, declared=None, sheets=("Sheet1",)):
    """What is first said against a workbook of sheets with this drawing on them."""
    grids = [draw(drawing, name=name) for name in sheets]
    try:
        for sheet, _readings in read(*grids, source=source, **(declared or {})):
            if sheet.reader and sheet.reader.problems:
                return sheet.reader.problems[0]
    except Unreadable as refusal:
        return refusal.problem
    raise AssertionError("Nothing was said against it.")


TOLD = {
    "another table": (
        (NIV.format("5"), "ca-pr"),
        ("Sheet1", "A1", "“Fiscal Year 2018”"),
        "“Admissions of Permanent Residents by Country of Citizenship” in its first 30 rows",
        "the sheet looks like table us-niv: choose that one",
    ),
    "no numbers": (
        ("Notes\nNothing to count here",),
        ("Sheet1", "A1:A2", "none"),
        "rows with a name and counts",
        "choose the sheet that holds the table, or check that this is the publisher's file",
    ),
    "no headings": (
        ("Kazakhstan | 1 | 2\nUzbekistan | 3 | 4", None, {"period": "2019"}),
        ("Sheet1", "A1", "no headings found"),
        "a row that names the columns",
        "write the headings above the numbers, as the publisher prints them, and upload the file again",
    ),
    "numbers under no heading": (
        ("Country of citizenship | Work | | Study\nKazakhstan | 1 | 2 | 3", None, {"period": "2019"}),
        ("Sheet1", "C1", "numbers under no heading"),
        "a heading that says what they count",
        "write a heading above them, or empty the column",
    ),
    "one heading twice": (
        ("Country of citizenship | Work | Work\nKazakhstan | 1 | 2", None, {"period": "2019"}),
        ("Sheet1", "C1", "the same heading “Work”"),
        "two headings that tell B1 and C1 apart",
        "declare which is which",
    ),
    "years that begin midway": (
        ("Country of citizenship | 2009-10 | 2010-11\nKazakhstan | 1 | 2",),
        ("Sheet1", "B1", "“2009-10” are years that begin midway"),
        "calendar years, or US fiscal years",
        "ask the publisher for calendar years",
    ),
    "no period": (
        (KOREA.format("카자흐스탄 | 남 | 1 | 5"), "kr-status"),
        ("Sheet1", "A1:D1", "no year and no date above the numbers"),
        "the year or date that the numbers are of",
        "declare the period (for example 2024, FY2018 or 2024-12-31)",
    ),
    "two periods": (
        ("Permits of 2018 and 2019\nCountry of citizenship | Work | Study\nKazakhstan | 1 | 2",),
        ("Sheet1", "A1:C2", "several periods (2018, 2019)"),
        "one period for all numbers",
        "declare the period that its numbers are of",
    ),
    "a span of years": (
        ("Permits, 2015-2019\nCountry of citizenship | Work | Study\nKazakhstan | 1 | 2",),
        ("Sheet1", "A1:C2", "2015 to 2019"),
        "a year, a quarter or a month",
        "ask the publisher for one of them, or declare the period (for example 2024, FY2018 or 2024-12-31)",
    ),
    "another period than declared": (
        (NIV.format("5"), "us-niv", {"period": "2019"}),
        ("Sheet1", "A1:D1", "says that its numbers are of FY2018"),
        "2019",
        "leave the declaration out, or correct it",
    ),
    "places that go nowhere or come from nowhere": (
        ("from where | to where | Work | Study\nKazakhstan | Germany | 1 | 2\nUzbekistan | Peru | 1 | 2", None,
         {"period": "2019"}),
        ("Sheet1", "B1", "names places"),
        "whether people come from them or go to them",
        "choose the source table, or declare the origin",
    ),
    "two columns of origins": (
        ("Citizenship | Country of birth | 2018\nKazakhstan | Uzbekistan | 1\nPeru | Peru | 2",),
        ("Sheet1", "B1",
         "columns A “Citizenship” and B “Country of birth” both say where people come from, and differ"),
        "one column that says where people come from",
        "leave one of them out of the file, or choose the source table",
    ),
    "a second table below": (
        ("Country of citizenship | Work\nKazakhstan | 1\n|\nCountry of citizenship | Refused\nKazakhstan | 3", None,
         {"period": "2019"}),
        ("Sheet1", "A4", "other headings stand inside the table"),
        "one table to a sheet",
        "put each table on a sheet of its own",
    ),
    "a column of two minds": (
        ("Fiscal Year 2018 | A-1 | F-1 | Grand Total\nKazakhstan | 1 | seven | 8\nPeru | 4 | 5 | 9", "us-niv"),
        ("Sheet1", "C2", "numbers, and texts such as “seven”"),
        "numbers throughout, or texts throughout",
        "declare what they stand for, or correct them",
    ),
    "no count": (
        (NIV.format("seven"), "us-niv"),
        ("Sheet1", "C2", "“seven”"),
        "a whole number",
        "declare what the mark means",
    ),
    "half a person": (
        (NIV.format("7.5"), "us-niv"),
        ("Sheet1", "C2", "“7.5”"),
        "a whole number",
        "leave a column of rates out of the file, or correct the number and declare it",
    ),
    "a blank": (
        (NIV.format(""), "us-niv"),
        ("Sheet1", "C2", "blank beside other numbers"),
        "a number, or a mark that says why there is none",
        "look into the publisher's own file, and ask the publisher if it is blank there too",
    ),
    "no year, quarter or month": (
        (IV.format("Kazakhstan | IR1 | 3 | lately"), "us-iv"),
        ("Sheet1", "D2", "“lately”"),
        "a period",
        "ask the publisher what it means, or leave the row out of the file and say so in the note",
    ),
    "one key in two rows": (
        (IV.format("Kazakhstan | IR1 | 3 | 2018-01-01\nKazakhstan | IR1 | 4 | 2018-01-01"), "us-iv"),
        ("Sheet1", "A3", "rows 2 and 3 are both of KAZ, USA, IR1, 2018-01"),
        "one row of each",
        "ask the publisher for the full table, or correct the file and declare it",
    ),
    "a key left blank": (
        (IV.format("Kazakhstan |  | 3 | 2018-01-01"), "us-iv"),
        ("Sheet1", "B2", "column B “visa_type” is blank"),
        "a text beside each number",
        "declare fill_down as “visa_type”, or blank as “visa_type”",
    ),
    "the same in two sheets": (
        (NIV.format("5"), "us-niv", {}, ("FY18", "Copy")),
        ("Copy", "A1", "both give numbers for KAZ, USA, FY2018"),
        "each number in one sheet",
        "declare which sheet to read",
    ),
    "a sheet that is not there": (
        (NIV.format("5"), "us-niv", {"sheet": "FY26"}),
        ("", "", "Sheet1"),
        "“FY26”",
        "declare one of the sheets it holds, or none",
    ),
}  # fmt: skip


@pytest.mark.parametrize("about", TOLD)
def test_each_refusal_of_a_sheet_in_its_four_parts(about):
    case, where_and_found, expected, remedy = TOLD[about]
    problem = first_problem(*case)
    assert (problem.sheet, problem.cell, problem.found) == where_and_found
    assert (problem.expected, problem.remedy) == (expected, remedy)


@pytest.mark.parametrize("about", TOLD)
def test_its_cell_is_one_that_can_bear_a_note(about):
    problem = first_problem(*TOLD[about][0])
    if problem.cell:
        row, column = parse_address(problem.cell.partition(":")[0])
        assert row >= 0 and column >= 0


@pytest.mark.parametrize(
    ("declared", "place", "field"),
    [
        ({"colour": "blue"}, "the declaration", "file"),
        ({"period": "soon"}, "the declared period", "period"),
        ({"origin": "Atlantis"}, "the declared origin", "origin"),
        ({"marks": "- nothing"}, "the declared marks", "marks"),
    ],
)
def test_a_declaration_that_is_none_names_its_field(declared, place, field):
    with pytest.raises(Unreadable) as refusal:
        check_declared(declared, known().names)
    problem = refusal.value.problem
    assert (problem.place, problem.field) == (place, field)
    assert problem.expected and problem.remedy


def test_the_field_that_puts_it_right_is_known():
    fields = {about: first_problem(*TOLD[about][0]).field for about in ("another table", "no period", "no count")}
    assert fields == {"another table": "source", "no period": "period", "no count": "marks"}


def test_another_table_is_recognised():
    assert first_problem(NIV.format("5"), "ca-pr").table == "us-niv"
    assert first_problem("Country of citizenship | Work\nKazakhstan | 1", "ca-pr").table == ""


def test_a_problem_is_its_sentence_and_survives_the_way_through_json():
    problem = first_problem(NIV.format("seven"), "us-niv")
    assert problem == (
        "Sheet1!C2: “seven” is neither a count nor a mark this table uses; expected a whole number, or declare what "
        "the mark means."
    )
    again = Problem.from_json(problem.as_json())
    assert (again, again.as_json()) == (problem, problem.as_json())


def test_braces_out_of_a_file_are_text_and_nothing_else():
    problem = first_problem(NIV.format("{place} {0} {x!r}"), "us-niv")
    assert "“{place} {0} {x!r}”" in problem


def test_several_are_said_as_the_first_and_how_many_more():
    problem = first_problem(NIV.format("seven"), "us-niv")
    refusal = Unreadable(problem, others=[problem, problem])
    assert str(refusal).endswith("declare what the mark means (and 2 more like it).")
    assert len(refusal.problems) == 3


def test_a_part_that_does_not_exist_is_a_mistake_of_ours():
    with pytest.raises(TypeError, match="A problem has no colour"):
        Problem(place="the file", found="x", expected="y", remedy="z", colour="blue")


def calls():
    """Every call in the core that makes a problem from a sentence, as file:line and the names given."""
    for path in sorted(CORE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            made = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Unreadable", "NoTable", "Problem")
            if made and (not node.args or isinstance(node.args[0], ast.Constant | ast.JoinedStr)):
                yield f"{path.name}:{node.lineno}", {keyword.arg for keyword in node.keywords}


def test_no_refusal_in_the_core_is_a_bare_sentence():
    """`**` stands for the place: `problems.at` and its kind give it."""
    wanted = {"found", "expected", "remedy"}
    bare = [where for where, names in calls() if not (wanted <= names and names & {"place", None})]
    assert bare == []
    assert len(list(calls())) > 60


def test_so_many_are_listed_and_no_more():
    objections = Objections()
    problem = first_problem(NIV.format("seven"), "us-niv")
    for _ in range(2_000):
        objections.add("KAZ", problem)
    assert (len(objections.problems), objections.warnings) == (1_000, [])
