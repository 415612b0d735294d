"""What the workshop asks its tables. The figures are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation import queries
from curation.actions import decisions
from curation.models import SourceTable


def tally(label, **of):
    return next(((t.cells, t.people, t.years) for t in queries.tallies(labels=[label], **of)), None)


def test_cells_people_and_years_in_the_years_of_the_series(make_label):
    assert tally(make_label("J-1", ("FY2015", 9), ("FY2016", 10), ("FY2018", 20), ("FY2020", 9))) == (
        2,
        30,
        (2016, 2018),
    )


def test_of_two_editions_the_newer_counts(make_file, make_label):
    old, new = make_file("old.xlsx"), make_file("new.xlsx")
    label = make_label("J-1", ("FY2017", 5), ("FY2018", 20), file=old)
    make_label("J-1", ("FY2018", 21), file=new)
    assert tally(label) == (2, 26, (2017, 2018))


def test_a_withdrawn_or_quarantined_file_counts_for_nothing(make_file, make_label, people):
    label = make_label("J-1", ("FY2018", 20), file=make_file(state="quarantined"))
    assert tally(label) is None


@pytest.mark.parametrize(
    "cells, counted",
    [
        ([("2018", 100), ("2018-Q1", 30), ("2018-01", 9)], 100),
        ([("2018-Q1", 30), ("2018-01", 9)], 30),
        ([("2018-01", 9), ("2018-02", 8)], 17),
        ([("2018-06-30", 50), ("2018-12-31", 60)], 60),
    ],
)
def test_a_years_people_come_from_its_coarsest_periods(make_label, cells, counted):
    source = SourceTable.objects.get(pk="ca-study")
    assert tally(make_label("Study permits", *cells, source=source, destination="CAN"))[1] == counted


def test_only_destinations_of_the_tables_series_count(make_label):
    source = SourceTable.objects.get(pk="unhcr-asylum")
    for place, counted in [("KOR", True), ("AGO", False), ("DEU", True), ("EU28", True)]:
        label = make_label(f"N / FI / {place}", ("2018", 5), source=source, destination=place)
        assert bool(tally(label)) is counted


def test_members_of_a_breakdown_that_the_table_does_not_keep_count_for_nothing(make_label, source):
    source.hints = {"keep": {"sex": ["Total"]}}
    source.save()
    label = make_label("J-1", ("FY2018", 5), breakdown="sex=F")
    make_label("J-1", ("FY2018", 9), breakdown="sex=Total")
    assert tally(label) == (1, 9, (2018,))


def test_undecided_is_what_no_proposal_covers(make_label, people):
    label = make_label("J-1", ("FY2017", 5), ("FY2018", 20))
    assert [t.people for t in queries.undecided_labels()] == [25]
    decisions.propose(label, category="study", rationale="Made up.", year_to=2017, by=people.assistant)
    assert [(t.people, t.years) for t in queries.undecided_labels()] == [(20, (2018,))]
    decisions.propose(label, category="study", rationale="Made up.", year_from=2018, by=people.colleague)
    assert queries.undecided_labels() == []


def test_a_condition_leaves_the_other_cells_undecided(make_label, people):
    label = make_label("J-1", ("FY2018", 5), breakdown="duration=M3-5")
    make_label("J-1", ("FY2018", 20), breakdown="duration=Y_GE1")
    long = {"duration": ["Y_GE1"]}
    decisions.propose(label, category="study", rationale="Made up.", condition=long, by=people.assistant)
    assert [t.people for t in queries.undecided_labels()] == [5]


def test_the_largest_stand_first(make_label):
    for text, people in [("A-1", 5), ("A-2", 50), ("A-3", 5)]:
        make_label(text, ("FY2018", people))
    assert [t.label.text for t in queries.undecided_labels()] == ["A-2", "A-1", "A-3"]


def test_a_decision_is_carried_to_the_next_file_with_no_new_row(make_file, make_label, people):
    label = make_label("J-1", ("FY2018", 20))
    decision = decisions.propose_as_suggested(label, by=people.assistant)
    decisions.approve(decision, by=people.colleague)
    next_year = make_file("next.xlsx")
    make_label("J-1", ("FY2019", 21), file=next_year)
    assert list(queries.carried_labels(next_year)) == [label]
    assert queries.undecided_labels(file=next_year) == []
    assert queries.decision_in_force(label, 2019) == decision


def test_nobody_may_review_their_own_and_only_the_director_the_flagged(make_label, people):
    plain, flagged = make_label("J-1", ("FY2018", 1)), make_label("H-1B", ("FY2018", 2))
    decisions.propose_as_suggested(plain, by=people.assistant)
    decisions.propose(flagged, category="study", rationale="Made up.", by=people.assistant)
    reviewable = {name: {d.label.text for d in queries.reviewable(person)} for name, person in vars(people).items()}
    assert reviewable == {"assistant": set(), "colleague": {"J-1"}, "director": {"J-1", "H-1B"}, "stranger": set()}


def test_a_label_outside_the_years_of_every_series_is_nobodys_work(make_label, people):
    make_label("D-CREW", ("FY2005", 900))
    label = make_label("J-1", ("FY2018", 20))
    assert list(queries.labels_to_decide()) == [label]
    decisions.propose_as_suggested(label, by=people.assistant)
    assert list(queries.labels_to_decide()) == []


def test_what_waits_for_somebody(make_file, make_label, people):
    mine = make_file(by=people.assistant)
    theirs = make_file(state="submitted", by=people.colleague)
    label = make_label("J-1", ("FY2018", 20), file=mine)
    decision = decisions.propose_as_suggested(label, by=people.assistant)
    decisions.return_(decision, reason="Why?", by=people.colleague)
    waiting = queries.waiting_for(people.assistant)
    assert list(waiting.undecided) == [label]
    assert list(waiting.returned) == [decision]
    assert list(waiting.files) == [mine]
    assert list(waiting.to_accept) == [theirs]
    assert list(waiting.to_review) == []


PERIODS = st.sampled_from(["2018", "2018-Q1", "2018-Q2", "2018-01", "2018-02", "2018-06-30", "2018-12-31"])


@given(
    st.dictionaries(
        st.tuples(PERIODS, st.just("CAN"), st.just("")), st.tuples(st.just(1), st.integers(0, 99)), min_size=1
    )
)
def test_a_year_never_holds_more_people_than_all_its_cells_and_is_one_of_its_printings(year):
    counted = queries.people_in(year)
    assert counted <= sum(people for _, people in year.values())
    if ("2018", "CAN", "") in year:
        assert counted == year["2018", "CAN", ""][1]
