"""The pages of trust in a real browser: axe by day and by night, in both languages, on a telephone, on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import violations
from tests.browser.test_reader import CONTRASTS, TELEPHONE
from tests.flows import readers

pytestmark = pytest.mark.look
PAGES = [
    "/coverage/",
    "/coverage/CAN/",
    "/coverage/RUS/",
    "/coverage/DEU/",
    "/reconciliation/",
    "/reconciliation/?outcome=equal",
    "/limitations/",
    "/methodology/",
    "/glossary/",
    "/codebook/",
    "/codebook/1.0.0..1.1.0/",
]
BOTH = [*PAGES, *(f"/ru{path}" for path in PAGES)]


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where two releases can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    readers.first(), readers.second()
    return live_server.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page_in, scheme):
    page = page_in(color_scheme=scheme, bypass_csp=True)  # axe itself tries inline styles
    found = {}
    for path in BOTH:
        page.goto(path)
        found[path] = violations(page)
        assert [(what, round(ratio, 1)) for what, ratio in page.evaluate(CONTRASTS) if ratio < 4.5] == []
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_strict_policy_stops_nothing_and_data_stay_data(page_in):
    """Complaints of the browser, reports of the policy among them, fail the test at its end."""
    page = page_in("/")
    for path in ["/", "/observations/", "/releases/1.1.0/", *BOTH]:
        page.goto(path)
        blocks = page.locator('script[type="application/ld+json"]')
        assert all(
            page.evaluate("text => JSON.parse(text)['@type']", text) == "Dataset" for text in blocks.all_text_contents()
        )
    assert page.goto("/").headers["content-security-policy"].count("unsafe") == 0


def test_no_page_is_wider_than_its_window(page_in):
    for width in (TELEPHONE["width"], 360, 912, 1024, 1280):
        page = page_in(viewport={"width": width, "height": 844})
        for path in BOTH:
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_from_what_is_there_to_the_cells_of_a_number(page_in, script):
    page = page_in("/", java_script_enabled=script)
    page.get_by_role("link", name="Coverage").first.click()
    row = page.get_by_role("row").filter(has_text="admissions for permanent residence")
    row.get_by_role("link", name="1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage: Canada")
    page.get_by_role("link", name="400").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Residence: Kazakhstan → Canada, 2019")


def test_from_a_gap_to_its_reason(page_in):
    page = page_in("/ru/coverage/")
    page.get_by_role("link", name="Россия", exact=True).click()
    page.get_by_role("link", name="нет данных").first.click()
    expect(page.locator(".kicker")).to_have_text("Почему числа нет")
    expect(page.get_by_label("Ваш вопрос")).to_be_visible()


def test_totals_are_narrowed_by_the_form(page_in):
    page = page_in("/reconciliation/")
    page.get_by_label("Outcome").select_option("equal")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Outcome")).to_have_value("equal")
    table = page.get_by_role("table", name="Printed totals beside our sums")
    expect(table.get_by_role("row").filter(has_text="FY18!CI130")).to_contain_text("3,725")


def test_the_codebook_on_paper_is_a_list_of_labels_with_reasons(page_in):
    page = page_in("/codebook/")
    line = page.locator(".rulings h4").first
    assert line.evaluate("element => getComputedStyle(element).display") == "block"
    page.emulate_media(media="print")
    assert line.evaluate("element => getComputedStyle(element).display") == "inline"
    expect(page.get_by_role("navigation", name="Pages").first).to_be_hidden()
    expect(page.locator(".chapters")).to_be_hidden()
    expect(page.get_by_role("table", name="Whose tables the numbers of each destination are from")).to_be_visible()
