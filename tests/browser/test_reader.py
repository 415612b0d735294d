"""A reader's journeys in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from flows.models import Question
from tests.browser.conftest import press
from tests.flows import readers

STUDY_2018 = "Study: Kazakhstan → United States, fiscal year 2018"
TELEPHONE = {"width": 390, "height": 844}

OUTLINE = "() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]; }"


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where two releases can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    readers.first(), readers.second()
    return live_server.url


def test_from_the_first_page_to_the_cells_of_a_number(page_in):
    page = page_in("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Every number opens into the cells it was added up from.")

    page.get_by_role("link", name="Find a number").click()
    page.get_by_role("group", name="Origin").get_by_label("Kazakhstan").check()
    page.get_by_role("group", name="Category").get_by_label("Study").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kazakhstan, study")
    assert page.get_by_role("row").filter(has_text="FY2018").count() == 1

    page.get_by_role("link", name="1,461").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(STUDY_2018)
    cells = page.get_by_role("table", name="The cells this number was added up from").get_by_role("row")
    assert [row.inner_text().split()[-3:] for row in cells.all()[1:-1]] == [
        ["FY18!A130", "1178", "1,178"],
        ["FY18!B130", "265", "265"],
        ["FY18!C130", "15", "15"],
        ["FY18!D130", "3", "3"],
    ]

    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Учёба: Казахстан → США, финансовый год 2018")
    assert page.context.cookies() == []


WAYS = {
    "a number of the first page": ["1,461"],
    "the number that is shown opened": ["Open this number"],
    "the list": ["Find a number", "1,461"],
    "an origin": ["Kazakhstan", "1,461"],
    "a destination": ["Profiles", "United States", "1,461"],
    "the report": ["Report", "Study", "1,461"],
}


def test_from_the_first_page_to_the_cells_of_a_number_in_four_clicks(page_in):
    page = page_in("/")
    for way, clicks in WAYS.items():
        page.goto("/")
        for words in clicks:
            named = re.compile(rf"^\s*{words}\s*$")
            page.locator("a:visible").filter(has_text=named).first.click()
        assert len(clicks) <= 4, way
        expect(page.get_by_role("heading", level=1)).to_have_text(STUDY_2018)
        cells = page.get_by_role("table", name="The cells this number was added up from")
        expect(cells).to_be_visible()
        expect(cells.get_by_role("row").last).to_have_text(re.compile("4 cells.*1,461", re.S))


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(251, 249, 244)"), ("dark", "rgb(16, 22, 27)")])
def test_a_page_is_light_by_day_and_dark_by_night(page_in, scheme, paper):
    page = page_in(color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper


def test_on_a_telephone_the_pages_are_in_a_menu(page_in):
    page = page_in(viewport=TELEPHONE)
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Codebook").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Codebook")


def test_on_a_telephone_the_filters_are_folded_and_beside_the_list_they_are_open(page_in):
    page = page_in("/observations/", viewport=TELEPHONE)
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    page.get_by_text("Filters").click()
    expect(page.get_by_role("button", name="Show")).to_be_visible()

    wide = page_in("/observations/")
    expect(wide.get_by_role("button", name="Show")).to_be_visible()


def test_by_keyboard_alone_one_sees_where_one_is(page_in):
    page = page_in("/observations/")
    press(page, "Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    press(page, "Enter")
    expect(page.locator("main")).to_be_focused()

    for _step in range(40):
        press(page, "Tab")
        assert page.evaluate(OUTLINE) == ["solid", "2px"], page.evaluate("document.activeElement.outerHTML")
        expect(page.locator(":focus")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_a_question_about_a_number_is_sent_from_its_page_and_comes_in(page_in, script):
    page = page_in("/why/1.1.0/KAZ-USA-study-visas_issued-2018/", java_script_enabled=script)
    page.get_by_label("Your question").fill("Are dependants in it?")
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    assert not page.get_by_label("Leave this empty").is_visible()
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you: your question has come in")
    assert page.context.cookies() == []
    question = Question.everything.get()
    assert (question.text, question.email) == ("Are dependants in it?", "reader@example.org")
    page.get_by_role("link", name="Back to the number").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(STUDY_2018)
