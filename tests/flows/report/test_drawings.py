"""The charts of a report: rendered once, with classes and no colours, codes and no words. All figures are made up."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import translation

from flows.core.series import Row, Series, sums
from flows.report import drawings, svg
from flows.report.contents import Told, written_out
from tests.flows.core.test_report import GAP, hidden, rounded, series

pytestmark = pytest.mark.django_db

COURSES = {"KAZ": [10, 20, 30, 40], "UZB": [5, 5, 0, 5]}
KINDS = {
    "courses": COURSES,
    "intervals": {"KAZ": [10, hidden(1, 5), (7, None), rounded(9)], "UZB": [(3, None), 4, 5, hidden(2, 8)]},
    "gaps": {"KAZ": [GAP, 4, 5, GAP], "UZB": [GAP, 1, GAP, 2]},
    "one year": {"KAZ": [7], "UZB": [0], "TKM": [hidden(1, 5)], "TJK": [(3, None)], "KGZ": [GAP]},
    "zeros": {"KAZ": [0, 0], "UZB": [0, 0]},
    "one origin": {"KAZ": [1_000_000, 2_000_000]},
}


def drawn(table, **named):
    return ElementTree.fromstring(drawings.picture(series(table, **named)))


def texts(root):
    return [element.text for element in root.iter("text")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_has_classes_and_neither_styles_nor_colours_nor_words(kind):
    drawing = drawings.picture(series(KINDS[kind]))
    assert drawing.startswith('<svg class="chart" viewBox="0 0 ')
    assert not re.search(r"style=|#[0-9a-f]{6}|<style|font-|aria-|id=|href|rgb", drawing)
    classes = {name for each in ElementTree.fromstring(drawing).iter() for name in each.get("class", "").split()}
    assert classes <= {"chart", "ax", "gr", "base", "hatched", "f-study", "s-study", "f-pale", "s-pale"}
    assert all(
        re.fullmatch(r"(FY)?\d{2,4}|(\{[A-Z0-9.]+\} ?)+", text) for text in texts(ElementTree.fromstring(drawing))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_series_is_always_drawn_alike_and_in_little(kind):
    told = series(KINDS[kind])
    first = drawings.picture(told)
    drawings.rendered.cache_clear()
    assert drawings.picture(told) == first
    assert len(first) < 6_000


def test_lines_end_with_who_and_how_many_and_the_scale_begins_at_zero():
    said = texts(drawn(COURSES))
    assert said[:4] == ["FY2016", "17", "18", "19"]
    assert said[4:9] == ["{0}", "{10}", "{20}", "{30}", "{40}"]
    assert sorted(said[9:]) == ["{KAZ} {40}", "{UZB} {5}"]
    lowest = max(float(each.get("y")) for each in drawn(COURSES).iter("text") if each.text == "{0}")
    assert lowest == drawings.TOP + drawings.HEIGHT + 4.5


def place(root, named):
    return [path.get("d") for path in root.iter("path") if path.get("class") == named]


def test_a_line_runs_through_its_numbers_and_breaks_where_there_is_none():
    left, right = drawings.LEFT + 12, drawings.LEFT + drawings.PLOT - 12
    bottom = drawings.TOP + drawings.HEIGHT
    [whole] = place(drawn({"KAZ": [0, 10, 20, 40]}), "s-study")
    points = [tuple(map(float, each.split())) for each in re.split("[ML]", whole) if each]
    assert [points[0], points[-1]] == [(left, bottom), (right, bottom - drawings.HEIGHT)]
    broken = place(drawn({"KAZ": [1, 2, GAP, 4, 5][:4], "UZB": [1, 1, 1, 1]}), "s-study")
    assert len(broken) == 2 and all(each.count("L") <= 3 for each in broken)


def test_nothing_is_drawn_across_a_break_of_the_series():
    told = series({"KAZ": [1, 2, 30, 40]}, breaks=[2018])
    lines = [each for each in place(ElementTree.fromstring(drawings.picture(told)), "s-study") if "L" in each]
    assert len(lines) == 2


def test_intervals_are_bars_from_bound_to_bound_and_dashed_where_nothing_limits_them():
    root = drawn({"KAZ": [10, hidden(1, 5)], "UZB": [4, (3, None)]})
    dashed = [path for path in root.iter("path") if path.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert {"{KAZ} {1..5}", "{UZB} {3..}"} <= set(texts(root))


def test_a_year_without_any_number_is_hatched_and_its_height_means_nothing():
    assert len(place(drawn({"KAZ": [4, GAP, 5], "UZB": [1, GAP, 2]}), "hatched")) == 1
    assert not place(drawn(COURSES), "hatched")


def test_one_year_is_bars_from_zero_with_marks_for_zero_hidden_and_missing():
    root = drawn(KINDS["one year"])
    assert {"{KAZ}", "{KAZ} {7}"} & set(texts(root)) == {"{KAZ}"}
    assert {"{7}", "{0}", "{1..5}", "{3..}"} <= set(texts(root))
    assert len(place(root, "hatched")) == 3  # two intervals, one gap
    assert len(place(root, "f-study")) == 2  # a bar and the line of a zero


def test_what_is_certain_of_a_part_is_solid_and_the_rest_is_hatched():
    told = series({"KAZ": [7]})
    partial = Row("UZB", 2016, None, 4, 9, "partial")
    both = Series(*told.name, ["KAZ", "UZB"], [*told.rows, partial], [], sums(["KAZ", "UZB"], [*told.rows, partial]))
    root = ElementTree.fromstring(drawings.picture(both))
    assert (len(place(root, "f-study")), len(place(root, "hatched"))) == (2, 1)
    assert "{4..9}" in texts(root)


def test_the_largest_known_number_has_the_colour_of_its_category_and_the_others_none():
    assert len(place(drawn(COURSES), "s-study")) == 1
    assert len(place(drawn({"KAZ": [1, 9], "UZB": [5, 9], "TJK": [1, 2]}), "s-study")) == 2
    work = ElementTree.fromstring(drawings.picture(series(COURSES, "work")))
    assert place(work, "s-work") and not place(work, "s-study")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Kazakhstan 1,650; 230 to 326"), ("ru", "Казахстан 1\u202f650; 230–326")]
)
def test_names_and_numbers_are_written_out_in_the_language_of_the_page(language, words):
    with translation.override(language):
        assert written_out("{KAZ} {1650}; {230..326}") == words


def test_a_chart_says_in_words_what_it_shows():
    told = series(COURSES)
    drawing = Told(told, drawings.picture(told)).chart
    said = (
        "Study visas, United States, FY2016 to FY2019. Study visas rose from 15 in FY2016 to 45 in FY2019, by "
        "200.0\xa0%. The same numbers stand in the table."
    )
    assert drawing.startswith(f'<svg role="img" aria-label="{said}" class="chart"')


def test_on_paper_a_drawing_brings_its_own_colours_hatch_and_font():
    printed = svg.printed(drawings.picture(series(KINDS["gaps"])))
    ElementTree.fromstring(printed)
    assert "class=" not in printed
    assert printed.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox=')
    assert all(each in printed for each in ("#2B4A85", "#DED7C9", "url(#hatch)", 'id="hatch"', "Libertinus Serif"))


def test_text_cannot_become_markup():
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text fill="#000004">&lt;b&gt;&amp;</text></svg>'
    )
    assert ">&lt;b&gt;&amp;</text>" in svg.cleaned(raw, {"#000004": ("ax", "")})
