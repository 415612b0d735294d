"""Which source tables are late. What is held of them is made up."""

from datetime import date

import pytest

from curation import held, overdue
from curation.models import Coverage, Sheet, SourceTable
from curation.scope import Scope

DAY = date(2026, 11, 21)


def late(today=DAY):
    return {each.source.pk: (each.held, each.expected) for each in overdue.sources(Scope(), held.files(), today)}


@pytest.fixture
def hold(make_file):
    """A function that holds periods of a table, with a cell of ours or without."""

    def held(table, *periods, destination="USA", ours=True):
        source = SourceTable.objects.get(pk=table)
        file = make_file(f"{table}-{periods[-1]}", source=source)
        for period in periods:
            Coverage.objects.create(file=file, destination=destination, period=period)
        if ours:
            Sheet.objects.create(file=file, position=0, name="1", filled=1, read=1)

    return held


@pytest.mark.parametrize(
    ("expected", "lag", "fiscal", "today", "period"),
    [
        ("year", 12, False, date(2026, 11, 21), "2024"),
        ("year", 12, False, date(2026, 12, 31), "2024"),
        ("year", 12, False, date(2027, 1, 1), "2025"),
        ("year", 12, True, date(2026, 9, 30), "FY2024"),
        ("year", 12, True, date(2026, 10, 1), "FY2025"),
        ("half", 6, False, date(2026, 11, 21), "2025-12"),
        ("quarter", 3, False, date(2026, 11, 21), "2026-Q2"),
        ("month", 2, False, date(2026, 11, 21), "2026-08"),
        ("month", 0, False, date(2026, 1, 1), "2025-12"),
    ],
)
def test_the_newest_period_that_should_be_out(expected, lag, fiscal, today, period):
    assert overdue.written(overdue.awaited_end(expected, lag, fiscal, today), expected, fiscal) == period


def test_a_table_is_late_until_the_newest_period_is_held(db, hold):
    hold("us-niv", "FY2023", "FY2024")
    assert late()["us-niv"] == ("FY2024", "FY2025")
    hold("us-niv", "FY2025")
    assert "us-niv" not in late()


def test_what_was_never_received_comes_first_and_says_so(db, hold):
    hold("us-niv", "FY2024")
    first, *_ = overdue.sources(Scope(), held.files(), DAY)
    assert (first.held, first.received) == ("", False)
    assert late()["ru-mvd"] == ("", "2024")


def test_a_file_without_our_origins_is_no_help(db, hold):
    hold("eu-resfirst", "2025", destination="EU28", ours=False)
    found = {each.source.pk: each for each in overdue.sources(Scope(), held.files(), DAY)}["eu-resfirst"]
    assert (found.held, found.ours) == ("2025", False)


def test_where_one_of_two_tables_will_do_the_fresher_one_is_awaited(db, hold):
    hold("ca-study-monthly", "2026-05", destination="CAN")
    assert late()["ca-study-monthly"] == ("2026-05", "2026-08") and "ca-study" not in late()


def test_a_year_printed_while_it_runs_is_no_month(db, hold):
    hold("ca-pr", "2026", "2026-03", destination="CAN")
    assert late()["ca-pr"] == ("2026-03", "2026-08")


def test_a_stock_counts_by_its_last_day(db, hold):
    hold("kr-status", "2024-12-31", destination="KOR")
    assert "kr-status" not in late()


def test_a_finished_table_is_never_late(db):
    assert SourceTable.objects.get(pk="ru-census").expected == ""
    assert not {"ru-census", "wb-population", "kr-naturalisation"} & late().keys()
