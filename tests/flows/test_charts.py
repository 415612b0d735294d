"""The geometry of the small charts: round scales from zero, lines that break, names that do not overlap."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import charts, marks
from flows.core import scales


def row(year, value=None, lower=None, upper=None):
    lower = value if lower is None else lower
    upper = value if upper is None and value is not None else upper
    return SimpleNamespace(
        year=year, year_basis="calendar", value=value, lower=lower, upper=upper, category="work", status="normal"
    )


def gap(year):
    return SimpleNamespace(year=year, year_basis="calendar", status="missing")


@pytest.mark.parametrize(
    ("size", "end"), [(0, 1), (1, 1), (7, 8), (332, 350), (1000, 1000), (1001, 1500), (47751, 50000)]
)
def test_a_scale_ends_at_a_round_number(size, end):
    assert charts.ceiling(size) == end


@given(st.integers(min_value=0, max_value=10**9))
def test_marks_of_an_axis_are_few_even_whole_and_hold_the_size(size):
    found = charts.ticks(size)

    assert found[0] == 0 and found[-1] >= size
    assert 2 <= len(found) <= 6
    assert len({after - before for before, after in zip(found, found[1:], strict=False)}) == 1


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(min_value=0, max_value=200), max_size=6))
def test_names_stand_apart_in_their_order(ends):
    placed = charts.apart(ends, lowest=200)

    assert placed.keys() == ends.keys()
    ordered = sorted(placed.values())
    assert all(after - before >= scales.LABEL_APART - 1e-6 for before, after in zip(ordered, ordered[1:], strict=False))
    assert all(y <= 200 for y in ordered)
    for one in ends:
        for other in ends:
            assert not (ends[one] < ends[other] and placed[one] > placed[other])


def lines(svg, category="work"):
    return re.findall(rf'<path class="s-{category}" d="(M[^"]*)"', svg)


def test_a_line_breaks_where_a_year_has_no_whole_number():
    points = [(2016, 10), (2017, 12), (2018, None), (2019, 9), (2020, 11)]

    assert len(lines(charts.sparkline(points, "work"))) == 2


def test_a_line_breaks_at_a_gap_and_at_a_year_without_any_row():
    with_gap = [row(2016, 10), row(2017, 12), gap(2018), row(2019, 9), row(2020, 5)]
    without_a_row = [row(2016, 10), row(2017, 12), row(2019, 9), row(2020, 5)]

    assert len(lines(charts.course(with_gap, "work", here=2016))) == 2
    assert len(lines(charts.course(without_a_row, "work", here=2016))) == 2


def test_zero_stands_on_the_base_line_and_missing_is_hatched_without_a_height():
    svg = charts.course([row(2016, 0), row(2017, 8), gap(2018)], "work", here=2017)

    base = re.search(r'class="base" d="M[\d.]+ ([\d.]+)H', svg)[1]
    assert re.search(r'<circle class="f-work" cx="[\d.]+" cy="([\d.]+)"', svg)[1] == base
    assert svg.count('class="hatched"') == 1


def test_an_interval_has_no_dot_and_an_open_one_no_upper_end():
    closed = marks.span(row(2019, None, 230, 326), 350)
    opened = marks.span(row(2019, None, 65), 350)
    exact = marks.span(row(2019, 332), 350)

    assert "<circle" not in closed and closed.count("v8") == 2
    assert "<circle" not in opened and opened.count("v8") == 1
    assert exact.count("<circle") == 1 and "v8" not in exact


def test_a_cell_of_zero_is_a_ring_and_one_left_out_a_dotted_outline():
    assert 'class="ring"' in marks.share(row(2018, 0), 10, "work")
    assert 'class="dotted"' in marks.share(row(2018, 5), 10, "work", left_out=True)
    assert 'width="10.0"' in marks.share(row(2018, 5), 100, "work", width=220)


def test_drawings_carry_no_style_of_their_own():
    drawn = [
        charts.course([row(2016, 1), row(2017, None, 1, 5)], "work", here=2016),
        charts.origins(
            {"KAZ": [row(2016, 1), row(2017, 3)], "UZB": [row(2017, 2)]}, {"KAZ": "<K>", "UZB": "U"}, "work"
        ),
        charts.release_bar([("new", 5), ("unchanged", 0)]),
        marks.share(row(2018, 5), 10, "work"),
    ]

    assert not [svg for svg in drawn if "style" in svg or "<K>" in svg]
