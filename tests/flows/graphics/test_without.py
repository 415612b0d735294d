"""Graphic techniques where there is no release, or one without such numbers. Figures are made up."""

import pytest

from tests.factories import gap, observation, published
from tests.flows.readers import read

pytestmark = pytest.mark.django_db


def test_without_a_release_there_is_a_page_and_no_file(client):
    assert client.get("/graphics/heatmap/").status_code == client.get("/graphics/").status_code == 200
    answer = client.get("/graphics/heatmap.svg")
    assert (answer.status_code, answer.content.decode()) == (
        404,
        "No release has been published yet, so there is no file.\n",
    )
    form = {"table": "origin,destination,value\nA,B,5\n", "as": "page"}
    assert client.post("/graphics/heatmap/", form, HTTP_SEC_FETCH_SITE="same-origin").status_code == 200


def test_a_category_without_a_number_is_said(client):
    published(
        observation("KAZ", "USA", 2018, "study", cells=[1]), gaps=[gap("KAZ", "USA", 2018, "work", "visas_issued")]
    )
    assert read(client, "/graphics/arcs/?category=study").text
    said = "This release has no number of this category: Work."
    assert said in read(client, "/graphics/arcs/?category=work", 404).text
