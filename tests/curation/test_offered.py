"""What readers are told of a scenario is what the desk tells: the release's own cells against the prepared draft.

Right after a publication both speak of the same state, so that every number has to agree. The figures are those of the
demo's sample workbooks, which are real (samples/figures.csv).
"""

import pytest
from django.db import transaction

from curation import demo
from curation.models import Label
from curation.what_if import OUT, Draft, Question
from flows.core.changes import Figure
from flows.core.records import Key
from flows.models import OfferedScenario, Release
from flows.what_if import Supposed

pytestmark = pytest.mark.django_db

J = (("us-niv", "J-1"), ("us-niv", "J-2"))


@pytest.fixture(scope="module", autouse=True)
def published(django_db_setup, django_db_blocker):
    """The demo, once for all tests of this module, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.run(lambda line: None)
        yield
        transaction.set_rollback(True)


def figure(number):
    return number and Figure(number.value, number.lower, number.upper, number.status)


def of_the_desk(labels, to, now="", span=(None, None)):
    pks = tuple(Label.objects.get(source=source, text=text).pk for source, text in labels)
    told = Draft().answer(Question(pks, to, now, *span))
    pairs = {effect.key: (figure(effect.before), figure(effect.after)) for effect in told}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def of_the_record(labels, to, now="", span=(None, None)):
    scenario = OfferedScenario(labels=labels, to=to, now=now, year_from=span[0], year_to=span[1])
    found = {}
    for series in Supposed(Release.objects.latest(), scenario).series:
        for (origin, year), pair in series.pairs.items():
            if pair.moved:
                found[Key(origin, series.destination, year, series.category, series.measure)] = tuple(pair)
    return found


def test_j_visas_as_study():
    told = of_the_record(J, "study", OUT)
    assert told == of_the_desk(J, "study", OUT)
    assert len(told) == 20
    assert sum(after.value - before.value for before, after in told.values()) == 16_602
    kaz = told[Key("KAZ", "USA", 2018, "study", "visas_issued")]
    assert [each.value for each in kaz] == [1_461, 3_725]


@pytest.mark.parametrize(
    ("labels", "to", "now", "span"),
    [
        (J, "study", OUT, (2018, None)),  # some years
        (J, "work", "", (None, None)),
        (J, "residence", "", (None, None)),  # a series of two tables, partial in some years
        (J, "asylum", "", (None, None)),  # which no series counts
        ((("us-niv", "F-1"), *J), "work", "study", (None, None)),  # what counts as study only
        ((("us-niv", "F-1"), ("us-niv", "H-1B")), OUT, "", (None, None)),  # taken out
        ((("us-iv", "E34"), ("us-iv", "F41")), OUT, "", (None, 2018)),
        ((("us-iv", "E34"),), "work", "", (None, None)),  # a table that series does not rest on
        ((("kr-status", "H2(방문취업)"),), "work", "", (None, None)),  # a stock
        ((("jp-entries", "art"), ("jp-entries", "diplomacy")), "study", "", (None, None)),
        ((("unhcr-asylum", "G / A / RA / P"),), "asylum", "", (None, None)),  # members without a number; the union
        ((("unhcr-asylum", "G / N / FI / P"),), OUT, "", (None, None)),
        ((("unhcr-asylum", "G / A / AR / P"), ("unhcr-asylum", "G / R / RA / P")), "asylum", OUT, (2017, 2018)),
        ((("ca-study", ""),), OUT, "", (None, None)),
    ],
    ids=str,
)
def test_every_other_question_too(labels, to, now, span):
    assert of_the_record(labels, to, now, span) == of_the_desk(labels, to, now, span)


def test_the_one_thing_that_a_release_does_not_say():
    """Whether the silence of a table means zero: where no number shows it, the last cell gone leaves no number."""
    imp = (("ca-imp", ""),)
    desk, record = of_the_desk(imp, OUT), of_the_record(imp, OUT)
    zero = Figure(0, 0, 0, "normal")
    assert {key: pair for key, pair in desk.items() if record[key] != pair} == {
        key: pair for key, pair in desk.items() if pair[1] == zero
    }
    assert all(record[key] == (pair[0], None) for key, pair in desk.items() if pair[1] == zero)
