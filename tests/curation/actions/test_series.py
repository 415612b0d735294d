"""The years of a series: moved by the director, with a reason, and what hangs on them follows. Figures are made up."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from curation import queries
from curation.actions import series
from curation.actions.refused import Refused
from curation.models import Concern, Series


@pytest.fixture
def study(db):
    return Series.objects.get(destination="USA", category="study")


def test_the_next_year_counts_and_its_labels_wait_for_somebody(people, study, make_label):
    label = make_label("J-1", ("FY2020", 5_000))
    assert queries.undecided_labels() == []
    series.set_years(study, from_year=2016, to_year=2020, reason="The table of FY2020 is out.", by=people.director)
    assert [tally.label for tally in queries.undecided_labels()] == [label]
    assert (label.standing.state, label.standing.open_people) == ("undecided", 5_000)
    doubt = Concern.objects.get(rule="first_use")
    assert (doubt.label, doubt.severity) == (label, "concern")
    told = LogEntry.objects.get(user=people.director)
    assert told.change_message == "Years 2016 to 2019 became 2016 to 2020: The table of FY2020 is out."


def test_jumps_into_the_new_year_are_raised_once(people, study, make_label):
    make_label("J-1", ("FY2019", 100), ("FY2020", 5_000))
    for last in (2020, 2021):
        series.set_years(study, from_year=2016, to_year=last, reason="Out.", by=people.director)
    assert [concern.subject for concern in Concern.objects.filter(rule="jump")] == ["J-1 KAZ 2020"]


@pytest.mark.parametrize(
    "first, last, sentence",
    [
        (2019, 2016, "The years run backwards, from 2019 to 2016"),
        (1899, 2019, "1899 cannot be a year of a series: write one from 1990"),
        (2016, 2019, "is published for 2016 to 2019 already"),
    ],
)
def test_years_that_cannot_be_meant_are_refused(people, study, first, last, sentence):
    with pytest.raises(Refused, match=sentence):
        series.set_years(study, from_year=first, to_year=last, reason="Why not?", by=people.director)
    study.refresh_from_db()
    assert (study.from_year, study.to_year) == (2016, 2019)


def test_the_future_cannot_be_published(people, study):
    with pytest.raises(Refused, match="cannot be a year of a series"):
        series.set_years(study, from_year=2016, to_year=timezone.now().year + 1, reason="Soon.", by=people.director)


def test_without_a_reason_or_by_an_assistant_nothing_changes(people, study):
    with pytest.raises(Refused, match="Say why the years change"):
        series.set_years(study, from_year=2016, to_year=2020, reason=" ", by=people.director)
    with pytest.raises(Refused, match="assistant may not change the years of a series"):
        series.set_years(study, from_year=2016, to_year=2020, reason="Out.", by=people.assistant)
