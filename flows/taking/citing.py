"""How a part of a release is cited: which question, of which release, how much answers it, and by what to check it.

Whoever asks the address again gets that release for good; the number of rows and the SHA-256 of the file that they are
a part of say whether it still is the same.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flows import figures
from flows.addresses import whys, with_query
from flows.described import PUBLISHER
from flows.proof import verdicts


def of_list(shown, absolute):
    """The citation of a list; `absolute` makes a whole address of a path."""
    said = [ngettext("%(number)s observation", "%(number)s observations", shown.numbers) % {
        "number": figures.number(shown.numbers)
    }]  # fmt: skip
    if shown.without:
        said.append(
            ngettext("%(number)s place without a number", "%(number)s places without a number", shown.without)
            % {"number": figures.number(shown.without)}
        )
    address = with_query(reverse("flows:observations"), shown.question.for_good)
    return cited(shown.question.release, f"{shown.title}: {', '.join(said)}", absolute(address))


def of_number(proof, absolute):
    """The citation of one number, or of a place where there is none."""
    row = proof.row
    said = figures.figure(row) if proof.observation else figures.name_of("status", row.status)
    address = f"{whys(proof.release.version)}{row.slug}/"
    return cited(proof.release, f"{verdicts.heading(row)}: {said}", absolute(address))


def of_population(opened, absolute):
    """The citation of the population of one origin and year."""
    said = f"{opened.heading}: {figures.number(opened.row.value)}"
    return cited(opened.edition.release, said, absolute(opened.row.get_absolute_url()), part=False)


def of_indicator(shown, absolute):
    """The citation of a table of an indicator."""
    address = with_query(reverse("flows:indicator", args=[shown.indicator.code]), shown.for_good)
    return cited(shown.edition.release, shown.cited, absolute(address))


def cited(release, what, address, part=True):
    """`part` says whether it is a part of observations.csv, by whose SHA-256 it can be checked then."""
    words = {
        "publisher": PUBLISHER,
        "version": release.version,
        "day": figures.day(release.published_at),
        "what": what,
        "address": address,
        "sha256": release.files.get("observations.csv", {}).get("sha256", "") if part else "",
    }
    whole = (
        _("%(publisher)s. Central Asia Migration Tracker, release %(version)s, %(day)s. %(what)s. %(address)s") % words
    )
    if not words["sha256"]:
        return whole
    return _("%(whole)s (SHA-256 of observations.csv of this release: %(sha256)s)") % {**words, "whole": whole}
