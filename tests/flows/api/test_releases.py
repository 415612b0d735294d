"""What the API says before the first release, after another one, and of a withdrawn one. Figures are made up."""

import pytest

from flows import releases
from tests.factories import observation, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["observations", "series", "changes", "sources", "codebook", "population", "files"])
def test_before_the_first_release(client, name):
    response = client.get(f"/api/{name}")
    assert response.status_code == 404
    assert response.json()["errors"] == ["No release has been published yet, so there is nothing to ask for."]
    assert client.get("/api/releases").json()["rows"] == []


def test_a_withdrawn_release_is_read_by_its_whole_version_and_says_why(client):
    made = observation("KAZ", "USA", 2018, "study", cells=[10])
    releases.withdraw(published(made), reason="A file was read wrongly.", by=None)
    assert client.get("/api/observations").status_code == 404
    assert client.get("/api/observations?release=1").json()["errors"] == [
        "All releases 1 were withdrawn. Each can be read by its whole version: 1.0.0."
    ]
    said = client.get("/api/observations?release=1.0.0&fields=value").json()
    assert said == {
        "release": "1.0.0", "withdrawn": "A file was read wrongly.", "licence": "CC BY 4.0", "next": None,
        "rows": [{"value": 10}],
    }  # fmt: skip
    [row] = client.get("/api/releases?fields=version,state,withdrawn_reason").json()["rows"]
    assert row == {"version": "1.0.0", "state": "withdrawn", "withdrawn_reason": "A file was read wrongly."}


def test_a_new_release_and_a_withdrawal_are_seen_at_once(client):
    def tag(address="/api/observations"):
        return client.get(address)["ETag"]

    made = observation("KAZ", "USA", 2018, "study", cells=[10])
    first = published(made)
    before, of_first, of_all = tag(), tag("/api/observations?release=1.0.0"), tag("/api/releases")
    published(observation("KAZ", "USA", 2018, "study", cells=[11]), version="1.0.1")
    assert tag() != before and tag("/api/releases") != of_all
    assert tag("/api/observations?release=1.0.0") == of_first
    releases.withdraw(first, reason="Made up.", by=None)
    assert tag("/api/observations?release=1.0.0") != of_first
