"""Pages and PDF of a report say the API's numbers and the same sentences. Real is what `readers` calls so."""

import html
import json
import re

import pytest
from django.utils import translation

from flows import figures, pieces
from flows.core import report as core
from flows.models import Observation, Release
from flows.queries import Edition
from flows.report import pdf, told
from flows.report.contents import Report
from flows.templatetags.report import address
from tests.flows import readers
from tests.flows.report.made import rich
from tests.flows.report.reading import BOTH, bare, pages

pytestmark = [pytest.mark.django_db, pytest.mark.look]

LINK = re.compile(r'<a(?: class="opens")? href="([^"]+)">(.*?)</a>', re.S)
HIDDEN = re.compile(r"<svg.*?</svg>", re.S)


def answered(client, link):
    """What the API says under the address of a number: its rows."""
    path, _, query = html.unescape(link).partition("?")
    if "/why/" in path:
        slug = path.rstrip("/").rpartition("/")[2]
        query = "origin={}&destination={}&category={}&measure={}&year={}".format(*slug.split("-"))
    rows = json.loads(b"".join(client.get(f"/observations.json?{query}&gaps=1")))["rows"]
    return [row for row in rows if row["status"] not in ("missing", "excluded")], rows


def expected(client, link, origins):
    """What a number must say: that of its one row, or the sum of its rows as far as they are known."""
    known, every = answered(client, link)
    if "/why/" in link:
        row = every[0]
        if not known:
            return ""
        return (
            figures.number(row["value"]) if row["value"] is not None else figures.interval(row["lower"], row["upper"])
        )
    values, uppers = ([row[name] for row in known] for name in ("value", "upper"))
    groups = {(row["category"], row["destination"], row["measure"]) for row in every}
    whole = len(known) == sum(len(origins[group]) for group in groups)
    if whole and None not in values:
        return figures.number(sum(values))
    return figures.interval(sum(row["lower"] for row in known), sum(uppers) if whole and None not in uppers else None)


@pytest.fixture
def origins():
    """{series: origins of which a release says anything, in any year}"""

    def of(release):
        found = {}
        for each in pieces.of(release, "report")["series"]:
            found[each["category"], each["destination"], each["measure"]] = each["origins"]
        return found

    return of


def numbers(page):
    """(address, words) of each number that opens, in the page's main part."""
    main = page.partition("<main")[2].partition("</main>")[0]
    links = ((link, HIDDEN.sub("", words).strip(" \n")) for link, words in LINK.findall(main))
    return [(link, words) for link, words in links if "/why/" in link or "series=headline" in link]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("make", [readers.second, rich])
def test_every_number_on_the_pages_is_the_one_of_the_api(client, origins, language, make):
    found = origins(make())
    walked = [each for page in pages(client, language) for each in numbers(page) if re.search(r"\d|<span", each[1])]
    assert len(walked) > 40
    with translation.override(language.strip("/") or "en"):
        for link, words in dict.fromkeys(walked):
            if "visually-hidden" in words:
                assert not answered(client, link)[0], link
            else:
                assert words == expected(client, link, found), link


@pytest.mark.parametrize("make", [readers.second, rich])
def test_every_number_of_a_series_stands_in_its_table(client, make):
    released = make()
    for category, chapter in Report(released).chapters:
        links = dict(numbers(client.get(f"/report/{category}/").content.decode()))
        for series in (each.series for each in chapter):
            slugs = [series.key(row.origin, row.year).slug for row in series.rows]
            assert {f"/why/{released}/{slug}/" for slug in slugs} <= set(links)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("make", [readers.second, rich])
def test_every_number_in_the_pdf_is_the_one_of_the_api(client, origins, language, make):
    found = origins(make())
    with translation.override(language):
        said = json.loads(pdf.Told.of(Edition(), "").content)
        walked = list(walk(said))
        assert len(walked) > 40
        for run in walked:
            assert run["text"] == expected(client, run["to"], found), run


def walk(said):
    """Every run of a PDF's content that opens something."""
    if isinstance(said, dict):
        if said.get("to"):
            yield said
        said = said.values()
    if not isinstance(said, str | int | None):
        for each in said:
            yield from walk(each)


@pytest.mark.parametrize("language", BOTH)
def test_the_pages_of_the_report_and_its_pdf_say_the_same_sentences(client, language):
    rich()
    page = " ".join(pages(client, language))
    told_there = {
        bare(each) for each in re.findall(r"<li>(.*?)</li>|<dd>(.*?)</dd>|<p class=\"finding\">(.*?)</p>", page)
    }
    with translation.override(language.strip("/") or "en"):
        said = json.loads(pdf.Told.of(Edition(), "").content)
        report = Report(Release.objects.latest())
        found = [told.in_words(each) for series in report.series for each in core.of_series(series)]
    printed = {"".join(run.get("text", "") for run in item) for section in said["sections"]
               for block in section["blocks"] if block["kind"] == "findings" for item in block["items"]}  # fmt: skip
    assert found and set(found) <= printed and set(found) <= told_there


def test_a_number_leads_to_why_and_a_sum_to_its_rows():
    released = rich()
    edition = Edition()
    series = Report(released).series[0]
    row = series.rows[0]
    assert (
        address({"edition": edition}, series.key(row.origin, row.year))
        == f"/why/1.0.0/{Observation(**slugged(series, row)).slug}/"
    )
    total = series.totals[row.year].about._replace(origin="")
    assert address({"edition": edition}, total) == (
        f"/observations/?destination={series.destination}&category={series.category}&measure={series.measure}"
        f"&year={row.year}&series=headline"
    )


def slugged(series, row):
    return {**{name: getattr(series, name) for name in ("destination", "category", "measure")},
            "origin": row.origin, "year": row.year}  # fmt: skip
