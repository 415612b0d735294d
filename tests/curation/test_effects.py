"""What an approval would change, series by series, beside the likeliest other treatment. Every figure is made up."""

import pytest

from curation import effects
from curation.actions import decisions
from curation.cases import like, rule_of
from curation.composition import compose
from curation.effects import Change, Line, Total
from curation.models import Label, Series
from curation.what_if import Draft
from flows import releases
from tests.curation.holding import HIDDEN
from tests.factories import cell, handover, observation

NIV, KOREA, EU = "us-niv", "kr-status", "eu-resfirst"
EXCLUDED = {"category": "study", "reason_code": "temporary"}


@pytest.fixture(autouse=True)
def releases_root(settings, tmp_path):
    settings.RELEASES_ROOT = tmp_path / "releases"


@pytest.fixture
def visas(hold, decide):
    hold(NIV, [
        ("KAZ", "F-1", "FY2018", 1_178), ("KAZ", "J-1", "FY2018", 2_205), ("UZB", "F-1", "FY2018", 330),
        ("UZB", "J-1", "FY2018", HIDDEN), ("KAZ", "J-1", "FY2019", 1_999), ("KAZ", "F-1", "FY2019", 1_200),
        ("KAZ", "H-1B", "FY2018", 98),
    ])  # fmt: skip
    decide(NIV, "F-1", category="study")


@pytest.fixture
def propose(people):
    def propose(table, text, **said):
        label = Label.objects.select_related("source").get(source=table, key=text.casefold())
        return decisions.propose(label, rationale="Made up.", by=people.assistant, **said)

    return propose


def of(decision):
    rule = rule_of(decision.label)
    return effects.of(decision, rule, like(decision.label, rule))


def exact(number):
    return Total(number, number, number)


def test_an_exclusion_changes_nothing_and_what_it_keeps_out_is_beside_it(visas, propose):
    found = of(propose(NIV, "J-1", **EXCLUDED))
    [table] = found.tables
    assert str(table.series) == "USA study visas_issued"
    assert (found.changed, found.changed_instead) == (0, 3)
    assert (found.instead.way, found.instead.ground) == ("study", "kept_out_of")
    with_hidden = Total(None, 1_178 + 2_205 + 331, 1_178 + 2_205 + 335)
    now = exact(1_508)
    assert table.lines[2] == Line(2018, now, now, with_hidden)
    assert table.lines[2].change == Change(0, 0)
    assert table.lines[2].change_instead == Change(2_206, 2_210)
    assert table.lines[3] == Line(2019, exact(1_200), exact(1_200), exact(3_199))
    assert table.lines[0] == Line(2016, None, None, None)
    assert table.whole == Line(0, exact(2_708), exact(2_708), Total(None, 3_714 + 3_199, 3_718 + 3_199))
    assert table.widest == 3_718


def test_a_proposal_against_the_codebook_stands_beside_what_the_codebook_says(visas, propose):
    found = of(propose(NIV, "J-1", category="study"))
    [table] = found.tables
    assert (found.instead.way, found.instead.ground) == ("exclude", "codebook")
    assert (found.changed, found.changed_instead) == (3, 0)
    assert table.lines[3] == Line(2019, exact(1_200), exact(3_199), exact(1_200))


def test_what_an_approval_moves_stands_first(visas, propose):
    found = of(propose(NIV, "H-1B", category="study"))
    assert [str(table.series) for table in found.tables] == ["USA study visas_issued", "USA work visas_issued"]
    assert [table.moved for table in found.tables] == [(98, 0), (0, 98)]


def test_where_neither_the_codebook_nor_the_exclusion_says_another_the_next_like_case_does(visas, propose):
    found = of(propose(NIV, "J-1", reason_code="temporary")).instead
    assert (found.way, found.ground, found.case.treatment.category) == ("study", "case", "study")


def test_where_nobody_would_do_otherwise_nothing_stands_beside_it(visas, propose):
    found = of(propose(NIV, "H-1B", category="work"))
    assert (found.instead, found.changed, found.changed_instead) == (None, 1, 0)


def test_a_condition_and_a_span_hold_for_the_treatment_instead_as_well(hold, decide, propose):
    hold(EU, [
        ("KAZ", "EDUC", "2018", 50, "EU28", "duration=Y_GE1"), ("KAZ", "EDUC", "2018", 5, "EU28", "duration=M6-11"),
        ("KAZ", "EDUC", "2019", 60, "EU28", "duration=Y_GE1"), ("KAZ", "EDUC", "2018", 20, "DEU", "duration=Y_GE1"),
    ], destination="DEU")  # fmt: skip
    said = {"condition": {"duration": ["Y_GE1"]}, "year_to": 2018}
    found = of(propose(EU, "EDUC", category="work", **said))
    assert found.instead.way == "study"
    assert {str(t.series): (t.lines[2].approved, t.lines[2].instead) for t in found.tables} == {
        "EU work first_permits": (exact(50), None),
        "EU study first_permits": (None, exact(50)),
    }
    assert all(table.lines[3] == Line(2019, None, None, None) for table in found.tables)
    assert (found.changed, found.changed_instead) == (2, 2)  # the Union's number and one of its members'


def test_the_years_of_a_stock_are_not_added_up(hold, propose):
    hold(KOREA, [("KAZ", "D2(유학)", "2023-12-31", 40), ("KAZ", "D2(유학)", "2024-12-31", 50)], destination="KOR")
    [table] = of(propose(KOREA, "D2(유학)", category="study")).tables
    assert table.whole is None
    assert [line.approved for line in table.lines[-2:]] == [exact(40), exact(50)]


def test_what_is_published_is_told_beside_it(visas, propose, people):
    decision = propose(NIV, "J-1", category="study")
    assert (of(decision).release, of(decision).tables[0].public) == (None, None)
    given = handover(
        observation("KAZ", "USA", 2018, "study", cells=[cell(1_178, "F-1")]),
        observation("KAZ", "USA", 2019, "study", cells=[cell(1_200, "F-1")]),
    )
    release = releases.publish(given, version="1.0.0", notes_en="Made up.", by=people.director)
    found = of(decision)
    assert (found.release, found.tables[0].public) == (release, exact(2_378))


def test_more_tables_than_a_page_shows_are_counted(visas, propose, monkeypatch):
    monkeypatch.setattr(effects, "SHOWN", 1)
    found = of(propose(NIV, "H-1B", category="study"))
    assert (len(found.tables), len(found.elsewhere), found.changed) == (1, 1, 1)


def test_nothing_is_kept_of_the_treatment_instead(visas, propose):
    decision = propose(NIV, "J-1", **EXCLUDED)
    of(decision)
    assert list(decision.label.decisions.all()) == [decision]


@pytest.mark.parametrize(
    "before, after, change",
    [
        (exact(10), exact(12), (2, 2)),
        (exact(10), None, (-10, -10)),
        (None, exact(3), (3, 3)),
        (Total(None, 5, 9), exact(12), (3, 7)),
        (exact(12), Total(None, 5, None), (-7, None)),
        (Total(None, 5, 9), Total(None, 5, 9), (0, 0)),
    ],
)
def test_a_change_of_what_is_not_known_exactly_is_an_interval(before, after, change):
    assert effects.change(before, after) == change


def test_every_series_is_told_as_the_draft_has_it(visas):
    """The numbers of a series are those that a release would say."""
    said = {number.key: number for number in compose().handover.observations}
    draft = Draft()
    told = [number for series in Series.objects.all() for number in draft.numbers(series)]
    assert {number.key: number for number in told} == said and len(told) == len(said)
