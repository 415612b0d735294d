"""A release in a folder, served by a web server that knows nothing of us."""

import functools
import io
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from tests.browser.conftest import violations
from tests.flows.package import releases

pytestmark = pytest.mark.look


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words):
        """Nobody reads it."""


@pytest.fixture
def address(transactional_db, settings, tmp_path):
    settings.RELEASES_ROOT = tmp_path / "releases"
    del settings.RELEASE_MAKERS
    releases.publish()
    call_command("export", "1.0.0", "--to", str(tmp_path / "mirror"), verbosity=0, stdout=io.StringIO())
    handler = functools.partial(Quiet, directory=str(tmp_path / "mirror"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("width", [320, 1440])
def test_the_page_of_a_mirror_is_for_everybody(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}/index.html")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    links = page.eval_on_selector_all("dt a", "found => found.map(each => each.href)")
    assert {page.request.get(link).status for link in links} == {200}
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#ru") and page.locator("article[lang=ru] h1").is_visible()
