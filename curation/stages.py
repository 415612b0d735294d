"""The seven steps of a file's way, for the strip above its pages: which are done, which is now, what it waits for."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation import checks, queries
from curation.explained import Explained, open_totals
from curation.models import PrintedTotal, SourceFile

State = SourceFile.State
READ = (State.READ, State.SUBMITTED, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: its name, whether it is done, whether it is the one at which the file stands, a few words."""

    name: str
    done: bool
    words: str
    now: bool = False


def stages(file) -> list[Stage]:
    """The steps of one file."""
    if file.state not in READ:
        return steps(file, 0, 0, 0)
    return steps(file, undecided(file), opened(file), sheets(file), len(checks.unticked(file)))


def undecided(file) -> int:
    """How many of its labels nobody decided; asked once for each time the file was fetched, for strip and tabs."""
    return once(file, "undecided", lambda: len(queries.undecided_labels(file=file)))


def opened(file) -> int:
    """How many of its printed totals nobody explained."""
    return len(open_ones(file))


def open_ones(file) -> list[PrintedTotal]:
    """The printed totals that nobody explained."""
    return once(file, "open_ones", lambda: open_totals(file, explained(file)))


def explained(file) -> Explained:
    """What people said of its printed totals."""
    return once(file, "explained", lambda: Explained([file.pk]))


def sheets(file) -> int:
    """How many sheets it has."""
    return once(file, "sheets", file.sheets.count)


def once(file, name, asked):
    """What is asked for strip, tabs and page alike: each time the file was fetched, the database hears it once."""
    known = file.__dict__.setdefault("stages", {})
    if name not in known:
        known[name] = asked()
    return known[name]


def steps(file, undecided: int, opened: int, sheets: int = 0, warnings: int | None = None) -> list[Stage]:
    """Received, screened, read, mapped, reconciled, handed in, accepted: the first that is not done is now."""
    read = file.state in READ
    screened = file.state != State.QUARANTINED
    found = [
        Stage(_("received"), True, day(file.uploaded_at)),
        Stage(_("screened"), screened, screening(file, warnings)),
        Stage(_("read"), read, sheets_read(sheets) if sheets else ""),
        Stage(_("mapped"), read and not undecided, labels_left(undecided) if read else ""),
        Stage(_("reconciled"), read and not undecided and not opened, totals_left(opened) if read else ""),
        Stage(_("handed in"), file.state in (State.SUBMITTED, State.ACCEPTED), day(file.submitted_at)),
        Stage(_("accepted"), file.state == State.ACCEPTED, day(file.accepted_at) or _("by another person")),
    ]
    now = next((i for i, step in enumerate(found) if not step.done), None)
    return [Stage(step.name, step.done, step.words, i == now) for i, step in enumerate(found)]


def day(moment) -> str:
    return formats.date_format(moment, "j M") if moment else ""


def screening(file, warnings: int | None) -> str:
    """What the checks say, where somebody asked them."""
    if file.state == State.QUARANTINED:
        return _("cannot be read")
    if warnings is None:
        return ""
    if not warnings:
        return _("no warning open")
    return ngettext("%(count)d warning open", "%(count)d warnings open", warnings) % {"count": warnings}


def sheets_read(count) -> str:
    return ngettext("%(count)d sheet", "%(count)d sheets", count) % {"count": count}


def labels_left(count) -> str:
    return ngettext("%(count)d label undecided", "%(count)d labels undecided", count) % {"count": count}


def totals_left(count) -> str:
    return ngettext("%(count)d total open", "%(count)d totals open", count) % {"count": count}
