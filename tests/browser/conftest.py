"""Chromium, the system's own, for journeys in a real browser.

CI must have one; elsewhere these tests are skipped where there is none, and say so. A test file says by its fixture
`address` what stands behind the pages.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.curation.conftest import person

DESKTOP = {"width": 1440, "height": 1040}
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules of axe that look at them
SAMPLE = Path(settings.BASE_DIR, "samples", "workbooks", "us-niv.xlsx")


def press(page, *keys):
    """Presses one key after the other, on a page whose scripts listen: what is seen may be there before they are."""
    for key in keys:
        page.wait_for_load_state()
        page.keyboard.press(key)


def violations(page, part="html", rules=None):
    """What axe finds wrong on a page, or in a part of it: rule, element and why. By these `rules` alone."""
    options = {"resultTypes": ["violations"], "preload": False} | ({"runOnly": rules} if rules else {})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = "([part, options]) => axe.run(part, options).then(found => found.violations)"
    found = page.evaluate(asked, [part, options])
    return [(each["id"], node["target"], node["failureSummary"]) for each in found for node in each["nodes"]]


@pytest.fixture
def address(live_server):
    """Where the site is; a test file that needs things there first has a fixture of this name itself."""
    return live_server.url


@pytest.fixture
def assistant(live_server):
    return person("assistant", "assistant")


@pytest.fixture(scope="module")
def chromium():
    """One for the tests of a module; each opens windows of its own."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        absent = "NO BROWSER, NOTHING IS TESTED IN ONE: install Chromium (apt install chromium) or set CHROMIUM."
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    with pytest.MonkeyPatch.context() as monkeypatch, sync_playwright() as playwright:
        # Playwright runs a loop of its own in this thread, for which Django would refuse its database here.
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=program, args=options)
        yield chromium
        chromium.close()


@pytest.fixture
def browser(chromium, address):
    """Chromium without a window, a cookie or a memory; its windows are closed again before the tables are emptied."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def page_in(browser, address):
    """A function that opens a page of the site; whatever the browser complained of fails the test at its end.

    A page may be one that is not there. What it is made of has to be there: style sheets, scripts, shapes of a map.
    """
    complaints, pages = [], set()

    def hear(said):
        if said.type in ("error", "warning"):
            complaints.append((said.text, said.location["url"].partition("#")[0]))

    def ask(request):
        if request.is_navigation_request():
            pages.add(request.url)
        if not request.url.startswith(address):
            complaints.append(("asked of a stranger", request.url))

    def opened(path="/", **options):
        page = browser.new_context(base_url=address, **options).new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append((str(error), page.url)))
        page.on("request", ask)
        page.goto(path)
        return page

    yield opened
    refusal = re.compile("the server responded with a status of 4..")
    assert [said for said in complaints if not (refusal.search(said[0]) and said[1] in pages)] == []


@pytest.fixture
def log_in(address):
    """A function that gives a page the cookie of somebody who is logged in, and returns a client with the same one."""

    def logged_in(page, user):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": f"{address}{settings.DESK}"}
        page.context.add_cookies([cookie])
        return client

    return logged_in


@pytest.fixture
def desk_in(browser, address, log_in):
    """A function that opens a page of the desk as somebody; a script that stumbles fails the test at its end."""
    stumbles = []

    def opened(user, path, **options):
        page = browser.new_context(base_url=address, **{"viewport": DESKTOP, **options}).new_page()
        log_in(page, user)
        page.on("pageerror", lambda error: stumbles.append(str(error)))
        page.goto(path)
        return page

    yield opened
    assert stumbles == []
