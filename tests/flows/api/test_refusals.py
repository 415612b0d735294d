"""What cannot be answered is told in words and in one shape, and is never an error of ours. Figures are made up."""

import base64
import json

import pytest

pytestmark = pytest.mark.django_db
TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable"}
NOTHING = "There is nothing behind the equals sign: say what is meant, or leave it out."
LIMIT = "limit: How many rows a page has is a whole number from 1 to 1000."
LOST = "There is no such page: begin the list without a cursor, and follow its links."
RELEASES = "These can be read: 1.1.0, 1.0.0."
LISTS = (
    "/api/observations, /api/series, /api/changes, /api/areas, /api/categories, /api/measures, /api/statuses, "
    "/api/year-bases, /api/reasons, /api/sources, /api/codebook, /api/population, /api/releases, /api/files"
)


def cursor(*key):
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


STUDY = ("KAZ", "USA", 2018, "study", "visas_issued")
PROVEN = "observations/KAZ-USA-study-visas_issued-2018/provenance"


@pytest.mark.parametrize(
    ("address", "status", "sentences"),
    [
        ("observations?orgin=KAZ", 400, ["“orgin” is not a word of this address. Is “origin” meant?"]),
        ("observations?origin=KZA", 400,
         ["origin: “KZA” is no code that is used here. Is one of these meant: KGZ, KAZ?"]),
        ("observations?fields=valeu", 400, ["fields: “valeu” is no field of this list. Is one of these meant: value?"]),
        ("observations?sort=year", 400, None),
        ("observations?page=2", 400, None),
        ("observations?origin=", 400, [f"origin: {NOTHING}"]),
        ("observations?origin=KAZ&origin=", 400, [f"origin: {NOTHING}"]),
        ("observations?release=", 400, [f"release: {NOTHING}"]),
        ("areas?format=", 400, [f"format: {NOTHING}"]),
        ("observations?limit=0", 400, [LIMIT]),
        ("observations?limit=1001", 400, [LIMIT]),
        ("observations?limit=-1", 400, [LIMIT]),
        *((f"observations?limit={said}", 400, [LIMIT])
          for said in ("many", "1_0", "5.0", "+5", "%2B5", "%205", "5%20", "٥", "1e2", "0x5")),
        (f"observations?limit={'9' * 5000}", 400, [LIMIT]),
        ("observations?limit=1&limit=2", 400, ["limit: Given twice; it can be said once."]),
        ("observations?year=99999999999999999999", 400,
         ["year: “99999999999999999999” is no year. A year is a whole number such as 2018."]),
        ("observations?year_from=2019&year_to=2018", 400, ["year_from: The first year is after the last."]),
        ("observations?origin=%1D", 400, [f"origin: {NOTHING}"]),
        ("reasons?fields=%1D,", 400, [f"fields: {NOTHING}"]),
        ("observations?origin=KAZ&origin=%1F", 400, [f"origin: {NOTHING}"]),
        ("observations?origin=%00", 400, None),
        ("observations?gaps=%00", 400, None),
        ("observations?%00=1", 400, None),
        ("observations?origin=%ED%A0%80", 400, None),
        ("observations?cursor=%00", 400, ["cursor: Null characters are not allowed."]),
        ("observations?cursor=x", 404, [LOST]),
        ("observations?cursor=ключ", 404, [LOST]),
        (f"observations?cursor={cursor('KAZ', 'USA', 2018, 'study')}", 404, [LOST]),
        (f"observations?cursor={cursor('KAZ', 'USA', '2018', 'study', 'x')}", 404, [LOST]),
        (f"observations?cursor={cursor('KAZ', 'USA', True, 'study', 'x')}", 404, [LOST]),
        (f"observations?cursor={cursor('KAZ', 'USA', 10**30, 'study', 'x')}", 404, [LOST]),
        (f"observations?cursor={cursor('KAZ', 'USA', -1, 'study', 'x')}", 404, [LOST]),
        (f"observations?cursor={cursor('K' + chr(0), 'USA', 2018, 'study', 'x')}", 404, [LOST]),
        (f"observations?cursor={cursor(chr(0xD800), 'USA', 2018, 'study', 'x')}", 404, [LOST]),
        (f"observations?cursor={base64.b64encode(b'[' * 600).decode()}", 404, [LOST]),
        (f"areas?cursor={cursor('XYZ')}", 404, [LOST]),
        *((f"observations?cursor={spelled}", 404, [LOST]) for spelled in (
            f"{cursor(*STUDY)}==", f"{cursor(*STUDY)[:5]}.{cursor(*STUDY)[5:]}", f"{cursor(*STUDY)}%20",
            f"%20{cursor(*STUDY)}", base64.urlsafe_b64encode(json.dumps(STUDY).encode()).decode().rstrip("="),
            cursor(*STUDY[:4], "x" * 800),
        )),
        (f"{PROVEN}?cursor={cursor(10**9)}", 404, [LOST]),
        (f"observations/garbage/provenance?cursor={cursor(1)}", 404, None),
        (f"observations/KAZ-USA-study-visas_issued-1999/provenance?cursor={cursor(1)}", 404, None),
        (f"observations/KAZ-CHN-work--2019/provenance?cursor={cursor(1)}", 404, [LOST]),
        ("areas?release=1.0.0", 400, None),
        ("observations?release=7", 404, [f"There is no release 7. {RELEASES}"]),
        ("observations?release=%00", 404, [f"There is no release \0. {RELEASES}"]),
        ("changes?from=7", 404, [f"There is no release 7. {RELEASES}"]),
        ("changes?from=1.1.0&release=1.0.0", 400, ["from: release 1.1.0 is not earlier than 1.0.0."]),
        ("changes?cause=magic", 400, None),
        ("series?destination=KAS", 400, None),
        ("observations?format=xml", 406, ["There is no format “xml” here: ask for json or csv."]),
        ("openapi.json?format=csv", 406, ["There is no format “csv” here: ask for json."]),
        ("openapi.json?release=1", 400, ["“release” is not a word of this address. Known here: format."]),
        ("observations/KAZ-USA-study-visas_issued-1999/provenance", 404,
         ["Release 1.1.0 has no number “KAZ-USA-study-visas_issued-1999”. Is one of these meant: "
          "KAZ-USA-study-visas_issued-2016, KAZ-USA-study-visas_issued-2017, KAZ-USA-study-visas_issued-2018, "
          "KAZ-USA-residence-visas_issued-2016, KAZ-USA-residence-visas_issued-2018?"]),
        ("observations/%00-USA-study-visas_issued-1999/provenance", 404, None),
        ("observations/nonsense/provenance", 404,
         ["Release 1.1.0 has no number “nonsense”. Is one of these meant: "
          "one such as KAZ-USA-study-visas_issued-2018?"]),
        ("observation", 404, ["There is no /api/observation. Is one of these meant: /api/observations?"]),
        ("zzz", 404, [f"There is no /api/zzz. Is one of these meant: {LISTS}?"]),
        ("observations/x/y", 404, None),
        ("%ED%A0%80", 404, None),
        ("%00", 404, None),
        ("foo%0Abar", 404, None),
        ("observations%0A", 404, None),
        (f"{'x' * 5000}", 404, None),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said_in_words(client, both, address, status, sentences):
    response = client.get(f"/api/{address}")
    said = response.json()
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert said == {
        "type": "about:blank", "title": TITLES[status], "status": status, "detail": " ".join(said["errors"]),
        "errors": sentences or said["errors"],
    }  # fmt: skip
    assert said["errors"] and response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_each_fault_is_told(client, both):
    said = client.get("/api/observations?orgin=KAZ&limit=0&gaps=2&fields=x").json()
    assert len(said["errors"]) == 4


@pytest.mark.parametrize(
    "accept",
    ["image/png", "application/xml;q=0.9", "x" * 9000, "x" * 20_000, "*/*;q=0", "application/json;q=0, text/csv;q=0.0",
     "text/*;q=0, application/*;q=0, */*", "text/csv;q=nan"],
)  # fmt: skip
def test_a_form_that_there_is_not(client, both, accept):
    response = client.get("/api/observations", headers={"Accept": accept})
    assert (response.status_code, response.json()["title"]) == (406, "Not Acceptable")


def test_more_words_than_any_question_has(client, both, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    response = client.get("/api/observations?" + "&".join(["origin=KAZ"] * 11))
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/", "/api/observations", "/api/openapi.json", "/api/nothing"])
def test_it_is_for_reading(client, both, method, address):
    response = getattr(client, method)(address)
    allowed = "GET, HEAD, OPTIONS"
    assert (response.status_code, response["Allow"]) == (405, allowed)
    assert response.json()["errors"] == [
        f"{method.upper()} is not taken here: this API is for reading. Taken are {allowed}."
    ]
