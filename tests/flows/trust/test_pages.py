"""The glossary, the methodology, and what holds for every page of this kind. Figures are made up."""

import pytest
from django.utils.translation import override

from flows import pieces
from flows.models import Piece, Question, Release
from flows.queries import codelist
from flows.trust import words
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/coverage/?page=2", "Page: there is only 1 page of this list."),
        ("/coverage/?page=0", "page: A page is a whole number from 1 on."),
        ("/coverage/USA/?origin=KAZ", "“origin” is not a word of this address. Known here: page, release."),
        ("/reconciliation/?outcome=no", "“no” is none of the choices: equal, rounding, hidden, explained, open."),
        ("/reconciliation/?source=jp", "source: “jp” is none of the choices: us-niv."),
        ("/reconciliation/?page=9", "Page: there is only 1 page of this list."),
        ("/codebook/1.1.0..1.1.0/?page=3", "Page: there is only 1 page of this list."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_in_words(client, release, address, sentence):
    assert sentence in read(client, address, 400).text


def test_the_glossary_says_every_code_and_where_it_is_used(client, release):
    page = read(client, "/glossary/")
    anchors = {attributes["id"] for _tag, attributes in page.tags if "id" in attributes}
    for name, prefix in (
        ("category", "category"),
        ("measure", "measure"),
        ("status", "status"),
        ("year_basis", "year"),
    ):
        assert {f"{prefix}-{code}" for code in codelist(name)} <= anchors
    reasons = {anchor.partition("-")[2] for anchor in anchors if anchor.startswith(("exclusion-", "gap-"))}
    assert reasons == set(codelist("reason"))
    assert "In this release: South Korea" in page.text
    assert "In this release: Russia" not in page.text  # of which there are gaps alone
    assert "Not in this release." in page.text
    assert [term.name for term in words.terms()] == sorted((term.name for term in words.terms()), key=str.casefold)


def test_a_threshold_of_a_table_in_the_language_of_the_page():
    assert words.threshold("ca-study") == "studies of more than six months"
    assert words.threshold("nothing") == ""
    with override("ru"):
        assert words.threshold("ca-study") == "учёба более шести месяцев"


def test_the_example_of_each_kind_of_number(client, release):
    page = read(client, "/methodology/")
    why = [link for link in page.links if link.startswith("/why/") and "#" not in link]
    kinds = [
        "KAZ-USA-study-visas_issued-2018",  # the number of the first page
        "TJK-EU-asylum-asylum_applications-2016",  # exact
        "KAZ-CAN-residence-admissions-2019",  # rounded
        "TKM-JPN-work-entries-2019",  # zero
        "KAZ-CAN-work-permits_issued-2019",  # partial
        "KAZ-USA-residence-visas_issued-2016",  # nothing limits it
        "TJK-CAN-work-permits_issued-2019",  # suppressed
        "KAZ-RUS-work-registrations-2018",  # missing
        "KAZ-CHN-work--2019",  # excluded
    ]
    assert why == [f"/why/1.1.0/{slug}/" for slug in kinds]
    assert "1,178 + 265 + 15 + 3 = 1,461" in page.text
    assert "1 printed total compared in this release; explained in words: 0." in page.text


@pytest.mark.parametrize("prefix", ["", "/ru"])
@pytest.mark.parametrize(
    "slug",
    [
        "KAZ-USA-study-visas_issued-2018",
        "KAZ-CAN-work-permits_issued-2019",
        "TKM-JPN-work-entries-2019",
        "TJK-DEU-asylum-asylum_applications-2016",
        "KAZ-RUS-work-registrations-2018",
        "KAZ-CHN-work--2019",
    ],
)
def test_every_number_and_every_gap_can_be_asked_about(client, release, prefix, slug):
    address = f"{prefix}/why/1.1.0/{slug}/"
    forms = [form["action"] for form in read(client, address).all("form")]
    assert forms == [f"{address}ask/"]
    sent = client.post(f"{address}ask/", {"text": "Made up?"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.headers["Location"] == f"{address}asked/"
    assert Question.everything.get().slug == slug


@pytest.mark.parametrize("name", ["dataset", "coverage", "reconciliation", "limitations", "methodology"])
def test_a_release_without_pieces_says_the_same(client, release, name):
    said = pieces.of(release, name)
    Piece.everything.all().delete()
    assert pieces.of(Release.objects.get(), name) == said
