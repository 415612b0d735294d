"""How each label stands, kept as readings and decisions move. The figures are made up."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from curation import standings
from curation.actions import decisions, uploads
from curation.models import Coverage, SourceFile, SourceTable, Standing

TEMPORARY = {"category": "study", "reason_code": "temporary", "rationale": "The codebook: temporary visits."}


def stands(label):
    row = Standing.objects.filter(label=label).first()
    return row and (row.state, row.people, row.cells, row.open_people, row.open_cells)


def test_what_hangs_on_a_label_and_which_years_are_those_of_the_series(label):
    row = Standing.objects.get(label=label)
    assert stands(label) == ("undecided", 120, 2, 120, 2)
    assert row.years == [[2017, 50, True], [2018, 70, True], [2021, 9_000, False]]
    assert (row.in_years, row.source_id) == ("2017 2018", "us-niv")
    assert (row.rule, row.concept) == ("usa.excluded.j", "exchange_visitor")


def test_a_label_outside_of_every_series_needs_nobody(make_label):
    assert stands(make_label("J-1", ("FY2005", 9))) is None


def test_it_moves_with_each_deed(label, people):
    decision = decisions.propose(label, **TEMPORARY, year_to=2017, by=people.assistant)
    assert stands(label) == ("undecided", 120, 2, 70, 1)
    decisions.propose(label, **TEMPORARY, year_from=2018, by=people.assistant)
    assert stands(label) == ("proposed", 120, 2, 0, 0)
    decisions.return_(decision, reason="Which visits?", by=people.colleague)
    assert stands(label) == ("undecided", 120, 2, 50, 1)


def test_what_came_back_is_returned_until_something_follows(label, people):
    decisions.return_(decisions.propose(label, **TEMPORARY, by=people.assistant), reason="Which?", by=people.colleague)
    assert stands(label)[0] == "returned"
    again = decisions.propose(label, **TEMPORARY, by=people.assistant)
    assert stands(label)[0] == "proposed"
    decisions.withdraw(again, by=people.assistant)
    assert stands(label)[0] == "returned"
    decisions.approve(decisions.propose(label, **TEMPORARY, by=people.assistant), by=people.colleague)
    assert stands(label)[0] == "approved"
    decisions.propose(label, category="study", rationale="They stay.", by=people.assistant)
    assert stands(label)[0] == "proposed"


def test_a_withdrawn_file_counts_no_longer_and_a_label_that_the_newest_file_lost_is_gone(make_file, make_label, people):
    old, new = make_file("old.xlsx"), make_file("new.xlsx")
    lost = make_label("J-1", ("FY2018", 20), file=old)
    assert stands(lost) == ("undecided", 20, 1, 20, 1)
    make_label("F-1", ("FY2018", 21), file=new)
    assert stands(lost) is None
    uploads.withdraw(new, reason="Not theirs.", by=people.assistant)
    assert stands(lost) == ("undecided", 20, 1, 20, 1)


def test_a_file_with_nobody_of_ours_takes_no_label_away_before_it_is_accepted(make_file, make_label, people):
    label, other = make_label("J-1", ("FY2018", 20)), make_file("of-another-table.xlsx")
    Coverage.objects.create(file=other, destination="USA", period="FY2018")
    standings.refresh()
    assert stands(label) == ("undecided", 20, 1, 20, 1)
    SourceFile.objects.filter(pk=other.pk).update(
        state="accepted", accepted_by=people.colleague, accepted_at="2026-01-02T03:04Z"
    )
    standings.refresh()
    assert stands(label) is None


@pytest.mark.parametrize(
    "cells, counted", [([("2018", 100), ("2018-Q1", 30)], 100), ([("2018-01", 9), ("2018-02", 8)], 17)]
)
def test_people_come_from_a_years_coarsest_periods(make_label, cells, counted):
    source = SourceTable.objects.get(pk="ca-study")
    label = make_label("Study permits", *cells, source=source, destination="CAN")
    assert stands(label) == ("undecided", counted, 2, counted, 2)


def test_few_queries_for_many_labels(make_label, django_assert_max_num_queries):
    for number in range(30):
        make_label(f"H-{number}", ("FY2018", number))
    with django_assert_max_num_queries(14):
        standings.refresh()
    assert not list(standings.stale())


def test_one_label_asks_for_the_newest_files_of_its_own_table(label):
    with CaptureQueriesContext(connection) as asked:
        standings.refresh([label])
    [newest] = [query["sql"] for query in asked if "curation_coverage" in query["sql"]]
    assert "us-niv" in newest


def test_the_members_of_a_union_are_not_counted_beside_its_own_number(make_label):
    """In 2018 the Union is printed and has its members in it; in 2019 only two members are."""
    table = SourceTable.objects.get(pk="eu-asylum")
    cells = [("EU28", "2018", 545), ("DEU", "2018", 300), ("FRA", "2018", 245), ("DEU", "2019", 7), ("FRA", "2019", 5)]
    for destination, period, people in cells:
        label = make_label("FRST", (period, people), source=table, destination=destination)
    assert stands(label) == ("undecided", 557, 5, 557, 5)
    assert Standing.objects.get(label=label).years == [[2018, 545, True], [2019, 12, True]]


def test_much_that_is_said_at_once_is_reckoned_once(label, people):
    with CaptureQueriesContext(connection) as asked, transaction.atomic(), standings.once():
        decision = decisions.propose(label, **TEMPORARY, by=people.assistant)
        decisions.approve(decision, by=people.colleague)
        assert stands(label)[0] == "undecided"
    assert stands(label)[0] == "approved"
    assert sum("INSERT INTO" in query["sql"] and "curation_standing" in query["sql"] for query in asked) == 1


def test_what_fails_leaves_the_next_to_be_reckoned_as_ever(label, people):
    with pytest.raises(ZeroDivisionError), standings.once():
        raise ZeroDivisionError
    decisions.propose(label, **TEMPORARY, by=people.assistant)
    assert stands(label)[0] == "proposed"
