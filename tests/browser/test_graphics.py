"""Graphic techniques in a real browser: a table from a spreadsheet becomes a picture, in both languages."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import violations
from tests.flows import readers

pytestmark = pytest.mark.look

TABLE = "origin\tdestination\tvalue\nNorth\tSouth\t50\nSouth\tNorth\t\n"


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where two releases can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    readers.first(), readers.second()
    return live_server.url


@pytest.mark.parametrize(
    ("path", "table", "draw", "wrong", "said"),
    [
        ("/graphics/heatmap/", "Table", "Draw", "What is wrong", "Line 2, column value: “many” is no number"),
        ("/ru/graphics/heatmap/", "Таблица", "Нарисовать", "Что не так", "Строка 2, столбец value: «many» — не число"),
    ],
)
def test_a_pasted_table_becomes_a_picture_and_a_wrong_one_a_sentence(page_in, path, table, draw, wrong, said):
    page = page_in(path)
    page.get_by_label(table, exact=True).fill(TABLE)
    page.get_by_role("button", name=draw, exact=True).click()
    expect(page.get_by_role("table").first).to_contain_text("North")
    expect(page.locator(".graphic svg")).to_contain_text("50")
    assert violations(page) == [] and page.context.cookies() == []
    with page.expect_download() as taken:
        page.get_by_role("button", name="PNG").click()
    assert taken.value.suggested_filename == "heatmap.png"
    page.get_by_label(table, exact=True).fill(TABLE.replace("50", "many"))
    page.get_by_role("button", name=draw, exact=True).click()
    expect(page.get_by_role("heading", name=wrong)).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_label(table, exact=True)).to_have_value(TABLE.replace("50", "many"))
