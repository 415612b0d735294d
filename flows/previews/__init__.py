"""A candidate shown before it is published: by a link that nobody can make up, and that ends.

The link holds which candidate it is, the digest that it was frozen with, and when the link ends, all of it signed. A
release that was opened by such a link says so of itself (`Release.previewed`), and `public` shows the rows of that very
object: no switch is thrown that somebody else's request could find thrown.
"""

from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.handlers.wsgi import get_script_name
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import get_script_prefix, reverse, set_script_prefix

from flows.models import Release

SIGNER = {"salt": "flows.previews", "sep": "."}
DIGITS = 32  # of the digest, in the link


class Ended(Exception):
    """A link that showed a candidate once; `release` is what became of it, if that was published."""

    def __init__(self, release=None):
        super().__init__(str(release or ""))
        self.release = release


class Preview(NamedTuple):
    """What a request behind a link is about, and when the link ends."""

    release: Release
    ends: datetime


def address(release, now) -> str:
    """The first page of the preview of a frozen candidate, by a link that is given at this moment."""
    ends = now + timedelta(hours=settings.PREVIEW_FOR)
    return _first_page(Signer(**SIGNER).sign(f"{release.pk}-{release.digest[:DIGITS]}-{int(ends.timestamp())}"))


def opened(token, now) -> Preview:
    """What a link shows at a moment. Http404 for one that was never given, `Ended` for one that is over."""
    try:
        pk, digest, ends = Signer(**SIGNER).unsign(token).split("-")
    except BadSignature as forged:
        raise Http404 from forged
    release = Release.objects.filter(pk=pk).defer("names", "frame").first()
    if release and release.state != Release.State.CANDIDATE:
        raise Ended(release)
    ends = datetime.fromtimestamp(int(ends), UTC)
    if release is None or release.digest[:DIGITS] != digest or ends <= now:
        raise Ended
    release.previewed = True
    return Preview(release, ends)


def led_to(request) -> bool:
    """Whether a request came by a link, with which its addresses end: none of them is cited, or given to a program."""
    return getattr(request, "preview", None) is not None


def mounted(token):
    """Whatever address is made meanwhile lies behind the link."""
    return _under(_first_page(token))


def taken_home(request, release):
    """Whatever address is made meanwhile outlives the link, where it is of a release that is published."""
    ends = led_to(request) and release.is_candidate
    return nullcontext() if ends else _under(get_script_name(request.environ))


@contextmanager
def _under(prefix):
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


def _first_page(token):
    return reverse("previews:page", args=[token])
