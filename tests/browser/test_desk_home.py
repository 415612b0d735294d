"""The first page of the desk in a real browser: its keys, its navigation, its language, and without a script."""

import pytest
from playwright.sync_api import expect

from curation.models import Label, SourceFile, SourceTable
from tests.browser.conftest import press

pytestmark = pytest.mark.look

WIDE, TELEPHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
FOLDED = "!document.getElementById('main').classList.contains('shifted')"


@pytest.fixture
def file(assistant):
    """A file of the assistant that is read; what is in it is made up."""
    table = SourceTable.objects.get(pk="us-niv")
    Label.objects.create(source=table, parts=[["class", "J-1"]], key="j-1", text="J-1")
    return SourceFile.objects.create(
        name="niv.xlsx", source=table, sha256="a" * 64, size=1, content="files/x", state="read", uploaded_by=assistant
    )


@pytest.fixture
def desk(page_in, log_in, file):
    """A function that opens a page of the desk as the assistant."""

    def opened(path="/admin/", viewport=WIDE, **options):
        page = page_in("/admin/login/", viewport=viewport, **options)
        log_in(page, file.uploaded_by)
        page.goto(path)
        return page

    return opened


def test_each_key_does_what_its_control_does(desk):
    page = desk()
    press(page, "4")
    page.wait_for_url("**/admin/#overdue")
    press(page, "u")
    page.wait_for_url("**/sourcefile/add/")
    press(page, "/")
    expect(page.get_by_role("searchbox", name="Go to label, cell, file")).to_be_focused()
    page.keyboard.type("u4j-1")
    expect(page.get_by_role("searchbox", name="Go to label, cell, file")).to_have_value("u4j-1")
    press(page, "Control+a")
    page.keyboard.type("j-1")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("J-1")


def test_the_keys_of_a_page_are_listed_and_single_letters_can_be_turned_off(desk):
    page = desk()
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keys of this page")
    expect(dialog.locator("dt")).to_have_text(["/", "u", "1", "2", "3", "4", "?"])
    expect(dialog.locator("dd").nth(1)).to_have_text("Upload a file")
    dialog.get_by_label("Single letters act").uncheck()
    dialog.get_by_role("button", name="Close").click()
    press(page, "u")
    page.reload()
    press(page, "u")
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
    press(page, "?")
    expect(dialog).to_be_visible()


def test_the_navigation_is_folded_on_working_pages_and_each_kind_remembers_for_itself(desk, file):
    layout = f"/admin/curation/sourcefile/{file.pk}/layout/"
    page = desk()
    expect(page.get_by_role("link", name="Mapping desk")).to_be_visible()
    page.goto(layout)
    assert page.evaluate(FOLDED)
    page.get_by_role("button", name="Toggle navigation").click()
    page.goto("/admin/coverage/")
    page.get_by_role("button", name="Toggle navigation").click()
    for path, folded in (("/admin/", True), (layout, False)):
        page.goto(path)
        assert page.evaluate(FOLDED) == folded


def test_the_desk_in_russian_and_back(desk):
    page = desk("/admin/coverage/?from=2017&to=2018")
    page.get_by_role("button", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    assert page.url.endswith("/admin/coverage/?from=2017&to=2018")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_theme_is_named_and_changes(desk):
    page = desk(color_scheme="light")
    theme = page.get_by_role("button", name="Theme:")
    expect(theme).to_contain_text("Auto")
    theme.click()
    expect(theme.get_by_text("Dark")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 22, 27)"


def test_without_a_script_every_list_has_its_link(desk):
    page = desk(java_script_enabled=False)
    expect(page.get_by_role("navigation", name="All lists").get_by_role("link", name="Mapping desk")).to_be_visible()
    expect(page.get_by_role("button", name="Keys")).to_be_hidden()
    page.get_by_role("link", name="Hand in (niv.xlsx)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("niv.xlsx")


def test_on_a_telephone_the_menu_is_one_step_from_the_top(desk):
    page = desk("/admin/coverage/", viewport=TELEPHONE)
    menu = page.get_by_role("navigation", name="Desk")
    expect(menu).to_have_count(0)
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(menu.get_by_role("link", name="Mapping desk")).to_be_in_viewport()
    menu.get_by_role("link", name="Close the menu").click()
    expect(menu).to_have_count(0)


def test_what_a_glyph_means_is_said_too(desk):
    page = desk("/admin/coverage/?from=2016&to=2019")
    glyph = page.get_by_role("link", name="Russia, Work, 2018: waiting.")
    expect(glyph).to_have_attribute("href", "/admin/curation/sourcefile/add/?source=ru-mvd")
    expect(page.get_by_text("in no series")).to_have_count(0)
