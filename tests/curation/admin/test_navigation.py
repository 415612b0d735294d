"""The way to everything: side navigation, search, the desk's language, the release line. Figures are made up."""

import pytest
from django.urls import reverse
from django.utils import timezone

from curation.admin import navigation
from curation.models import Sheet, SourceFile
from flows.models import Release


def links(desk, name="assistant", path="/admin/"):
    shown = desk(name).get(path).context["navigation"]
    return {str(link["title"]): link for _title, several in shown for link in several}


def go(desk, text, name="assistant"):
    return desk(name).get("/admin/go/", {"q": text})


# --- Navigation -------------------------------------------------------------------------------------------------------


def test_the_lists_stand_in_the_order_of_the_work_with_what_waits(desk, label):
    found = links(desk)
    assert list(found)[:6] == ["Home", "Upload a file", "Files", "Mapping desk", "Concerns", "Coverage"]
    assert {name: link["count"] for name, link in found.items() if link["count"]} == {"Files": 1, "Mapping desk": 1}


def test_only_what_is_there_and_allowed_is_linked(desk, people):
    nowhere = navigation.Entry("Nowhere", "curation_nowhere_changelist", "")
    assert nowhere.url == ""
    assert links(desk, "stranger").keys() == {"Home"}
    assert all(link["url"] for link in links(desk, "director").values())
    assert "People" not in links(desk, "director")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("index", "Home"),
        ("curation_sourcefile_add", "Upload a file"),
        ("curation_sourcefile_changelist", "Files"),
        ("curation_label_desk", "Mapping desk"),
        ("curation_label_changelist", "Labels"),
        ("coverage", "Coverage"),
        ("curation_concept_board", "Concept board"),
        ("curation_concept_changelist", "Concepts"),
        ("curation_publication_room", "Release room"),
        ("curation_categorydecision_inbox", "Inbox"),
        ("curation_categorydecision_inbox_preview", "Inbox"),
        ("curation_categorydecision_changelist", "Decisions"),
        ("flows_area_changelist", "Categories, measures"),
    ],
)
def test_the_page_one_is_on_is_marked(desk, people, address, title):
    found = links(desk, path=reverse(f"admin:{address}"))
    assert [name for name, link in found.items() if link["current"]] == [title]


def test_each_link_opens_a_page_of_its_own(desk, people):
    browser = desk("director")
    assert {name: browser.get(link["url"]).status_code for name, link in links(desk, "director").items()} == {
        name: 200 for name in links(desk, "director")
    }


def test_the_pages_of_a_file_belong_to_files_and_start_with_the_navigation_folded(desk, make_file):
    address = reverse("admin:file_layout", args=[make_file().pk])
    assert links(desk, path=address)["Files"]["current"] == "true"
    assert "working" in desk("assistant").get(address).content.decode().split("<body class=", 1)[1][:60]
    assert not desk("assistant").get("/admin/curation/sourcefile/").context["working"]


def test_counts_are_asked_for_once_in_a_request(desk, rf, people, django_assert_max_num_queries):
    request = rf.get("/admin/")
    request.user = people.assistant
    navigation.waiting_counts(request)
    with django_assert_max_num_queries(0):
        navigation.waiting_counts(request)


# --- Search -----------------------------------------------------------------------------------------------------------


def test_a_label_opens_at_once(desk, make_label):
    label = make_label("J-1", ("FY2018", 5))
    make_label("J-10", ("FY2018", 5))
    assert go(desk, "j-1").url == reverse("admin:curation_label_change", args=[label.pk])


def test_a_label_opens_by_what_it_means(desk, make_label):
    make_label("F-1", ("FY2018", 5))
    label = make_label("J-1", ("FY2018", 5))
    assert go(desk, "exchange").url == reverse("admin:curation_label_change", args=[label.pk])


def test_a_file_opens_by_its_name_or_its_hash(desk, make_file):
    file = make_file("EN_ODP-PR-Citz.xlsx", sha256="abcdef01" + "0" * 56)
    make_file("niv.xlsx", sha256="1" * 64)
    address = reverse("admin:curation_sourcefile_change", args=[file.pk])
    assert go(desk, "pr-citz").url == address
    assert go(desk, "ABCDEF01").url == address


@pytest.mark.parametrize("text", ["FY18!W130", "fy18!$W$130", "'FY18'!w130", "niv.xlsx!FY18!W130"])
def test_a_cell_opens_the_layout_at_that_cell(desk, make_file, text):
    file, other = make_file("niv.xlsx"), make_file("other.xlsx")
    Sheet.objects.create(file=file, position=3, name="FY18")
    Sheet.objects.create(file=other, position=0, name="FY19")
    assert go(desk, text).url == reverse("admin:file_layout", args=[file.pk]) + "?sheet=3&at=W130"


def test_several_hits_are_listed_and_none_is_a_sentence(desk, make_label):
    make_label("J-1", ("FY2018", 5)), make_label("J-2", ("FY2018", 5))
    shown = go(desk, "J")
    assert [hit.name for hit in shown.context["hits"]] == ["J-1", "J-2"]
    nothing = go(desk, "<b>nowhere</b>").content.decode()
    assert "Nothing is called “&lt;b&gt;nowhere&lt;/b&gt;”." in nothing


def test_who_may_see_nothing_finds_nothing(desk, label):
    assert go(desk, "J-1", "stranger").status_code == 403


# --- Language ---------------------------------------------------------------------------------------------------------


def test_the_desk_speaks_russian_to_whoever_asks_and_english_to_others(desk, people):
    browser = desk("assistant")
    answer = browser.post("/admin/language/", {"language": "ru", "next": "/admin/coverage/?from=2017"})
    assert answer.url == "/admin/coverage/?from=2017"
    shown = browser.get("/admin/")
    assert '<html lang="ru"' in shown.content.decode() and shown.headers["Content-Language"] == "ru"
    assert '<html lang="en"' in desk("colleague").get("/admin/").content.decode()
    browser.post("/admin/language/", {"language": "en"})
    assert '<html lang="en"' in browser.get("/admin/").content.decode()


def test_public_pages_know_nothing_of_it(desk, people):
    browser = desk("assistant")
    browser.post("/admin/language/", {"language": "ru"})
    public = browser.get("/")
    assert public.headers["Content-Language"] == "en" and not public.cookies


@pytest.mark.parametrize(
    ("said", "status"), [({"language": "fr"}, 400), ({}, 400), ({"language": "ru", "next": "https://evil.test/"}, 302)]
)
def test_neither_another_language_nor_another_site(desk, people, said, status):
    answer = desk("assistant").post("/admin/language/", said)
    assert answer.status_code == status
    assert status == 400 or answer.url == "/admin/"


# --- The release line -------------------------------------------------------------------------------------------------


def test_the_release_line_says_what_is_public_and_whether_more_is_coming(desk, people, make_file):
    browser = desk("assistant")
    assert "Public now: nothing yet · 1.0.0 in draft" in browser.get("/admin/").content.decode()
    Release.objects.create(version="1.0.0", major=1, minor=0, patch=0, state="published", published_at=timezone.now())
    assert "Public now: 1.0.0 · nothing newer in draft" in browser.get("/admin/").content.decode()
    make_file()
    SourceFile.objects.update(state="accepted", accepted_by=people.director, accepted_at=timezone.now())
    assert "Public now: 1.0.0 · the next in draft" in browser.get("/admin/").content.decode()
    Release.objects.create(version="1.1.0", major=1, minor=1, patch=0)
    assert "Public now: 1.0.0 · 1.1.0 frozen" in browser.get("/admin/").content.decode()
