"""What every public page asks first: which release it speaks of, and what the codes are called."""

import re

from django.http import Http404
from django.utils.translation import gettext as _

from flows.models import Area, Category, Measure, Membership, ReasonCode, Release, Status, YearBasis

CODELISTS = {
    "area": Area,
    "category": Category,
    "measure": Measure,
    "status": Status,
    "year_basis": YearBasis,
    "reason": ReasonCode,
}
LATEST = "latest"
BEGINNING = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3}))?")  # of a version, as in `?release=1.2`
_kept = {}


def codelist(name):
    """The entries of a codelist by their codes, in the order of lists.

    Codelists change with the program alone, so a process asks for each of them once; an empty one is asked for again,
    because a page may be read before the tables are filled.
    """
    if not _kept.get(name):
        _kept[name] = {entry.code: entry for entry in CODELISTS[name].objects.all()}
    return _kept[name]


def unions():
    """(union, member, first year, last year or None) of every union that is a destination itself."""
    if not _kept.get("unions"):
        held = Membership.objects.filter(group__tracked_destination=True)
        _kept["unions"] = list(held.values_list("group_id", "member_id", "from_year", "to_year"))
    return _kept["unions"]


def entry(name, code):
    """The entry of a code, or None for a code that no list knows."""
    return codelist(name).get(code)


def position(name, code):
    """Where a code stands in its list; one that no list knows stands behind all others."""
    found = entry(name, code)
    return found.position if found else len(codelist(name))


class Edition:
    """The release that a page speaks of, and those it can be changed for, newest first.

    Behind the link of a preview its candidate is one of them, and the one that is shown first.
    """

    def __init__(self, version="", preview=None):
        self.releases = list(Release.objects.readable().newest_first().defer("names", "frame"))
        self.latest = next((each for each in self.releases if each.state == Release.State.PUBLISHED), None)
        if preview:
            self._take_in(preview.release)
        self.release = self.named(version) if version else self.latest

    @classmethod
    def asked(cls, request, version=""):
        """The edition that a request is about: the version of its path, or what `?release=` means, or the newest."""
        edition = cls(version, getattr(request, "preview", None))
        if not version and (said := request.GET.get("release", "")):
            edition.release = edition.meant(said)
        return edition

    def _take_in(self, candidate):
        others = [each for each in self.releases if each != candidate]
        self.releases = sorted([candidate, *others], key=lambda each: each.number, reverse=True)
        self.latest = candidate

    def named(self, version):
        """The release of a version; Http404 with a sentence where it cannot be read."""
        for release in self.releases:
            if release.version == version:
                return release
        known = ", ".join(release.version for release in self.releases)
        if not known:
            raise Http404(_("There is no release %(version)s; none has been published yet.") % {"version": version})
        raise Http404(
            _("There is no release %(version)s. These can be read: %(known)s.") % {"version": version, "known": known}
        )

    def named_latest(self):
        """The newest release; Http404 with a sentence where there is none."""
        return self.latest or self.named(LATEST)

    def meant(self, said):
        """The release that `?release=` means: `latest`, a whole version, or the highest that begins with `1` or `1.2`.

        A withdrawn release has to be asked for by its whole version: nobody should come upon it by chance.
        """
        if said == LATEST:
            return self.latest
        if not BEGINNING.fullmatch(said):
            return self.named(said)
        numbers = tuple(map(int, said.split(".")))
        found = [each for each in self.releases if each.number[: len(numbers)] == numbers]
        if found and all(each.state == Release.State.WITHDRAWN for each in found):
            raise Http404(
                _("All releases %(version)s were withdrawn. Each can be read by its whole version: %(known)s.")
                % {"version": said, "known": ", ".join(each.version for each in found)}
            )
        return next((each for each in found if each.state != Release.State.WITHDRAWN), None) or self.named(said)

    @property
    def is_latest(self):
        return self.release == self.latest

    @property
    def query(self):
        """What an address says to stay in this release: nothing where it is the newest anyway."""
        return {} if self.release is None or self.is_latest else {"release": self.release.version}

    @property
    def before(self):
        """The release before this one, withdrawn ones left out, or None."""
        older = self.releases[self.releases.index(self.release) + 1 :]
        return next((each for each in older if each.state == Release.State.PUBLISHED), None)

    def in_order(self, rows):
        """(release, row) for rows of several releases, newest release first."""
        held = {row.release_id: row for row in rows}
        return [(release, held[release.pk]) for release in self.releases if release.pk in held]
