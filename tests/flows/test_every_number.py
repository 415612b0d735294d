"""Every number of the first page, the profiles and the report is what the API says under the same key.

A number is found by where it leads: each link with a digit in
its words opens one key, or the rows of one sum. Real are the figures that `readers` calls so; all others are made up.
"""

import re
from html import unescape

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import get_language

from flows import figures
from tests.flows import readers
from tests.flows.report.made import rich

pytestmark = pytest.mark.django_db

KEY = ("origin", "destination", "category", "measure", "year")
SERIES = ("destination", "category", "measure")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"[^>]*>(.*?)</a>', re.S)
OPENED = re.compile(r'<div class="opened-number">\s*<strong>(.*?)</strong>.*?href="([^"]+)">', re.S)
AT_LEAST = {"en": "at least", "ru": "не менее"}


@pytest.fixture(scope="module", params=["two releases", "of every kind"])
def release(request, django_db_setup, django_db_blocker):
    """The newest release, once for all tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield (readers.first(), readers.second())[1] if request.param == "two releases" else rich()
        transaction.set_rollback(True)


def rows_of(client, query=""):
    """All rows of a question, however many pages they fill."""
    found, address = [], f"/api/observations?limit=1000&{query}"
    while address:
        said = client.get(address).json()
        found, address = found + said["rows"], said["next"]
    return found


@pytest.fixture
def said(client, release):
    """{key: row} of everything that the API says, gaps and members of unions among it."""
    return {tuple(row[name] or "" for name in KEY): row for row in rows_of(client, "gaps=1&members=1")}


def pages(said):
    pairs = {(origin, destination) for origin, destination, *_rest in said}
    return [
        "/", "/report/", *(f"/report/{category}/" for category in sorted({key[2] for key in said})),
        *sorted({f"/origins/{origin}/" for origin, _destination in pairs}),
        *sorted({f"/destinations/{destination}/" for _origin, destination in pairs}),
        *sorted(f"/corridors/{origin}-{destination}/" for origin, destination in pairs),
    ]  # fmt: skip


def opening(text):
    """(address, words) of each link in the main part whose words have a digit, and of the number shown opened."""
    main = text.partition("<main")[2].partition("</main>")[0]
    links = [(address, " ".join(strip_tags(words).split(" ")).strip()) for address, words in LINK.findall(main)]
    links += [(address, strip_tags(words)) for words, address in OPENED.findall(main)]
    return [(unescape(address), unescape(words)) for address, words in links if re.search(r"\d", words)]


def known(row):
    return row["value"] is not None or row["lower"] is not None


def in_words(row):
    return figures.number(row["value"]) if row["value"] is not None else figures.interval(row["lower"], row["upper"])


def key_of(address):
    """The key whose page an address is, or None."""
    if found := re.search(r"/why/[^/]+/([A-Z]+)-([A-Z]+)-(\w+)-(\w*)-(\d{4})/$", address):
        *codes, year = found.groups()
        return (*codes, int(year))


def expected(client, address, said):
    """What the API says of what an address opens, and the years that may stand beside; None where it opens no number.

    One number, a sum of numbers of one measure and year, or how many rows have a status.
    """
    if key := key_of(address):
        return (in_words(said[key]) if known(said[key]) else ""), {key[-1]}
    path, _mark, query = address.partition("?")
    if not path.endswith("/observations/"):
        return None
    every = rows_of(client, f"{query}&gaps=1")
    rows = [row for row in every if known(row)]
    years, measures = {row["year"] for row in every}, {row["measure"] for row in rows}
    if "status=" in query:
        return figures.number(len(every)), years
    if "year=" not in query:
        return None
    assert len(years) == len(measures) == 1, address
    return added_up(rows, {row["origin"] for row in rows} == origins_of(rows, said)), years


def origins_of(rows, said):
    """Of which origins the API says anything in the series of these rows, in whatever year."""
    series = {tuple(row[name] for name in SERIES) for row in rows}
    alike = series | {(destination, category, "") for destination, category, _measure in series}
    return {key[0] for key in said if key[1:4] in alike}


def added_up(rows, whole):
    """A sum: a hidden number leaves an interval, an origin without a number no upper end."""
    if whole and all(row["value"] is not None for row in rows):
        return figures.number(sum(row["value"] for row in rows))
    bounded = whole and all(row["upper"] is not None for row in rows)
    upper = sum(row["upper"] for row in rows) if bounded else None
    return figures.interval(sum(row["lower"] for row in rows), upper)


def differs(words, number, years):
    """Whether words that open a number say another one; names may stand beside it, and years, also alone."""
    rest = re.sub(rf"(?<!\d){re.escape(number)}(?!\d)", "", words, count=1) if number else words
    rest = re.sub("|".join(map(str, years)), "", rest) if years else rest
    return bool(re.search(r"\d", rest)) or AT_LEAST[get_language()] in rest


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_number_is_the_one_of_the_api(client, said, language):
    walked, wrong, prefix = set(), [], "/ru" if language == "ru" else ""
    with translation.override(language):
        for page in pages(said):
            response = client.get(prefix + page)
            assert response.status_code == 200 or page.startswith("/report/"), page
            for address, words in opening(response.content.decode()):
                answer = expected(client, address.removeprefix("/ru"), said)
                if answer:
                    walked.add(address)
                    wrong += [(page, address, words, answer)] if differs(words, *answer) else []
    assert wrong == []
    assert {key_of(address) for address in walked} >= {key for key, row in said.items() if known(row)}
