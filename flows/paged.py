"""Lists that are shown page by page: how many pages there are, which rows one shows, and the links at its foot."""

from django.utils.translation import ngettext

from flows import figures


class Paged:
    """Mixed into the view of a list that has `number` (of the page), `whole` (rows in all), `size` and `address`."""

    @property
    def pages(self):
        return max(1, -(-self.whole // self.size))

    @property
    def refusal(self):
        """What to say where the list has no such page."""
        if self.number <= self.pages:
            return ""
        return ngettext(
            "Page: there is only %(count)s page of this list.",
            "Page: there are only %(count)s pages of this list.",
            self.pages,
        ) % {"count": figures.number(self.pages)}

    @property
    def first(self):
        return (self.number - 1) * self.size + 1

    @property
    def last(self):
        return min(self.number * self.size, self.whole)

    @property
    def turns(self):
        """[(page number, address)] for the foot: first, last, those around this one; None where some are skipped."""
        near = sorted({1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)})
        turns = []
        for before, number in zip([0, *near], near, strict=False):
            if number > before + 1:
                turns.append((None, ""))
            turns.append((number, self.address(page="" if number == 1 else number)))
        return turns

    @property
    def next(self):
        return self.address(page=self.number + 1) if self.number < self.pages else ""
