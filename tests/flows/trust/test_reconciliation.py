"""Reconciliation: our sums beside the totals that tables print. Figures are made up."""

import pytest
from django.http import QueryDict

from flows import pieces
from flows.queries import Edition
from flows.trust.reconciliation import Reconciliation
from tests.factories import SourceFactory, observation, published, total
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]


@pytest.fixture
def compared():
    second = SourceFactory(number=2, code="ca-pr", title_en="Admissions", publisher_en="IRCC")
    equal, within = total(100), total(102, outcome="rounding", lower=98)._replace(source=2, upper=104)
    months = total(585, outcome="explained", explanation="Made up.", lower=601)
    months = months._replace(source=2, upper=649, what="2016: the 12 months of row 6")
    return published(
        observation("KAZ", "USA", 2018, "study", cells=[100]),
        sources=[SourceFactory(), second, SourceFactory(number=3, code="us-iv", title_en="Immigrant visas")],
        totals=[equal._replace(what="Grand Total: the classes of row 130"), within, months],
    )


def test_totals_by_table_and_outcome(compared):
    assert pieces.of(compared, "reconciliation") == [[1, "equal", 1], [2, "explained", 1], [2, "rounding", 1]]
    shown = Reconciliation(Edition(), QueryDict(""))
    assert [(table.code, table.counts, table.whole) for table in shown.tables] == [
        ("us-niv", [("equal", 1), ("rounding", 0), ("explained", 0)], 1),
        ("ca-pr", [("equal", 0), ("rounding", 1), ("explained", 1)], 2),
    ]
    assert [file.code for file in shown.unchecked] == ["us-iv"]


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("", ["100", "102", "585"]),
        ("source=ca-pr", ["102", "585"]),
        ("outcome=equal", ["100"]),
        ("source=ca-pr&outcome=equal", []),
        ("source=ca-pr&outcome=explained", ["585"]),
    ],
)
def test_totals_narrowed(compared, query, printed):
    shown = Reconciliation(Edition(), QueryDict(query))
    assert [row.total.printed for row in shown.rows] == printed
    assert shown.whole == len(printed)


def test_a_total_in_words(client, compared):
    english = read(client, "/reconciliation/").text
    assert "Kazakhstan FY18!CI130 Grand Total : the classes of row 130 100 100 equal" in english
    assert "2016 : the 12 months of row 6 585 601 to 649 explained (−16). Made up." in english
    assert "All classes of the line 102 98 to 104 within rounding" in english
    assert (
        "Tables that print no total of what is counted, so that nothing checks our sums of them: Immigrant visas"
        in english
    )
    russian = read(client, "/ru/reconciliation/").text
    assert "2016 : 12 месяцев в строке 6 585 601–649 объяснено (−16). Made up." in russian


def test_a_release_without_printed_totals(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[1]))
    assert "so there is nothing to compare" in read(client, "/reconciliation/").text
