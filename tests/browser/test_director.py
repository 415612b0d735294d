"""The director's day in a real browser: a concern, a what-if, 1.0.0, its amendment, and a stranger who reads why.

Every figure here is made up.
"""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from curation.actions import concerns
from curation.actions.history import tell
from curation.models import Concern, Label
from flows.models import Release
from tests.browser.conftest import violations
from tests.curation.conftest import decide, hold, people  # noqa: F401  fixtures

NIV, ROOM = "us-niv", "/admin/curation/publication/room/"
CELLS = [("KAZ", "F-1", "FY2018", 1_178), ("UZB", "F-1", "FY2018", 1_330), ("KAZ", "J-1", "FY2018", 2_205)]


@pytest.fixture
def director(live_server, hold, decide, people):  # noqa: F811
    """What an assistant left: a file, its labels, and a blocker."""
    hold(NIV, CELLS)
    decide(NIV, "F-1", category="study")
    decide(NIV, "J-1", category="study", reason_code="temporary")
    label = Label.objects.get(source=NIV, text="F-1")
    concerns.raise_("Are dependants among them?", label=label, severity="blocker", by=people.assistant)
    return User.objects.get(username="director")


def test_a_concern_a_what_if_a_release_its_amendment_and_a_stranger(desk_in, page_in, director, hold):  # noqa: F811
    page = desk_in(director, ROOM)
    expect(page.get_by_text("1 thing blocks")).to_be_visible()
    expect(page.get_by_role("button", name="Freeze the candidate")).to_be_disabled()
    page.goto(f"/admin/curation/concern/{Concern.objects.get(severity='blocker').pk}/change/")
    page.get_by_label("Your words").fill("No: the table counts them as F-2.")
    page.get_by_label("kept", exact=True).check()
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("resolved").first).to_be_visible()

    page.goto(f"/admin/curation/scenario/whatif/?label={Label.objects.get(text='J-1').pk}&from=out&to=study")
    expect(page.locator(".larges")).to_contain_text("+2,205")

    publish(page, "The first numbers.", "1.0.0")
    hold(NIV, [("KAZ", "F-1", "FY2018", 1_180), *CELLS[1:]], later=1)
    tell(Label.objects.get(text="F-1"), director, "Accepted, in another file of the publisher.")
    publish(page, "The publisher corrected Kazakhstan.", "1.0.1")
    assert [release.version for release in Release.objects.readable().order_by("pk")] == ["1.0.0", "1.0.1"]

    reader = page_in("/releases/1.0.0..1.0.1/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("What changed from 1.0.0 to 1.0.1, and why")
    row = reader.locator("table.ledger tbody tr").first
    expect(row).to_contain_text("2,508")
    expect(row).to_contain_text("+2")
    expect(row).to_contain_text("2,510")
    expect(reader.get_by_text("prints another figure than the file before it").first).to_be_visible()
    assert violations(reader) == []


def publish(page, notes, version):
    """The next release by mouse: warnings, notes, freeze, preview, password."""
    page.goto(ROOM)
    expect(page.locator(".large-figure")).to_have_text(version)
    for box in page.locator("input[name=warning]").all():
        box.check()
    page.get_by_role("button", name="Tick off what is chosen").click()
    page.get_by_label("In English").fill(notes)
    page.get_by_label("In Russian").fill("Вымышлено.")
    assert violations(page) == []
    page.get_by_role("button", name="Freeze the candidate").click()
    if left := page.locator("input[name=warning]").count():
        raise AssertionError(f"{left} warnings were not ticked off.")
    expect(page.get_by_role("status").filter(has_text="was frozen by director")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Preview on the real pages").click()
    expect(page.get_by_role("note").filter(has_text=f"Preview of candidate {version}")).to_be_visible()
    assert not Release.objects.readable().filter(version=version).exists()
    page.goto(ROOM)
    page.get_by_role("link", name="Publish", exact=True).click()
    expect(page.locator(".said").first).to_have_text(notes)
    assert violations(page) == []
    page.get_by_role("button", name=f"Publish {version}").click()
    if page.get_by_label("Your password").count():
        page.get_by_label("Your password").fill("director")
        page.get_by_role("button", name="Go on").click()
    expect(page.locator(".messagelist")).to_contain_text(re.compile(f"Release {re.escape(version)} is published."))
