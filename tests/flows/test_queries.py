"""Which release an address means: by its whole version, by how it begins, or as the latest. Figures are made up."""

import json

import pytest
from django.http import Http404
from django.test import RequestFactory

from flows import releases
from flows.models import Release
from flows.queries import Edition
from tests.factories import observation, published
from tests.flows.readers import read

pytestmark = pytest.mark.django_db
VERSIONS = ["1.0.0", "1.2.0", "1.2.1", "1.10.0", "2.0.0"]


def release(version, number=1):
    return published(observation("KAZ", "USA", 2018, "study", cells=[number]), version=version)


@pytest.fixture
def held():
    """Five releases, each with a number of its own, of which the highest was withdrawn."""
    made = {version: release(version, number) for number, version in enumerate(VERSIONS, 1)}
    releases.withdraw(made["2.0.0"], reason="Made up.", by=None)


def meant(said):
    return Edition.asked(RequestFactory().get("/", {"release": said})).release.version


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("", "1.10.0"),
        ("latest", "1.10.0"),
        ("1", "1.10.0"),
        ("1.2", "1.2.1"),
        ("1.0", "1.0.0"),
        ("1.2.0", "1.2.0"),
        ("2.0.0", "2.0.0"),
    ],
)
def test_a_release_is_meant_by_its_version_or_by_how_that_begins(held, said, version):
    assert meant(said) == version


WITHDRAWN = "All releases {} were withdrawn. Each can be read by its whole version: 2.0.0."
UNKNOWN = "There is no release {}. These can be read: 2.0.0, 1.10.0, 1.2.1, 1.2.0, 1.0.0."


@pytest.mark.parametrize("said", ["2", "2.0"])
def test_nobody_comes_upon_a_withdrawn_release_by_chance(held, said):
    with pytest.raises(Http404) as refused:
        meant(said)
    assert str(refused.value) == WITHDRAWN.format(said)


@pytest.mark.parametrize("said", ["3", "1.3", "1.1", "01", "1.", ".1", "1.2.3", "1.2.0.0", "v1", "Latest", "-1", "\0",
                                  "99999999999", "²"])  # fmt: skip
def test_what_means_no_release(held, said):
    with pytest.raises(Http404) as refused:
        meant(said)
    assert str(refused.value) == UNKNOWN.format(said)


def test_a_candidate_is_never_meant(held):
    Release.objects.create(version="1.11.0", major=1, minor=11, patch=0)
    assert meant("1") == meant("latest") == "1.10.0"


def test_where_all_were_withdrawn_there_is_no_latest():
    releases.withdraw(release("1.0.0"), reason="Made up.", by=None)
    assert Edition.asked(RequestFactory().get("/?release=latest")).release is None


def test_a_path_says_the_whole_version(client, held):
    """What is kept for a year under an address cannot be whatever is the newest; `latest` leads to one that can."""
    assert client.get("/releases/1.2.1/observations.csv").status_code == 200
    assert client.get("/releases/latest/observations.csv").headers["Location"] == "/releases/1.10.0/observations.csv"
    for begun in ("1", "1.2"):
        assert client.get(f"/releases/{begun}/observations.csv").status_code == 404
        assert client.get(f"/releases/{begun}/").status_code == 404


def test_pages_and_files_understand_the_same(client, held):
    page = read(client, "/observations/?release=1.2")
    assert "/codebook/?release=1.2.1" in page.links  # and from there on the reader stays in that very release
    assert json.loads(b"".join(client.get("/observations.json?release=1.2")))["release"] == "1.2.1"
    assert "camt-1.2.1.csv" in client.get("/observations.csv?release=1.2")["Content-Disposition"]
    assert client.get("/map.json?release=1.2&from=KAZ&category=study").status_code == 200
    assert client.get("/observations.csv?release=2").content.decode() == WITHDRAWN.format("2") + "\n"
    assert WITHDRAWN.format("2") in read(client, "/observations/?release=2", 404).text
