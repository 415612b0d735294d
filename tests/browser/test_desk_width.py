"""No page of the desk is wider than its window, in English and in Russian; on a narrow one the menu is at hand."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_desk_axe import pages, things

__all__ = ["things"]
pytestmark = pytest.mark.look
SIZES = {1280: 900, 390: 844}
# What sticks out although nothing around it scrolls: the window would scroll, or would cut it off.
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_is_wider_than_its_window(page_in, log_in, things):  # noqa: F811
    page = page_in("/admin/login/")
    client = log_in(page, things["director"])
    paths = [*pages(things, client), "/admin/curation/sourcefile/add/?source=us-niv"]
    assert len(paths) > 30
    found = {}
    for language in ("en", "ru"):
        assert client.post("/admin/language/", {"language": language}).status_code == 302
        for path in paths:
            page.goto(path)
            assert page.locator("html").get_attribute("lang") == language
            for width, height in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                if beyond := page.evaluate(WIDE):
                    found[path, width, language] = beyond
    assert found == {}


def test_on_a_telephone_the_menu_is_one_step_from_the_top(page_in, log_in, assistant):
    page = page_in("/admin/login/", viewport={"width": 390, "height": 844})
    log_in(page, assistant)
    page.goto("/admin/coverage/")
    desk = page.get_by_role("navigation", name="Desk")
    expect(desk).to_have_count(0)
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(desk.get_by_role("link", name="Mapping desk")).to_be_in_viewport()
    desk.get_by_role("link", name="Close the menu").click()
    expect(desk).to_have_count(0)
