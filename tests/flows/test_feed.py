"""The Atom feed of releases, in both languages. Figures are made up."""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from flows import previews, releases
from flows.models import Release
from tests.factories import handover, observation
from tests.flows import readers
from tests.flows.readers import Page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, address="/releases/feed.atom"):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert set(response.headers["Cache-Control"].split(", ")) == {"max-age=300", "public"}
    return ElementTree.fromstring(response.content)


def text(element, name):
    return element.findtext(f"{ATOM}{name}")


def entries(root):
    return root.findall(f"{ATOM}entry")


@pytest.fixture
def both():
    return readers.first(), readers.second()


def test_what_atom_asks_of_a_feed_and_its_entries(client, both):
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    for element in [root, *entries(root)]:
        for required in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{required}")) == 1
        assert text(element, "id").startswith("urn:uuid:")
        assert datetime.fromisoformat(text(element, "updated")).tzinfo
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Oxus Society for Central Asian Affairs"
    rels = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert rels == {
        "self": "http://testserver/releases/feed.atom",
        "alternate": "http://testserver/releases/",
    }
    ids = [text(element, "id") for element in [root, *entries(root)]]
    assert len(set(ids)) == 3


def test_releases_newest_first_with_their_files(client, both):
    newest, first = entries(feed(client))
    assert [text(entry, "title") for entry in (newest, first)] == ["Release 1.1.0", "Release 1.0.0"]
    assert text(newest, "updated") == "2026-11-20T00:00:00+00:00" == text(feed(client), "updated")
    release = Release.objects.get(version="1.1.0")
    files = [link.attrib for link in newest.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert [(each["href"], each["length"]) for each in files] == [
        (f"http://testserver/releases/1.1.0/{name}", str(said["size"])) for name, said in release.listed_files.items()
    ]
    said = Page(text(newest, "summary")).text
    assert said == "Made up. 17 observations; against 1.0.0: 15 new, 1 corrected, 1 unchanged, 0 removed"


def test_the_feed_in_russian_is_another_feed(client, both):
    english, russian = feed(client), feed(client, "/ru/releases/feed.atom")
    assert russian.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    assert text(russian, "title") == "Трекер миграции Центральной Азии: выпуски"
    assert text(entries(russian)[0], "title") == "Выпуск 1.1.0"
    assert '<p lang="en">Made up.</p>' in text(entries(russian)[0], "summary")
    ids = {text(element, "id") for root in (english, russian) for element in [root, *entries(root)]}
    assert len(ids) == 6


def test_a_withdrawn_release_says_so_and_why_and_keeps_its_name(client, both):
    before = [text(entry, "id") for entry in entries(feed(client))]
    releases.withdraw(both[1], reason="One <file> was wrong.", by=None)

    root = feed(client)
    newest, first = entries(root)
    assert [text(entry, "title") for entry in (newest, first)] == ["Release 1.1.0, withdrawn", "Release 1.0.0"]
    assert [text(entry, "id") for entry in (newest, first)] == before
    assert "The reason: One <file> was wrong." in Page(text(newest, "summary")).text
    assert text(newest, "updated") == text(root, "updated") > text(newest, "published")


def test_nothing_published_is_an_empty_feed(client):
    root = feed(client)
    assert entries(root) == [] and text(root, "updated")


def test_no_candidate_is_in_it_and_behind_a_preview_there_is_none(client, both):
    made = handover(observation("KAZ", "USA", 2018, "work", cells=[1]))
    candidate = releases.freeze(made, version="1.2.0", notes_en="Secret.")
    assert "Secret" not in ElementTree.tostring(feed(client)).decode()
    link = previews.address(candidate, timezone.now())
    assert client.get(f"{link}releases/feed.atom").status_code == 404
    page = Page(client.get(link).content.decode())
    assert not [each for each in page.all("link") if each["rel"] in ("canonical", "alternate")]
    assert not [each for each in page.all("meta") if "og:url" in each.values() or "og:image" in each.values()]
    assert not page.all("script")


def test_it_asks_once(client, both, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/releases/feed.atom")
