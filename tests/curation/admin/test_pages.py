"""Every page of the desk: whole HTML under a strict policy, and few queries however long its lists."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from curation.actions import concerns, decisions
from tests.curation.admin.test_doors import FOR_EVERYONE, addresses

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE
)
VOID = {"meta", "link", "input", "br", "hr", "img", "path", "use", "col", "source"}


class Whole(HTMLParser):
    """Refuses tags that do not close where they should, and ids that stand twice."""

    def __init__(self):
        super().__init__()
        self.open, self.ids = [], set()

    def handle_starttag(self, tag, attributes):
        if (name := dict(attributes).get("id")) is not None:
            assert name not in self.ids, f"the id {name} stands twice"
            self.ids.add(name)
        if tag not in VOID:
            self.open.append((tag, self.getpos()))

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if tag not in VOID:
            opened, where = self.open.pop()
            assert opened == tag, f"<{opened}> of {where} is closed by </{tag}> at {self.getpos()}"


def own_pages(things):
    for name, address in addresses(things):
        if name.startswith(("curation_", "index")) and name not in FOR_EVERYONE - {"index"}:
            yield name, address


def test_no_page_needs_an_inline_script_or_style(things, desk):
    director = desk("director")
    for name, address in own_pages(things):
        shown = director.get(address)
        if shown.status_code == 200 and "text/html" in shown["Content-Type"]:
            found = INLINE.search(shown.content.decode())
            assert found is None, (name, found)


@pytest.mark.parametrize(
    "name",
    ["index", "curation_label_desk", "curation_sourcefile_add", "curation_concern_add", "curation_publication_room"],
)
def test_our_own_pages_are_whole(things, desk, name):
    Whole().feed(desk("director").get(reverse(f"admin:{name}")).content.decode())


def test_the_pages_of_things_are_whole(things, desk, people):
    concerns.answer(things["concern"], text="Yes.", by=people.director)
    for thing in things.values():
        address = reverse(f"admin:curation_{thing._meta.model_name}_change", args=[thing.pk])
        Whole().feed(desk("director").get(address).content.decode())


def test_long_lists_need_no_more_queries(desk, make_label, people, django_assert_max_num_queries):
    for number in range(40):
        label = make_label(f"H-{number}", ("FY2018", number))
        if number % 2:
            decisions.propose_as_suggested(label, by=people.assistant)
    director = desk("director")
    director.get("/admin/")
    for page in ("index", "curation_label_changelist", "curation_categorydecision_changelist"):
        with django_assert_max_num_queries(25):
            director.get(reverse(f"admin:{page}"))
    with django_assert_max_num_queries(12):
        director.get(reverse("admin:curation_label_desk"), {"source": "us-niv"})
    with django_assert_max_num_queries(40):
        director.get(reverse("admin:curation_sourcefile_change", args=[label.first_file_id]))
