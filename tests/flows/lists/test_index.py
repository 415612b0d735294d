"""The list is counted on an index: whatever is asked, it is what the tables say. All figures are made up."""

import shutil

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import releases, seals, verify
from flows.filters import ObservationFilter
from flows.lists import index_files, index_rows, listing, totals
from flows.models import Gap, Observation, Release
from tests.factories import gap, handover, observation, published
from tests.flows import asked_of_tables, readers

pytestmark = pytest.mark.django_db

ORIGINS, DESTINATIONS, YEARS = ["KAZ", "KGZ", "UZB"], ["CAN", "DEU", "EU", "USA"], [2015, 2016, 2018]
CATEGORIES, MEASURES = ["asylum", "study", "work"], ["permits_issued", "residents", "visas_issued"]
ASKED = {
    "origin": ORIGINS, "destination": DESTINATIONS, "category": CATEGORIES, "measure": MEASURES, "year": YEARS,
    "status": ["normal", "partial", "suppressed", "missing", "excluded"],
}  # fmt: skip
PAGE = 7


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr(listing, "PAGE", PAGE)


# --- Whatever is asked ------------------------------------------------------------------------------------------------


@st.composite
def numbers(draw):
    """Value, lower, upper and status of an observation."""
    lower = draw(st.integers(0, 5) | st.integers(0, 2**52))
    if draw(st.booleans()):
        return {"value": lower, "lower": lower, "upper": lower, "status": "normal"}
    upper = draw(st.none() | st.integers(lower, lower + 9))
    return {"value": None, "lower": lower, "upper": upper, "status": draw(st.sampled_from(["partial", "suppressed"]))}


@st.composite
def rows(draw):
    """Observations and gaps, each key once."""
    each = st.tuples(*map(st.sampled_from, (ORIGINS, DESTINATIONS, YEARS, CATEGORIES, MEASURES)))
    keys = draw(st.lists(each, unique=True, max_size=40))
    made = []
    for origin, destination, year, category, measure in keys:
        key = {"origin": origin, "destination": destination, "year": year, "category": category, "measure": measure}
        key["year_basis"] = "us_fiscal" if destination == "USA" else "calendar"
        if draw(st.integers(0, 2)):
            marks = {"headline": draw(st.booleans()), "part_of": "EU" if destination == "DEU" else "", "cells": 1}
            made.append(Observation(**key, **draw(numbers()), **marks))
        else:
            made.append(Gap(**key, status=draw(st.sampled_from(["missing", "excluded"]))))
    for origin, destination in draw(st.sets(st.tuples(*map(st.sampled_from, (ORIGINS, DESTINATIONS))), max_size=3)):
        made.append(Gap(origin=origin, destination=destination, year=2017, status="excluded"))
    return made


@st.composite
def addresses(draw):
    """A query of the list."""
    query = QueryDict(mutable=True)
    for name, codes in ASKED.items():
        chosen = draw(st.lists(st.sampled_from(codes), unique=True, max_size=3) | st.just([]))
        query.setlist(name, [str(code) for code in chosen])
    for name, values in {"year_from": YEARS, "year_to": YEARS, "series": ["headline", "all"], "members": "01"}.items():
        query[name] = draw(st.just("") | st.sampled_from(values))
    if query["year_from"] and query["year_to"] and int(query["year_from"]) > int(query["year_to"]):
        query["year_to"] = ""
    return query


def candidate(rows):
    release = Release.objects.create(version="1.0.0", major=1, minor=0, patch=0)
    release.previewed = True
    for row in rows:
        row.release = release
    Observation.everything.bulk_create(row for row in rows if isinstance(row, Observation))
    Gap.everything.bulk_create(row for row in rows if isinstance(row, Gap))
    return release


def same_as_the_tables(question, gaps):
    selection = listing.Selection(question, gaps)
    tallies = asked_of_tables.tallies(question, gaps)
    whole = tallies.pop("all").get("", listing.Tally())
    assert listing.counts(selection) == (whole.numbers, sum(whole.gaps.values()))
    assert {name: {str(code): tally for code, tally in found.items()}
            for name, found in listing.tallies(selection).items()} == tallies  # fmt: skip
    assert totals.totals(selection) == (sums := asked_of_tables.totals(question))
    same_courses(selection, sums, asked_of_tables.courses(question, sums))
    years = [int(year) for year, tally in tallies["year"].items() if tally.numbers]
    for sort in asked_of_tables.ORDERS:
        for number in (1, 2):
            expected = asked_of_tables.page_of_rows(question, gaps, sort, number, years, PAGE)
            assert listing.page_of_rows(selection, sort, number, years) == expected


def same_courses(selection, sums, expected):
    for total in sums:
        courses, most = expected[total.series], 2
        found = totals.courses(selection, total, most)
        told = {origin: [(row.year, row.year_basis, row.status, row.value, row.lower, row.upper) for row in own]
                for origin, own in courses.items()}  # fmt: skip
        largest = sorted(courses, key=lambda origin: -top_of(courses[origin][-1]))[:most]
        assert [(origin, list(map(tuple, own))) for origin, own in found.largest.items()] == [
            (origin, told[origin]) for origin in largest
        ]
        years = {row.year for own in courses.values() for row in own}
        assert (found.origins, found.years) == (len(courses), len(years))


def top_of(row):
    return next(each for each in (row.value, row.upper, row.lower) if each is not None)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=rows(), query=addresses(), gaps=st.booleans())
def test_whatever_is_asked_of_whatever_release_the_index_says_what_the_tables_say(short_pages, made, query, gaps):
    release = candidate(made)
    try:
        question = ObservationFilter(query, release)
        assert question.is_valid(), [*question.form.sentences()]
        same_as_the_tables(question, gaps)
    finally:
        releases.discard(release)


@pytest.mark.parametrize("gaps", [True, False])
@pytest.mark.parametrize(
    "query",
    ["", "origin=KAZ", "series=headline", "members=1", "destination=DEU", "status=missing", "year_from=2017&sort=value",
     "category=work&measure=residents", "destination=CHN&measure=permits_issued", "year=2016,2019", "destination=FRA"],
)  # fmt: skip
def test_so_it_is_for_a_release_with_every_kind_of_number(short_pages, query, gaps):
    question = ObservationFilter(QueryDict(query), readers.second())
    assert question.is_valid()
    same_as_the_tables(question, gaps)


@pytest.mark.parametrize("figures", [[2, 3], [2**62, 1, 2**61], []])
def test_sums_are_exact_also_where_a_float_would_round(figures):
    cells = np.zeros(len(figures), int)
    assert totals.summed(cells, np.array(figures, np.int64), 2).tolist() == [sum(figures), 0]


# --- Where it lies ----------------------------------------------------------------------------------------------------


@pytest.fixture
def release():
    return published(
        observation("KAZ", "USA", 2017, "work", cells=[10]),
        observation("KAZ", "USA", 2018, "work", cells=[20]),
        gaps=[gap("KAZ", "JPN", 2018, "asylum")],
    )


def folders():
    return sorted(place.name for place in index_files.root().iterdir())


def values(client):
    rows = client.get("/observations/").context["list"].rows
    return [row.value for row in rows if isinstance(row, Observation)]


def test_it_lies_there_when_a_release_is_published_and_nobody_reads_the_tables(client, release, monkeypatch):
    assert folders() == [index_files.folder(release).name]
    monkeypatch.setattr(index_rows, "read", None)
    assert values(client) == [20, 10]


def damaged(place):
    (place / "codes.npy").write_bytes((place / "codes.npy").read_bytes()[:-1])


@pytest.mark.parametrize(
    "harm", [shutil.rmtree, damaged, lambda place: (place / "facts.json").write_text("{"),
             lambda place: (place / "facts.json").unlink()],
    ids=["gone", "cut short", "half written", "half gone"],
)  # fmt: skip
def test_where_it_is_not_or_is_damaged_it_is_made_on_the_spot(client, release, harm):
    index_files.forget()
    harm(index_files.folder(release))
    assert values(client) == [20, 10]
    assert not index_files.is_unlike_rows(release) and folders() == [index_files.folder(release).name]


def test_whoever_makes_it_second_takes_what_the_first_made(release):
    stamp = (index_files.folder(release) / "ids.npy").stat().st_ino
    assert index_files.write(release).size == 3
    assert (index_files.folder(release) / "ids.npy").stat().st_ino == stamp and len(folders()) == 1


def test_a_candidate_takes_it_along_and_published_it_has_one_of_its_own(release):
    made = handover(observation("KAZ", "USA", 2018, "work", cells=[30]))
    frozen = releases.freeze(made, version="1.1.0", notes_en="Made up.")
    of_candidate = index_files.folder(frozen).name
    assert of_candidate in folders()
    of_published = index_files.folder(releases.publish_frozen(frozen, by=None)).name
    assert of_published != of_candidate
    assert folders() == sorted([index_files.folder(release).name, of_published])


def test_what_is_sent_back_or_fails_leaves_none(release, monkeypatch):
    made = handover(observation("KAZ", "USA", 2018, "work", cells=[30]))
    releases.discard(releases.freeze(made, version="1.1.0", notes_en="Made up."))
    monkeypatch.setattr(releases, "remember", None)
    for door in (releases.freeze, releases.publish):
        with pytest.raises(TypeError):
            door(made, version="1.1.0", notes_en="Made up.")
    assert folders() == [index_files.folder(release).name]


def test_rows_that_came_back_under_other_ids_are_found(client, release):
    """As after a copy of the database: the same release says the same, by other rows."""
    assert values(client) == [20, 10]
    seals.lift(connection)
    for row in [*Observation.everything.all(), *Gap.everything.all()]:
        row.delete()
        row.pk = None
        row.save()
    assert values(client) == [20, 10]


def test_an_index_that_says_something_else_is_found_and_made_again(release):
    assert verify.findings() == []
    figures = np.load(index_files.folder(release) / "figures.npy")
    np.save(index_files.folder(release) / "figures.npy", figures + 1)
    said = "Release 1.0.0: what its list is counted on is not what the tables say: run “manage.py prepare --again”."
    assert said in [each.sentence for each in verify.findings()]
    call_command("prepare", "--again")
    assert verify.findings() == []
