"""The map in a real browser: by keyboard alone, by finger, and without script. Most figures are made up."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press, violations
from tests.factories import gap, hidden, observation, published

pytestmark = pytest.mark.look

VIEW = "/map/?from=TJK&category=asylum&year=2016"
TELEPHONE = {"width": 390, "height": 844}
STILL = {"java_script_enabled": False}


def asylum(destination, year, *cells, origin="TJK", **fields):
    fields = {"measure": "asylum_applications", "year_basis": "calendar"} | fields
    return observation(origin, destination, year, "asylum", cells=cells, **fields)


@pytest.fixture
def address(live_server, settings, tmp_path):
    """A release with four years of asylum from Tajikistan and one number of study."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    published(
        asylum("CAN", 2015, 40),
        asylum("CAN", 2016, 12),
        asylum("CAN", 2017, 10),
        asylum("KOR", 2016, 0),
        asylum("USA", 2016, 109, measure="asylum_cases"),
        asylum("JPN", 2016, hidden(1, 5)),
        asylum("EU", 2016, 1979, 5),
        asylum("DEU", 2016, 1979, part_of="EU"),
        asylum("MLT", 2016, 5, part_of="EU"),
        observation("KAZ", "USA", 2018, "study", cells=[1461]),
        gaps=[gap("TJK", "TUR", 2016, "asylum", status="excluded", reason="data_unavailable")],
    )
    return live_server.url


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def moved(page, action):
    """What the map shows before and after, as its inner view box."""
    inner = page.locator("svg.world .inner")
    expect(page.locator("svg.map[data-moved]").first).to_be_attached()  # measured in the frame, not as it was sent
    before = inner.get_attribute("viewBox")
    action()
    expect(inner).not_to_have_attribute("viewBox", before)
    return [[float(each) for each in said.split()] for said in (before, inner.get_attribute("viewBox"))]


def tabbed(page, wanted, most=60):
    """Goes on by the key of tabulation until what is wanted has the focus."""
    for _step in range(most):
        press(page, "Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached by {most} keys.")


def test_from_the_map_to_the_cells_of_a_number_by_keys_alone(page_in):
    page = page_in("/")
    tabbed(page, page.get_by_role("navigation", name="Pages").get_by_role("link", name="Map"))
    press(page, "Enter")
    heading(page, "Asylum: from Tajikistan, 2016")
    tabbed(page, page.get_by_role("slider", name="Year"))
    press(page, "ArrowRight")
    heading(page, "Asylum: from Tajikistan, 2017")
    tabbed(page, page.locator("[data-map]"))
    before, after = moved(page, lambda: press(page, "+"))
    assert after[2] < before[2]
    tabbed(page, page.locator("#world-CAN"))
    expect(page.locator("[data-tip]")).to_have_text("Canada: 10, asylum applications, 2017")
    press(page, "Enter")
    heading(page, "Asylum: Tajikistan → Canada, 2017")
    expect(page.get_by_role("table", name="The cells this number was added up from")).to_be_visible()


def test_by_keyboard_through_the_years(page_in):
    page = page_in(VIEW)
    slider = page.get_by_role("slider", name="Year")
    slider.focus()
    expect(slider).to_have_attribute("aria-valuetext", "2016")

    press(page, "ArrowRight")
    heading(page, "Asylum: from Tajikistan, 2017")
    expect(slider).to_have_attribute("aria-valuetext", "2017")
    expect(slider).to_be_focused()
    assert page.url.endswith("/map/?from=TJK&category=asylum&year=2017")
    expect(page.locator("[data-said]")).to_have_text("Asylum: from Tajikistan, 2017. Canada 10")
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(2)
    assert page.title().startswith("Asylum: from Tajikistan, 2017")

    press(page, "Home")
    heading(page, "Asylum: from Tajikistan, 2015")
    assert "year=2015" in page.get_by_role("link", name="Русский").get_attribute("href")
    assert "year=2015" in page.get_by_role("link", name="SVG").get_attribute("href")
    page.reload()
    heading(page, "Asylum: from Tajikistan, 2015")


def test_each_place_says_its_number_and_leads_to_its_cells(page_in):
    page = page_in(VIEW)
    tip = page.locator("[data-tip]")
    expect(tip).to_be_hidden()
    for name, words in [
        ("European Union", "European Union: 1,984, asylum applications, 2016"),
        ("United States", "United States: 109, asylum cases, 2016"),
        ("Japan", "Japan: 1 to 5, asylum applications, 2016, suppressed"),
        ("South Korea", "South Korea: 0, asylum applications, 2016"),
        ("Türkiye", "Türkiye: excluded, data unavailable"),
    ]:
        place = page.locator("svg.world .place").and_(page.get_by_role("link", name=re.compile(f"^{name}:")))
        place.focus()
        expect(tip).to_have_text(words)
        expect(tip).to_be_in_viewport()
    press(page, "Escape")
    expect(tip).to_be_hidden()

    malta = page.locator("svg.inset .place").and_(page.get_by_role("link", name=re.compile("^Malta:")))
    malta.focus()
    expect(tip).to_have_text("Malta: 5, asylum applications, 2016")
    press(page, "Enter")
    heading(page, "Asylum: Tajikistan → Malta, 2016")


def test_the_map_is_moved_by_keys_and_by_buttons(page_in):
    page = page_in(VIEW)
    page.locator("[data-map]").focus()
    before, after = moved(page, lambda: press(page, "+"))
    assert after[2] == pytest.approx(before[2] / 1.5)
    before, after = moved(page, lambda: press(page, "ArrowRight"))
    assert after[0] > before[0] and after[2] == pytest.approx(before[2])
    moved(page, lambda: press(page, "0"))

    tools = page.get_by_role("group", name="Zoom and move the map").last
    _before, europe = moved(page, lambda: tools.get_by_role("button", name="Europe").click())
    expect(page.locator("#world-MLT")).to_be_visible()
    label = page.locator("#world-CAN text")
    expect(label).to_have_text("‹ Canada 12")
    page.locator('svg.world [data-code="MLT"]').last.hover()
    expect(page.locator("[data-tip]")).to_have_text("Malta: 5, asylum applications, 2016")
    before, after = moved(page, lambda: tools.get_by_role("button", name="Closer").click())
    assert after[2] < europe[2] < 4000
    moved(page, lambda: tools.get_by_role("button", name="Whole map").click())
    expect(label).to_have_text("Canada 12")
    expect(page.locator("#world-MLT")).to_be_hidden()  # the union's number stands for its members again


def test_years_play_until_they_are_stopped(page_in):
    page = page_in("/map/?from=TJK&category=asylum&year=2015")
    play = page.get_by_role("button", name="Play the years")
    play.focus()
    press(page, "Space")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    heading(page, "Asylum: from Tajikistan, 2016")
    heading(page, "Asylum: from Tajikistan, 2017")
    expect(play).to_be_visible()  # after the last year it stands still

    press(page, "Space")
    heading(page, "Asylum: from Tajikistan, 2015")
    press(page, "Escape")
    expect(play).to_be_focused()
    heading(page, "Asylum: from Tajikistan, 2015")


def test_categories_and_ends_change_without_leaving_the_page(page_in):
    page = page_in(VIEW)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="To one destination").click()
    heading(page, "Asylum: to Canada, 2016")
    expect(page.get_by_role("heading", name="Central Asia, closer")).to_be_visible()
    page.locator("#place-USA").click()
    heading(page, "Asylum: to the United States, 2016")
    page.get_by_role("link", name="Study").click()
    heading(page, "Study: to the United States, 2016")
    expect(page.get_by_text("This release has no number here")).to_be_visible()
    assert page.evaluate("window.stayed") is True
    expect(page.get_by_role("link", name="Study")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [VIEW, "/ru/map/?to=USA", "/map/?from=nowhere"])
def test_the_map_has_no_barrier(page_in, scheme, path):
    page = page_in(path, color_scheme=scheme)
    assert violations(page) == []
    if "nowhere" not in path:
        page.locator("svg.world .place").first.focus()
        assert violations(page) == []


def test_on_a_telephone_the_map_opens_on_europe_and_central_asia(page_in):
    page = page_in(VIEW, viewport=TELEPHONE, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
    expect(page.locator("#world-CAN text")).to_have_text("‹ Canada 12")
    page.locator("#select-category").select_option("Study")
    heading(page, "Study: from Tajikistan, 2016")
    page.locator("#select-category").select_option("Asylum")
    heading(page, "Asylum: from Tajikistan, 2016")

    malta = page.locator("#inset-MLT")
    malta.tap()
    expect(page.locator("[data-tip]")).to_have_text("Malta: 5, asylum applications, 2016")
    malta.tap()
    heading(page, "Asylum: Tajikistan → Malta, 2016")


def test_without_script_the_map_stands_still_and_everything_is_there(page_in):
    page = page_in(VIEW, **STILL)
    assert page.locator("svg.world use.step-4").count() == 1
    assert page.locator("svg.world .flow").count() == 4
    expect(page.locator("#world-CAN text")).to_have_text("Canada 12")
    for hidden_one in ("[data-play]", "[data-slider]", "[data-tools]"):
        expect(page.locator(hidden_one)).to_be_hidden()
    drawn = page.locator('svg.world [data-code="DEU"] use').bounding_box()
    assert drawn["width"] > 5  # the shapes of the other file are there

    page.get_by_role("navigation", name="Year of the map").get_by_role("link", name="2017").click()
    heading(page, "Asylum: from Tajikistan, 2017")
    page.get_by_role("link", name="Kazakhstan").click()
    heading(page, "Asylum: from Kazakhstan, 2017")
    page.get_by_role("link", name="To one destination").click()
    page.set_viewport_size(TELEPHONE)
    page.locator("#select-place").select_option("South Korea")
    page.get_by_role("button", name="Show").click()
    heading(page, "Asylum: to South Korea, 2017")


def test_on_paper_the_map_keeps_its_hatches(page_in):
    page = page_in(VIEW)
    page.emulate_media(media="print")
    assert page.locator("svg.world").evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"
    expect(page.locator("[data-tools]")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
