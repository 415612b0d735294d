"""The glossary: every code with its definition, and where the release uses it; and the words that are not codes."""

from functools import cached_property

from flows import pieces
from flows.queries import codelist
from flows.trust import words
from flows.trust.coverage import WITHOUT_NUMBER


class Glossary:
    """What `/glossary/` shows of an edition."""

    def __init__(self, edition):
        self.edition = edition

    @property
    def terms(self):
        return words.terms()

    @cached_property
    def _series(self):
        return pieces.of(self.edition.release, "coverage")["series"]

    @property
    def categories(self):
        return codelist("category").values()

    @property
    def measures(self):
        """[(entry, destinations of which the release has a number of it)]"""
        used = {}
        for destination, _category, measure, *_rest, held in self._series:
            if any(set(counts) - WITHOUT_NUMBER for _year, counts in held):
                used.setdefault(measure, {})[destination] = True
        return [(entry, list(used.get(code, ()))) for code, entry in codelist("measure").items()]

    @property
    def statuses(self):
        """[(entry, how many numbers or places of the release)]"""
        used = {}
        for *_series, held in self._series:
            for _year, counts in held:
                for status, count in counts.items():
                    used[status] = used.get(status, 0) + count
        return [(entry, used.get(code, 0)) for code, entry in codelist("status").items()]

    @property
    def year_bases(self):
        return codelist("year_basis").values()

    @property
    def of_exclusions(self):
        return [entry for entry in codelist("reason").values() if entry.applies_to != "gap"]

    @property
    def of_gaps(self):
        return [entry for entry in codelist("reason").values() if entry.applies_to != "exclusion"]
