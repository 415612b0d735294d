"""What a proposal would change, series by series and year by year, beside the treatment that is likeliest instead.

The treatment instead is the first of these that differs from the proposal: what the codebook says; the category that an
exclusion keeps the label out of; what is done with the next like case.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from curation.core import suggest, treatments
from curation.models import CategoryDecision, Series
from curation.what_if import Draft
from flows.core.records import Key, ObservationRecord
from flows.models import Observation, Release
from flows.queries import codelist, entry

EXCLUDE = CategoryDecision.Disposition.EXCLUDE
SHOWN = 3  # tables; the others are counted


class Total(NamedTuple):
    """Several numbers as one; without a value where one of them has none."""

    value: int | None
    lower: int
    upper: int | None


class Change(NamedTuple):
    """By how much a total changes, at least and at most: one and the same where both are known; None without limit."""

    lower: int
    upper: int | None


NOTHING = Total(0, 0, 0)


class Line(NamedTuple):
    """One year, or all of them (0): None where there is no number."""

    year: int
    draft: Total | None
    approved: Total | None
    instead: Total | None

    @property
    def change(self) -> Change:
        return change(self.draft, self.approved)

    @property
    def change_instead(self) -> Change:
        return change(self.draft, self.instead)


@dataclass(frozen=True)
class Table:
    """One series, year by year, over the origins; `whole` is all years together, None for a stock."""

    series: Series
    lines: list[Line]
    whole: Line | None
    public: Total | None
    changed: int
    changed_instead: int

    @property
    def widest(self) -> int:
        """The largest number drawn."""
        totals = (total for line in self.lines for total in line[1:] if total)
        return max((total.upper or total.value or total.lower for total in totals), default=0)

    @property
    def moved(self) -> tuple[int, int]:
        """How much an approval moves, and how much the treatment instead."""
        changes = [(line.change, line.change_instead) for line in self.lines]
        return tuple(sum(abs(each.lower) for each in side) for side in zip(*changes, strict=True))


@dataclass(frozen=True)
class Instead:
    """Another treatment of the same cells, and why it is thought of: `ground` is codebook, kept_out_of or case."""

    way: str
    ground: str
    decision: CategoryDecision
    case: object = None


@dataclass(frozen=True)
class Effects:
    """What an approval would change in the draft, and what the treatment instead would."""

    tables: list[Table] = field(default_factory=list)
    elsewhere: list[Table] = field(default_factory=list)
    instead: Instead | None = None
    release: Release | None = None

    @property
    def changed(self) -> int:
        """How many numbers an approval would change."""
        return sum(table.changed for table in [*self.tables, *self.elsewhere])

    @property
    def changed_instead(self) -> int:
        return sum(table.changed_instead for table in [*self.tables, *self.elsewhere])


def of(decision, rule=None, cases: Sequence = ()) -> Effects | None:
    """What a proposal would change; None while the draft's sums are being made."""
    draft = Draft()
    if not draft.ready:
        return None
    other = instead(decision, rule, cases)
    approved = draft.if_approved([decision])
    otherwise = draft.if_approved([other.decision]) if other else []
    release = Release.objects.latest()
    found = tables(draft, approved, otherwise, release)
    return Effects(found[:SHOWN], found[SHOWN:], other, release)


def tables(draft: Draft, approved, otherwise, release) -> list[Table]:
    """The series that one treatment or the other reaches, the one most is moved in first."""
    reached: dict[int, Series] = {}
    by_series = [defaultdict(dict), defaultdict(dict)]
    for effects, found in zip((approved, otherwise), by_series, strict=True):
        for effect in effects:
            series = draft.series_of(effect.key)
            reached[series.pk] = series
            found[series.pk][effect.key] = effect.after
    then, instead = by_series
    found = [table(draft, series, then[pk], instead[pk], release) for pk, series in reached.items()]
    return sorted(found, key=lambda each: each.moved, reverse=True)


def table(draft: Draft, series: Series, then: dict, instead: dict, release) -> Table:
    """One series as it is, as it would be, and as it would be otherwise."""
    now = {number.key: number for number in draft.numbers(series)}
    sides = [now, now | then, now | instead]
    years = range(series.from_year, series.to_year + 1)
    lines = [Line(year, *(of_years(side, series, [year]) for side in sides)) for year in years]
    measure = entry("measure", series.measure)
    summable = not (measure and measure.kind == "stock") and len(lines) > 1
    whole = Line(0, *(of_years(side, series, years) for side in sides)) if summable else None
    shown = years if summable else years[-1:]
    return Table(series, lines, whole, published(release, series, shown), len(then), len(instead))


def of_years(numbers: dict[Key, ObservationRecord | None], series: Series, years) -> Total | None:
    """All numbers of a series in some years as one; those of members are held in their union's."""
    whole = (number for key, number in numbers.items() if key.destination == series.destination and key.year in years)
    return total(number for number in whole if number)


def published(release, series: Series, years) -> Total | None:
    """What a release says of a series in some years, as one."""
    if release is None:
        return None
    said = {"destination": series.destination, "category": series.category, "measure": series.measure}
    return total(Observation.public.of(release).filter(**said, year__in=list(years)).order_by())


def total(numbers: Iterable) -> Total | None:
    numbers = list(numbers)
    if not numbers:
        return None
    values, uppers = [each.value for each in numbers], [each.upper for each in numbers]
    return Total(
        None if None in values else sum(values),
        sum(each.lower for each in numbers),
        None if None in uppers else sum(uppers),
    )


def change(before: Total | None, after: Total | None) -> Change:
    """A number that is not there counts as none."""
    before, after = before or NOTHING, after or NOTHING
    if before == after:
        return Change(0, 0)
    if before.value is not None and after.value is not None:
        return Change(after.value - before.value, after.value - before.value)
    lower = after.lower - before.lower
    if before.upper is None or after.upper is None:
        return Change(lower, None)
    return Change(*sorted([lower, after.upper - before.upper]))


def instead(decision, rule, cases) -> Instead | None:
    """The treatment that is likeliest if not the proposed one."""
    for way, ground, case in thought_of(decision, rule, cases):
        if way in (*codelist("category"), EXCLUDE) and way != treatments.way(decision):
            return Instead(way, ground, treated(decision, way), case)
    return None


def thought_of(decision, rule, cases):
    if rule:
        yield treatments.way(suggest.from_rule(rule)), "codebook", None
    if decision.disposition == EXCLUDE:
        yield decision.category, "kept_out_of", None
    for case in cases:
        yield treatments.way(case.treatment), "case", case


def treated(decision, way) -> CategoryDecision:
    """The same cells, treated otherwise; nobody proposed it, and nothing is kept of it."""
    same = {name: getattr(decision, name) for name in ("label", "year_from", "year_to", "condition")}
    if way == EXCLUDE:
        return CategoryDecision(**same, disposition=EXCLUDE, category=decision.category)
    return CategoryDecision(**same, disposition="include", category=way, measure=decision.measure)
