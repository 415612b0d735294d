"""A table is pasted from a spreadsheet, and the printed answer is read, in both languages and without a script."""

import pytest
from playwright.sync_api import expect

from flows.core.estimates.methods import METHODS
from tests.browser.conftest import violations
from tests.flows import readers

pytestmark = pytest.mark.look
ALABAMA = METHODS["residual-vital"].example.replace(",", "\t")


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where a release can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    readers.second()
    return live_server.url


@pytest.mark.parametrize(
    ("language", "link", "field", "button", "heading", "net"),
    [
        ("", "Vital-statistics residual", "Paste it from a spreadsheet", "Reckon", "Result", "−1,833"),
        ("/ru", None, "Вставьте её из электронной таблицы", "Рассчитать", "Результат", "−1\u202f833"),
    ],
    ids=["english", "russian"],
)
def test_paste_a_table_and_get_the_printed_answer(page_in, language, link, field, button, heading, net):
    page = page_in(f"{language}/estimates/", java_script_enabled=False)
    chosen = page.get_by_role("link", name=link) if link else page.locator('a[href$="/estimates/residual-vital/"]')
    chosen.first.click()
    page.get_by_label(field).fill("area\nnothing")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(field)).to_be_focused()
    expect(page.get_by_label(field)).to_have_value("area\nnothing")
    page.get_by_label(field).fill(ALABAMA)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    row = page.locator(".results").first.get_by_role("row").filter(has_text="white male").first
    expect(row.get_by_role("cell").last).to_have_text(net)
    assert page.context.cookies() == []


def test_a_refused_table_and_a_heat_map_are_fit_for_everybody(page_in):
    page = page_in("/estimates/mirror/", bypass_csp=True)
    page.get_by_label("Receivers’ numbers").select_option("study-visas_issued")
    page.get_by_label("Paste it from a spreadsheet").fill("origin\tdestination\tyear\tvalue\nKAZ\tUSA\t2018\t1000")
    page.get_by_role("button", name="Reckon").click()
    expect(page.get_by_role("link", name="1,461")).to_have_attribute(
        "href", "/why/1.1.0/KAZ-USA-study-visas_issued-2018/"
    )
    assert violations(page) == []
    page.get_by_label("Paste it from a spreadsheet").fill("origin")
    page.get_by_role("button", name="Reckon").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
