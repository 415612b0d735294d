"""The report as a PDF. Figures are made up."""

import io
import re

import pytest
from pypdf import PdfReader

from flows import figures
from flows.core import report as core
from flows.models import Release
from flows.report import told
from flows.report.contents import Report
from tests.factories import SourceFactory, hidden, observation, published, rounded
from tests.flows.report.made import rich

pytestmark = [pytest.mark.django_db, pytest.mark.look]


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
