"""The report in a real browser: from its sentences to the cells, its charts, in print."""

import pytest
from playwright.sync_api import expect

from tests.flows import readers

pytestmark = pytest.mark.look


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
