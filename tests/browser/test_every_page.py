"""Every public page in a real browser, in both languages: axe by day and by night, narrow, on paper, policy and words.

A page that `every` lists is walked here; what is peculiar to one page has its journey in another file.
"""

import pytest

from tests.browser.conftest import COLOURS, violations
from tests.flows import every, readers
from tests.flows.test_pages import english

pytestmark = pytest.mark.look
LANGUAGES = ["", "/ru"]
WIDTHS = [360, 390, 912, 1024, 1280]
PAPER = 718  # A4 without its margins; what is wider is printed smaller, down to half, and cut beyond that
OPEN = "document.querySelectorAll('main details').forEach(each => each.open = true)"
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Of every element with words of its own: how strongly they stand out from what is painted behind them.
CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgb = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour[3]) return colour;
    }
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const words = rgb(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(words), light(behind(element))].sort((x, y) => y - x);
    found.push([element.tagName + '.' + element.getAttribute('class'), (a + .05) / (b + .05)]);
  }
  return found;
}"""
# On paper there are the words of a page, and nothing that one would press.
PRINTED = """() => {
  const seen = selector => [...document.querySelectorAll(selector)].some(each => each.checkVisibility());
  return [seen('h1'), seen('.bar nav, .languages, .skip, .rail, button')];
}"""


def faint(page):
    """Words that do not stand out enough from what is painted behind them; those in the paper's colour stand on a shape
    of a drawing, and not on what the drawing stands on."""
    found = page.evaluate(CONTRASTS)
    return [(what, round(ratio, 1)) for what, ratio in found if ratio < 4.5 and what != "text.f-paper"]


def too_wide(page, width):
    """By how much the page is wider than a window of this width."""
    page.set_viewport_size({"width": width, "height": 740})
    return page.evaluate(BEYOND)


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where two releases can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    every.published()
    return live_server.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(page_in, language):
    """All rules by day; by night the colours alone, for nothing else is another."""
    page, found = page_in(color_scheme="light", bypass_csp=True), {}  # axe itself tries inline styles
    for path in every.KINDS:
        page.goto(language + path)
        page.evaluate(OPEN)
        wrong = violations(page) + faint(page)
        page.emulate_media(color_scheme="dark")
        wrong += violations(page, rules=COLOURS) + faint(page)
        page.emulate_media(color_scheme="light")
        if wrong:
            found[path] = wrong
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_its_window_and_paper_and_keeps_the_policy(page_in, language):
    """What the browser complains of, reports of the policy among them, fails the test at its end."""
    page, found = page_in(), {}
    for path, status in every.EVERY.items():
        answer = page.goto(language + path)
        assert (answer.status, "unsafe" in answer.headers["content-security-policy"]) == (status, False)
        page.evaluate(OPEN)
        beyond = [too_wide(page, width) for width in WIDTHS]
        page.emulate_media(media="print")
        cut, printed = too_wide(page, PAPER) > PAPER, page.evaluate(PRINTED)
        page.emulate_media(media="screen")
        foreign = english(readers.Page(page.content())) if language else []  # also what scripts have written
        if any(beyond) or cut or printed != [True, False] or foreign:
            found[path] = beyond, cut, printed, foreign
    assert found == {}
