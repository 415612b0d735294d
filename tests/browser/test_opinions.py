"""Second opinions by keyboard alone, and without JavaScript, in a real browser. What was decided is made up."""

import pytest
from django.core.files import File
from playwright.sync_api import expect

from curation.actions import decisions, readings, uploads
from curation.actions.thresholds import set_
from curation.models import Label, SecondOpinion, SourceTable
from curation.thresholds import THRESHOLDS
from tests.browser.conftest import SAMPLE, press, violations
from tests.curation.conftest import person

pytestmark = pytest.mark.look

LIST = "/admin/curation/drawn/"
DECIDED = {"F-1": "study", "H-1B": "work"}


@pytest.fixture
def drawn(assistant):
    """Two decisions about labels of the sample, proposed and approved by others than the one who looks."""
    with SAMPLE.open("rb") as opened:
        table, upload = SourceTable.objects.get(pk="us-niv"), File(opened, name=SAMPLE.name)
        readings.read(uploads.receive(upload, source=table, by=assistant, read_in_background=False))
    director = person("director", "director")
    set_(THRESHOLDS["second_opinion_share"], to=100, why="Made up.", by=director, turn=0)
    for text, category in DECIDED.items():
        label = Label.objects.get(source="us-niv", text=text)
        made = decisions.propose(label, category=category, rationale="Made up.", by=assistant)
        decisions.approve(made, by=director)


@pytest.fixture
def page(drawn, desk_in, request):
    """The list as a colleague sees it; a test named `…_no_script` sees it without JavaScript."""
    scripts = "no_script" not in request.node.name
    return desk_in(person("colleague", "assistant"), LIST, java_script_enabled=scripts, bypass_csp=scripts)


def test_the_cell_one_is_asked_about_is_in_view_without_scrolling_to_it(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="F-1", exact=True).click()
    expect(page.locator(".asked td.cell")).to_be_in_viewport(ratio=1)
    window, cell = (page.locator(f".asked {part}").first.bounding_box() for part in (".cell-window", "td.cell"))
    assert window["x"] <= cell["x"] and cell["x"] + cell["width"] <= window["x"] + window["width"]


def test_answered_one_after_the_other_by_keyboard_alone(page):
    expect(page.get_by_role("link", name="Second opinion 2")).to_be_visible()
    page.get_by_role("link", name="F-1", exact=True).focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("F-1")
    assert violations(page) == []
    expect(page.get_by_text("1 of 20")).to_be_visible()
    press(page, "]")
    expect(page.get_by_text("2 of 20")).to_be_visible()
    press(page, "s")
    expect(page.get_by_role("radio", name="study", exact=True)).to_be_checked()
    press(page, "e")
    page.keyboard.type("They learn: w, x and k are letters here.")
    press(page, "Tab", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("H-1B")
    press(page, "x", "k")
    expect(page.get_by_text("Say for which reason it is excluded.")).to_be_visible()
    expect(page.get_by_role("radio", name="exclude", exact=True)).to_be_checked()
    press(page, "y")
    page.keyboard.type("temp")
    press(page, "Tab", "Tab", "Tab", "Enter")
    expect(page.locator(".messagelist")).to_contain_text("Your second opinion on “H-1B” is kept.")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    said = SecondOpinion.objects.order_by("pk").values_list("disposition", "category", "reason_code", "words")
    assert list(said) == [
        ("include", "study", "", "They learn: w, x and k are letters here."),
        ("exclude", "", "temporary", ""),
    ]
    assert violations(page) == []


def test_the_same_by_links_and_forms_no_script(page):
    page.get_by_role("link", name="F-1", exact=True).click()
    page.get_by_role("link", name="next cell").click()
    expect(page.get_by_text("2 of 20")).to_be_visible()
    page.get_by_role("radio", name="work").check()
    page.get_by_label("In one sentence").fill("They are paid.")
    page.get_by_role("button", name="Keep my opinion, next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("H-1B")
    page.goto(LIST)
    expect(page.locator("#differing tbody tr")).to_contain_text("They are paid.")
    page.get_by_text("Which codes: Nonimmigrant visas").click()
    expect(page.locator(".matrix .same").first).to_be_visible()
