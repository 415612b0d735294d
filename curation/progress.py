"""How far the reading of a file is, kept beside the database.

What is read is stored in one transaction: a note written inside it nobody would see before its end, and on SQLite one
written beside it would wait for its end. So the notes lie in a cache of files, shared by site and workers as the kept
files are; they are worth nothing once the file is read.
"""

import time
from dataclasses import asdict, dataclass, replace

from django.core.cache import caches
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EVERY = 0.4  # seconds between two notes
STALLED = 120  # seconds without a note after which nobody seems to be reading any more
A_DAY = 24 * 3600


@dataclass(frozen=True)
class Progress:
    """One note: the phase, the sheet being read, cells done of all, doubts so far, and when it was written."""

    phase: str = "waiting"
    sheet: str = ""
    number: int = 0
    sheets: int = 0
    done: int = 0
    total: int = 0
    doubts: int = 0
    at: float = 0.0

    @property
    def words(self) -> str:
        """What is being done."""
        place = {"sheet": self.sheet, "number": self.number, "sheets": self.sheets}
        return {
            "opening": _("The file is being opened."),
            "understanding": _("Its sheets are being understood."),
            "reading": _("%(sheet)s, sheet %(number)d of %(sheets)d") % place,
            "checking": _("What was read is being checked."),
        }.get(self.phase, _("The file waits for its turn."))

    @property
    def counted(self) -> str:
        """How many cells are behind us."""
        if not self.total:
            return ""
        done, total = (number_format(cells, force_grouping=True) for cells in (self.done, self.total))
        return _("%(done)s of %(total)s cells") % {"done": done, "total": total}

    @property
    def doubted(self) -> str:
        """How many doubts the rules have so far."""
        if not self.doubts:
            return ""
        return ngettext("%(count)d warning so far.", "%(count)d warnings so far.", self.doubts) % {"count": self.doubts}

    @property
    def stalled(self) -> bool:
        """Whether so long nothing was noted that whoever read it must be gone."""
        return bool(self.at) and time.time() - self.at > STALLED


def of(pk) -> Progress:
    """The last note about a file; one that waits where there is none."""
    return Progress(**caches["progress"].get(key(pk), {}))


def forget(pk) -> None:
    """There is nothing more to say about the reading of a file."""
    caches["progress"].delete(key(pk))


def key(pk) -> str:
    return f"reading-{pk}"


class Notes:
    """Told by whoever reads a file how far it is; writes it down now and then, and each new phase or sheet at once."""

    def __init__(self, pk):
        self.pk, self.now, self.next, self.before = pk, Progress(), 0.0, 0

    def opening(self):
        self.write(phase="opening")

    def understanding(self, sheets, cells):
        self.write(phase="understanding", sheets=sheets, total=cells)

    def reading(self, number, sheet, cells):
        """The sheet so numbered is being read; `cells` is how many there were in those before."""
        self.before = cells
        self.write(phase="reading", sheet=sheet, number=number, done=cells)

    def passed(self, cells):
        """So many cells of the sheet are behind us."""
        if time.monotonic() >= self.next:
            self.write(done=self.before + cells)

    def doubted(self, count):
        """So many more doubts; written with the next note."""
        self.now = replace(self.now, doubts=self.now.doubts + count)

    def checking(self):
        self.write(phase="checking", done=self.now.total)

    def write(self, **now):
        self.next = time.monotonic() + EVERY
        self.now = replace(self.now, **now, at=time.time())
        caches["progress"].set(key(self.pk), asdict(self.now), A_DAY)


class Nobody(Notes):
    """Notes that nobody reads."""

    def __init__(self):
        super().__init__(None)

    def write(self, **now):
        self.next = float("inf")
