"""Every page of the desk with the demo's data: the rules of axe by day and by night, and its width in both languages.

The pages are found by their names, so that a new one is tested without being listed here.
"""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile

from curation import demo
from curation.actions import (
    amendments,
    concepts,
    concerns,
    corrections,
    decisions,
    opinions,
    readings,
    scenarios,
    thresholds,
    uploads,
)
from curation.models import CategoryDecision, Concept, Drawn, Label, Publication, SourceTable
from curation.thresholds import THRESHOLDS
from curation.what_if import OUT, Question
from tests.browser.conftest import COLOURS, violations
from tests.curation.admin.test_doors import addresses
from tests.curation.conftest import person

pytestmark = pytest.mark.look
SIZES = {1280: 900, 390: 844}
# What sticks out although nothing around it scrolls: the window would scroll, or would cut it off.
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NO_PAGES = {"logout", "jsi18n", "file_original", "login", "password_change_done"}
TESTED_ONCE = {"history", "export"}
ONCE = {"curation_sourcefile_history", "curation_alias_export"}
MORE = [
    "/admin/curation/sourcefile/add/?source=us-niv",
    "/admin/log/?deed=published",
    "/admin/log/?deed=nothing",
    "/admin/coverage/?from=2016&to=2019",
    "/admin/coverage/?from=2019&to=2016",
    "/admin/go/?q=2018",
    "/admin/go/?q=nowhere",
    "/admin/curation/label/desk/?source=us-niv",
    "/admin/curation/concept/board/?show=all&open=exchange_visitor",
    "/admin/curation/concept/student_family/alike/?to=exclude",
    "/admin/curation/amendment/propose/?table=source&key=us-niv",
]
MADE_UP = "EN_YEAR\tEN_QUARTER\tEN_MONTH\tEN_COUNTRY_OF_CITIZENSHIP\tTOTAL\n2018\tQ1\tJan\tKazakhstan\t10\n"


@pytest.fixture
def things(address):
    """The demo, and one of each thing that still waits; what is not the demo's is made up."""
    demo.run(lambda line: None)
    assistant, director = (get_user_model().objects.get(username=name) for name in demo.ACCOUNTS)
    table = SourceTable.objects.get(pk="ca-imp")
    file = uploads.receive(
        ContentFile(MADE_UP.encode(), "made-up.csv"), source=table, by=assistant, read_in_background=False
    )
    file = readings.read(file)
    wrong = {"what": "Made up.", "why": "Made up, too."}
    corrections.propose(file, sheet=file.sheets.get().name, cells="E2", corrected=[["1"]], **wrong, by=assistant)
    refused = ContentFile(b"nothing of ours", "refused.csv")
    uploads.receive(refused, source=table, by=assistant, read_in_background=False)
    label = Label.objects.get(source="us-niv", text="J-1")
    decision = decisions.propose(label, category="study", rationale="Made up.", by=assistant)
    other = Label.objects.get(source="us-niv", text="F-2")
    returned = decisions.propose(other, category="work", rationale="Made up.", by=assistant)
    decisions.return_(returned, reason="Made up, too.", by=director)
    concern = concerns.raise_("Are these persons?", severity="concern", by=assistant, label=label)
    concerns.answer(concern, text="They are visas.", by=director)
    concept = Concept.objects.get(pk="exchange_visitor")
    reason = concepts.give_reason(concept, text_en="Made up.", by=assistant)
    changed = {"values": {"area": "NLD"}, "rationale": "Made up."}
    amendment = amendments.propose("alias", "Nederlandia", **changed, by=assistant)
    share = THRESHOLDS["second_opinion_share"]
    setting = thresholds.set_(share, to=50, why="Made up.", by=director, turn=0)
    study = CategoryDecision.objects.in_force().filter(category="study", disposition="include", drawn__isnull=True)
    drawn = Drawn.objects.create(decision=study.first(), share=50)
    opinions.give(drawn, disposition="total", words="Made up.", by=person("colleague", "assistant"))
    scenario = scenarios.keep(Question((label.pk,), "study", OUT), title="Made up.", by=assistant)
    return {
        "concept": concept,
        "setting": setting,
        "drawn": drawn,
        "reason": reason,
        "amendment": amendment,
        "scenario": scenario,
        "file": file,
        "label": label,
        "decision": decision,
        "concern": concern,
        "release": Publication.objects.get(),
        "assistant": assistant,
        "director": director,
    }


def pages(things, client):
    """The address of every page that somebody may open, one of each kind."""
    named = {name: address for name, address in addresses(things) if name not in NO_PAGES}
    asked = [f"{named[f'curation_scenario_{page}']}{query}" for page in ("whatif", "keep", "propose")
             for query in questions(things)]  # fmt: skip
    for path in [*(address for name, address in named.items() if not alike(name)), *MORE, *asked]:
        answer = client.get(path)
        told = answer.headers.get("content-type", "").startswith("text/html") and not answer.streaming
        if answer.status_code in (200, 400) and told and b"<html" in answer.content:  # else it is a part of a page
            yield path


def questions(things):
    """What if: with numbers that change, many series of a union, and nothing that changes."""
    asylum = Label.objects.filter(source="unhcr-asylum").values_list("pk", flat=True)
    yield f"?label={things['label'].pk}&from=out&to=study&add=visa"
    yield "?to=out&" + "&".join(f"label={pk}" for pk in asylum)
    yield f"?label={things['label'].pk}&to=out"


def alike(name):
    """Whether another page that is tested has the same template: histories, codelists, export forms."""
    kind = name.rsplit("_", 1)[-1]
    return name.startswith("flows_") and name != "flows_area_changelist" or kind in TESTED_ONCE and name not in ONCE


def found_by_axe(page):
    """All rules as the page is, in light; in dark its colours alone, for nothing else is another."""
    page.add_style_tag(content="* { transition: none !important }")  # else the dark would be looked at midway
    found = violations(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    return found + violations(page, rules=COLOURS)


def too_wide(page):
    """{width of the window: by how much the page is wider}"""
    found = {}
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        found[width] = page.evaluate(WIDE)
    return {width: beyond for width, beyond in found.items() if beyond}


def test_every_page_keeps_the_rules_of_axe_and_fits_its_window(page_in, log_in, things):
    page = page_in("/admin/login/", color_scheme="light", bypass_csp=True)  # axe itself tries inline styles
    page.evaluate("localStorage.setItem('theme', 'light')")
    page.reload()
    found, wide = {"/admin/login/": found_by_axe(page)}, {}
    client = log_in(page, things["director"])
    paths = list(pages(things, client))
    assert {"/admin/", "/admin/coverage/"} < set(paths) and len(paths) > 30
    for path in paths:
        page.goto(path)
        wide[path] = too_wide(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        found[path] = found_by_axe(page)
    assert client.post("/admin/language/", {"language": "ru"}).status_code == 302
    for path in paths:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == "ru"
        wide[f"{path} in Russian"] = too_wide(page)
    assert {path: beyond for path, beyond in wide.items() if beyond} == {}
    log_in(page, things["assistant"])
    page.goto("/admin/")
    found["/admin/ of an assistant"] = found_by_axe(page)
    log_in(page, get_user_model().objects.create_superuser("administrator"))
    page.goto("/admin/auth/user/add/")
    assert page.title().startswith("Your password again")
    found["the password again"] = found_by_axe(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
