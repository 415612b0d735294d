"""Every public page in a real browser, in both languages: axe by day and by night, narrow, on paper, policy and words.

A page that `every` lists is walked here; what is peculiar to one page has its journey in another file.
"""

import pytest

from tests.browser.conftest import violations
from tests.flows import every, readers
from tests.flows.test_pages import english

pytestmark = pytest.mark.look
LANGUAGES = ["", "/ru"]
NARROW = {"width": 360, "height": 740}
PAPER = {"width": 718, "height": 1047}  # A4 without its margins
OPEN = "document.querySelectorAll('main details').forEach(each => each.open = true)"
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# On paper there are the words of a page, and nothing that one would press.
PRINTED = """() => {
  const seen = selector => [...document.querySelectorAll(selector)].some(each => each.checkVisibility());
  return [seen('h1'), seen('.bar nav, .languages, .skip, .rail, button')];
}"""


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where two releases can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    every.published()
    return live_server.url


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), ("/ru", "dark")])
def test_axe_finds_nothing(page_in, language, scheme):
    """English by day and Russian by night: words have no part in what colours do, nor colours in what words do."""
    page, found = page_in(color_scheme=scheme, bypass_csp=True), {}  # axe itself tries inline styles
    for path in every.KINDS:
        page.goto(language + path)
        page.evaluate(OPEN)
        if wrong := violations(page):
            found[path] = wrong
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_a_narrow_telephone_and_paper_and_keeps_the_policy(page_in, language):
    """What the browser complains of, reports of the policy among them, fails the test at its end."""
    page, found = page_in(viewport=NARROW), {}
    for path, status in every.EVERY.items():
        answer = page.goto(language + path)
        assert (answer.status, "unsafe" in answer.headers["content-security-policy"]) == (status, False)
        page.evaluate(OPEN)
        narrow = page.evaluate(BEYOND)
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        paper, printed = page.evaluate(BEYOND), page.evaluate(PRINTED)
        page.emulate_media(media="screen")
        page.set_viewport_size(NARROW)
        foreign = english(readers.Page(page.content())) if language else []  # also what scripts have written
        if [narrow, paper, printed, foreign] != [0, 0, [True, False], []]:
            found[path] = narrow, paper, printed, foreign
    assert found == {}
