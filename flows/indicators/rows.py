"""Rows of an indicator: each number with the way to its cells, what it is compared with, and the result in words."""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

import numpy as np
from django.utils.html import format_html

from flows import figures
from flows.core import indicators as core
from flows.core.cubes import STATUSES
from flows.core.records import Key
from flows.indicators import numerals
from flows.indicators.drawing import Point
from flows.indicators.words import WORDS
from flows.models import Gap
from flows.opening import Opening

GAPS = ("missing", "excluded")
NAMED = 30  # destinations in the address of a sum; of more than these the list of all is shown


class Said(NamedTuple):
    """A number or a result: the value, and what is certain of it; None where there is none."""

    value: float | None
    lower: float | None
    upper: float | None

    @property
    def is_exact(self):
        return self.value is not None and self.value == self.lower == self.upper


class Row(NamedTuple):
    """One result with its number: codes, figures, and the addresses in which they open ("" where they do not)."""

    codes: dict
    year: int
    status: str
    number: Said
    address: str
    against: Said
    against_year: int
    against_address: str
    result: Said
    note: str
    reason: str


class Rows:
    """Makes rows of places of a `Shown`."""

    def __init__(self, shown):
        self.shown, self.reckoned = shown, shown.reckoned
        self.opening = Opening(shown.edition)
        self.series = shown.series
        self.kind = shown.indicator.code

    def of(self, places):
        """Rows of [(line, year)]; reasons of what is missing are asked for at once."""
        found = [self._row(line, year) for line, year in places]
        reasons = self._reasons(found)
        return [row._replace(reason=reasons.get(self._key(row), "")) for row in found] if reasons else found

    def _row(self, line, year):
        lines, found = self.reckoned.lines, self.reckoned
        codes, status = lines.codes(line), STATUSES[lines.status[line, year]]
        number = _said(lines.figures, line, year)
        against_year = int(found.against_year[line, year]) if found.against_year is not None else lines.years[year]
        note = core.NOTES[found.notes[line, year]]
        return Row(
            codes,
            lines.years[year],
            status,
            number,
            self.address(codes, lines.years[year]),
            _said(found.against, line, year),
            against_year,
            self._against(codes, against_year),
            _said(found.result, line, year),
            note,
            "",
        )

    def plain(self, line, year, numbers=False):
        """What a chart draws: the result, or the number itself."""
        said = _said(self.reckoned.lines.figures if numbers else self.reckoned.result, line, year)
        status = STATUSES[self.reckoned.lines.status[line, year]]
        return Point(self.reckoned.lines.years[year], *said, status)

    def address(self, codes, year, **others):
        """Where a number opens: into its cells, or where it is a sum into the list of what it adds up."""
        ends = {**self._chosen, **codes, **others}
        if self.shown.by == "corridor" and not others:
            key = Key(ends["origin"], ends["destination"], year, self.series.category, self.series.measure)
            return f"{self.opening.why}{quote(key.slug)}/"
        asked = {"category": self.series.category, "measure": self.series.measure, **ends}
        return self.opening.page("observations", **asked, year=year)

    @cached_property
    def _chosen(self):
        origins, destinations = self.shown.summed
        named = destinations if len(destinations) <= NAMED else self.shown.ends[1]
        return {"origin": ",".join(origins), "destination": ",".join(named)}

    def _against(self, codes, year):
        """Where what a number is compared with opens; nothing where it is reckoned."""
        if self.kind == "rate":
            held = self.shown.people.get((codes.get("origin"), year))
            return held.get_absolute_url() if held else ""
        if self.shown.indicator.unit in ("change", "index"):
            return self.address(codes, year) if year else ""
        wholes = {
            "share": {**self._chosen, "category": self.series.category},
            "destination-mix": {"destination": self._chosen["destination"]},
            "origin-mix": {"origin": self._chosen["origin"]},
        }
        return self.address(codes, year, **wholes[self.kind]) if self.kind in wholes else ""

    # --- Why nothing is there -----------------------------------------------------------------------------------------

    @staticmethod
    def _key(row):
        return row.codes.get("origin"), row.codes.get("destination"), row.year

    def _reasons(self, rows):
        """{(origin, destination, year): reason code} of the rows that have no number."""
        wanted = [self._key(row) for row in rows if row.note == core.NUMBER and row.status in GAPS]
        if not wanted or self.shown.by != "corridor":
            return {}
        origins, destinations, years = (sorted(set(each)) for each in zip(*wanted, strict=True))
        gaps = Gap.public.of(self.shown.edition.release).filter(
            category=self.series.category, measure=self.series.measure, year__gte=years[0], year__lte=years[-1]
        )
        if len(wanted) <= self.shown.size:
            gaps = gaps.filter(origin__in=origins, destination__in=destinations)
        found = gaps.order_by().values_list("origin", "destination", "year", "reason_code")
        return {tuple(key): reason for *key, reason in found}


def _said(numbers, line, year):
    """Value and bounds at a place, None where there is none; a number without bounds is exact."""
    value = numbers.value[line, year]
    ends = (numbers.lower[line, year], numbers.upper[line, year]) if numbers.bounded else (value, value)
    return Said(*(float(each) if np.isfinite(each) else None for each in (value, *ends)))


# --- In words ---------------------------------------------------------------------------------------------------------


def count_words(said):
    """A number, or what is known of it."""
    if said.value is not None:
        return numerals.count(said.value)
    return figures.interval(said.lower or 0, said.upper, numerals.count)


def opened(address, words):
    return format_html('<a class="opens" href="{}">{}</a>', address, words) if address and words else words


def result_words(said, unit):
    """A result, or what is known of it; nothing where nothing is."""

    def write(value):
        return numerals.result(value, unit)

    return write(said.value) if said.value is not None else figures.interval(said.lower, said.upper, write)


def bounds_words(said, unit):
    """The interval where it says more than the value does."""
    if said.value is None or said.is_exact:
        return ""
    words = figures.interval(said.lower, said.upper, lambda value: numerals.result(value, unit))
    return "" if words == numerals.result(said.value, unit) else words


def note_words(row):
    """Why there is no result, with the reason why there is no number."""
    if not row.note:
        return ""
    words = str(WORDS[row.note])
    return f"{words}: {figures.name_of('reason', row.reason)}" if row.reason else words
