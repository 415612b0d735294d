"""How what lies behind the link is sent: kept by nobody, taken from nobody, and nothing beside the record."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from flows import previews
from flows.models import Question
from tests.flows.previews.made import IN_BOTH
from tests.flows.readers import read

pytestmark = pytest.mark.django_db


EVERYTHING = [*IN_BOTH, "observations.csv", "releases/1.1.0/observations.csv", "admin/", "why/1.2.0/x/ask/"]


@pytest.mark.parametrize("rest", EVERYTHING)
def test_nobody_keeps_it_and_nobody_is_told_the_link(client, link, rest):
    response = client.get(link + rest)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies and "Vary" not in response.headers


def test_also_what_is_over_forged_or_turned_elsewhere(client, frozen):
    over = previews.address(frozen, timezone.now() - timedelta(days=4))
    for address, status in ((over, 410), ("/preview/forged/", 404), (over.rstrip("/"), 301)):
        response = client.get(address)
        assert (response.status_code, response.headers["Cache-Control"]) == (status, "private, no-store")
        assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("rest", ["", "observations/", "why/1.2.0/KAZ-USA-study-visas_issued-2018/ask/"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_nothing_is_taken_there(client, link, rest, method):
    response = getattr(client, method)(link + rest, {"text": "Made up?"} if method == "post" else "")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert "A preview can only be read" in response.content.decode()
    assert not Question.everything.exists()


def test_a_browser_s_own_guard_of_forms_does_not_come_first(link):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(f"{link}why/1.2.0/KAZ-USA-study-visas_issued-2018/ask/")
    assert response.status_code == 405


def test_a_page_of_a_number_has_no_form_to_send(client, link):
    page = read(client, f"{link}why/1.2.0/KAZ-USA-study-visas_issued-2018/")

    assert not [form for form in page.all("form") if form.get("method") == "post"]
    assert "in a preview there is nothing to send" in page.text


@pytest.mark.parametrize("rest", ["admin/", "admin/login/", "ru/admin/", "preview/x/", "static/css/base.css"])
def test_nothing_but_the_record_is_there(client, link, rest):
    assert client.get(link + rest).status_code == 404


def test_nothing_but_the_record_is_there_not_even_another_preview(client, link):
    assert client.get(link + link.lstrip("/")).status_code == 404


def test_the_report_of_a_candidate_is_set_behind_the_link_alone(client, link):
    response = client.get(f"{link}report.pdf?language=ru")
    assert response.status_code == 200 and response.content.startswith(b"%PDF")
    assert "no-store" in response.headers["Cache-Control"]
    assert "candidate" in response.headers["Content-Disposition"]
    assert client.get("/report.pdf?release=1.2.0").status_code == 404
    notes = [
        each.get_object() for page in PdfReader(io.BytesIO(response.content)).pages for each in page.get("/Annots", [])
    ]
    led = [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]
    assert [each for each in led if link not in each] == [] != led


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_report_of_a_release_before_is_the_public_one(client, link, language):
    """Its links do not end with that of the preview."""
    asked = f"report.pdf?release=1.1.0&language={language}"
    assert client.get(f"{link}{asked}").content == client.get(f"/{asked}").content


def test_asked_about_without_being_sent(client, link):
    response = client.head(link)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("rest", "queries"),
    [("", 7), ("map/", 5), ("observations/", 5), ("codebook/", 6), ("releases/", 3), ("releases/1.2.0/", 4)],
)
def test_it_asks_the_database_twice_more_than_the_public_page(client, link, django_assert_num_queries, rest, queries):
    client.get(link + rest)  # codelists are asked for once in the life of a process
    with django_assert_num_queries(queries):
        client.get(link + rest)
