"""Pictures of made-up tables, whole: each specification is kept in `expected/`, a line a layer.

Who changes how something is drawn looks at the picture, and then writes what is expected anew with
`python -m tests.flows.core.graphics.test_specs`.
"""

import json

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from flows.core.estimates.reading import read
from flows.core.estimates.wrong import Wrong
from flows.core.graphics import arcs, growth, heatmap, index_lines, pyramid
from flows.core.graphics.cells import Cell, Flow, Point
from flows.core.graphics.techniques import TECHNIQUES
from tests.flows.core.graphics.looks import EXPECTED, LOOK, written

TABLES = {
    "heatmap": "origin,destination,value,lower,upper\nA,B,5,,\nA,C,0,,\nB,A,,10,40\nB,C,,,\nC,A,100,,\n",
    "arcs": "origin,destination,value,lower,upper\nA,B,5,,\nA,C,0,,\nB,A,,10,40\nB,C,,,\nC,A,100,,\n",
    "multiples": "panel,series,year,value,lower,upper\n"
    "P,x,2016,1,,\nP,x,2017,2,,\nP,x,2018,,3,9\nP,y,2016,4,,\nP,y,2017,4,,\nP,y,2018,4,,\nQ,x,2016,7,,\nQ,x,2018,8,,\n",
    "index": "series,year,value,lower,upper\nx,2016,50,,\nx,2017,75,,\nx,2018,,50,\ny,2016,,,\ny,2017,10,,\n",
    "pyramid": "sex,age,population,migration\nf,0-4,90,5\nf,5-9,80,-20\nm,5-9,85,\nm,0-4,100,0\n",
    "growth": "area,p0,p1,births,deaths\nN,1000,1100,200,50\nS,500,,80,90\n",
}


@pytest.mark.parametrize("code", TECHNIQUES)
def test_a_table_is_drawn_just_so(code):
    drawn = TECHNIQUES[code].of_text(TABLES[code], LOOK)
    assert written(drawn.spec) == (EXPECTED / f"{code}.txt").read_text(encoding="utf-8")


HEADS_AND_LINES = {
    "heatmap": (
        ["origin", "A", "B", "C"],
        [
            (["A"], [Cell(status="stays"), Cell(5), Cell(0)]),
            (["B"], [Cell(None, 10, 40), Cell(status="stays"), Cell()]),
            (["C"], [Cell(100), Cell(), Cell(status="stays")]),
        ],
    ),
    "multiples": (
        ["panel", "series", "2016", "2017", "2018"],
        [
            (["P", "x"], [Cell(1), Cell(2), Cell(None, 3, 9)]),
            (["P", "y"], [Cell(4), Cell(4), Cell(4)]),
            (["Q", "x"], [Cell(7), Cell(), Cell(8)]),
            (["Q", "y"], [Cell(), Cell(), Cell()]),
        ],
    ),
    "index": (
        ["series", "2016", "2017", "2018"],
        [
            (["x"], [Cell(50), Cell(75), Cell(None, 50)]),
            (["x of 2017"], [Cell(66.7), Cell(100), Cell(None, 66.7)]),
            (["y"], [Cell(), Cell(10), Cell()]),
            (["y of 2017"], [Cell(), Cell(100), Cell()]),
        ],
    ),
    "pyramid": (
        ["age", "males: population", "males: net", "females: population", "females: net"],
        [(["5-9"], [Cell(85), Cell(), Cell(80), Cell(-20)]), (["0-4"], [Cell(100), Cell(0), Cell(90), Cell(5)])],
    ),
    "growth": (
        ["area", "natural", "net", "growth"],
        [(["N"], [Cell(150), Cell(-50), Cell(100)]), (["S"], [Cell(-10), Cell(), Cell()])],
    ),
}
HEADS_AND_LINES["arcs"] = HEADS_AND_LINES["heatmap"]


@pytest.mark.parametrize("code", TECHNIQUES)
def test_every_picture_has_its_table(code):
    drawn = TECHNIQUES[code].of_text(TABLES[code], LOOK)
    assert (drawn.heads, drawn.lines) == HEADS_AND_LINES[code]


@pytest.mark.parametrize("code", TECHNIQUES)
def test_examples_are_drawn_without_net_and_without_warning(code, capfd):
    technique = TECHNIQUES[code]
    spec = technique.of_text(technique.example, LOOK).spec
    text = json.dumps(spec)
    svg = vl_convert.vegalite_to_svg(text, allowed_base_urls=[], show_warnings=True)
    assert svg == vl_convert.vegalite_to_svg(text, allowed_base_urls=[])
    assert capfd.readouterr().err == ""
    assert not {"url", "expr", "transform", "params", "labelExpr", "href"} & names_in(spec)


@pytest.mark.parametrize(
    ("lower", "upper", "near", "far"),
    [
        ("20", "50", 20, 50),
        ("-50", "-20", 20, 50),
        ("-50", "30", 0, 50),  # nobody knows to which side
        ("-10", "30", 0, 30),
        ("40", "", 40, None),
        ("", "-40", 40, None),
        ("", "30", 0, None),
        ("-30", "", 0, None),
    ],
)
def test_a_pyramid_draws_hidden_migration_as_far_as_it_may_be(lower, upper, near, far):
    heading = "sex,age,population,migration,migration_lower,migration_upper\n"
    spec = TECHNIQUES["pyramid"].of_text(f"{heading}f,0-4,100,,{lower},{upper}\n", LOOK).spec
    [(mark, bar)] = [
        (each["mark"], row)
        for each in spec["layer"]
        for row in each["data"]["values"]
        if "age" in row and "y2" not in row
    ]
    assert ("strokeDash" in mark) == (far is None)
    zero, hundred = pyramid.HALF + pyramid.MIDDLE, 2 * pyramid.HALF + pyramid.MIDDLE
    at = [(bar[end] - zero) / (hundred - zero) * 100 for end in ("x", "x2")]
    open_end = near + pyramid.OPEN / pyramid.HALF * 100
    assert at == pytest.approx([near, open_end if far is None else far], abs=0.05)


def test_what_is_not_drawn_makes_no_scale():
    heading = "sex,age,population,migration,migration_lower,migration_upper\n"
    spec = TECHNIQUES["pyramid"].of_text(f"{heading}f,0-4,100,,-500,\n", LOOK).spec
    [bar] = [row for each in spec["layer"] for row in each["data"]["values"] if row.get("value") == 100]
    assert bar["x2"] - bar["x"] == pyramid.HALF


@pytest.mark.parametrize(
    ("lower", "upper", "net"),
    [("0", "", Cell(None, 0)), ("", "0", Cell(None, None, 0)), ("-3", "", Cell(None, -3)), ("5", "5", Cell(5)),
     ("", "", Cell())],
)  # fmt: skip
def test_of_what_can_be_a_loss_a_zero_is_a_bound_too(lower, upper, net):
    heading = "sex,age,population,migration,migration_lower,migration_upper\n"
    drawn = TECHNIQUES["pyramid"].of_text(f"{heading}f,0-4,100,,{lower},{upper}\n", LOOK)
    assert drawn.lines == [(["0-4"], [Cell(), Cell(), Cell(100), net])]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell(809), "809"),
        (Cell(None, 230, 326), "230–326"),
        (Cell(None, -50, -20), "-50 … -20"),
        (Cell(None, 65), "≥ 65"),
        (Cell(None, None, -4), "≤ -4"),
        (Cell(None, 5, 5, "suppressed"), "5"),
        (Cell(), ""),
    ],
)
def test_a_picture_says_a_number_or_its_bounds(cell, said):
    assert LOOK.said(cell) == said


def names_in(found):
    """All names of a specification, at any depth."""
    if isinstance(found, dict):
        return set(found) | {each for value in found.values() for each in names_in(value)}
    return {each for value in found for each in names_in(value)} if isinstance(found, list) else set()


REFUSED = [
    ("heatmap", "origin,value\nA,1\n",
     "Line 1: there is no column destination; the first line must name the columns origin,destination,value, in "
     "these English words."),
    ("heatmap", "origin,destination,value\nA,B,many\n",
     "Line 2, column value: “many” is no number; write digits alone, such as 1234.5, and leave the cell empty where "
     "there is no number."),
    ("heatmap", "origin,destination,value\nA,B,-3\n",
     "Line 2, column value: -3 is below zero, which no count can be; correct it, or leave the cell empty."),
    ("heatmap", "origin,destination,value\nA,B,2\nA,B,3\n",
     "Line 3, column origin: “A, B” stands in line 2 already; keep one of them, or name the column that tells them "
     "apart by --by."),
    ("heatmap", "origin,destination,value\nA,B,1e16\n",
     "Line 2, column value: the number is too large for a picture; count in thousands or millions."),
    ("heatmap", "origin,destination,year,value\nA,B,2018,1\nA,B,2019,2\n",
     "Line 3, column year: “2018” and “2019” stand in one table, and a picture shows one; keep the rows of "
     "one."),
    ("heatmap", "origin,destination,value\nA,A,1\n",
     "Column origin: every row leads from an area to itself; add the moves between areas."),
    ("arcs", "origin,destination,value\n" + "".join(f"A{place},B,1\n" for place in range(24)),
     "Column origin: there are 25 areas, and a picture has room for 20; leave the smallest out."),
    ("arcs", "origin,destination,value\n" + "".join(f"A{a},A{b},1\n" for a in range(13) for b in range(13)),
     "Column value: there are 156 moves, and a picture has room for 150; leave the smallest out."),
    ("multiples", "panel,series,year,value\nP,x,soon,1\n",
     "Line 2, column year: “soon” is no year; write four digits."),
    ("multiples", "panel,series,year,value\nP,x,1900,1\nP,x,1999,1\n",
     "Column year: there are 100 years, and a picture has room for 60; keep fewer years."),
    ("index", "series,year,value\nx,2016,0\nx,2017,\n",
     "Column value: no number is above zero, so that nothing can be 100; give the numbers themselves."),
    ("index", "series,year,value\nA,2016,1e-300\nA,2017,1e10\n",
     "Line 2, column value: the number is too small for a picture; count in a smaller unit, or write 0."),
    ("index", "series,year,value,lower,upper\nA,2016,1,1,1\nA,2017,,0,1e300\n",
     "Line 3, column value: the number is too large for a picture; count in thousands or millions."),
    ("pyramid", "sex,age,population,migration\nx,0-4,1,1\n", "Line 2, column sex: “x” is no sex; write m or f."),
    ("pyramid", "sex,age,population,migration\nm,9-5,1,1\n",
     "Line 2, column age: “9-5” is out of order; write the younger age first."),
    ("pyramid", "sex,age,population,migration\nm,0-4,1,1\nm,0-9,1,1\n",
     "Line 3, column age: “0-9” and “0-4” overlap; each age may stand in one."),
    ("pyramid", "sex,age,population,migration\nm,5-14,1,1\nf,5-14,1,1\nm,0-9,1,1\n",
     "Line 2, column age: “5-14” and “0-9” overlap; each age may stand in one."),
    ("pyramid", "sex,age,population,migration\nm,0-4,1,1\nf,5-9,1,1\nm,10-14,1,1\n",
     "Line 4, column age: between “0-4” and “10-14” age 5 is missing; add its row, with empty cells where nothing is "
     "known."),
    ("heatmap", "origin,destination,year,value\nA,B,{x},1\nA,B,2019,2\n",
     "Line 3, column year: “{x}” and “2019” stand in one table, and a picture shows one; keep the rows of one."),
    ("index", "series,year,value\nx,²²²²,1\n", "Line 2, column year: “²²²²” is no year; write four digits."),
    ("growth", "area,p0,p1,births,deaths\nN,1,2,3,4\nN,1,2,3,4\n",
     "Line 3, column area: “N” stands in line 2 already; keep one of them, or name the column that tells them apart by "
     "--by."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "sentence"), REFUSED)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(code, text, sentence):
    with pytest.raises(Wrong) as wrong:
        TECHNIQUES[code].of_text(text, LOOK)
    assert str(wrong.value) == sentence


# --- Laws -------------------------------------------------------------------------------------------------------------

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


@given(COUNTS)
def test_shades_follow_the_numbers(values):
    edges = heatmap.edges_of(values)
    shades = [heatmap.shade(value, edges) for value in sorted(values)]
    assert edges == sorted(set(edges)) and shades == sorted(shades) and set(shades) <= {0, 1, 2, 3}


@given(COUNTS)
def test_no_arc_is_wider_than_a_larger_one(values):
    moves = [Flow("A", f"B{place}", Cell(value)) for place, value in enumerate(values)]
    widths = arcs._by_width(moves, max(values) or 1)
    by_value = {flow.cell.value: width for (_kind, width), flows in widths.items() for flow in flows}
    assert [by_value[value] for value in sorted(by_value)] == sorted(by_value.values())
    assert 0 not in by_value


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_the_base_year_is_100_and_doubling_leaves_an_index(values):
    def lines(factor):
        points = [Point("", "x", 2010 + place, Cell(value * factor)) for place, value in enumerate(values)]
        return index_lines.draw(points, LOOK, 2010).lines[1][1]

    assert lines(1)[0] == Cell(100)
    assert lines(1) == lines(2)


def test_a_course_ends_at_a_break():
    points = [Point("", "x", year, Cell(1, status=status)) for year, status in ((2016, ""), (2017, "break"))]
    [lines] = [each for each in index_lines.draw(points, LOOK).spec["layer"] if each["mark"]["type"] == "line"]
    assert {each["run"] for each in lines["data"]["values"]} == {0, 1}


@pytest.mark.parametrize(
    ("cell", "sides"),
    [
        (Cell(None, 50, None), {("x", 226.7, "x2", 244.7), ("x", 226.7)}),
        (Cell(None, None, -50), {("x", 0.0, "x2", -18.0), ("x", 0.0)}),
    ],
)
def test_a_bar_that_nothing_limits_has_no_side_there(cell, sides):
    shown = [growth.Growth("A", Cell(100), cell, Cell()), growth.Growth("B", Cell(-50), Cell(1), Cell())]
    layers = [each for each in growth.draw(shown, LOOK).spec["layer"] if each["mark"].get("strokeDash")]
    dashed = [each for each in layers if each["mark"]["type"] != "point"]  # which is the sign's
    assert [each["mark"]["type"] for each in dashed] == ["rule", "rule"]
    assert {
        tuple(part for name in ("x", "x2") if name in each["encoding"] for part in (name, bar[name]))
        for each in dashed for bar in each["data"]["values"]
    } == sides  # fmt: skip


def test_rows_may_be_separated_as_spreadsheets_do():
    """What is copied from a spreadsheet has tabs."""
    technique = TECHNIQUES["heatmap"]
    with_tabs = TABLES["heatmap"].replace(",", "\t")
    assert technique.rows(read(with_tabs.splitlines(keepends=True), technique.columns)) == technique.rows(
        read(TABLES["heatmap"].splitlines(keepends=True), technique.columns)
    )


if __name__ == "__main__":
    for each in TECHNIQUES:
        spec = TECHNIQUES[each].of_text(TABLES[each], LOOK).spec
        (EXPECTED / f"{each}.txt").write_text(written(spec), encoding="utf-8")
