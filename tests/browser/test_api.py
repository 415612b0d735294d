"""The pages of the API in a real browser: drawn by our own host alone, and what they try is answered."""

import pytest
from playwright.sync_api import expect

from flows.api import described
from tests.factories import observation, published

pytestmark = pytest.mark.look


@pytest.fixture
def address(live_server, settings, tmp_path):
    settings.RELEASES_ROOT = tmp_path / "releases"
    published(observation("KAZ", "USA", 2018, "study", cells=[10, 5]))
    return live_server.url


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_question_is_tried_on_the_page(page_in, colours):
    """`page_in` fails for whatever the policy forbids, and for whatever is asked of another host."""
    page = page_in("/api/docs/", color_scheme=colours)
    expect(page.locator(".opblock")).to_have_count(len(described.description()["paths"]))
    operation = page.locator("#operations-Numbers-observations")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    expect(operation.locator(".live-responses-table .response-col_description pre").first).to_contain_text(
        '"slug": "KAZ-USA-study-visas_issued-2018"'
    )
    assert page.context.cookies() == []


def test_without_script_the_way_is_told(page_in):
    page = page_in("/api/docs/", java_script_enabled=False)
    page.get_by_role("link", name="the list of all addresses").click()
    assert page.url.endswith("/api/")
