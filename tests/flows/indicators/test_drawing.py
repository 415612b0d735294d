"""Charts and digits of indicators: scales, names that stay inside, what small numbers read as. Figures are made up."""

import re

import pytest
from django.utils.translation import override

from flows.indicators import drawing, numerals
from flows.indicators.drawing import HEIGHT, Point, Scale


def of(*values, first=2016):
    return [Point(first + at, value, value, value) for at, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ((0.3, 0.6), ["0.0", "0.2", "0.4", "0.6"]),
        ((-12, 30), ["−20", "0", "20", "40"]),
        ((0,), ["0.00", "0.25"]),
        ((90_000,), ["0", "25,000", "50,000", "75,000", "100,000"]),
    ],
)
def test_scales_are_round_and_hold_zero(values, marks):
    scale = Scale(of(*values))
    assert [scale.label(mark) for mark in scale.marks] == marks


def test_names_of_lines_that_end_together_stay_inside():
    names = [f"Place {number}" for number in range(6)]
    svg = drawing.courses({name: of(1, 1) for name in names}, "calendar", "concentration", dict.fromkeys(names, "work"))
    heights = [float(y) for y in re.findall(r'y="([\d.]+)" text-anchor="start"', svg)]
    assert len(heights) == 6 and min(heights) > 0 and max(heights) < HEIGHT
    assert all(after - before >= 14 for before, after in zip(sorted(heights), sorted(heights)[1:], strict=False))


def test_a_break_parts_a_line_and_an_interval_is_a_bar():
    own = [*of(100, 120), Point(2018, 90, 90, 90, "break"), Point(2019, None, 50, 70, "partial")]
    svg = drawing.courses({"Made up": own}, "calendar", "index", {"Made up": "study"})
    assert svg.count('class="s-study"') == 3  # a line before the break, one after it, and the interval
    assert svg.count('class="broken"') == 1


def test_bars_of_what_is_less_than_nothing_begin_at_zero():
    svg = drawing.bars([("Less", Point(2018, -0.5, -0.5, -0.5)), ("More", Point(2018, 1, 1, 1))], "change", "work",
                       lambda point: numerals.result(point.value, "change"))  # fmt: skip
    boxes = [
        tuple(map(float, box))
        for box in re.findall(r'<rect class="f-work" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    ]
    (less, wide), (more, wider) = boxes
    assert less + wide == pytest.approx(more) and wider == pytest.approx(2 * wide, rel=0.01)
    assert "−50.0\xa0%" in svg and "+100.0\xa0%" in svg


@pytest.mark.parametrize(
    ("lower", "upper", "filled", "hatched"),
    [
        (-0.5, 0.3, None, (-0.5, 0.3)),
        (0.2, 0.6, (0, 0.2), (0.2, 0.6)),
        (-0.6, -0.2, (-0.2, 0), (-0.6, -0.2)),
        (0, 0.6, None, (0, 0.6)),
    ],
)
def test_only_what_is_certain_of_a_bar_is_filled(lower, upper, filled, hatched):
    every = [
        ("Bounds", Point(2018, None, lower, upper)),
        ("All", Point(2018, 1, 1, 1)),
        ("Less", Point(2018, -1, -1, -1)),
    ]
    boxes = [
        (kind, float(x), float(x) + float(wide))
        for kind, x, wide in re.findall(
            r'<rect class="([\w-]+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"',
            drawing.bars(every, "change", "work", lambda point: ""),
        )
    ]
    (_all, zero, one), (_less, least, _zero) = boxes[-2:]

    def drawn(kind):
        found = [
            ((x - zero) / (one - zero), (end - zero) / (one - zero)) for each, x, end in boxes[:-2] if each == kind
        ]
        return found[0] if found else None

    assert least < zero < one
    for kind, said in (("f-work", filled), ("hatched", hatched)):
        assert drawn(kind) == (pytest.approx(said, abs=0.01) if said else None)


@pytest.mark.parametrize(
    ("value", "unit", "en", "ru"),
    [
        (0.0000123, "per_1000", "0.000012", "0,000012"),
        (1234.5, "index", "1,234.5", "1\u202f234,5"),
        (0, "share", "0.0\xa0%", "0,0\xa0%"),
        (-0.25, "change", "−25.0\xa0%", "−25,0\xa0%"),
        (2, "rank", "2", "2"),
        (0.25, "concentration", "0.250", "0,250"),
    ],
)
def test_results_are_written_with_digits_that_say_something(value, unit, en, ru):
    assert numerals.result(value, unit) == en
    with override("ru"):
        assert numerals.result(value, unit) == ru
