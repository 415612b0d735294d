"""The numbers of a difference one by one: what each was and is, and every cause of it in words."""

from typing import NamedTuple

from flows import figures
from flows.differences import caused


class Row:
    """One number in both releases, and each cause of its difference in words."""

    def __init__(self, row, kinds):
        self.row, self.change, self.year_basis, self._kinds = row, row.change, row.year_basis, kinds
        self.origin, self.destination, self.year, self.category, self.measure = row.key
        self.before, self.after = row.change.before, row.change.after
        self.slug = row.key.slug

    @property
    def amount(self):
        """By how much it is more or less: by its value, or by its lower bound where it has none on one side."""
        return figures.signed(sum(cause.amount for cause in self.row.causes))

    @property
    def causes(self):
        return [
            Cause(self._kinds[each.kind], caused.sentence(each.kind, each.by), figures.signed(each.amount), each.cells,
                  self._elsewhere(each))
            for each in self.row.causes
        ]  # fmt: skip

    def _elsewhere(self, cause):
        """The number that cells went to, or came from: whether they went, what it is called, and its key."""
        if cause.other is None:
            return None
        differing = [
            named
            for mine, theirs, named in zip(self.row.key, cause.other, called(cause.other, self.year_basis), strict=True)
            if mine != theirs
        ]
        return Elsewhere(cause.went, ", ".join(differing), cause.other.slug)


class Cause(NamedTuple):
    """One cause of one number in words."""

    kind: object
    sentence: str
    amount: str
    cells: int
    elsewhere: object


class Elsewhere(NamedTuple):
    """Where cells went, or where they came from."""

    went: bool
    words: str
    slug: str


def called(key, year_basis):
    """What each part of a key is called."""
    return (
        figures.name_of("area", key.origin),
        figures.name_of("area", key.destination),
        figures.short_year(key.year, year_basis),
        figures.name_of("category", key.category),
        figures.name_of("measure", key.measure),
    )
