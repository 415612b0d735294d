"""The same number in two sheets of one file: reading both would count it twice.

Of each reading eight bytes are kept, sixteen where there are breakdowns, so that a file of a million cells stays small.
"""

from array import array
from collections.abc import Iterator

from curation.core.problems import Unreadable, at, shown
from curation.core.reading import Reading


class Keys:
    """What the readings of one sheet are of, as numbers: `full` with their breakdowns, `short` without."""

    def __init__(self, name: str):
        self.name = name
        self.full, self.short = array("q"), array("q")
        self.of: set[tuple[str, str, str]] = set()  # origin, destination, period
        self.labels: set[tuple[str, ...]] = set()
        self.breakdowns: set[str] = set()

    @property
    def dimensions(self) -> set[tuple[str, ...]]:
        """By what the sheet breaks its numbers down: `{("sex", "age")}`."""
        return {tuple(part.partition("=")[0] for part in text.split("; ")) for text in self.breakdowns}

    def watched(self, readings: Iterator[Reading]) -> Iterator[Reading]:
        """Pass readings on and remember their keys."""
        full, short, of, label_of, broken_down = (
            self.full.append, self.short.append, self.of.add, self.labels.add, self.breakdowns.add,
        )  # fmt: skip
        for reading in readings:
            _, _, origin, destination, label, breakdown, period, *_ = reading
            of((origin, destination, period))
            label_of(label)
            full(hash((origin, destination, label, breakdown, period)))
            if breakdown:
                broken_down(breakdown)
                short(hash((origin, destination, label, "", period)))
            yield reading

    def repeats(self, other: "Keys") -> bool:
        """Whether both sheets count the same: with the same breakdown, or broken down by other dimensions."""
        if self.of.isdisjoint(other.of) or self.labels.isdisjoint(other.labels):
            return False
        if self.dimensions == other.dimensions:
            return not set(self.full).isdisjoint(other.full)
        return not set(self.short or self.full).isdisjoint(other.short or other.full)


class Repeats:
    """Watches the sheets of one file, one after another."""

    def __init__(self):
        self._sheets: list[Keys] = []

    def watch(self, sheet: str, readings: Iterator[Reading]) -> Iterator[Reading]:
        """Pass readings on; raises `Unreadable` at their end when another sheet already gave numbers for the same."""
        keys = Keys(sheet)
        yield from keys.watched(readings)
        for other in self._sheets:
            if keys.repeats(other):
                what = ", ".join(filter(None, min(keys.of & other.of)))
                raise Unreadable(
                    "{Place} {found}; {remedy}, for the same people would be counted twice.",
                    **at(sheet, "A1") | {"place": f"sheets {shown(other.name)} and {shown(sheet)}"},
                    found=f"both give numbers for {shown(what, 200)}",
                    expected="each number in one sheet",
                    remedy="declare which sheet to read",
                    field="sheet",
                )
        self._sheets.append(keys)
