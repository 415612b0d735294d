"""The Atom feed of releases: what came out, what it changed, and what was withdrawn."""

from uuid import NAMESPACE_URL, uuid5

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from flows import previews
from flows.described import LICENCE, PUBLISHER, kind
from flows.models import Release

KEPT = 300  # seconds, as pages


@require_safe
@cache_control(public=True, max_age=KEPT)
def feed(request):
    """All releases, newest first, in the language of the address."""
    if previews.led_to(request):
        raise Http404
    releases = list(Release.objects.readable().newest_first().defer("names", "frame"))
    here = request.build_absolute_uri(reverse("flows:feed"))
    written = Feed(
        title=_("Central Asia Migration Tracker: releases"),
        link=request.build_absolute_uri(reverse("flows:releases")),
        feed_url=here,
        feed_guid=name("releases"),
        description=None,
        subtitle=_("What came out, what it changed, and what was withdrawn."),
        language=get_language(),
        author_name=PUBLISHER,
        feed_copyright=LICENCE,
    )
    for release in releases:
        written.add_item(**entry(release, request.build_absolute_uri))
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


class Feed(Atom1Feed):
    """A feed that says when it last changed by its entries, and of an empty one, that it never did."""

    def latest_post_date(self):
        dates = [each["updateddate"] for each in self.items]
        return max(dates) if dates else super().latest_post_date()


def entry(release, absolute):
    """One release; a withdrawn one says so in its title, and why."""
    withdrawn = release.state == Release.State.WITHDRAWN
    title = _("Release %(version)s") if not withdrawn else _("Release %(version)s, withdrawn")
    return {
        "title": title % {"version": release.version},
        "link": absolute(reverse("flows:release", args=[release.version])),
        "description": render_to_string("flows/feed_entry.html", {"release": release}),
        "unique_id": name(release.digest),
        "pubdate": release.published_at,
        "updateddate": release.withdrawn_at or release.published_at,
        "enclosures": [
            Enclosure(
                absolute(reverse("files:of_release", args=[release.version, file])),
                str(said["size"]),
                kind(file),
            )
            for file, said in release.listed_files.items()
        ],
    }


def name(what):
    """A name that stays the same wherever the site moves; each language is a feed of its own."""
    return uuid5(NAMESPACE_URL, f"camt/{get_language()}/{what}").urn
