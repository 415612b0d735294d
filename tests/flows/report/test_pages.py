"""The report as a page and as a PDF. Real are the figures that `readers` calls so; all others are made up."""

import html
import io
import json
import re

import pytest
from django.utils import translation
from pypdf import PdfReader

from flows import figures, pieces
from flows.core import report as core
from flows.models import Observation, Piece, Release
from flows.queries import Edition
from flows.report import pdf, told
from flows.report.contents import Report
from flows.templatetags.report import address
from tests.factories import SourceFactory, cell, gap, handover, hidden, observation, published, rounded
from tests.flows import readers
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]

CHAPTERS = ["work", "study", "residence", "asylum"]
BOTH = ["", "/ru"]
LINK = re.compile(r'<a(?: class="opens")? href="([^"]+)">(.*?)</a>', re.S)
HIDDEN = re.compile(r"<svg.*?</svg>", re.S)


def rich():
    """A release with every kind of number and series: courses, ties, intervals, gaps, zeros, one year, one origin."""
    fiscal = [("KAZ", [10, 12, 15]), ("UZB", [40, 30, 20]), ("TKM", [3, 0, 0])]
    return published(
        *(observation(who, "USA", 2016 + at, "study", cells=[n]) for who, line in fiscal for at, n in enumerate(line)),
        *(observation(who, "USA", 2018, "work", cells=[n]) for who, n in [("KAZ", 7), ("UZB", 7), ("TKM", 1000)]),
        observation("KAZ", "CAN", 2018, "work", "permits_issued", cells=[rounded(200)]),
        observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[rounded(100), hidden(1, 5)]),
        observation("UZB", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5)]),
        observation("UZB", "JPN", 2019, "work", "entries", cells=[7], absent=[{"table": "jp", "held": "3 months"}]),
        observation("KAZ", "KOR", 2024, "residence", "residents", cells=[1100]),
        observation("UZB", "KOR", 2024, "residence", "residents", cells=[2100]),
        observation("KAZ", "RUS", 2019, "asylum", "asylum_applications", cells=[0]),
        observation("UZB", "CAN", 2019, "asylum", "asylum_applications", cells=[9]),
        gaps=[
            *(gap(who, "KOR", year, "residence", "residents") for who in ("KAZ", "UZB") for year in (2022, 2023)),
            gap("KAZ", "CAN", 2019, "asylum", "asylum_applications", reason="no_row"),
            gap("UZB", "CHN", 2019, "work", status="excluded", reason="data_unavailable"),
        ],
    )  # fmt: skip


def pages(client, language=""):
    """The report's page and chapters, as text."""
    release = Release.objects.latest()
    chapters = Report(release).categories
    addresses = [f"{language}/report/", *(f"{language}/report/{each}/" for each in chapters)]
    return [client.get(address).content.decode() for address in addresses]


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


def bare(groups):
    return html.unescape(re.sub("<[^>]+>", "", "".join(groups)))


def test_how_often_it_asks_the_database(client, django_assert_num_queries):
    rich()
    client.get("/report/")  # codelists are asked for once in the life of a process
    for address_, queries in [("/report/", 4), ("/report/work/", 3), ("/report.pdf", 4)]:
        with django_assert_num_queries(queries):
            assert client.get(address_).status_code == 200


def test_the_pages_stay_small(client):
    rich()
    assert all(len(page.encode()) < 100_000 for language in BOTH for page in pages(client, language))


def test_a_release_with_more_than_a_report_can_tell_says_so(client):
    areas = ["USA", "CAN", "JPN", "KOR", "RUS", "DEU", "FRA", "POL", "ITA", "ESP"]
    released = published(
        *(observation("KAZ", place, 2018, "work", cells=[at + 1]) for at, place in enumerate(areas)),
        *(observation(who, "USA", 2018, "study", cells=[at + 1]) for at, who in enumerate(areas[1:] + ["KAZ"])),
        *(observation("KAZ", "CAN", 2000 + at, "study", cells=[at]) for at in range(14)),
    )
    said = pieces.of(released, "report")
    work = [each for each in said["series"] if each["category"] == "work"]
    crowd, long = (next(each for each in said["series"] if each["category"] == "study" and each["destination"] == place)
                   for place in ("USA", "CAN"))  # fmt: skip
    assert (len(work), said["more_series"]) == (8, 2)
    assert (len(crowd["origins"]), crowd["more_origins"], crowd["sums"]) == (8, 2, [[2018, 55, 55, 55]])
    assert [row[1] for row in long["rows"]] == list(range(2004, 2014)) and long["more_years"] == 4
    page = client.get("/report/").content.decode()
    assert "2 more series stand in the list" in page and "More origins or series stand in the list" in page
    assert len(Report(released).origins) == 8 and Report(released).tallies == []
    assert "More origins or years stand in the list" in client.get("/report/study/").content.decode()
    printed = pdf.Told.of(Edition(), "").content
    assert "2 more series stand in the list" in printed and "More origins or series stand in the list" in printed
    assert "More origins or years stand in the list" in printed
    ranking = next(each for each in said["rankings"] if each["year_basis"] == "us_fiscal" and each["rows"][1:])
    assert [row[0][0] for row in ranking["rows"]] == ["KAZ", "ESP", "ITA"] and ranking["rival"] == 9


LARGEST = "Asylum applications in 2019: the largest corridor is Kazakhstan → Canada, with 9."


@pytest.mark.parametrize(
    ("cells", "rival", "sentence"),
    [
        ([[9], [8]], 8, LARGEST),
        ([[9], [9]], 9, None),
        ([[9], [hidden(1, 12)]], 12, None),
        ([[9], [8], [hidden(1, None)]], None, None),
        ([[hidden(20, None)], [9]], 9, LARGEST.replace("with 9", "with at least 20")),
        ([[rounded(9)], [rounded(4)]], 6, LARGEST),
        ([[rounded(9)], [rounded(5)]], 7, None),
    ],
)  # fmt: skip
def test_the_largest_corridor_is_one_of_all_destinations_that_count_alike(client, cells, rival, sentence):
    places = ["CAN", "RUS", "KOR"]
    released = published(*(
        observation("KAZ", place, 2019, "asylum", "asylum_applications", cells=each)
        for place, each in zip(places, cells, strict=False)
    ))  # fmt: skip
    report = Report(released)
    [(ranking, said)] = report.rankings
    assert ranking.rival == rival
    assert (told.in_words(said) if said else None) == sentence
    assert bool(sentence and sentence in bare(client.get("/report/").content.decode())) == bool(sentence)


def test_no_corridor_is_the_largest_where_one_that_counts_alike_has_no_number():
    """What is missing is not zero: more people may have come there than anywhere else."""
    asylum = ("asylum", "asylum_applications")
    released = published(
        observation("KAZ", "CAN", 2019, *asylum, year_basis="calendar", cells=[9]),
        observation("KAZ", "RUS", 2019, *asylum, year_basis="calendar", cells=[8]),
        observation("KAZ", "KOR", 2019, "work", "permits_issued", year_basis="calendar", cells=[9]),
        observation("KAZ", "CAN", 2019, "work", "permits_issued", year_basis="calendar", cells=[8]),
        gaps=[gap("KAZ", "KOR", 2019, *asylum), gap("KAZ", "CHN", 2019, "work", status="excluded")],
    )
    assert [(ranking.category, said and said.kind) for ranking, said in Report(released).rankings] == [
        ("work", "corridor"), ("asylum", None)
    ]  # fmt: skip


def test_a_gap_of_all_categories_or_measures_is_told_in_each_series(client):
    released = published(
        observation("KAZ", "CAN", 2018, "work", "permits_issued", cells=[9]),
        gaps=[gap("KAZ", "CAN", 2019), gap("KAZ", "CAN", 2017, "work"), gap("KAZ", "CAN", 2016, "study")],
    )
    [series] = Report(released).series
    assert [(lack.year, lack.reason) for lack in series.lacks] == [
        (2017, "awaiting_source"), (2019, "awaiting_source")
    ]  # fmt: skip
    assert "all categories" in bare(client.get("/report/").content.decode())
    assert "all categories" in pdf.Told.of(Edition(), "").content


def test_a_pdf_is_tagged_named_and_says_the_findings(client):
    rich()
    response = client.get("/report.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="camt-1.0.0-report-en.pdf"'
    assert response.content.startswith(b"%PDF")
    document = PdfReader(io.BytesIO(response.content))
    root = document.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert document.metadata.title == "Migration from Central Asia: what release 1.0.0 says"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data() or b"<pdfuaid:part>1" in root["/Metadata"].get_data()
    said = text_of(document)
    findings = [
        told.in_words(each) for series in Report(Release.objects.get()).series for each in core.of_series(series)
    ]
    assert len(findings) > 8
    for sentence in findings:
        assert squeezed(sentence) in said
    day = figures.day(Release.objects.get().published_at)
    for number, page in enumerate(document.pages, 1):
        foot = f"Central Asia Migration Tracker, release 1.0.0, {day} page {number} / {len(document.pages)}"
        assert squeezed(page.extract_text()).endswith(squeezed(foot))
    links = {note.get_object()["/A"]["/URI"] for page in document.pages for note in page.get("/Annots", [])}
    assert "http://testserver/why/1.0.0/KAZ-USA-study-visas_issued-2018/" in links


def text_of(document):
    return squeezed("".join(page.extract_text() for page in document.pages))


def squeezed(words):
    """Without spaces, which a PDF may set anywhere."""
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("cells", [[1], [0], [hidden(1, 5)], [hidden(1, None)], [rounded(1)]])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_least_release_has_a_report_and_a_pdf(client, cells, language):
    published(observation("KAZ", "USA", 2018, "study", cells=cells))
    assert client.get("/report/").status_code == client.get("/report/study/").status_code == 200
    assert client.get(f"/report.pdf?language={language}").content.startswith(b"%PDF")


def test_a_name_is_never_read_as_markup(client):
    label = "#panic() *x* <script>_[$"
    source = SourceFactory(title_en=label, publisher_en=label)
    published(observation("KAZ", "USA", 2018, "study", cells=[1]), sources=[source])
    document = PdfReader(io.BytesIO(client.get("/report.pdf").content))
    assert squeezed(f"{label}: {label}") in text_of(document)
    assert "<script>" not in client.get("/report/").content.decode()


def test_the_pdf_speaks_russian(client):
    rich()
    response = client.get("/report.pdf?language=ru")
    document = PdfReader(io.BytesIO(response.content))
    assert document.trailer["/Root"]["/Lang"] == "ru"
    assert response.headers["Content-Language"] == "ru"
    said = "".join(page.extract_text() for page in document.pages)
    assert squeezed("Число учебных виз снизилось") in squeezed(said)
    foreign = re.sub("Oxus Society for Central Asian Affairs|Central Asia Migration Tracker|CAMT|Eurostat", "", said)
    assert not re.findall("[A-Za-z]{3,}", foreign.replace("\n", " "))
    links = {note.get_object()["/A"]["/URI"] for page in document.pages for note in page.get("/Annots", [])}
    assert links and all(link.startswith("http://testserver/ru/") for link in links)


def test_the_same_report_has_the_same_bytes_and_name(client):
    rich()
    first, second = client.get("/report.pdf"), client.get("/report.pdf")
    assert first.content == second.content and first.headers["ETag"] == second.headers["ETag"]
    assert client.get("/report.pdf", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    assert client.get("/report.pdf?language=ru").headers["ETag"] != first.headers["ETag"]
    assert b"".join(client.head("/report.pdf")) == b""


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("?language=fr", 400, "There is no report in the language “fr”, only in: en, ru.\n"),
        ("?release=9.9.9", 404, "There is no release 9.9.9. These can be read: 1.0.0.\n"),
    ],
)
def test_a_pdf_that_is_not_there_is_refused_in_words(client, query, status, words):
    rich()
    response = client.get(f"/report.pdf{query}")
    assert (response.status_code, response.content.decode()) == (status, words)


def test_without_a_release_there_is_no_report(client):
    assert "No release yet" in read(client, "/report/").text
    assert client.get("/report.pdf").status_code == 404


def test_an_older_release_has_the_report_of_its_own(client):
    readers.first(), readers.second()
    old = read(client, "/report/?release=1.0.0")
    assert "what release 1.0.0 says" in old.text
    assert "/report.pdf?release=1.0.0" in old.links
    assert "/why/1.0.0/KAZ-USA-study-visas_issued-2018/" in old.links
    assert not [link for link in old.links if "/why/1.1.0/" in link]
    assert "/report.pdf?language=ru" in read(client, "/ru/report/").links


def test_a_chapter_that_is_not_there_is_named(client):
    readers.first()
    assert client.get("/report/study/").status_code == 200
    assert "The report has no chapter “tourism”." in read(client, "/report/tourism/", status=404).text
    assert "Release 1.0.0 has no series of this category." in read(client, "/report/asylum/").text


def test_years_that_all_lack_for_one_reason_stand_together_in_the_table(client):
    rich()
    page = client.get("/report/residence/").content.decode()
    assert page.count('<td class="lacking of" rowspan="2" colspan="2">') == 1
    query = "destination=KOR&amp;category=residence&amp;measure=residents&amp;year_from=2022&amp;year_to=2023"
    assert f'<a href="/observations/?{query}">awaiting the source</a>' in page


def test_what_is_missing_is_counted_by_destination_and_reason(client):
    released = rich()
    report = Report(released)
    assert [(line.destination, line.reason, line.categories, line.places, line.years) for line in report.missing] == [
        ("CAN", "no_row", ["asylum"], 1, (2019, 2019)),
        ("CHN", "data_unavailable", ["work"], 1, (2019, 2019)),
        ("KOR", "awaiting_source", ["residence"], 4, (2022, 2023)),
    ]
    assert [told.in_words(each) for each in report.reasons] == [
        "4 places are without a number: awaiting the source.",
        "1 place is without a number: data unavailable.",
        "1 place is without a number: no row in the table.",
    ]
    assert dict(report.statuses) == {"normal": 17, "partial": 2, "suppressed": 1}
    assert report.places == 6


def test_years_without_a_number_are_said_in_their_basis(client):
    fiscal = gap("KAZ", "USA", 2017, "study", "visas_issued")
    published(observation("KAZ", "USA", 2018, "study", cells=[1]), gaps=[fiscal._replace(year_basis="us_fiscal")])
    assert '<td class="of">FY2017</td>' in client.get("/report/").content.decode()
    [line] = Report(Release.objects.latest()).missing
    assert line.year_basis == "us_fiscal"


def test_a_release_without_gaps_says_so(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[1]))
    assert "Nothing that this release was to hold is without a number." in read(client, "/report/").text


def test_members_of_a_union_and_series_beside_a_headline_are_not_told():
    released = readers.second()
    said = pieces.of(released, "report")
    told_of = {(each["destination"], each["category"], each["measure"]) for each in said["series"]}
    assert ("EU", "asylum", "asylum_applications") in told_of
    assert ("USA", "asylum", "asylum_cases") in told_of
    assert not {place for place, _category, _measure in told_of} & {"DEU", "POL"}
    assert ("USA", "asylum", "asylum_applications") not in told_of


def test_the_report_of_a_release_of_before_is_made_on_the_spot(client):
    rich()
    before = client.get("/report/").content, client.get("/report/work/").content
    Piece.everything.all().delete()
    assert (client.get("/report/").content, client.get("/report/work/").content) == before


def test_making_it_does_not_ask_more_of_a_larger_release(django_assert_max_num_queries):
    from flows.report import prepared

    released = published(*(
        observation(who, place, year, "work", cells=[cell(year - 2000)])
        for who in ("KAZ", "UZB", "TKM", "TJK") for place in ("USA", "CAN", "JPN") for year in range(2010, 2020)
    ))  # fmt: skip
    with django_assert_max_num_queries(12):
        prepared.content(released)


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


def test_a_frozen_candidate_has_its_report_before_it_is_published():
    from flows import releases

    made = handover(observation("KAZ", "USA", 2018, "study", cells=[1]))
    candidate = releases.freeze(made, version="1.0.0", notes_en="Made up.")
    names = set(Piece.everything.of(candidate).values_list("name", flat=True))
    assert {"report", "report/charts"} <= names
