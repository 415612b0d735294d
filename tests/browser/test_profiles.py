"""Profiles of places in a real browser. Figures are made up."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press
from tests.browser.test_reader import OUTLINE
from tests.factories import cell, gap, hidden, observation, published

pytestmark = pytest.mark.look


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where the profiles of one release can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    study = {"KAZ": [1_200, 1_450, 600], "KGZ": [160, 150, 700], "UZB": [430, 530, 400]}
    published(
        *(
            observation(origin, "USA", year, "study", cells=[cell(value, "F-1")])
            for origin, values in study.items() for year, value in enumerate(values, 2018)
        ),
        observation("KAZ", "USA", 2020, "work", cells=[cell(30, "H-1B")]),
        observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[cell(20, "A"), hidden(1, 5)]),
        observation("KAZ", "CAN", 2020, "work", "permits_issued", cells=[cell(25, "A"), hidden(1, 5)]),
        gaps=[gap("KAZ", "CHN", 2019, "work", status="excluded", reason="data_unavailable")],
    )  # fmt: skip
    return live_server.url


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_from_the_list_to_a_sentence_to_the_cells_of_its_number(page_in, script):
    page = page_in("/", java_script_enabled=script)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Profiles").first.click()
    page.get_by_role("link", name="United States").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("United States")

    sentence = page.get_by_role("listitem").filter(has_text="Study visas fell")
    expect(sentence).to_contain_text("Study visas fell from 1,790 in FY2018 to 1,700 in FY2020.")
    page.get_by_role("listitem").filter(has_text="largest published").get_by_role("link", name="700").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Study: Kyrgyzstan → United States, fiscal year 2020")
    page.go_back()

    page.get_by_role("link", name="Kazakhstan").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kazakhstan → United States")
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Казахстан → США")
    assert page.context.cookies() == []


def test_the_table_behind_a_chart_opens_by_keyboard(page_in):
    page = page_in("/destinations/USA/")
    summary = page.locator("#study-visas_issued-us_fiscal summary")
    table = page.get_by_role("table", name="Visas issued, Study: each number by year")
    expect(table).to_be_hidden()
    summary.focus()
    press(page, "Enter")
    expect(table).to_be_visible()
    rows = [row.inner_text().split() for row in table.get_by_role("row").all()]
    assert rows[0][-3:] == ["FY2018", "FY2019", "FY2020"]
    assert [row[-3:] for row in rows[1:]] == [
        ["160", "150", "700"], ["1,200", "1,450", "600"], ["430", "530", "400"], ["1,790", "2,130", "1,700"],
    ]  # fmt: skip
    press(page, "Tab", "Tab")
    assert page.evaluate(OUTLINE) == ["solid", "2px"]
    assert page.evaluate("document.activeElement.textContent") == "160"


def test_on_paper_the_hatches_stay_and_nothing_is_cut(page_in):
    page = page_in("/corridors/KAZ-CAN/")
    page.emulate_media(media="print")
    expect(page.locator(".trend .hatched").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Pages")).to_have_count(0)
