"""The charts of profiles. All figures are made up."""

import re

import pytest

from flows.core.profiles import Number
from flows.profiles import trends

NAMES = {"KAZ": "Kazakhstan", "UZB": "<U>"}


def number(year, value, lower=None, upper=None, status="normal"):
    if value is not None:
        lower = upper = value
    return Number(year, value, lower, upper, status)


def paths(svg, kind):
    return re.findall(rf'<path class="{kind}" d="(M[^"]*)"', svg)


def test_the_lines_that_are_told_of_have_the_colour_and_all_are_named_at_their_ends():
    held = {"KAZ": [number(2018, 10), number(2019, 40)], "UZB": [number(2018, 5)]}
    svg = trends.lines(held, NAMES, "work", "us_fiscal", {"KAZ"})
    assert len(paths(svg, "s-work")) == len(paths(svg, "s-other")) == 1
    assert "Kazakhstan 40" in svg and "&lt;U&gt; 5 (FY2018)" in svg and "style" not in svg
    assert re.findall(">([^<]+)</text>", svg)[-4:-2] == ["FY2018", "19"]


def test_a_single_line_has_the_colour_of_its_category():
    svg = trends.lines({"KAZ": [number(2018, 10), number(2019, 40)]}, {"KAZ": ""}, "asylum", "calendar")
    assert len(paths(svg, "s-asylum")) == 1 and not paths(svg, "s-other")


@pytest.mark.parametrize(
    ("numbers", "runs", "broken", "intervals"),
    [
        ([number(2018, 1), number(2019, 2), number(2020, 3)], 1, 0, 0),
        ([number(2018, 1), number(2020, 3)], 2, 0, 0),
        ([number(2018, 1), number(2019, None, 1, 5, "partial"), number(2020, 3)], 2, 0, 1),
        ([number(2018, 1), number(2019, 2), number(2020, 3, status="break")], 2, 1, 0),
        ([number(2018, 0), number(2019, 0)], 1, 0, 0),
    ],
)
def test_a_line_is_broken_where_years_cannot_be_joined(numbers, runs, broken, intervals):
    svg = trends.lines({"KAZ": numbers}, {"KAZ": ""}, "work", "calendar")
    drawn = paths(svg, "s-work")
    assert len([path for path in drawn if "V" not in path]) == runs
    assert len(paths(svg, "broken")) == broken
    assert len([path for path in drawn if "V" in path]) == intervals


def bar_parts(*numbers):
    svg = trends.bars(list(numbers), "work", "calendar")
    height = r'class="{}" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"'
    return svg, *(re.findall(height.format(kind), svg) for kind in ("f-work", "hatched"))


def test_a_bar_is_solid_as_far_as_it_is_certain_and_hatched_beyond():
    svg, solid, hatched = bar_parts(number(2018, 10), number(2019, None, 6, 10, "partial"))
    assert len(solid) == 2 and len(hatched) == 1 and "6 to 10" in svg
    (whole_top, _long), (known_top, _known) = solid
    assert float(known_top) > float(whole_top) and hatched[0][0] == whole_top


def test_what_nothing_limits_and_what_is_missing_have_no_height_of_a_number():
    svg, solid, hatched = bar_parts(number(2018, None, 60, None, "partial"), number(2020, None, 10, None, "partial"))
    assert "at least 60" in svg and len(solid) == 2
    assert [float(height) for _top, height in hatched] == [22, 22, 22]


def test_a_suppressed_number_has_no_solid_part_and_zero_is_a_line_on_the_base():
    svg, solid, hatched = bar_parts(number(2018, None, 5, 25, "suppressed"), number(2019, 0))
    assert solid == [] and len(hatched) == 1
    assert len(paths(svg, "s-work")) == 1


def test_the_parts_of_a_mix_fill_its_whole_width():
    svg = trends.mix([("work", 1), ("study", 0), ("residence", 3)], width=400)
    assert re.findall(r'class="f-(\w+)" x="([\d.]+)" y="0" width="([\d.]+)"', svg) == [
        ("work", "0", "100.0"), ("study", "100.0", "0.0"), ("residence", "100.0", "300.0"),
    ]  # fmt: skip
