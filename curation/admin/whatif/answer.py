"""What the draft answers: every public number that would change, series by series, or why none does."""

from functools import cached_property

from curation import unmoved
from curation.admin.whatif.asked import Asked, address
from curation.what_if import Draft
from flows.core.changes import Figure
from flows.core.effects import Told, series_of
from flows.differences.now_and_then import Comparison

A_PAGE, OPEN = 12, 3  # series


class Answer:
    """What the draft says to a question that is complete: not ready, all that would change, or why nothing does."""

    def __init__(self, asked: Asked, page: str):
        self.asked = asked
        self.draft = Draft()
        self.ready = self.draft.ready
        self.compared = self._compared() if self.ready else None
        self._page = int(page) if page.isdecimal() and len(page) < 6 else 1

    def _compared(self):
        whole = self.draft.whole(self.asked.question)
        return Comparison(series_of(as_told(whole.before), as_told(whole.after)))

    @cached_property
    def reasons(self):
        """Why no number changes."""
        return unmoved.reasons(self.draft, self.asked.question, self.asked.labels)

    @property
    def number(self):
        return min(max(self._page, 1), self.pages)

    @property
    def pages(self):
        return max(1, -(-len(self.compared.blocks) // A_PAGE))

    @property
    def blocks(self):
        """The series of this page, each with whether it stands open."""
        first = (self.number - 1) * A_PAGE
        shown = self.compared.blocks[first : first + A_PAGE]
        return [(block, first + place < OPEN) for place, block in enumerate(shown)]

    @property
    def turns(self):
        """The pages with their addresses, where there are several."""
        numbers = range(1, self.pages + 1) if self.pages > 1 else ()
        return [
            (number, address("whatif", self.asked.question, page=number), number == self.number) for number in numbers
        ]


def as_told(numbers):
    """Numbers of the draft as `series_of` takes them."""
    return {
        key: Told(number.year_basis, number.part_of, Figure(number.value, number.lower, number.upper, number.status))
        for key, number in numbers.items()
    }
