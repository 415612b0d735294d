"""Whatever is asked, page, CSV, XLSX, JSON, Parquet and API say the same of it. All figures are made up."""

import csv
import io
import json
from itertools import count, product
from random import Random

import pytest
from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from python_calamine import CalamineWorkbook

from flows import columns, files
from flows.filters import ObservationFilter
from flows.models import Gap
from flows.taking import wheres
from tests.factories import cell, gap, hidden, observation, published, rounded

pytestmark = pytest.mark.django_db

NAMES = [column.name for column in columns.OBSERVATIONS]
NUMBERS = {column.name for column in columns.OBSERVATIONS if column.type == "integer"}
KEY = ["origin", "destination", "year", "category", "measure"]
ORIGINS, DESTINATIONS = ["KAZ", "KGZ", "TJK", "UZB"], ["CAN", "DEU", "EU", "GBR", "USA"]
CATEGORIES, MEASURES = ["asylum", "study", "work"], ["asylum_applications", "permits_issued", "visas_issued"]
YEARS = [2016, 2018, 2019, 2020]
WORDS = {
    "origin": ORIGINS, "destination": DESTINATIONS, "category": CATEGORIES, "measure": MEASURES, "year": YEARS,
    "status": ["normal", "partial", "suppressed", "missing", "excluded"],
}  # fmt: skip
ONE_OF = {
    "year_from": YEARS[:2], "year_to": YEARS[2:], "series": ["headline", "all"], "members": [0, 1], "gaps": [0, 1],
}  # fmt: skip
ASKED = 200


@pytest.fixture(scope="module")
def release(django_db_setup, django_db_blocker):
    """One with every file, with every kind of number and of no number, members of a union, and series beside others."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(settings, "RELEASE_MAKERS", files.MAKERS)
        yield published(*numbers(Random(6)), gaps=gaps())
        transaction.set_rollback(True)


def numbers(drawn):
    """Some of all that could be: in the union of 28 the United Kingdom is a member, in that of 27 it is not."""
    kinds = [lambda: [cell(drawn.randrange(5_000))], lambda: [rounded(drawn.randrange(5_000))],
             lambda: [hidden(1, 5), cell(drawn.randrange(50))], lambda: [hidden(1, 5)] * 2]  # fmt: skip
    for origin, year in product(ORIGINS, YEARS):
        members = {code: drawn.randrange(900) for code in ("DEU", "GBR")}
        held = {code: number for code, number in members.items() if code == "DEU" or year < 2020}
        for code, number in members.items():
            part_of = "EU" if code in held else ""
            yield observation(origin, code, year, *ASYLUM, part_of=part_of, cells=[number])
        yield observation(origin, "EU", year, *ASYLUM, cells=list(held.values()))
        for category, measure, destination in product(CATEGORIES[1:], MEASURES[1:], ("CAN", "USA")):
            if drawn.random() < 0.7:
                headline = measure == ("visas_issued" if destination == "USA" else "permits_issued")
                cells = drawn.choice(kinds)()
                yield observation(origin, destination, year, category, measure, headline=headline, cells=cells)


ASYLUM = "asylum", "asylum_applications"


def gaps():
    for origin, year in product(ORIGINS, YEARS[:2]):
        yield gap(origin, "JPN", year, "work", "entries")
        yield gap(origin, "CHN", year, status="excluded", reason="data_unavailable")


def questions():
    """Made-up questions, always the same ones; every third asks for little, so that not all are answered by nothing."""
    drawn = Random(200)
    for number in range(ASKED):
        query, few = QueryDict(mutable=True), number % 3 == 0
        for name, codes in WORDS.items():
            if drawn.random() < (0.15 if few else 0.4):
                query.setlist(name, drawn.sample([*map(str, codes)], drawn.randrange(1, 1 + len(codes))))
        for name, values in ONE_OF.items():
            if drawn.random() < 0.25:
                query[name] = str(drawn.choice(values))
        yield query.urlencode()


QUESTIONS = [*questions()]


# --- What each says: tuples in the order of the columns, unknown numbers as None --------------------------------------


def of_page(client, query):
    """Every row of every page of the list, in the order of the files."""
    rows = []
    for number in count(1):
        answer = client.get(f"/observations/?{query}&page={number}&sort=origin")
        assert answer.status_code == 200
        shown = answer.context["list"]
        text = answer.content.decode()
        assert all(f"/why/{shown.edition.release.version}/{row.slug}/" in text for row in shown.rows)
        rows += [on_page(row) for row in shown.rows]
        if number * shown.size >= shown.whole:
            assert len(rows) == shown.whole
            return sorted(rows, key=lambda row: [row[NAMES.index(name)] for name in KEY])


def on_page(row):
    known = {} if isinstance(row, Gap) else vars(row)
    names = row.release.names
    said = {name: known.get(name) for name in ("value", "lower", "upper")} | {"sources": known.get("sources", "")}
    said |= {name: getattr(row, name) for name in [*KEY, "year_basis", "status"]}
    said |= {f"{end}_name": names.get(said[end], said[end]) for end in ("origin", "destination")}
    return tuple({**said, "release": row.release.version}[name] for name in NAMES)


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content)


def of_csv(client, query):
    return from_csv(body(client, f"/observations.csv?{query}"))


def from_csv(data):
    lines = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    rows = [tuple((int(cell) if cell else None) if name in NUMBERS else cell for name, cell in line.items())
            for line in lines]  # fmt: skip
    assert lines.fieldnames == NAMES
    return rows


def of_json(client, query):
    said = json.loads(body(client, f"/observations.json?{query}"))
    assert all(list(row) == NAMES for row in said["rows"])
    return [tuple(row.values()) for row in said["rows"]]


def of_xlsx(client, query):
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(client, f"/observations.xlsx?{query}")))
    head, *lines = book.get_sheet_by_name("observations").to_python(skip_empty_area=False)
    assert head == NAMES
    return [
        tuple((None if cell == "" else whole(cell)) if name in NUMBERS else cell
              for name, cell in zip(NAMES, line, strict=True))
        for line in lines if any(line)
    ]  # fmt: skip


def whole(cell):
    assert isinstance(cell, float) and cell == int(cell)
    return int(cell)


def of_api(client, query):
    rows, address = [], f"{reverse('api:observations')}?{query}&limit=37"
    while address:
        said = json.loads(client.get(address).content)
        rows += [tuple(row[name] for name in NAMES) for row in said["rows"]]
        address = said["next"]
    return rows


# --- They agree -------------------------------------------------------------------------------------------------------


@pytest.mark.look
@pytest.mark.parametrize("query", QUESTIONS)
def test_all_say_the_same(client, release, query):
    """The page shows gaps unless told otherwise, and files leave them out: both are told here."""
    question = asked(release, query)
    told = question.shows_gaps(by_default=False)
    expected = of_csv(client, query)
    assert of_json(client, query) == of_xlsx(client, query) == expected
    assert of_page(client, f"{without_gaps(query)}&gaps={int(told)}") == expected
    if (rows := of_parquet(release, question)) is not None:
        assert rows == expected


@pytest.mark.parametrize("query", QUESTIONS)
def test_and_so_does_the_api(client, release, query):
    assert of_api(client, query) == of_csv(client, query)


def asked(release, query):
    question = ObservationFilter(QueryDict(query), release)
    assert question.is_valid(), list(question.form.sentences())
    return question


def without_gaps(query):
    said = QueryDict(query, mutable=True)
    said.pop("gaps", None)
    return said.urlencode()


def of_parquet(release, question):
    """The rows of the Parquet file under the conditions that the snippet has; None where no conditions say the same."""
    duckdb = pytest.importorskip("duckdb", reason="NO DuckDB, PARQUET IS NOT COMPARED.")
    try:
        said = " AND ".join(wheres.where(question)) or "true"
    except wheres.Unsayable:
        assert question.shows_gaps(by_default=False)  # for nothing else in this release
        return None
    path = files.path(release, "observations.parquet")
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT * FROM read_parquet('{path}') WHERE {said} ORDER BY {', '.join(KEY)}")
        return found.fetchall()


def test_the_questions_are_of_every_kind(release):
    said = [asked(release, query) for query in QUESTIONS]
    assert len(set(QUESTIONS)) > 190
    rows = [question.observations().count() for question in said]
    assert sum(map(bool, rows)) > 60 and max(rows) > 100
    assert {question.shows_gaps(by_default=False) for question in said} == {True, False}
    narrowed = {name for question in said for name in question.narrowing}
    assert narrowed == {*WORDS, "year_from", "year_to", "series", "members"}
