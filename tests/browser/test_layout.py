"""A heading corrected by keys alone, in a real browser. The figures are made up."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from curation.actions import uploads
from curation.models import Reading, SourceTable
from tests.browser.conftest import press, violations

LINES = 3_000
KAZ = 1_500
HEADINGS = ["Fiscal Year 2018", *(f"K-{n}" for n in range(60)), "BCC", "Grand Total"]


def table():
    """Three thousand lines of places nobody knows, and Kazakhstan in their midst."""
    lines = [[f"Place {n}", *["7"] * 61, "427"] for n in range(LINES)]
    lines[KAZ][0] = "Kazakhstan"
    return "\n".join("\t".join(line) for line in [HEADINGS, *lines])


@pytest.fixture
def file(assistant):
    content = SimpleUploadedFile("niv.tsv", table().encode())
    return uploads.receive(content, source=SourceTable.objects.get(pk="us-niv"), by=assistant)


@pytest.fixture
def page(browser, address, file):
    """The layout of the file, for somebody who may correct it; what the browser complains of fails the test."""
    complaints = []
    page = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}).new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.complaints = complaints
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("assistant")
    page.get_by_label("Password").fill("assistant")
    press(page, "Enter")
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/curation/sourcefile/{file.pk}/layout/")
    yield page
    expected = ("status of 404", "net::ERR_FAILED")  # the icon of the tab; what a test itself broke off
    assert [said for said in complaints if not any(part in said for part in expected)] == []


def labels_read(file):
    return set(Reading.objects.filter(sheet__file=file).values_list("label__text", flat=True))


def go(page, place):
    press(page, "g")
    page.keyboard.type(place)
    press(page, "Enter")
    expect(page.locator("#layout-dock code")).to_have_text(place)


def test_a_column_is_taken_for_a_total_and_saved_by_keys_alone(page, file):
    assert "BCC" in labels_read(file)
    grid = page.get_by_role("grid")
    grid.focus()
    go(page, "BJ1")
    press(page, "c")
    expect(page.locator("#layout-dock h2")).to_contain_text("Column BJ, “BCC”")
    expect(page.locator("#layout-dock h2")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("combobox", name="take it for")).to_be_in_viewport(ratio=1)
    press(page, "t")
    expect(page.locator("#layout-dock")).to_contain_text("Kept as: column “BCC” is printed total.")
    press(page, "Enter")
    expect(page.locator("#layout-kept")).to_contain_text("not saved")
    expect(page.locator("#layout-side .sum")).to_contain_text("60")
    press(page, "z")
    expect(page.locator("#layout-kept")).not_to_contain_text("not saved")
    press(page, "t")
    expect(page.get_by_role("button", name="Take ↵")).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("button", name="Save the layout")).to_be_visible()
    press(page, "Control+s")
    expect(page.locator(".messagelist")).to_contain_text("The layout is kept with table us-niv")
    assert "BCC" not in labels_read(file)


def test_a_large_sheet_is_drawn_in_a_few_elements_wherever_one_goes(page):
    grid = page.get_by_role("grid")
    grid.focus()
    assert grid.get_attribute("aria-rowcount") == str(LINES + 2)
    expect(grid).to_contain_text("lines out of scope")
    go(page, f"A{KAZ + 2}")
    expect(page.locator("#layout-active")).to_have_text("Kazakhstan")
    expect(page.locator("#layout-active")).to_have_attribute("aria-label", f"A{KAZ + 2}, Kazakhstan, origin")
    press(page, "ArrowRight")
    expect(page.locator("#layout-active")).to_have_attribute("aria-label", f"B{KAZ + 2}, 7, value")
    page.get_by_label("Fold runs of one role").uncheck()
    grid.focus()
    go(page, "BK2900")
    expect(page.locator("#layout-active")).to_have_text("427")
    assert page.locator("table.grid *").count() < 3_000


def test_the_mouse_chooses_and_a_failing_server_is_said(page):
    page.get_by_role("columnheader", name="BJ").click()
    expect(page.locator("#layout-dock h2")).to_contain_text("Column BJ")
    page.route("**/layout/look/**", lambda route: route.abort())
    page.get_by_role("grid").focus()
    press(page, "t")
    expect(page.locator("#layout-dock .failure")).to_contain_text("Not counted anew")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_correction_in_progress_keeps_the_rules_of_accessibility(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("grid").focus()
    go(page, "BJ1")
    press(page, "n")
    expect(page.locator("#layout-dock")).to_contain_text("Kept as: column “BCC” is note.")
    before = len(page.complaints)
    assert violations(page) == []
    del page.complaints[before:]  # axe sets styles of its own, which the policy forbids
