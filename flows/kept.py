"""Pages that a reader, or this process, has already: told by a tag, so that they are neither reckoned nor drawn again.

A page is a function of its address, its language, the program, and the releases that can be read with the state of
each; `told_by` names what else. The tag is made of just these, before anything is asked of the rows, and what is drawn
after that is never older than its tag. So a publication, a withdrawal or another version of the program changes every
tag at once, nothing has to be thrown away in time, and an answer that is over is never found.
"""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from flows import previews
from flows.core.shelf import Shelf

ASK_AGAIN = "public, no-cache"  # keep it, and ask each time whether it still is the page
PROGRAM = {"flows": "*", "camt_site": "*.py", "templates": "*.html", "locale": "*.mo"}
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
MEGABYTE = 2**20
shelf = Shelf()
_locks = [Lock() for _ in range(64)]


def told_by(asked):
    """Marks a view whose page shows more than releases: it is given `asked()`, of which each has a `state`."""

    def marked(view):
        view.asked = asked
        return view

    return marked


def answer(request, edition, draw, said=()):
    """What `draw()` answers, with its tag; 304 where the reader has it, and from the shelf where this process does."""
    if settings.DEBUG or previews.led_to(request):
        return draw()
    tag = f'W/"{tag_of(request.build_absolute_uri(), edition, said)}"'
    response = held(request, tag) or _kept(request, tag, draw)
    if response.status_code in (200, 304):
        response.headers["ETag"] = tag
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def held(request, tag):
    """304 where the reader has the answer with this tag already, 412 where another one is insisted on; else None.

    `If-None-Match: *` says of no answer that it is there. What a reader says of days is passed over, as RFC 9110,
    section 13.1.4, wants it where an answer has none; Django refuses it.
    """
    insisted, had = (parse_etags(request.headers.get(name, "")) for name in ("If-Match", "If-None-Match"))
    if insisted and insisted != ["*"] and (tag not in insisted or tag.startswith("W/")):
        return HttpResponse(status=412)
    if tag.removeprefix("W/") in {each.removeprefix("W/") for each in had}:
        return HttpResponse(status=304, headers={"ETag": tag})


def strong_tag(*said):
    """A strong ETag: the same program and what is `said` of release, question and form give the same bytes."""
    return f'"{hashlib.sha256(repr((program(), *said)).encode()).hexdigest()}"'


def tag_of(address, edition, said=()):
    """One SHA-256 over all that a page is a function of."""
    releases = [
        (each.version, each.digest, each.state, each.published_at, each.withdrawn_at, each.withdrawn_reason)
        for each in edition.releases
    ]
    told = repr((program(), get_language(), address, releases, said))
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def program():
    """A digest of what makes pages: code, codelists, templates, translations, names of static files, packages."""
    base, digest = Path(settings.BASE_DIR), hashlib.sha256()
    found = [path for folder, names in PROGRAM.items() for path in (base / folder).rglob(names)]
    found += [base / "requirements.txt", Path(settings.STATIC_ROOT) / "staticfiles.json"]
    for path in sorted(path for path in found if path.is_file() and path.suffix != ".pyc"):
        digest.update(f"{path}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _kept(request, tag, draw):
    with _locks[hash(tag) % len(_locks)]:  # of many who come for the same page, one draws it
        packed = shelf.get(tag)
        if packed is None:
            response = draw()
            if response.status_code != 200:
                return response
            packed = gzip.compress(response.content, compresslevel=6, mtime=0)
            shelf.put(tag, packed, settings.PAGES_KEPT * MEGABYTE)
    if TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return HttpResponse(packed, headers={"Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(packed))
