"""How numbers, separators, ages and columns may be written."""

import io
import re

import pytest

from flows.core.estimates.ages import age, grown
from flows.core.estimates.asking import ask
from flows.core.estimates.columns import COUNT, KEY, Column
from flows.core.estimates.methods import METHODS
from flows.core.estimates.reading import read

COLUMNS = (Column("area", KEY, ""), Column("p", COUNT, ""), Column("q", COUNT, ""))


def table(text):
    return read(io.StringIO(text, newline=""), COLUMNS)


@pytest.mark.parametrize(
    ("text", "p", "q"),
    [
        ("area,p,q\nA,1.5,2\n", [1.5], [2]),
        ("area;p;q\nA;1,5;2\n", [1.5], [2]),
        ("area\tp\tq\nA\t1,5\t2\n", [1.5], [2]),
        ("\n\nq;area;p\r\n2;A;1,5\r\n", [1.5], [2]),
        ("Area, P ,Q\n A ,1.5, 2 \n", [1.5], [2]),
        ('area,p,q\nA,"1,234,567",2\n', [1234567], [2]),
        ('area,p,q\nA,"77,135",.9087\n', [77135], [0.9087]),
        ("area;p;q\nA;1,234;0,95\n", [1.234], [0.95]),
        ("area,p,q\nA,1 234 567,2\n", [1234567], [2]),
        ("area;p;q\nA;1\u00a0234,5;2\n", [1234.5], [2]),
        ("area,p,q\nA,1e3,2.\n", [1000], [2]),
        ("area,p,q\nA,,2\nB, ,3\n", [None, None], [2, 3]),
        ("area,p,q\nA,1,2\n\n,,\nB,3,4,\n", [1, 3], [2, 4]),
        ('area,p,q\n"A\nB",1,2\nC,3,4\n', [1, 3], [2, 4]),
    ],
)
def test_numbers(text, p, q):
    found = table(text)
    assert (found.figures["p"].numbers(), found.figures["q"].numbers()) == (p, q)


def test_lines_are_those_of_the_file():
    assert table('\narea,p,q\n"A\nB",1,2\n\nC,3,4\n').lines.tolist() == [4, 6]


def test_a_long_table_is_read_in_pieces():
    rows = [f"area {number},{number},{number % 7 or ''}" for number in range(50_000)]
    found = table("\n".join(["area,p,q", *rows]))
    assert found.figures["p"].numbers() == list(range(50_000))
    assert found.figures["q"].numbers() == [number % 7 or None for number in range(50_000)]
    assert found.keys["area"].written() == [f"area {number}" for number in range(50_000)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0", 0, None),
        ("0-4", 0, 4),
        ("0–4", 0, 4),
        ("95 - 99", 95, 99),
        ("100+", 100, float("inf")),
        ("birth", -1, -1),
        ("Birth", -1, -1),
        ("60+→70+", 60, float("inf")),
        ("0-4 -> 10-14", 0, 4),
    ],
)
def test_ages(text, first, last):
    assert age(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "years"),
    [("0-4", None), ("0-4→10-14", 10), ("60+ -> 70+", 10), ("birth→0-4", 5), ("5→15", 10)],
)
def test_how_many_years_an_arrow_counts(text, years):
    assert grown(text) == years


def test_bounds_come_in_and_go_out():
    """What is exact is its own bound; a count of which nothing is known is at least zero."""
    text = (
        "area,p0,p1,births,deaths,p1_lower,p1_upper\n"
        "A,100,110,5,5,108,112\nB,100,,5,5,100,104\nC,100,110,5,5,,\nD,100,,5,5,,\n"
    )
    net = ask("residual-vital", io.StringIO(text)).answer.results["net"]
    assert net.numbers() == [10, None, 10, None]
    assert net.bounds() == [(8, 12), (0, 4), (10, 10), (-100, None)]


def test_groups_are_reckoned_each_for_itself():
    rows = ["A,B,2018,10", "B,A,2018,30", "A,B,2019,5", "B,A,2019,5"]
    answer = ask("effectiveness", io.StringIO("\n".join(["origin,destination,year,value", *rows]))).answer
    assert (answer.keys["year"], answer.keys["area"]) == (["2018", "2018", "2019", "2019"], ["A", "B", "A", "B"])
    assert answer.results["mei"].numbers() == [50, 50, 0, 0]


def test_other_columns_part_the_table_where_that_is_asked():
    rows = ["A,B,red,10", "B,A,red,30", "A,B,blue,5", "B,A,blue,5"]
    text = "\n".join(["origin,destination,colour,value", *rows])
    asked = ask("effectiveness", io.StringIO(text), by=["colour"])
    assert (asked.answer.keys["colour"], asked.unused) == (["blue", "blue", "red", "red"], [])


def test_a_cell_that_is_empty_or_not_there_leaves_its_sums_missing():
    for rows in (["A,B,", "B,A,2", "A,C,1", "C,A,1", "B,C,3", "C,B,4"], ["B,A,2", "A,C,1", "C,A,1", "B,C,3", "C,B,4"]):
        answer = ask("effectiveness", io.StringIO("\n".join(["origin,destination,value", *rows]))).answer
        assert answer.results["out"].numbers() == [None, 5, 5]
        assert answer.results["in"].numbers() == [3, None, 4]
        assert answer.results["mei"].numbers() == [None] * 3
        assert answer.notes == ["missing: a cell of the table is empty or not there"] * 3


def test_sexes_and_reporters_in_other_words():
    text = METHODS["residual-stock"].example
    other = (
        text.replace("\nf,", "\nFemale,").replace("\nm,", "\nMale,").replace("\n,,1950,srb", "\nboth,,1950-1955,srb")
    )
    nets = [ask("residual-stock", io.StringIO(each)).answer for each in (text, other)]
    assert nets[0].results["net"].numbers() == nets[1].results["net"].numbers()
    assert set(nets[1].keys["sex"]) == {"Female", "Male"}
    mirrored = METHODS["mirror"].example
    found = [ask("mirror", io.StringIO(each)).answer for each in (mirrored, mirrored.replace("receiver", "Receiver"))]
    assert found[0].results["net"].numbers() == found[1].results["net"].numbers() == [-950, -950, 800]


def test_ages_of_a_residual_by_their_first_year():
    text = METHODS["residual-stock"].example
    other = re.sub(r",(\d+)(?:-\d+|\+),", r",\1,", text)
    nets = [ask("residual-stock", io.StringIO(each)).answer.results["net"].numbers() for each in (text, other)]
    assert nets[0] == nets[1]


def test_each_area_has_an_open_age_of_its_own():
    """B is counted up to 60+, A up to 55+: ages of B are named as B writes them."""
    head, *rows = METHODS["residual-stock"].example.splitlines()
    older = [row.replace("55+", "60+").replace(",55-59,", ",60+,") for row in rows]
    older += [f"{sex},55-59,{year},population,200" for sex in "fm" for year in (1950, 1955)]
    older += [f"{sex},55-59,1950,survival,0.7" for sex in "fm"]
    text = "\n".join([f"area,{head}", *(f"A,{row}" for row in rows), *(f"B,{row}" for row in older)])
    keys = ask("residual-stock", io.StringIO(text)).answer.keys
    said = dict.fromkeys(zip(keys["area"], keys["age"], strict=True))
    assert [age for area, age in said if area == "A"][-2:] == ["50-54", "55+"]
    assert [age for area, age in said if area == "B"][-2:] == ["55-59", "60+"]
