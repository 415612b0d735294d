"""What is left to do in each file: its steps, its one open thing in words, and where one goes on.

Asked for all files at once: the number of queries does not grow with them.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation import stages
from curation.models import Change, Concern, Explanation, PrintedTotal, Reading, SourceFile

State = SourceFile.State
MAPPING_DESK, RECONCILED = "mapping", 4
NO_PERIOD = "declare the period"  # how the sentence of `curation.core.constants` ends, whatever it begins with


@dataclass(frozen=True, slots=True)
class Left:
    """A file with what is left: `go` says where the link leads, `tab` is its page, or the mapping desk's."""

    file: SourceFile
    steps: list[stages.Stage]
    words: str
    go: str
    tab: str = "checks"
    fragment: str = ""
    wrong: bool = False

    @property
    def done(self):
        """How many steps are behind it."""
        return next(i for i, step in enumerate(self.steps) if step.now)

    @property
    def at(self):
        """The step one works at; once all is reconciled there is nothing to do in a file but to hand it in."""
        return self.steps[min(self.done, RECONCILED)]


def of(files, undecided) -> list[Left]:
    """What is left in each file, the one that is furthest first; `undecided` are the labels that nobody decided."""
    found = Findings([file.pk for file in files if file.state in stages.READ], undecided)
    left = [next_thing(file, found) for file in files]
    return sorted(left, key=lambda each: -each.done)


class Findings:
    """What is open in some files, each question asked once for all of them."""

    def __init__(self, files, undecided):
        self.labels, self.largest = labels_open(files, undecided)
        self.totals = totals_open(files)
        self.concerns = {}
        for concern in Concern.objects.unresolved().filter(file__in=files).exclude(severity="note"):
            self.concerns.setdefault(concern.file_id, concern)
        self.changes = changes_open(files)

    def steps(self, file):
        opened, _first = self.totals.get(file.pk, (0, None))
        return stages.steps(file, self.labels[file.pk], opened)


def labels_open(files, undecided) -> tuple[Counter, dict[int, str]]:
    """How many labels of each file nobody decided, and the one of them with most people."""
    cells = Reading.objects.filter(sheet__file__in=files, label__in=undecided).order_by()
    rows = cells.values_list("sheet__file", "label__text").annotate(people=Sum(Coalesce("value", "lower", 0)))
    counts, largest = Counter(), {}
    for file, label, people in rows:
        counts[file] += 1
        largest[file] = max(largest.get(file, (people, label)), (people, label), key=lambda pair: pair[0])
    return counts, {file: label for file, (_people, label) in largest.items()}


def totals_open(files) -> dict[int, tuple[int, PrintedTotal]]:
    """How many printed totals of each file nobody explained, and the first of them."""
    opened = PrintedTotal.objects.filter(sheet__file__in=files, outcome="open", explanations__isnull=True).order_by()
    counts = list(opened.values_list("sheet__file").annotate(Count("pk"), Min("pk")))
    firsts = PrintedTotal.objects.in_bulk([first for _file, _count, first in counts])
    return {file: (count, firsts[first]) for file, count, first in counts}


def changes_open(files) -> dict[int, tuple[int, int]]:
    """How many cells of each file differ from the last one, and how many of those nobody explained."""
    unexplained = Q(kind=Change.Kind.CHANGED, why="") & ~Exists(Explanation.objects.filter(change=OuterRef("pk")))
    changes = Change.objects.filter(difference__file__in=files).order_by().values_list("difference__file")
    counted = changes.annotate(differing=Count("pk"), open_ones=Count("pk", filter=unexplained))
    return {file: (differing, open_ones) for file, differing, open_ones in counted}


def next_thing(file, found) -> Left:
    """The one thing that comes next: a file that cannot be read, a doubt, labels, changes, totals, handing in."""
    return Left(file, found.steps(file), **(read(file, found) if file.state in stages.READ else unread(file)))


def read(file, found) -> dict:
    differing, unexplained = found.changes.get(file.pk, (0, 0))
    if concern := found.concerns.get(file.pk):
        wrong = concern.severity == Concern.Severity.BLOCKER
        return {"words": concern.text, "go": _("See the check"), "wrong": wrong}
    if count := found.labels[file.pk]:
        go = _("Go on at %(label)s") % {"label": found.largest[file.pk]}
        return {"words": stages.labels_left(count), "go": go, "tab": MAPPING_DESK}
    if unexplained:
        return {"words": changes_left(unexplained), "go": _("Explain the changes"), "tab": "difference"}
    if file.pk in found.totals:
        count, total = found.totals[file.pk]
        go = _("Explain %(total)s") % {"total": total.what}
        return {"words": stages.totals_left(count), "go": go, "tab": "totals"}
    words = changes_understood(differing) if differing else _("nothing is open")
    return {"words": words, "go": _("Hand in")}


def unread(file) -> dict:
    """A file that is being read, or that could not be."""
    if file.state == State.RECEIVED and not file.message:
        return {"words": progress(file), "go": _("Look at it")}
    if NO_PERIOD in file.message:
        return {"words": file.message, "go": _("Give a period"), "fragment": "again"}
    return {"words": file.message, "go": _("See the check"), "wrong": True}


def progress(file) -> str:
    if not file.progress_total:
        return _("waits to be read")
    said = {"done": file.progress_done, "all": file.progress_total}
    return _("being read: sheet %(done)d of %(all)d") % said


def changes_left(count) -> str:
    return ngettext("%(count)d changed cell unexplained", "%(count)d changed cells unexplained", count) % {
        "count": count
    }


def changes_understood(count) -> str:
    return ngettext("%(count)d cell differs, understood", "%(count)d cells differ, all understood", count) % {
        "count": count
    }
