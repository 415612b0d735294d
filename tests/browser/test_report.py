"""The report in a real browser: from its sentences to the cells, by axe, in print, on a narrow telephone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import violations
from tests.flows import readers

PAGES = ["/report/", "/report/work/", "/report/residence/", "/report/asylum/"]


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where two releases can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    readers.first(), readers.second()
    return live_server.url


def test_from_a_sentence_to_the_cells_of_its_number(page_in):
    page = page_in("/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Report").click()
    page.get_by_role("link", name="Study", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Study")
    page.get_by_text("The same as a table").first.click()
    page.get_by_role("link", name="1,461").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Study: Kazakhstan → United States, fiscal year 2018")
    assert page.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_anybody(page_in, scheme):
    page = page_in(color_scheme=scheme, bypass_csp=True)
    for path in [*PAGES, *(f"/ru{path}" for path in PAGES)]:
        page.goto(path)
        for folded in page.locator("main details").all():
            folded.locator("summary").click()
        assert violations(page) == [], path


@pytest.mark.parametrize("language", ["", "/ru"])
def test_on_a_narrow_telephone_nothing_stands_out_and_nothing_is_refused(page_in, language):
    page, refused = page_in(viewport={"width": 360, "height": 740}), []
    page.on("console", lambda message: refused.append(message.text))
    for path in PAGES:
        page.goto(language + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    assert refused == []


def test_a_chart_takes_its_colours_from_the_page(page_in):
    colours = {}
    for scheme in ("light", "dark"):
        page = page_in("/report/work/", color_scheme=scheme)
        chart = page.get_by_role("img", name="Entries for work").locator(".f-work").first
        colours[scheme] = chart.evaluate("element => getComputedStyle(element).fill")
    assert colours == {"light": "rgb(156, 90, 8)", "dark": "rgb(238, 173, 63)"}


def test_on_paper_the_tables_that_are_folded_are_there(page_in):
    page = page_in("/report/study/")
    table = page.get_by_role("table").first
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(table).to_be_visible()
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
