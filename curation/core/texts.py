"""What a text of a sheet is by itself, to somebody who knows the places and this table's marks: a number, a place,
a heading.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

from curation.core import periods, words
from curation.core.numbers import is_below_zero, is_figure, is_marklike
from curation.core.tables import Hints
from curation.core.taken import title_of

NAMES_A_ROLE = reduce(
    or_, [words.ORIGIN, words.DESTINATION, words.PLACE, words.YEAR, words.PERIOD, words.LABEL, words.VALUE]
)


class Texts:
    """Judges texts. `names(text, codes=False)` gives the area code of a place name, a special such as `_REGION`, or
    None.
    """

    def __init__(self, names: Callable[..., str | None], hints: Hints):
        self.names, self.hints, self.values = names, hints, hints.notation.values

    def taken_for(self, row: Sequence[str], r: int) -> str:
        """What a person took a line for, or ""."""
        return self.hints.taken.line(title_of(row, self.values), r) if self.hints.taken.lines else ""

    def is_number(self, text: str) -> bool:
        """Whether a text is a number, or a mark that this table uses in place of one."""
        return bool(text) and self.values[text] is not None

    def is_count(self, text: str) -> bool:
        """Whether a text is a number, no mark, and not only a year in a heading."""
        value = self.values[text]
        return value is not None and value.value is not None and periods.part(text) is None

    def area(self, text: str, codes: bool = False) -> str | None:
        """The area that a text names; by a code only where a heading says that places stand here."""
        return self.names(text, codes=codes) if text and not self.is_number(text) else None

    def names_a_role(self, text: str) -> bool:
        """Whether a text reads as the heading of a key or of counts."""
        return self.hints.role_of(text) is not None or words.speaks_of(NAMES_A_ROLE, text)

    def is_metadata(self, text: str) -> bool:
        """Whether a text says who made the table, when, and in which unit."""
        return words.speaks_of(words.METADATA, text) or words.speaks_of(words.NOTE, text)

    def holds_numbers(self, row: Sequence[str]) -> bool:
        """Whether a row has a count beside something else, or a mark or a bare year beside a place."""
        filled = [text for text in row if text]
        if len(filled) < 2:
            return False
        if any(map(self.is_count, filled)):
            return True
        return any(map(self.is_number, filled)) and any(map(self.area, filled))

    def holds_only_marks(self, row: Sequence[str]) -> bool:
        """`Afghanistan | - | x` above the first numbers is a row of the table, whatever its marks mean; so is `Work |
        -5`.
        """
        filled = [text for text in row if text]
        marks = (is_marklike(text) or is_below_zero(text) for text in filled[1:])
        return len(filled) > 1 and all(marks) and not is_marklike(filled[0])

    def holds_figures(self, row: Sequence[str]) -> bool:
        """`Kazakhstan | -5` heads nothing either: a figure beside a place is of the table, be it a count or none."""
        return any(map(is_figure, row)) and any(map(self.area, row))

    def reads_as_headings(self, row: Sequence[str]) -> bool:
        """Whether a row seems to head columns: several texts, one of which names a role."""
        filled = [text for text in row if text]
        return len(filled) > 1 and any(map(self.names_a_role, filled)) and not self.is_metadata(filled[0])
