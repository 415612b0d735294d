"""Areas under another code: two letters, or as ISO 3166 called them once. An address with one leads to that of today.

Only where a code means one area and no other: what became several, as Yugoslavia did, is answered by a sentence.
"""

import csv
import re
from functools import cache, wraps

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

from flows.addresses import full
from flows.codelists import DATA
from flows.queries import codelist

ENDS = ("origin", "destination")  # words of a path that are an area
ON_MAPS = (*ENDS, "from", "to")  # elsewhere `from` is a release
CODES = re.compile(r"[A-Z0-9_]+(,[A-Z0-9_]+)*")  # with commas between them, and nothing else
NUMBERS = {"why", "ask", "asked", "provenance"}  # routes whose slug begins with two areas


@cache
def former():
    """{code: what it is now} of `data/renamed_codes.csv`."""
    with (DATA / "renamed_codes.csv").open(encoding="utf-8", newline="") as file:
        return {line["code"]: line["now"] for line in csv.DictReader(file)}


def current(code):
    """The code that is used today for what a code means; any other text as it is."""
    areas = codelist("area")
    if code in areas or not 2 <= len(code) <= 3:
        return code
    two_letters = next((area.code for area in areas.values() if area.iso2 == code), code)
    return former().get(code, two_letters)


def led_on(view):
    """An address with an old code is answered by the address with that of today, for good."""

    @wraps(view)
    def led(request, *args, **kwargs):
        address = moved(request)
        return HttpResponsePermanentRedirect(address) if address else view(request, *args, **kwargs)

    return led


def moved(request):
    """The address that this one became, or nothing where it is the one of today."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    said, question = today(request)
    if said == match.kwargs and question == request.GET:
        return ""
    path = request.path if said == match.kwargs else reverse(match.view_name, kwargs=said)
    return full(path, question)


def today(request):
    """(words of the path by name, words behind the question mark) with every old code as it is said today."""
    match = request.resolver_match
    said = {name: text(match.url_name, name, value) for name, value in match.kwargs.items()}
    question = request.GET.copy()
    for name in ON_MAPS if match.url_name.startswith("map") else ENDS:
        if name in question:
            question.setlist(name, [each(value) for value in question.getlist(name)])
    return said, question


def text(route, name, value):
    """A word of a path as it is said today."""
    if name in ENDS:
        return current(value)
    if name == "slug" and route in NUMBERS and "-" in value:
        origin, destination, *rest = value.split("-")
        return "-".join([current(origin), current(destination), *rest])
    return value


def each(value):
    """The same of codes with commas between them; of anything else nothing is known."""
    return ",".join(map(current, value.split(","))) if CODES.fullmatch(value) else value
