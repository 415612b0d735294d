"""What stops the next release, and what is ticked off by name before it is frozen.

A warning's name stands for what it says: another one, or one more of it, is a warning that nobody ticked off yet.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from curation import held, overdue
from curation.models import Concept, NextRelease, ReleaseTick
from curation.scope import Scope
from flows import figures
from flows.core import versions
from flows.core.refusals import Refused

MEMBERS = 6  # things of one warning that are told by name


class Words(NamedTuple):
    """How a kind is told: where it is well, where it is not, and the page on which one goes on."""

    passed: str
    failed: str
    page: str
    go: str


STOPS = {
    "totals": Words(
        gettext_lazy("Printed totals add up, or somebody said why not"),
        ngettext_lazy("{count} printed total does not add up", "{count} printed totals do not add up", "count"),
        "admin:curation_sourcefile_changelist",
        gettext_lazy("Files"),
    ),
    "labels": Words(
        gettext_lazy("No undecided label in the years of the series"),
        ngettext_lazy("{count} label has no approved decision", "{count} labels have no approved decision", "count"),
        "admin:curation_label_desk",
        gettext_lazy("Mapping desk"),
    ),
    "blockers": Words(
        gettext_lazy("No open blocker among the concerns"),
        ngettext_lazy("{count} blocker is open", "{count} blockers are open", "count"),
        "admin:curation_concern_changelist",
        gettext_lazy("Concerns"),
    ),
    "places": Words(
        gettext_lazy("Every name of a place is known"),
        ngettext_lazy("{count} file names a place that nobody knows", "{count} files name places that nobody knows",
                      "count"),
        "admin:curation_alias_changelist",
        gettext_lazy("Place aliases"),
    ),
    "handed_in": Words(
        gettext_lazy("Every file that was handed in is accepted, by another person than who brought it in"),
        ngettext_lazy("{count} file was handed in and waits", "{count} files were handed in and wait", "count"),
        "admin:curation_sourcefile_changelist",
        gettext_lazy("Files"),
    ),
}  # fmt: skip
DOUBTS = {
    "files": (
        ngettext_lazy("{count} file is read and not accepted", "{count} files are read and not accepted", "count"),
        "admin:curation_sourcefile_changelist",
        gettext_lazy("Files"),
    ),
    "corrections": (
        ngettext_lazy("{count} file counts with other corrections than those in force",
                      "{count} files count with other corrections than those in force", "count"),
        "admin:curation_correction_changelist",
        gettext_lazy("Corrections"),
    ),
    "series": (
        ngettext_lazy("{count} series is decided and not published", "{count} series are decided and not published",
                      "count"),
        "admin:curation_series_changelist",
        gettext_lazy("Series"),
    ),
}  # fmt: skip


class Item(NamedTuple):
    """One line of the checklist; `name` is that of a warning, `tick` whoever ticked it off; `beside` is what is so,
    and stops nothing.
    """

    kind: str
    title: str
    said: list[str]
    more: int = 0
    passed: bool = False
    url: str = ""
    go: str = ""
    name: str = ""
    tick: ReleaseTick | None = None
    beside: tuple[str, ...] = ()


# --- What stops it ----------------------------------------------------------------------------------------------------


def stops(content: dict, unexplained: int) -> list[Item]:
    """Every check that can stop a release, failed ones first."""
    found = [stop(kind, words, *content["stops"].get(kind, (0, []))) for kind, words in STOPS.items()]
    found = [item._replace(beside=tuple(elsewhere(content))) if item.kind == "totals" else item for item in found]
    found += [numbers(content), adds_up(unexplained)]
    return sorted(found, key=lambda item: item.passed)


def stop(kind: str, words: Words, count: int, said: list[str]) -> Item:
    if not count:
        return Item(kind, str(words.passed), [], passed=True)
    title = (words.failed % {"count": count}).format(count=figures.number(count))
    return Item(kind, title, said, count - len(said), url=reverse(words.page), go=str(words.go))


def elsewhere(content: dict) -> Iterator[str]:
    """Which open totals stop nothing: those that are no check of a number of the release."""
    kept = content.get("open_elsewhere", {})
    outside, inside = kept.get("outside", 0), kept.get("inside", 0)
    if outside:
        words = ngettext(
            "{count} printed total of years that no series holds stays open.",
            "{count} printed totals of years that no series holds stay open.",
            outside,
        )
        yield words.format(count=figures.number(outside))
    if inside:
        words = ngettext(
            "{count} printed total of the years of a series stays open: over all origins, or of cells that no number "
            "counts.",
            "{count} printed totals of the years of a series stay open: over all origins, or of cells that no number "
            "counts.",
            inside,
        )
        yield words.format(count=figures.number(inside))


def numbers(content: dict) -> Item:
    if content["observations"]:
        return Item("numbers", _("There are numbers to publish"), [], passed=True)
    return Item("numbers", _("There is no number to publish yet"), [_("No accepted file holds one.")])


def adds_up(unexplained: int) -> Item:
    if not unexplained:
        return Item("causes", _("The causes add up: unexplained 0"), [], passed=True)
    loose = _("The causes do not add up: unexplained {number}").format(number=figures.number(unexplained))
    return Item("causes", loose, [_("That is an error of the program: tell whoever looks after the site.")])


# --- What is ticked off -----------------------------------------------------------------------------------------------


def warnings(content: dict, following: NextRelease, proposal: versions.Proposal) -> list[Item]:
    """Every warning that stands, with its tick."""
    ticks = ReleaseTick.objects.select_related("by").in_bulk()
    found = [*doubts(content), *apart(content), *late(), *hidden(content), *russian(following)]
    found += smaller(following, proposal)
    return [item._replace(tick=ticks.get(item.name)) for item in found]


def unticked(found: list[Item]) -> list[Item]:
    return [item for item in found if item.tick is None]


def warning(kind: str, title: str, of: list[str], said: list[str], url: str = "", go: str = "") -> Item:
    """`of` is what it is about, in words that do not depend on the language: the name stands for these."""
    name = f"{kind}-{hashlib.sha256(chr(10).join(sorted(of)).encode()).hexdigest()[:16]}"
    return Item(kind, title, said[:MEMBERS], max(0, len(said) - MEMBERS), url=url, go=go, name=name)


def doubts(content: dict) -> Iterator[Item]:
    for kind, (title, page, go) in DOUBTS.items():
        count, said = content["doubts"].get(kind, (0, []))
        if count:
            words = (title % {"count": count}).format(count=figures.number(count))
            yield warning(kind, words, [str(count), *said], said, reverse(page), str(go))


def apart(content: dict) -> Iterator[Item]:
    if found := content["apart"]:
        title = ngettext(
            "{count} concept is treated in two ways, and nobody said why",
            "{count} concepts are treated in two ways, and nobody said why",
            len(found),
        ).format(count=figures.number(len(found)))
        names = [concept.name for concept in Concept.objects.filter(code__in=found)]
        yield warning("apart", title, found, names, reverse("admin:curation_concept_board"), _("Board"))


def late() -> Iterator[Item]:
    """Reckoned when it is shown: what is late changes with the day."""
    found = overdue.sources(Scope(), held.files())
    if found:
        title = ngettext("{count} source is overdue", "{count} sources are overdue", len(found))
        said = [each.source.title for each in found]
        codes = [f"{each.source.code} {each.expected}" for each in found]
        words = title.format(count=figures.number(len(found)))
        yield warning("late", words, codes, said, reverse("admin:coverage"), _("Coverage"))


def hidden(content: dict) -> Iterator[Item]:
    if found := content["hidden"]:
        said = [
            f"{figures.name_of('area', area)}, {figures.name_of('category', category).lower()}, "
            f"{figures.name_of('measure', measure)}: {figures.number(count)}"
            for area, category, measure, count in found
        ]
        of = [" ".join(map(str, each)) for each in found]
        yield warning("hidden", _("Hidden cells or missing parts inside numbers, with lower and upper"), of, said)


def russian(following: NextRelease) -> Iterator[Item]:
    """Of notes that are kept; until then what is written beforehand stands in both languages."""
    if following.saved_at and not following.notes_ru.strip():
        said = [_("Russian pages would show the English ones.")]
        yield warning("russian", _("Russian notes are missing"), [], said, "#notes", _("Write"))


def smaller(following: NextRelease, proposal: versions.Proposal) -> Iterator[Item]:
    """A version that promises readers less change than there is."""
    try:
        chosen = versions.parse(following.version) if following.version else proposal.version
    except Refused:
        return
    if chosen < proposal.version:
        title = _("{version} promises a smaller change than there is").format(version=chosen)
        said = [_("The difference asks for {version}.").format(version=proposal.version)]
        yield warning("smaller", title, [str(chosen), str(proposal.version)], said, "#version", _("Version"))
