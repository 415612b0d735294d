"""What is left to do in each file: its steps, its one open thing in words, and where one goes on.

Asked for all files at once: the number of queries does not grow with them.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation import checks, progress, stages
from curation.explained import RULE as TOTALS
from curation.explained import Explained, unexplained_changes
from curation.models import Concern, Difference, PrintedTotal, Reading, SourceFile, Standing, Tick

State = SourceFile.State
MAPPING_DESK, RECONCILED = "mapping", 4


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


def of(files) -> list[Left]:
    """What is left in each file, the one that is furthest first."""
    found = Findings([file.pk for file in files if file.state in stages.READ])
    left = [next_thing(file, found) for file in files]
    return sorted(left, key=lambda each: -each.done)


class Findings:
    """What is open in some files, each question asked once for all of them."""

    def __init__(self, files):
        self.labels, self.largest = labels_open(files)
        self.totals = totals_open(files)
        self.unexplained = changes_unexplained(files)
        differences = Difference.objects.filter(file__in=files)
        self.differing = {each.file_id: each.changed + each.new + each.gone for each in differences.defer("labels")}
        self.concerns = doubts_open(files)

    def steps(self, file):
        return stages.steps(file, self.labels[file.pk], len(self.totals[file.pk]))


def labels_open(files) -> tuple[Counter, dict[int, str]]:
    """How many labels of each file nobody decided, and the one of them with most people."""
    cells = Reading.objects.filter(sheet__file__in=files, label__standing__state__in=Standing.OPEN).order_by()
    rows = cells.values_list("sheet__file", "label__standing__open_people", "label", "label__text").distinct()
    held = sorted(rows)
    return Counter(row[0] for row in held), {file: text for file, _people, _label, text in held}


def totals_open(files) -> dict[int, list[PrintedTotal]]:
    """The printed totals of each file that nobody explained."""
    words, found = Explained(files), defaultdict(list)
    totals = PrintedTotal.objects.filter(sheet__file__in=files, outcome="open").select_related("sheet")
    for total in totals.defer("sheet__layout", "sheet__set_aside").order_by("pk"):
        if not words.words(total):
            found[total.sheet.file_id].append(total)
    return found


def doubts_open(files) -> dict[int, Concern]:
    """The first doubt about each file that nobody settled or ticked off; open totals have a place of their own."""
    ticked = set(Tick.objects.filter(file__in=files).values_list("file", "check_name"))
    doubts = Concern.objects.unresolved().filter(file__in=files).exclude(severity="note").exclude(rule=TOTALS)
    left = [doubt for doubt in doubts.order_by("-pk") if (doubt.file_id, checks.name_of(doubt)) not in ticked]
    return {doubt.file_id: doubt for doubt in left}


def changes_unexplained(files) -> Counter:
    """How many changes of each file no rule understands, nobody explained and nobody doubts."""
    left = unexplained_changes(files).order_by().values_list("difference__file")
    return Counter(dict(left.annotate(count=Count("pk"))))


def next_thing(file, found) -> Left:
    """The one thing that comes next: a file that cannot be read, a doubt, labels, changes, totals, handing in."""
    return Left(file, found.steps(file), **(read(file, found) if file.state in stages.READ else unread(file)))


def read(file, found) -> dict:
    if concern := found.concerns.get(file.pk):
        wrong = concern.severity == Concern.Severity.BLOCKER
        return {"words": concern.text, "go": _("See the check"), "wrong": wrong}
    if count := found.labels[file.pk]:
        go = _("Go on at %(label)s") % {"label": found.largest[file.pk]}
        return {"words": stages.labels_left(count), "go": go, "tab": MAPPING_DESK}
    if count := found.unexplained[file.pk]:
        return {"words": changes_left(count), "go": _("Explain the changes"), "tab": "difference"}
    if totals := found.totals[file.pk]:
        go = _("Explain %(total)s") % {"total": totals[0].what}
        return {"words": stages.totals_left(len(totals)), "go": go, "tab": "totals"}
    differing = found.differing.get(file.pk, 0)
    return {"words": changes_understood(differing) if differing else _("nothing is open"), "go": _("Hand in")}


def unread(file) -> dict:
    """A file that is being read, or that could not be."""
    if file.state == State.RECEIVED and not file.message:
        return {"words": progress.of(file.pk).words, "go": _("Look at it")}
    if any(problem.get("field") == "period" for problem in file.problems):
        return {"words": file.message, "go": _("Give a period"), "fragment": "again"}
    return {"words": file.message, "go": _("See the check"), "wrong": True}


def changes_left(count) -> str:
    return ngettext("%(count)d changed cell unexplained", "%(count)d changed cells unexplained", count) % {
        "count": count
    }


def changes_understood(count) -> str:
    return ngettext("%(count)d cell differs, understood", "%(count)d cells differ, all understood", count) % {
        "count": count
    }
