"""What each page and file says, for each kind of number and of no number."""

from dataclasses import replace

import pytest
from django.db import connection
from django.urls import reverse

from flows import releases, seals
from flows.digest import digest
from flows.models import Release, Treatment
from tests.factories import cell, handover, left_out, observation, published
from tests.flows import readers
from tests.flows.readers import Page, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    return readers.first(), readers.second()


# --- Before there is anything -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/observations/", "/codebook/", "/releases/", "/ru/"])
def test_an_empty_site_says_so(client, address):
    page = read(client, address)

    assert "No release has been published yet" in page.text or "Ни один выпуск ещё не опубликован" in page.text
    assert not [link for link in page.links if link.startswith("/observations.")]


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_an_empty_site_has_no_file(client, format):
    response = client.get(f"/observations.{format}")

    assert response.status_code == 404
    assert "No release has been published yet, so there is no file." in response.content.decode()


# --- Releases ---------------------------------------------------------------------------------------------------------


def test_the_newest_release_is_shown_and_an_older_one_where_it_is_asked_for(client, both):
    newest, older = (read(client, address).text for address in ("/observations/", "/observations/?release=1.0.0"))

    assert "1,455" in newest and "1,400" not in newest
    assert "1,400" in older and "1,455" not in older
    assert "This is the older release 1.0.0." in older


def test_links_stay_in_the_release_that_was_chosen(client, both):
    links = read(client, "/?release=1.0.0").links

    assert "/observations/?release=1.0.0" in links
    assert "/codebook/?release=1.0.0" in links
    assert "/observations.csv?members=1&release=1.0.0" in links


@pytest.mark.parametrize(
    "address", ["/?release=9.9.9", "/observations/?release=9.9.9", "/releases/9.9.9/", "/why/9.9.9/x/"]
)
def test_a_release_that_does_not_exist_is_named_as_such(client, both, address):
    assert "There is no release 9.9.9. These can be read: 1.1.0, 1.0.0." in read(client, address, 404).text


@pytest.mark.parametrize("slug", ["%00-USA-study-visas_issued-2018", "KAZ-USA-study-%00-2018", "K%C3%84Z-USA-a-b-2018"])
def test_a_number_whose_name_no_number_has(client, both, slug):
    """PostgreSQL would not even look up a NUL."""
    assert client.get(f"/why/1.1.0/{slug}/").status_code == 404


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_and_by_the_files_too(client, both, format):
    response = client.get(f"/observations.{format}?release=9.9.9")

    assert response.status_code == 404
    assert "There is no release 9.9.9." in response.content.decode()


def test_a_withdrawn_release_stays_readable_with_its_reason_on_every_page(client, both, admin_user):
    releases.withdraw(both[1], reason="Two columns were exchanged.", by=admin_user)

    for address in ("/observations/?release=1.1.0", "/why/1.1.0/KAZ-USA-study-visas_issued-2018/", "/releases/1.1.0/"):
        assert "Two columns were exchanged." in read(client, address).text
    assert "1,400" in read(client, "/observations/").text  # the one before is the newest now


def test_when_every_release_is_withdrawn_the_site_says_so(client, both, admin_user):
    for release in both:
        releases.withdraw(release, reason="Made up.", by=admin_user)

    assert "All releases were withdrawn." in read(client, "/").text
    assert "Made up." in read(client, "/releases/1.0.0/").text


def test_a_candidate_is_not_public(client, both):
    Release.objects.create(version="2.0.0", major=2, minor=0, patch=0)

    assert "2.0.0" not in read(client, "/releases/").text
    read(client, "/releases/2.0.0/", 404)


def test_a_release_says_what_it_changed_and_how_to_know_its_files(client, both):
    text = read(client, "/releases/1.1.0/").text

    for said in ("15 new", "1 corrected", "1 unchanged", "0 removed", "17 observations in all"):
        count, word = said.split(" ", 1)
        assert f"{word} {count}" in text
    for file in both[1].files.values():
        assert file["sha256"] in text.replace(" ", "")


# --- The first page ---------------------------------------------------------------------------------------------------


def test_the_first_page_opens_a_number_of_the_release_into_its_cells(client):
    """The newest whole year of the headline study series; its cells are named and add up."""
    published(readers.STUDY_2018, version="1.0.0")

    text = read(client, "/").text

    assert "1,461" in text
    for label, place, value in [("F-1", "FY18!A130", "1,178"), ("F-2", "FY18!B130", "265"), ("M-2", "FY18!D130", "3")]:
        assert f"{label} {place} {value}" in text
    assert "J-1 → excluded, temporary stay" in text


def test_key_numbers_come_with_the_rows_that_make_them_up(client):
    published(
        observation("KAZ", "USA", 2017, "work", cells=[cell(10, "H-1B")]),
        observation("UZB", "USA", 2017, "work", cells=[cell(20, "H-1B")]),
        observation("KAZ", "USA", 2018, "work", cells=[cell(1000, "H-1B")]),
        observation("UZB", "USA", 2018, "work", cells=[cell(500, "H-1B")]),
    )

    (column,) = client.get("/").context["front"].columns

    assert (column.category, column.destination, column.year, column.value) == ("work", "USA", 2018, 1500)
    assert column.course.points == [[2017, 30], [2018, 1500]]
    assert {origin: row.value for origin, (row, _course) in column.origins.items()} == {"KAZ": 1000, "UZB": 500}


def test_key_numbers_are_compared_with_nothing_before_a_break(client):
    published(
        observation("KAZ", "USA", 2017, "work", cells=[10]),
        observation("KAZ", "USA", 2018, "work", cells=[70], status="break"),
        observation("KAZ", "USA", 2019, "work", cells=[80]),
    )
    page = client.get("/")
    (column,) = page.context["front"].columns
    assert column.course.points == [[2018, 70], [2019, 80]]
    assert [course.points for _row, course in column.origins.values()] == [[[2018, 70], [2019, 80]]]
    assert "FY2018: 70" in read(client, "/").text


# --- Why --------------------------------------------------------------------------------------------------------------


def test_why_a_number(client, both):
    page = read(client, "/why/1.1.0/KAZ-USA-study-visas_issued-2018/")
    assert "/corridors/KAZ-USA/" in page.links
    text = page.text

    for said in [
        "Study: Kazakhstan → United States, fiscal year 2018".replace(" States", "\xa0States"),
        "The sum of 4 cells, as printed by: U.S. Department of State. Nothing was hidden or rounded.",
        "F-1 FY18!A130 1178 1,178",
        "M-2 FY18!D130 3 3",
        "F-1 is counted as study.",
        "If these 2 cells counted (Study), the number would be 3,725 instead of 1,461.",
        "1,178 + 265 + 15 + 3 1,461",
        "All classes of the line , against CI130 3,725 = 3725",
        "Every label is decided and each decision was approved by a second person 4 of 4",
        "Proposed by an assistant, approved by a second person, 20 January 2026.",
        "1.1.0 1,461 1.0.0 1,461 Unchanged since it was first published.",
    ]:
        assert " ".join(said.split()) in " ".join(text.split()), said


def test_half_a_number_has_no_value_anywhere(client, both):
    why = read(client, "/why/1.1.0/KAZ-USA-residence-visas_issued-2016/").text
    (row,) = client.get("/observations/?status=partial&destination=USA&gaps=0").context["list"].rows

    assert row.value is None
    assert "at least 65" in why
    assert "There is no single number: 9 of 12 months. At least 65 is certain; nothing limits it from above." in why
    assert "Nonimmigrant visas issued: 9 of 12 months" in why


def test_a_sum_with_hidden_cells_is_an_interval(client, both):
    text = read(client, "/why/1.1.0/KAZ-CAN-work-permits_issued-2019/").text

    assert "230 to 326" in text
    assert "11 of 24 cells hidden. At least 230 is certain; it cannot be more than 326." in text


def test_a_union_shows_its_members_apart(client, both):
    text = read(client, "/why/1.1.0/TJK-EU-asylum-asylum_applications-2016/").text

    assert "Germany 1,979" in text and "Poland 835" in text
    assert "These numbers are held in the one above and never added to it." in text


def test_five_kinds_of_no_plain_number_are_told_apart(client, both):
    text = read(client, "/observations/").text

    assert "Turkmenistan Japan 2019 Work entries 0" in text
    assert "missing : awaiting the source" in text
    assert "excluded : data unavailable" in text
    assert "5 to 25 suppressed: 5 of 5 cells hidden" in text
    assert "230 to 326 partial: 11 of 24 cells hidden" in text


def test_a_gap_has_a_page_that_says_why(client, both):
    missing = read(client, "/why/1.1.0/KAZ-RUS-work-registrations-2019/").text
    excluded = read(client, "/why/1.1.0/KAZ-CHN-work--2019/").text

    assert "Why there is no number" in missing and "Awaited." in missing and "Missing is not zero" in missing
    assert "Data unavailable." in excluded and "Excluded is not zero" in excluded


@pytest.mark.parametrize(
    ("slug", "nearest"),
    [
        ("KAZ-USA-study-visas_issued-1999", ["KAZ-USA-study-visas_issued-2016"]),
        ("KAZ-USA-study-entries-2018", ["KAZ-USA-study-visas_issued-2018"]),
        ("KAZ-USA-asylum-visas_issued-2018", ["KAZ-USA-residence-visas_issued-2018"]),
        ("XXX-USA-study-visas_issued-2018", []),
    ],
)
def test_a_number_that_is_not_there_is_answered_with_the_nearest(client, both, slug, nearest):
    response = client.get(f"/why/1.1.0/{slug}/")

    assert response.status_code == 404
    assert f"Release 1.1.0 says nothing about {slug}" in Page(response.content.decode()).text
    assert [row.slug for row in response.context["nearest"]][:1] == nearest


@pytest.mark.parametrize("slug", ["x", "KAZ-USA-study-2018", "KAZ-USA-study-visas_issued-2018x", "a-b-c-d-e-f"])
def test_and_what_is_no_name_of_a_number_is_told_what_is(client, both, slug):
    assert "A name has five parts" in read(client, f"/why/1.1.0/{slug}/", 404).text


def test_a_number_of_another_release_is_pointed_to(client, both):
    page = read(client, "/why/1.0.0/UZB-USA-study-visas_issued-2018/", 404)

    assert "/why/1.1.0/UZB-USA-study-visas_issued-2018/" in page.links


def test_a_label_cannot_become_part_of_a_page(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[cell(7, "<script>alert(1)</script>")]))

    for address in ("/", "/codebook/", "/why/1.0.0/KAZ-USA-study-visas_issued-2018/"):
        page = read(client, address)
        assert {each.get("type") for each in page.all("script") if "src" not in each} <= {"application/ld+json"}
        assert "<script>alert(1)</script>" in page.text


def test_the_codebook_says_what_counts_what_is_left_out_and_why(client, both):
    text = read(client, "/codebook/").text

    assert "F-1 is counted as study. visas issued; all years" in text
    assert "Excluded, kept out of: Study" in text
    assert "Temporary stay. J-1 is left out of study." in text


# --- The list ---------------------------------------------------------------------------------------------------------


def test_measures_that_meet_are_named_and_never_added(client, both):
    text = read(client, "/observations/?category=work").text

    assert "3 measures meet here." in text
    assert "Permits issued: Canada; Entries: Japan; Residents: South Korea." in text


def test_a_list_is_turned_page_by_page(client, monkeypatch, both):
    monkeypatch.setattr("flows.lists.listing.PAGE", 5)
    pages = [client.get(f"/observations/?gaps=0&page={number}").context["list"] for number in (1, 2, 3)]

    seen = [row.slug for shown in pages for row in shown.rows]
    assert len(seen) == len(set(seen)) == 15
    assert [(shown.first, shown.last, shown.next) for shown in pages] == [
        (1, 5, "/observations/?gaps=0&page=2"),
        (6, 10, "/observations/?gaps=0&page=3"),
        (11, 15, ""),
    ]


def test_a_page_past_the_end_is_refused_in_words(client, both):
    assert "Page: there is only 1 page of this list." in read(client, "/observations/?page=2", 400).text


def test_chips_take_one_filter_away(client, both):
    chips = client.get("/observations/?origin=KAZ,UZB&category=study&year_from=2016&gaps=0").context["list"].chips

    assert [(chip.words, chip.address) for chip in chips] == [
        ("Kazakhstan", "/observations/?gaps=0&origin=UZB&category=study&year_from=2016"),
        ("Uzbekistan", "/observations/?gaps=0&origin=KAZ&category=study&year_from=2016"),
        ("Study", "/observations/?gaps=0&origin=KAZ&origin=UZB&year_from=2016"),
        ("from 2016 on", "/observations/?gaps=0&origin=KAZ&origin=UZB&category=study"),
        ("gaps hidden", "/observations/?origin=KAZ&origin=UZB&category=study&year_from=2016"),
    ]


# --- Files ------------------------------------------------------------------------------------------------------------


def test_the_whole_list_as_csv_is_the_file_written_at_publication(client, releases_root):
    published(readers.STUDY_2018)

    response = client.get("/observations.csv")

    assert b"".join(response.streaming_content) == (releases_root / "1.0.0" / "observations.csv").read_bytes()
    assert response.headers["Content-Disposition"] == 'attachment; filename="camt-1.0.0.csv"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_with_members_of_unions_it_is_asked_for_by_name(client, both, releases_root):
    """The list leaves members out unless asked: whoever adds up a plain file must not count them twice."""
    whole = (releases_root / "1.1.0" / "observations.csv").read_bytes()

    assert b"".join(client.get("/observations.csv?members=1").streaming_content) == whole
    assert b"DEU" not in b"".join(client.get("/observations.csv").streaming_content)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "camt-1.1.0-without-members.csv"),
        ("members=1", "camt-1.1.0.csv"),
        ("origin=KAZ&destination=USA&category=study&year=2018", "camt-1.1.0-KAZ-USA-study-2018.csv"),
        ("origin=KAZ,KGZ,TJK,TKM&year_from=2016&year_to=2019", "camt-1.1.0-4-origin-2016-2019.csv"),
        ("release=1.0.0", "camt-1.0.0.csv"),
    ],
)
def test_a_file_is_named_for_what_is_in_it(client, both, query, name):
    assert client.get(f"/observations.csv?{query}").headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    "address",
    ["/observations.csv?origin=KAZ", "/observations.json", "/observations.xlsx", "/observations.csv?members=1"],
)
def test_a_reader_who_has_the_file_is_not_sent_it_again(client, both, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, no-cache"


def test_the_tag_of_a_file_changes_with_release_and_question_and_not_with_sorting(client, both):
    def tag(query):
        return client.get(f"/observations.csv?{query}").headers["ETag"]

    assert tag("origin=KAZ") == tag("origin=KAZ&sort=value&page=1") == tag("origin=KAZ&release=1.1.0")
    assert len({tag(""), tag("origin=KAZ"), tag("origin=UZB"), tag("release=1.0.0"), tag("gaps=1")}) == 5


def test_a_file_may_be_asked_about_without_being_sent(client, both):
    response = client.head("/observations.csv")

    assert (response.status_code, b"".join(response)) == (200, b"")
    assert "Content-Length" not in response.headers  # nobody knows it before the file is made
    assert response.headers["ETag"] == client.get("/observations.csv").headers["ETag"]


def test_files_of_a_release_are_handed_out_byte_for_byte(client, both, releases_root):
    for name in both[1].files:
        response = client.get(reverse("files:of_release", args=["1.1.0", name]))
        assert b"".join(response.streaming_content) == (releases_root / "1.1.0" / name).read_bytes()
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["secret_key", "..%2f..%2fsecret_key", "observations.txt"])
def test_and_nothing_else_is(client, both, name):
    assert client.get(f"/releases/1.1.0/{name}").status_code == 404


@pytest.mark.parametrize("address", ["/", "/observations/", "/observations.csv", "/releases/1.1.0/"])
def test_the_record_only_reads(client, both, address):
    assert client.post(address).status_code == 405


def test_the_icon_is_found_where_browsers_look_for_it(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.url.startswith("/static/favicon"), answer.cookies) == (302, True, {})


@pytest.mark.parametrize(
    "russian, address, language, words",
    [
        ("Вымышлено.", "/ru/codebook/", "ru", "Вымышлено."),
        ("", "/ru/codebook/", "en", "Made up for a test."),
        ("Вымышлено.", "/codebook/", "en", "Made up for a test."),
    ],
)
def test_the_codebook_prints_why_a_concept_is_treated_in_two_ways_beside_both_labels(
    client, russian, address, language, words
):
    said = {"concept_en": "Students", "concept_ru": "Студенты", "apart_en": "Made up for a test.", "apart_ru": russian}
    cells = [cell(7, "F-1"), left_out(5, "J-1"), cell(2, "M-1")]
    given = handover(observation("KAZ", "USA", 2018, "study", cells=cells))
    apart = [replace(each, **(said if each.label != "M-1" else {})) for each in given.treatments]
    releases.publish(replace(given, treatments=apart), version="1.0.0", notes_en="Made up.")
    page = client.get(address).content.decode()
    assert page.count(f'<span lang="{language}">{words}</span></p>') == 2
    english = "“Students” is treated in more than one way:"
    assert page.count("«Студенты» трактуется по-разному:" if address.startswith("/ru") else english) == 2


def test_such_a_reason_is_part_of_what_a_release_says():
    release = published(observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1")]))
    before = digest(release)
    seals.lift(connection)
    Treatment.everything.update(apart_en="Made up for a test.")
    assert digest(release) != before
