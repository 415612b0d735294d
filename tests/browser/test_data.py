"""Taking data home in a real browser: what is copied is what stands there, and without script nothing is lost."""

import pytest

from tests.flows import readers

pytestmark = pytest.mark.look


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where a release can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    readers.second()
    return live_server.url


@pytest.mark.parametrize(
    "path", ["/data/", "/observations/?origin=KAZ", "/ru/why/1.1.0/KAZ-USA-study-visas_issued-2018/"]
)
def test_a_button_copies_the_text_beside_it(page_in, path):
    page = page_in(path, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.name = ''; each.open = true; })")
    buttons = page.locator("[data-copy]")
    assert buttons.count() >= 1
    for at in range(buttons.count()):
        button = buttons.nth(at)
        button.click()
        page.wait_for_function("button => button.textContent === button.dataset.done", arg=button.element_handle())
        beside = button.locator("xpath=..").locator("code").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == beside


def test_without_script_every_line_can_be_read_and_there_is_no_button_for_nothing(page_in):
    page = page_in("/observations/?origin=KAZ", java_script_enabled=False)
    page.locator(".taken > summary").click()
    assert not page.locator("[data-copy]").first.is_visible()
    shown = {"R, readr": "library(readr)", "Excel, Power Query": "Csv.Document(", "curl": "curl --fail"}
    for name, word in shown.items():
        page.locator(".snippets summary", has_text=name).click()
        assert page.get_by_text(word).is_visible()
