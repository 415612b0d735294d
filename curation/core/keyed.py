"""What the keys of a row say: origin, destination, label, breakdown, period; each text worked out once.

A long table repeats a few thousand texts in its hundred thousand rows, so that most rows cost a look-up a key.
"""

from collections.abc import Callable, Sequence
from operator import contains

from curation.core import periods, words
from curation.core.labels import normalise
from curation.core.layouts import Key, Layout
from curation.core.said import Said, each, piece_of
from curation.core.sheets import Grid
from curation.core.tables import Hints
from curation.core.tracked import TRACKED

TIMES = ("period", "year", "quarter", "month")
LONGEST_FLAG = 16
TOTALS = ("_WORLD", "_REGION")
NOWHERE = ("_STATELESS", "_UNKNOWN", "_DOCUMENT")


class Keyed:
    """Reads the keys of the rows of one sheet. `everyone` reads every origin instead of the tracked ones.

    never_blank: keys that say too little when they are blank
    named: printed name of a place → the code it was taken for
    """

    def __init__(self, grid: Grid, layout: Layout, names: Callable[..., str | None], hints: Hints, *, everyone: bool):
        self.grid, self.layout, self.names, self.hints, self.everyone = grid, layout, names, hints, everyone
        self.named: dict[str, str] = {}
        self.origins, self.destinations = self._places("origin"), self._places("destination")
        self.labels = Said(layout.of("label"), self._label)
        self.breakdowns = Said([key for key in layout.keys if key.role.startswith("breakdown")], self._breakdown)
        self.times = Said([key for role in TIMES for key in layout.of(role)], self._time)
        self.flags = Said(layout.of("flag"), lambda *texts: "".join(texts)[:LONGEST_FLAG])
        said = [(*name.partition(":"), text) for name, text in layout.constants.items()]
        self._constant_label = tuple(text for role, _, _, text in said if role == "label")
        self._constant_breakdowns = [f"{name}={text}" for role, _, name, text in said if role == "breakdown"]
        self._plain = not (layout.tree or layout.sections or self._constant_label or self._constant_breakdowns)
        must_say = (*self.labels.keys[:1], *self.breakdowns.keys, *self.times.keys)
        self.never_blank = [key for key in must_say if key.piece is None and not hints.names("blank", key.name)]
        self._has_places: bool | None = None

    # places

    def _places(self, role: str) -> Said:
        """The column of places, and those declared the same, which speak for it where it is blank."""
        keys = [*self.layout.of(role)[:1], *self.layout.of(f"same:{role}")]
        return Said(keys, lambda *texts: self.place(next(filter(None, texts), ""), role))

    def speaking(self, said: Said, row: Sequence[str]) -> Key:
        """The first of several columns that is filled in a row; where all are blank, the first."""
        return next((key for key in said.keys if self.text(row, key)), said.keys[0])

    def repeated(self, row: Sequence[str]) -> tuple[Key, str] | None:
        """A column that only repeats another, and the tracked origin that it names in this row."""
        whither, _ = self.destination(row)
        found = ((key, self.names(self.text(row, key))) for key in self.layout.of("same"))
        return next(((key, code) for key, code in found if code in TRACKED and code != whither), None)

    def origin(self, row: Sequence[str]) -> tuple[str, str]:
        """Whose numbers a row holds, as a code where it is known, and why they are set aside if they are."""
        if self.origins.keys:
            return self.origins[self.origins.pick(row)]
        constant = self.layout.constants.get("origin", "")
        read = self.everyone or self.layout.area_across == "origin" or constant in TRACKED
        return (constant, "") if read else ("", "out_of_scope")

    def destination(self, row: Sequence[str]) -> tuple[str, str]:
        """Where a row's people go, and why it is set aside if it is."""
        if self.destinations.keys:
            return self.destinations[self.destinations.pick(row)]
        return self.layout.constants.get("destination", ""), ""

    def place(self, text: str, role: str) -> tuple[str, str]:
        """(code, "") of a place that is read in this role; ("", reason) of one that is not."""
        code = self.names(text) if text else None
        known = bool(code) and not code.startswith("_")
        if code:
            self.named[text.strip()] = code
        if known and (code in TRACKED or role == "destination"):
            return code, ""
        if not text:
            return "", "unnamed"
        if self._is_total(text, code, role):
            return "", "total"
        if self.everyone:
            return (code if known else text), ""
        return "", "out_of_scope" if code else "unknown_place"

    def _is_total(self, text: str, code: str | None, role: str) -> bool:
        if role == "origin" and not self._names_places():
            return False
        return code in TOTALS or (not code and words.speaks_of(words.TOTAL, text))

    def _names_places(self) -> bool:
        """Totals stand among origins only where there are origins: a table of totals alone is not a table of none."""
        if self._has_places is None:
            first, last = self.layout.body
            texts = {text for row in self.grid.rows[first : last + 1] for text in each(self.origins.pick(row))}
            codes = (self.names(text) for text in texts if text)
            self._has_places = not self.origins.keys or any(code and not code.startswith("_") for code in codes)
        return self._has_places

    def is_of_nowhere(self, row: Sequence[str]) -> bool:
        """Whether a row is of the stateless or of people nobody knows whence: the total of a region has no part in
        it.
        """
        return bool(self.origins.keys) and self.names(self.text(row, self.speaking(self.origins, row))) in NOWHERE

    def ours(self, row: Sequence[str]) -> str:
        """The tracked origin that a row names, or whose sheet it stands in beside a destination; else ""."""
        origin, why = self.origin(row)
        named = bool(self.origins.keys) or (bool(self.destinations.keys) and not self.destination(row)[1])
        return origin if named and not why and origin in TRACKED else ""

    # the rest of a row's keys

    def of(self, row: Sequence[str], leaf: tuple[str, ...] | None, section: str):
        """(label, breakdown, period); None for a label or breakdown that is a total over others, and for no period."""
        label = self.labels[self.labels.pick(row)]
        breakdown = self.breakdowns[self.breakdowns.pick(row)]
        period = self.times[self.times.pick(row)]
        if self._plain or label is None or breakdown is None:
            return label, breakdown, period
        nested = self.layout.tree_breakdown
        said = [breakdown, *self._constant_breakdowns]
        label += self._constant_label
        if leaf is not None:
            label += leaf[1:] if nested else leaf
            said += [f"{nested}={leaf[0]}"] if nested and leaf[0] else []
        if self.layout.sections and section:
            said.append(f"{self.layout.sections}={section}")
        return label, "; ".join(filter(None, said)), period

    def period(self, row: Sequence[str]) -> str | None:
        """The period that a row's keys name, or the whole sheet's; None where they name none."""
        return self.times[self.times.pick(row)]

    def text(self, row: Sequence[str], key: Key) -> str:
        """The text of one key, as printed."""
        return piece_of(row[key.column], key.piece).strip()

    def repeats_a_heading(self, row: Sequence[str]) -> bool:
        """Whether a row says the heading of a key again, in that key's own column."""
        keys = (key for key in self.layout.keys if key.name and key.piece is None)
        return any(row[key.column] and normalise(row[key.column]) == normalise(key.name) for key in keys)

    def _label(self, *texts: str) -> tuple[str, ...] | None:
        totals = (self.layout.totals_of.get(key.name, ()) for key in self.labels.keys)
        return None if any(map(contains, totals, texts)) else texts

    def _breakdown(self, *texts: str) -> str | None:
        names = [key.role.partition(":")[2] or key.name for key in self.breakdowns.keys]
        said = [(name, text) for name, text in zip(names, texts, strict=True) if text]
        if any(text in self.layout.totals_of.get(name, ()) for name, text in said):
            return None
        return "; ".join(f"{name}={text}" for name, text in said)

    def _time(self, *texts: str) -> str | None:
        if not self.times.keys:
            return self.layout.constants.get("period", "")
        units = [None if key.role == "period" else key.role for key in self.times.keys]
        joined = periods.join([_unless_total(text, unit) for text, unit in zip(texts, units, strict=True)], units)
        if joined and self.hints.get("dates_are") == "month":
            # A table of months that names a year somewhere would lose that line: it belongs to no month.
            return joined[:7] if periods.is_date(joined) or periods.is_month(joined) else None
        return joined


def _unless_total(text: str, unit: str | None) -> str:
    """“Total” in a column of months is the year beside it."""
    return "" if unit and words.speaks_of(words.TOTAL_MEMBER, text) else text
