"""A candidate on the real pages, by a link that ends; and nowhere else."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.signing import Signer
from django.db import connection, transaction
from django.urls import get_script_prefix
from django.utils import timezone
from pypdf import PdfReader

from flows import previews, releases, seals
from flows.api.numbers import Root
from flows.models import Contribution, Gap, Observation, Question, Release, SourceUsed, TotalCheck, Treatment
from flows.trust.codebook import Codebook
from tests.factories import cell, gap, handover, left_out, observation, total
from tests.flows import readers
from tests.flows.readers import STUDY_2018, Page, read

pytestmark = pytest.mark.django_db

ONLY_THERE = ("7,654,321", "7654321", "SECRET-9")  # a number and a label of the candidate alone
PAGES = [
    "",
    "?release=1.0.0",
    "observations/",
    "observations/?category=work&gaps=0&sort=-value",
    "observations/?origin=KZA",
    "why/1.2.0/KAZ-USA-study-visas_issued-2018/",
    "why/1.2.0/KAZ-USA-study-visas_issued-2017/",
    "why/1.2.0/KAZ-USA-study-visas_issued-1999/",
    "why/1.2.0/KAZ-RUS-work-registrations-2019/",
    "why/1.0.0/KAZ-USA-study-visas_issued-2018/",
    "map/",
    "map/?from=KAZ&category=study&year=2018",
    "map/?to=KZA",
    "report/",
    "report/study/",
    "codebook/",
    "estimates/",
    "estimates/mirror/",
    "what-if/",
    "what-if/exchange-visitors-as-study/",
    "releases/",
    "releases/1.2.0/",
    "releases/1.1.0/",
    "releases/1.1.0..1.2.0/",
    "releases/1.2.0..1.2.0/",
    "releases/9.9.9/",
    "nothing/",
]
IN_BOTH = [*PAGES, *(f"ru/{page}" for page in PAGES)]


def candidate(version="1.2.0", **more):
    """What freezing leaves: a release with all its rows, not published."""
    said = handover(
        STUDY_2018,
        observation(
            "KAZ", "USA", 2017, "study", cells=[cell(7654321, "SECRET-9"), *more.get("cells", ()), left_out(3, "J-1")]
        ),
        gaps=[gap("KAZ", "RUS", 2019, "work", "registrations")],
        totals=[total(3725)],
    )
    return releases.freeze(said, version=version, notes_en="Made up, and SECRET-9.")


@pytest.fixture(scope="module", autouse=True)
def prepared(django_db_setup, django_db_blocker):
    """Two releases, a scenario for readers, and a candidate of a third, once for all; what a test changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        readers.first(), readers.second(), readers.asked()
        yield candidate()
        transaction.set_rollback(True)


@pytest.fixture
def frozen(prepared):
    return Release.objects.get(pk=prepared.pk)


@pytest.fixture
def link(frozen):
    return previews.address(frozen, timezone.now())


# --- What it shows ----------------------------------------------------------------------------------------------------


def test_the_candidate_is_the_newest_release_there(client, link):
    home, listed = (read(client, link + page) for page in ("", "observations/"))

    assert "Release 1.2.0" in home.text and "Release 1.1.0" not in home.text.partition("Every number opens")[0]
    assert "7,654,321" in listed.text
    assert "SECRET-9" in read(client, f"{link}codebook/").text
    assert "7,654,321" in read(client, f"{link}why/1.2.0/KAZ-USA-study-visas_issued-2017/").text
    assert "The printed total" in read(client, f"{link}why/1.2.0/KAZ-USA-study-visas_issued-2018/").text
    assert "1,400" in read(client, f"{link}observations/?release=1.0.0").text
    assert "not published" in home.text and "A candidate is not cited" in home.text


@pytest.mark.parametrize("rest", ["", "ru/"])
def test_each_page_says_what_it_is_and_until_when(client, frozen, rest):
    given = timezone.now().replace(hour=14, minute=0, second=0)
    ends = given + timedelta(hours=72)
    content = client.get(previews.address(frozen, given) + rest).content.decode()
    [note] = re.findall(r'<div class="notice" role="note">(.*?)</div>', content, re.DOTALL)

    assert "1.2.0" in note and "14:00 UTC" in note
    if not rest:
        assert "Preview of candidate 1.2.0." in note and "Not published; may still change." in note
        assert f"This link ends on {ends.day} {ends:%B %Y}, 14:00 UTC." in note


@pytest.mark.parametrize("rest", IN_BOTH)
def test_every_link_stays_behind_the_link(client, link, rest):
    response = client.get(link + rest)
    shown = Page(response.content.decode())

    addresses = shown.links + [form["action"] for form in shown.all("form")]
    left = [each for each in addresses if not each.startswith((link, "/static/", "#", "?", "https://"))]
    assert addresses and not left
    assert len(shown.all("h1")) == 1
    assert shown.all("html") == [{"lang": "ru" if rest.startswith("ru/") else "en"}]
    assert response.headers["Content-Language"] == ("ru" if rest.startswith("ru/") else "en")
    assert response.content.count(b'role="note"') >= 1


LASTING = ["data/", "observations/", "origins/KAZ/", "indicators/share/", "why/1.0.0/population-KAZ-2018/"]


@pytest.mark.parametrize("rest", [*LASTING, *(f"{page}?release=1.0.0" for page in LASTING)])
def test_nothing_is_taken_along_from_an_address_that_ends(client, link, rest):
    """A citation, a line of a program and the API say whole addresses, or none at all; here even an older release."""
    response = client.get(link + rest)
    content = response.content.decode()
    assert response.status_code == 200
    assert f"http://testserver{link}" not in re.sub('href="[^"]*"', "", content) and f"{link}api/" not in content


@pytest.mark.look
def test_no_link_there_is_dead(client, link):
    """As far as the pages of the candidate name them; what is behind the older releases stands on the public pages."""
    waiting, seen = [link, f"{link}ru/"], set()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or "?" in address or address.startswith(("/static/", "https://")):
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        if response.headers["Content-Type"].startswith("text/html") and not re.search("/1.[01].0/", address):
            waiting += Page(response.content.decode()).links
    assert {f"{link}observations.csv", f"{link}ru/releases/1.2.0/", f"{link}releases/1.1.0..1.2.0.csv"} <= seen


def test_both_languages_lead_to_each_other(client, link):
    links = read(client, f"{link}ru/codebook/?release=1.1.0").links

    assert f"{link}codebook/?release=1.1.0" in links and f"{link}ru/codebook/?release=1.1.0" in links


@pytest.mark.parametrize("format", ["csv", "json"])
def test_the_list_as_a_file_is_made_of_the_candidate(client, link, format):
    response = client.get(f"{link}observations.{format}")
    text = b"".join(response.streaming_content).decode()

    assert "7654321" in text and "1.2.0" in text and "1.1.0" not in text
    assert f"camt-1.2.0-candidate.{format}" in response.headers["Content-Disposition"]


def test_and_as_a_workbook(client, link):
    response = client.get(f"{link}observations.xlsx")

    assert response.status_code == 200 and b"".join(response.streaming_content).startswith(b"PK")


def test_files_of_the_release_are_made_at_publication(client, link):
    page = read(client, f"{link}releases/1.2.0/")

    assert "They are made at publication." in page.text
    assert not [each for each in page.links if each.endswith("provenance.csv")]
    assert client.get(f"{link}releases/1.2.0/provenance.csv").status_code == 404
    older = client.get(f"{link}releases/1.1.0/provenance.csv")
    assert older.status_code == 200 and older.headers["Cache-Control"] == "private, no-store"


def test_the_difference_from_the_last_release(client, link):
    assert "7,654,321" in read(client, f"{link}releases/1.1.0..1.2.0/").text
    assert "7654321" in b"".join(client.get(f"{link}releases/1.1.0..1.2.0.csv").streaming_content).decode()


# --- How it is handed out ---------------------------------------------------------------------------------------------

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


# --- Until when -------------------------------------------------------------------------------------------------------


def test_it_ends_after_its_hours(client, settings, frozen):
    settings.PREVIEW_FOR = 2
    now = timezone.now()
    fresh, over = (previews.address(frozen, now - timedelta(minutes=minutes)) for minutes in (119, 121))
    settings.PREVIEW_FOR = 1000  # what was said to end then, ends then

    assert client.get(fresh).status_code == 200
    for page in ("", "ru/", "observations.csv", "admin/"):
        gone = read(client, over + page, 410)
        assert "This preview has ended" in gone.text and "Предварительный просмотр закончен" in gone.text
        assert not [word for word in ONLY_THERE if word in gone.text]
        assert [each for each in gone.links if each.startswith("/preview/")] == []


def test_it_ends_when_the_candidate_is_published(client, frozen, link):
    Release.objects.filter(pk=frozen.pk).update(state="published", digest="1" * 64)

    gone = read(client, f"{link}observations/", 410)
    assert "release 1.2.0 was published" in gone.text
    assert {"/releases/1.2.0/", "/ru/releases/1.2.0/"} <= set(gone.links)
    assert "7,654,321" in read(client, "/observations/").text


def test_it_ends_when_the_candidate_is_sent_back(client, frozen, link):
    releases.discard(frozen)

    assert "sent back" in read(client, link, 410).text


@pytest.mark.parametrize("stumbles", [True, False])
def test_it_ends_also_for_who_is_just_reading(client, frozen, link, monkeypatch, stumbles):
    """Half a page is none, and what could not be found any more is no error of ours."""

    def codebook(release):
        releases.discard(frozen)
        return {}["gone"] if stumbles else Codebook([], [])

    monkeypatch.setattr("flows.trust.codebook.codebook", codebook)
    assert client.get(f"{link}codebook/").status_code == 410


def test_an_error_of_ours_stays_one(client, link, monkeypatch):
    monkeypatch.setattr("flows.trust.codebook.codebook", lambda release: {}["gone"])
    with pytest.raises(KeyError):
        client.get(f"{link}codebook/")


def test_another_freeze_under_the_same_version_does_not_open_by_it(client, frozen, link):
    releases.discard(frozen)
    again = candidate(cells=[cell(1, "F-1")])

    assert client.get(link).status_code == 410
    assert client.get(previews.address(again, timezone.now())).status_code == 200


def test_nor_one_that_was_frozen_again_in_the_same_row(client, frozen, link):
    Release.objects.filter(pk=frozen.pk).update(digest="1" * 64)

    assert client.get(link).status_code == 410


def forged(release):
    link = previews.address(release, timezone.now())
    token = link.split("/")[2]
    said, _dot, signature = token.rpartition(".")
    pk, digest, ends = said.split("-")
    yield "x"
    yield said
    yield f"{said}."
    yield f"{pk}-{digest}-{int(ends) + 1}.{signature}"
    yield f"{int(pk) - 1}-{digest}-{ends}.{signature}"
    yield token[:-1] + ("A" if token[-1] != "A" else "B")
    yield Signer(salt="flows.other", sep=".").sign(said)
    yield Signer(salt="flows.previews", sep=".", key="another key").sign(said)


def test_a_forged_link_opens_nothing(client, frozen):
    for token in forged(frozen):
        response = client.get(f"/preview/{token}/")
        assert response.status_code == 404, token
        assert not [word for word in ("1.2.0", *ONLY_THERE) if word in response.content.decode()]


# --- And nowhere else -------------------------------------------------------------------------------------------------


def test_no_public_address_knows_of_it(client, frozen, link):
    """The whole site, just after somebody looked at the preview: neither version, number nor label.

    Of questions those for a release are followed; all others choose among rows that pages without a question show.
    """
    client.get(link), client.get(f"{link}ru/observations/"), client.post(link), client.get(f"{link}nothing/")
    list(client.get(f"{link}observations.csv").streaming_content)
    assert get_script_prefix() == "/"
    waiting, seen = ["/", "/ru/", "/observations.csv?members=1", "/observations/?release=1.0.0"], set()
    waiting += ["/api/observations?gaps=1", *(f"/api/{each.name}" for each in Root.listed)]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address.startswith("/") or address.startswith("/static/"):
            continue
        if "?" in address and not re.search(r"\?(release=[0-9.]+|members=1|gaps=1)$", address):
            continue
        seen.add(address)
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        content = content.replace(b"cff-version: &quot;1.2.0&quot;", b"")  # of a file format, and no candidate's
        for word in ("1.2.0", "/preview/", *ONLY_THERE):
            assert word.encode() not in content and word not in str(response.headers), (address, word)
        if response.headers["Content-Type"].startswith("text/html"):
            waiting += Page(content.decode()).links
    assert {"/observations.csv", "/ru/what-if/", "/releases/1.0.0..1.1.0/", "/codebook/"} <= seen


@pytest.mark.parametrize(
    "address",
    [
        "/?release=1.2.0",
        "/ru/observations/?release=1.2.0",
        "/codebook/?release=1.2.0",
        "/what-if/exchange-visitors-as-study/?release=1.2.0",
        "/observations.csv?release=1.2.0",
        "/observations.json?release=1.2.0",
        "/observations.xlsx?release=1.2.0",
        "/releases/1.2.0/",
        "/releases/1.2.0/observations.csv",
        "/releases/1.1.0..1.2.0/",
        "/releases/1.2.0..1.1.0/",
        "/releases/1.1.0..1.2.0.csv",
        "/why/1.2.0/KAZ-USA-study-visas_issued-2017/",
        "/why/1.2.0/KAZ-USA-study-visas_issued-2017/ask/",
        "/why/1.2.0/KAZ-USA-study-visas_issued-2017/asked/",
    ],
)
def test_who_guesses_its_version_finds_nothing(client, frozen, link, address):
    client.get(link)
    response = client.get(address)

    assert response.status_code == 404
    assert not [word for word in ONLY_THERE if word.encode() in response.content]


@pytest.mark.parametrize("model", [Observation, Contribution, Gap, SourceUsed, Treatment, TotalCheck])
def test_public_rows_are_the_candidate_s_only_for_the_release_that_a_link_opened(frozen, link, model):
    opened = previews.opened(link.split("/")[2], timezone.now()).release
    plain = Release.objects.get(pk=opened.pk)
    older = Release.objects.get(version="1.1.0")

    assert not model.public.of(plain).exists() and not model.public.filter(release=opened).exists()
    assert set(model.public.of(opened)) == set(model.everything.of(plain)) != set()
    assert not model.public.beside(older).filter(release=plain).exists()
    assert set(model.public.of(older)) == set(model.everything.of(older))


def test_the_link_says_nothing_where_an_address_is_made_elsewhere(frozen):
    with previews.mounted("x"):
        assert get_script_prefix() == "/preview/x/"
    assert get_script_prefix() == "/"
    with pytest.raises(ZeroDivisionError), previews.mounted("x"):
        1 / 0  # noqa: B018
    assert get_script_prefix() == "/"


def test_the_first_release_of_all_can_be_previewed(client):
    seals.lift(connection)
    Release.objects.all().delete()
    link = previews.address(candidate("1.0.0"), datetime.now(UTC))

    assert "7,654,321" in read(client, f"{link}observations/").text
    assert "No release has been published yet" in read(client, "/").text
