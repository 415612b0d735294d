"""The same number in two sheets of one file."""

from collections.abc import Iterator

from curation.core.problems import Unreadable
from curation.core.reading import Reading


class Repeats:
    """Finds the same number in two sheets of one file: reading both would count it twice.

    Made for so many `sheets`; of a single one nothing is remembered.
    """

    def __init__(self, sheets: int = 2):
        self._names: list[str] = []
        self._first: dict[int, int] = {}  # number of a key → the sheet that gave it first
        self._needed = sheets > 1

    def watch(self, sheet: str, readings: Iterator[Reading]) -> Iterator[Reading]:
        """Pass readings on; raises `Unreadable` when another sheet already gave a number for the same thing."""
        if not self._needed:
            yield from readings
            return
        here = len(self._names)
        self._names.append(sheet)
        first = self._first.setdefault
        for reading in readings:
            _, _, origin, destination, label, _, period, *_ = reading
            if (other := first(hash((origin, destination, label, period)), here)) != here:
                what = ", ".join(filter(None, [origin, destination, " / ".join(label), period]))
                raise Unreadable(
                    f"Sheets {self._names[other]} and {sheet} both give numbers for {what}; declare which sheet to read, "
                    "for the same people would be counted twice."
                )
            yield reading
