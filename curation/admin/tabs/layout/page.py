"""What the page of a file's layout shows."""

import json

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from curation import looking, stages
from curation.actions.layouts import LAID_OUT
from curation.admin.tabs.layout import drawn, words
from curation.admin.tabs.layout.asked import Asked, written
from curation.admin.tabs.layout.dock import dock
from curation.admin.tabs.layout.shapes import strip
from curation.core.cells import ROLES
from curation.core.problems import Unreadable
from curation.core.taken import Mistaken

TITLE = _("Layout")
FROZEN = 3
CORRECTED = ("corrections", "unmet", "asked")  # what is kept with a layout and is none of it


def said(file):
    count = stages.sheets(file)
    return ngettext("%(count)d sheet", "%(count)d sheets", count) % {"count": count}


def may_correct(user, file) -> bool:
    """Whether to draw what corrects. The action asks again."""
    return user.has_perm("curation.lay_out_sourcefile") and file.state in LAID_OUT


def may_declare(user, file) -> bool:
    """Whether to lead to the form that declares an error of a cell."""
    return user.has_perm("curation.propose_correction") and file.state != file.State.WITHDRAWN


def context(request, file):
    """The sheet asked for as it would be read with the corrections of the address."""
    asked = Asked.of(request.GET)
    may = {"may_correct": may_correct(request.user, file), "may_declare": may_declare(request.user, file)}
    found = {"asked": asked, "problem": asked.problem, **may}
    try:
        seeing = Seeing(file, asked)
    except (Unreadable, Mistaken) as reason:
        return found | {"problem": found["problem"] or str(reason)}
    sheets = list(file.sheets.all())
    return found | {
        **seeing.context(found["may_correct"]),
        "strip": strip(seeing.looking.book.sheets, sheets, asked),
        "sums": {name: sum(getattr(sheet, name) for sheet in sheets) for name in ("filled", "read", "set_aside_count")},
        "several": len(sheets) > 1,
    }


class Seeing:
    """One sheet of a file looked at, with the dock where a place is asked for. Raises `Unreadable`, `Mistaken`."""

    def __init__(self, file, asked: Asked):
        self.file, self.asked = file, asked
        self.looking = looking.at(file, asked.taken)
        if asked.sheet >= len(self.looking.book.sheets):
            raise Mistaken(f"This file has {len(self.looking.book.sheets)} sheets; choose one of them.")
        self.kept = self.looking.book.sheets[asked.sheet]
        self.grid = self.looking.grid(asked.sheet)
        self.seen = self.looking.look(asked.sheet)
        self.problem, self.dock = "", None
        try:
            self.dock = dock(self.looking, asked, self.seen)
        except (Unreadable, Mistaken) as reason:
            self.problem = str(reason)

    def context(self, may_correct: bool) -> dict:
        """Everything that the page and its parts show of the sheet."""
        table = self.table()
        return {
            **self.parts(),
            "kept": self.kept,
            "table": table,
            "data": self.data(),
            "may_correct": may_correct,
            "before_lines": self.asked.address(line=table.lines_before or 0),
            "after_lines": self.asked.address(line=table.more_lines or 0),
            "before_columns": self.asked.address(column=table.columns_before or 0),
            "after_columns": self.asked.address(column=table.more_columns or 0),
            "unfold_url": self.asked.address(fold=False),
        }

    def parts(self) -> dict:
        """What the sides of the grid show; they are drawn anew at each correction."""
        looking, asked, seen = self.looking, self.asked, self.seen
        return {
            "file": self.file,
            "asked": asked,
            "seen": seen,
            "sheet_name": self.kept.name,
            "dock": self.dock,
            "problem": asked.problem or self.problem,
            "legend": words.legend(seen),
            "sentences": words.sentences(seen),
            "assumed": seen.layout.assumed if seen.layout else (),
            "corrections": [(words.entry(one), one in looking.kept, n) for n, one in enumerate(looking.taken)],
            "dropped": [words.entry(one) for one in looking.kept if one not in looking.taken],
            "unsaved": looking.taken != looking.kept,
            "taken": written(looking.taken),
            "was": written(looking.kept),
            "stop": seen.stop,
            "roles": words.CHOICES,
            "here": asked.address(),
            "place_url": f"{asked.address(at='', role='')}&at=",
            "dropped_url": asked.address(at="", role=""),
            "outdated": self.outdated(),
        }

    def outdated(self) -> bool:
        """Whether the sheet would be understood otherwise now than when the file was read."""
        if self.file.state != self.file.State.READ or self.looking.taken != self.looking.kept:
            return False
        stored = self.file.sheets.filter(name=self.kept.name).values_list("layout", flat=True).first() or {}
        now = json.loads(json.dumps(self.seen.layout.as_json())) if self.seen.layout else {}
        return {name: said for name, said in stored.items() if name not in CORRECTED} != now

    @property
    def frozen(self) -> int:
        """How many of the first lines stay in sight: the headings, where they are the first."""
        last = self.seen.layout.headings[1] + 1 if self.seen.layout else 0
        return last if last <= FROZEN else 0

    def folds(self):
        """(lines, columns) that are drawn as one; what is asked for stays open."""
        place = self.dock.place if self.dock else None
        if not self.asked.fold:
            return [], []
        columns = set(range(place.columns[0], place.columns[1] + 1)) if place and place.columns else set()
        lines = drawn.folded_lines(self.seen)
        if place and place.rows:
            lines = [fold for fold in lines if not fold.first <= place.rows[0] <= fold.last]
        return lines, drawn.folded_columns(self.seen, self.kept.columns, columns)

    def table(self) -> drawn.Table:
        """The plain table, for those without scripts, and until they run."""
        lines, columns = self.folds()
        shown = drawn.unfolded(self.kept.rows, lines), drawn.unfolded(self.kept.columns, columns)
        first = self.asked.line, self.asked.column
        return drawn.Table(self.grid, self.seen, *shown, first, words.fold_words)

    def data(self) -> dict:
        """What the grid in the browser is drawn from."""
        lines = drawn.folded_lines(self.seen)
        columns = drawn.folded_columns(self.seen, self.kept.columns, set())
        return {
            "sheet": self.asked.sheet,
            "version": self.looking.book.data[:12],
            "rows": self.kept.rows,
            "columns": self.kept.columns,
            "frozen": self.frozen,
            "widths": drawn.widths(self.grid),
            "roles": [[role, str(words.NAMES[role]), words.KEYS[role]] for role in ROLES],
            "runs": drawn.as_numbers(self.seen),
            "folds": [[fold.first, fold.last, words.fold_words(fold)] for fold in lines],
            "column_folds": [[fold.first, fold.last] for fold in columns],
            "stop": self.seen.stop,
        }
