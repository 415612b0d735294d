"""The pages of profiles: of one place or corridor, and the lists of all of them."""

from difflib import get_close_matches
from typing import NamedTuple

from django.shortcuts import render
from django.utils.translation import gettext as _

from flows import figures
from flows.opening import Opening
from flows.profiles import prepared
from flows.profiles.pages import Profile
from flows.queries import entry
from flows.questions import names
from flows.views import of_release

NEAREST = 4
SIDES = {"origin": "from", "destination": "to"}


class Listed(NamedTuple):
    """A place in a list of profiles, in words."""

    name: str
    address: str
    union: str
    words: str
    years: str
    numbers: str
    gaps: str


@of_release
def profiles(request, edition):
    """Everything that has a profile."""
    return _list(request, edition, _("Profiles"), ["origin", "destination"])


@of_release
def origins(request, edition):
    return _list(request, edition, _("Origins"), ["origin"])


@of_release
def destinations(request, edition):
    return _list(request, edition, _("Destinations"), ["destination"])


def _list(request, edition, title, kinds):
    held, headings = prepared.listed(edition.release), {"origin": _("Origins"), "destination": _("Destinations")}
    sides = [(kind, headings[kind], _listed(edition, kind, held[SIDES[kind]])) for kind in kinds]
    return render(request, "flows/profiles.html", {"edition": edition, "title": title, "sides": sides})


def _listed(edition, kind, places):
    address = Opening(edition).page(kind, "-")
    return [
        Listed(
            figures.name_of("area", place.code),
            address.replace("/-/", f"/{place.code}/"),
            figures.name_of("area", place.part_of) if place.part_of else "",
            ", ".join(figures.name_of("category", category) for category in place.categories),
            place.years,
            figures.number(place.numbers),
            figures.number(place.gaps) if place.gaps else "",
        )
        for place in places
    ]


@of_release
def origin(request, edition, origin):
    return _shown(request, Profile(edition, "origin", origin=origin))


@of_release
def destination(request, edition, destination):
    return _shown(request, Profile(edition, "destination", destination=destination))


@of_release
def corridor(request, edition, origin, destination):
    return _shown(request, Profile(edition, "corridor", origin, destination))


def _shown(request, profile):
    context = {"edition": profile.edition, "profile": profile}
    if profile.told is None:
        return render(request, "flows/profile_unknown.html", context | {"ends": _ends(profile)}, status=404)
    return render(request, "flows/profile.html", context)


def _ends(profile):
    """[(kind, what was said, its name if it has a profile, codes that may have been meant)] of what was asked for."""
    listed = prepared.listed(profile.edition.release)
    ends = []
    for kind, said in (("origin", profile.origin), ("destination", profile.destination)):
        codes = [place.code for place in listed[SIDES[kind]]]
        if said:
            name = figures.name_of("area", said) if said in codes else ""
            ends.append((kind, said, name, [] if name else nearest(said, codes)))
    return ends


def nearest(said, codes):
    """The codes that may have been meant, by code, by two letters, or by a name in either language."""
    called = {name: code for code in codes if entry("area", code) for name in names(entry("area", code))}
    if said.casefold() in called:
        return [called[said.casefold()]]
    near = get_close_matches(said.casefold(), called, n=NEAREST * 2)
    return list(dict.fromkeys(called[name] for name in near))[:NEAREST]
