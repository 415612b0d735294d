"""What would be another if something were decided otherwise: held against releases composed after deciding so.

Every figure here is made up.
"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curation import prepared, tasks, what_if
from curation.actions import decisions
from curation.composition import compose
from curation.models import CategoryDecision, Label, PreparedSum, Reckoned, Series, SourceFile
from curation.what_if import OUT, Draft, Question
from flows.core.records import Key
from tests.curation.holding import HIDDEN, NEVER_WAS

NIV, EU = "us-niv", "eu-resfirst"


def told(effects):
    """The key in short, the number now and then."""
    return [(f"{e.key.origin} {e.key.destination} {e.key.category} {e.key.year}", figure(e.before), figure(e.after))
            for e in effects]  # fmt: skip


def figure(number):
    if number is None:
        return None
    return number.value if number.value is not None else (number.lower, number.upper, number.status)


def label(text, table=NIV):
    return Label.objects.get(source=table, key=text.casefold())


@pytest.fixture
def visas(hold, decide):
    """Three classes of two years: students, exchange visitors who are excluded, and workers."""
    hold(NIV, [
        ("KAZ", "F-1", "FY2018", 1_178), ("KAZ", "J-1", "FY2018", 2_205), ("KAZ", "H-1B", "FY2018", 98),
        ("UZB", "F-1", "FY2018", 330), ("UZB", "J-1", "FY2018", HIDDEN), ("UZB", "H-1B", "FY2018", NEVER_WAS),
        ("KAZ", "F-1", "FY2019", 1_200), ("KAZ", "J-1", "FY2019", 1_999),
    ])  # fmt: skip
    decide(NIV, "F-1", category="study")
    decide(NIV, "J-1", category="study", reason_code="temporary")
    decide(NIV, "H-1B", category="work")


def test_an_excluded_class_counted_as_study(visas):
    assert told(Draft().answer(Question((label("J-1").pk,), "study"))) == [
        ("KAZ USA study 2018", 1_178, 3_383),
        ("KAZ USA study 2019", 1_200, 3_199),
        ("UZB USA study 2018", 330, (331, 335, "partial")),
    ]


def test_in_some_years_only(visas):
    assert told(Draft().answer(Question((label("J-1").pk,), "study", year_from=2019))) == [
        ("KAZ USA study 2019", 1_200, 3_199)
    ]


def test_a_class_that_moves_changes_two_numbers(visas):
    assert told(Draft().answer(Question((label("H-1B").pk,), "study"))) == [
        ("KAZ USA study 2018", 1_178, 1_276),
        ("KAZ USA work 2018", 98, None),
        ("UZB USA work 2018", 0, None),
    ]


def test_only_what_counts_so_now_is_taken(visas):
    both = (label("J-1").pk, label("F-1").pk)
    assert told(Draft().answer(Question(both, "work", now="study"))) == [
        ("KAZ USA study 2018", 1_178, None), ("KAZ USA work 2018", 98, 1_276),
        ("KAZ USA study 2019", 1_200, None), ("KAZ USA work 2019", None, 1_200),
        ("UZB USA study 2018", 330, None), ("UZB USA work 2018", 0, 330),
    ]  # fmt: skip


def test_what_is_so_already_changes_nothing(visas):
    assert Draft().answer(Question((label("F-1").pk,), "study")) == []
    assert Draft().answer(Question((label("J-1").pk,), OUT)) == []


def test_no_proposal_of_any_kind_is_written(visas):
    before = list(CategoryDecision.objects.values_list())
    Draft().answer(Question((label("J-1").pk,), "study"))
    assert list(CategoryDecision.objects.values_list()) == before


# The law: what is told is what comes of it.

TREATMENTS = [
    {"category": "study"}, {"category": "work"}, {"category": "residence"}, {"category": "study", "year_from": 2019},
    {"reason_code": "temporary"}, {"category": "work", "reason_code": "temporary"}, {"disposition": "total"},
    {"category": "study", "condition": {"duration": ["Y_GE1"]}},
]  # fmt: skip


@pytest.fixture
def everything(visas, hold, decide):
    """Visas, and the Union: as printed in one year, as the sum of its members in another, with a number missing."""
    cells = [
        ("KAZ", "EDUC", "2018", 50, "EU28", "duration=Y_GE1"), ("KAZ", "EDUC", "2018", 20, "DEU", "duration=Y_GE1"),
        ("KAZ", "EDUC", "2019", 21, "DEU", "duration=Y_GE1"), ("KAZ", "EDUC", "2019", 4, "DEU", "duration=M6-11"),
        ("KAZ", "EDUC", "2019", HIDDEN, "FRA", "duration=Y_GE1"), ("KAZ", "EMP", "2019", 9, "FRA", "duration=Y_GE1"),
        ("KAZ", "EMP", "2018", 30, "EU28", "duration=Y_GE1"),
    ]  # fmt: skip
    hold(EU, cells, destination="DEU")
    decide(EU, "EDUC", category="study", condition={"duration": ["M6-11", "Y_GE1"]})
    decide(EU, "EMP", category="work")


def everything_said():
    return {number.key: number for number in compose().handover.observations}


def difference(before, after):
    return sorted(
        (key, before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    )


@pytest.mark.parametrize("treatment", TREATMENTS, ids=str)
@pytest.mark.parametrize("freshly", [True, False], ids=["fresh", "on top"])
def test_what_would_be_is_what_then_is(everything, people, treatment, freshly):
    """For every label: the effects told of a proposal are the difference between two composed releases."""
    changed = 0
    for mine in Label.objects.order_by("pk"):
        before = everything_said()
        try:
            with transaction.atomic():
                decision = decisions.propose(mine, rationale="Made up.", by=people.assistant, **treatment)
        except decisions.Refused:
            continue  # it is so already
        if freshly:
            prepared.make()
        effects = Draft().if_approved([decision])
        decisions.approve(decision, by=people.director)
        assert [tuple(effect) for effect in effects] == difference(before, everything_said())
        changed += bool(effects)
    assert changed


# The prepared sums


def test_the_sums_are_made_once_and_decisions_go_on_top(visas, decide, monkeypatch):
    Draft()
    made = Reckoned.objects.get(pk="draft").reckoned_at
    decide(NIV, "F-1", category="work")
    assert told(Draft().answer(Question((label("F-1").pk,), "study")))[0] == ("KAZ USA study 2018", None, 1_178)
    assert Reckoned.objects.get(pk="draft").reckoned_at == made


@pytest.mark.parametrize(
    "alter",
    [
        lambda hold: hold(NIV, [("KAZ", "F-1", "FY2018", 5)], later=1),
        lambda hold: SourceFile.objects.update(state="withdrawn", withdrawn_reason="Made up."),
        lambda hold: Series.objects.filter(destination="USA").update(to_year=2018),
    ],
    ids=["a newer file", "a file withdrawn", "a series cut"],
)
def test_the_sums_are_made_anew_after(alter, visas, hold, people):
    Draft()
    SourceFile.objects.update(withdrawn_by=people.director)
    alter(hold)
    assert Draft().ready
    sums = list(PreparedSum.objects.order_by("pk").values_list("origin", "category", "year", "known"))
    prepared.make()
    assert sums == list(PreparedSum.objects.order_by("pk").values_list("origin", "category", "year", "known"))


@pytest.fixture
def queued(monkeypatch):
    """The jobs asked for, which nobody does yet."""
    jobs = []
    monkeypatch.setattr(tasks, "prepare_draft", SimpleNamespace(enqueue=lambda: jobs.append("prepare_draft")))
    return jobs


def test_many_cells_are_added_up_in_the_background(visas, queued, monkeypatch):
    monkeypatch.setattr(prepared, "AT_ONCE", 3)
    assert (Draft().ready, Draft().ready, queued) == (False, False, ["prepare_draft"])
    tasks.resume()  # the worker died over it
    assert queued == ["prepare_draft"] * 2
    prepared.make()
    tasks.resume()
    assert (Draft().ready, queued) == (True, ["prepare_draft"] * 2)


def test_sums_made_anew_between_two_looks_are_read_again(visas, decide, monkeypatch):
    """Another request may make them anew after this one has looked which decisions they rest on."""
    Draft()
    decide(NIV, "F-1", category="work")
    draft, read = Draft(), prepared.kept
    monkeypatch.setattr(prepared, "kept", lambda *asked: (prepared.make() if not remade else None, read(*asked))[1])
    remade = []
    monkeypatch.setattr(prepared, "make", lambda made=prepared.make: remade.append(1) or made())
    assert told(draft.answer(Question((label("J-1").pk,), "work")))[0] == ("KAZ USA work 2018", 1_276, 3_481)
    assert remade == [1]


def test_a_snapshot_with_much_on_top_is_made_anew(visas, decide, queued, monkeypatch):
    monkeypatch.setattr(prepared, "MOST_ON_TOP", 0)
    Draft()
    decide(NIV, "F-1", category="work")
    assert told(Draft().answer(Question((label("F-1").pk,), "study")))[0] == ("KAZ USA study 2018", None, 1_178)
    assert (Draft().ready, queued) == (True, ["prepare_draft"])
    prepared.make()
    assert told(Draft().answer(Question((label("F-1").pk,), "study")))[0] == ("KAZ USA study 2018", None, 1_178)


def test_the_number_of_queries_does_not_grow_with_the_labels(visas):
    Draft()
    one, all_of_them = ((label("J-1").pk,), tuple(Label.objects.values_list("pk", flat=True)))
    for labels in (one, all_of_them):
        with CaptureQueriesContext(connection) as asked:
            Draft().answer(Question(labels, "study"))
        assert len(asked) <= 16, [query["sql"] for query in asked]


def test_the_sums_say_which_table_gave_what(visas):
    Draft()
    row = PreparedSum.objects.get(origin="UZB", category="study")
    assert (row.table, row.destination, row.year, row.measure) == (NIV, "USA", 2018, "visas_issued")
    assert (row.cells, row.known, row.lower, row.upper, row.hidden) == (1, 330, 330, 330, 0)
    assert prepared.kept(what_if.Scope(), [Key("UZB", "USA", 2018, "study", "visas_issued")]).keys() >= {
        Key("UZB", "USA", 2018, "study", "visas_issued")
    }
    assert timezone.now() - Reckoned.objects.get(pk="draft").reckoned_at < timedelta(minutes=5)
