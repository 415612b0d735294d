"""Why a number: its cells, the decisions behind them, what was left out, and the checks, from the release alone."""

import re
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from flows import figures
from flows.core.records import Key
from flows.models import Contribution, Gap, Observation, SourceUsed
from flows.proof import excerpts, listed, reckoning
from flows.queries import entry

QUOTED = 2  # sentences of the codebook that stand together above the decisions
SLUG = re.compile("-".join(["([A-Za-z0-9_]*)"] * 4 + ["([0-9]{4})"]))
MANY = 40  # cells; more than this are shown label by label first


def key_of(slug):
    """The Key written as `KAZ-USA-study-visas_issued-2018`, or None."""
    found = SLUG.fullmatch(slug)
    if not found:
        return None
    origin, destination, category, measure, year = found.groups()
    return Key(origin, destination, int(year), category, measure)


class Proof:
    """Everything a release can say about one key; `row` is its observation, its gap, or None where it has neither."""

    def __init__(self, edition, key, page=1, path=""):
        self.edition, self.release, self.key = edition, edition.release, key
        self._page, self._path = page, path
        self._of_key = key._asdict()
        series = Q(release=self.release) | Q(year=key.year)
        held = {name: getattr(key, name) for name in ("origin", "destination", "category", "measure")}
        held["release__in"] = edition.releases  # said although it is clear: it leads to the rows without a search
        self._observations = list(Observation.public.beside(self.release).filter(series, **held).order_by("year"))
        self._gaps = list(Gap.public.beside(self.release).filter(series, **held).order_by("year"))

    @cached_property
    def observation(self):
        return self._here(self._observations)

    @cached_property
    def gap(self):
        return self._here(self._gaps)

    @property
    def row(self):
        return self.observation or self.gap

    def _here(self, rows):
        return next((row for row in rows if row.release_id == self.release.pk and row.year == self.key.year), None)

    @cached_property
    def years(self):
        """The observations and gaps of the series in this release, by year."""
        rows = [row for row in self._observations + self._gaps if row.release_id == self.release.pk]
        return sorted(rows, key=lambda row: row.year)

    @cached_property
    def releases(self):
        """(release, observation or gap) wherever a release speaks of this key, newest first."""
        return self.edition.in_order(row for row in self._observations + self._gaps if row.year == self.key.year)

    @property
    def has_course(self):
        """Whether there is a number in several years, and not only gaps, so that a chart says something."""
        return len(self.years) > 1 and any(isinstance(row, Observation) for row in self.years)

    @property
    def unchanged(self):
        """Whether several releases say the same of this key."""
        said = ("status", "value", "lower", "upper")
        figures = {tuple(getattr(row, name, None) for name in said) for _release, row in self.releases}
        return len(self.releases) > 1 and len(figures) == 1

    # --- Cells --------------------------------------------------------------------------------------------------------

    @cached_property
    def _of_corridor(self):
        """All cells of the corridor in this year, also those of other numbers: they stand in the same lines."""
        key = self.key
        held = Contribution.public.of(self.release).filter(
            origin=key.origin, destination=key.destination, year=key.year
        )
        cells = held.select_related("source", "treatment")
        return list(cells.order_by("source__number", "treatment__number", "period", "pk"))

    @cached_property
    def _behind(self):
        ours = self.key.category, self.key.measure
        return [cell for cell in self._of_corridor if (cell.category, cell.measure) == ours]

    @cached_property
    def cells(self):
        """The cells that were added up, in the order of their files and labels."""
        return [cell for cell in self._behind if cell.counted]

    @property
    def by_label(self):
        """For a number of many cells: each label with its cells added up."""
        return listed.by_label(self.cells)

    @cached_property
    def listed(self):
        """The page of the cells that is asked for."""
        return listed.Listed(self.cells, self._page, self._path)

    @property
    def is_turned(self):
        """Whether somebody reads on among very many cells."""
        return self._page > 1

    @property
    def has_many(self):
        return len(self.cells) > MANY

    @cached_property
    def left_out(self):
        """Cells kept out of this number by a decision; those printed as zero are in `zeros_left_out`."""
        return [cell for cell in self._behind if not cell.counted and cell.value != 0]

    @cached_property
    def lines_left_out(self):
        return listed.left_out(self.left_out)

    @cached_property
    def zeros_left_out(self):
        return [cell for cell in self._behind if not cell.counted and cell.value == 0]

    @property
    def labels_of_zeros(self):
        return listed.by_label(self.zeros_left_out)

    @cached_property
    def corrected(self):
        """The corrections of cells behind and beside the number, each once, with the cells it is of."""
        found = {}
        for cell in self._behind:
            if (made := cell.correction) is not None:
                told = found.setdefault((cell.source_id, made["number"]), {**made, "changes": []})
                change = {name: made[name] for name in ("cell", "printed", "corrected")}
                told["changes"] += [change] if change not in told["changes"] else []
        return list(found.values())

    @cached_property
    def sources(self):
        """The files of these cells, each once."""
        return list({cell.source_id: cell.source for cell in self._behind}.values())

    @property
    def what_if(self):
        """What the number would be with everything left out counted in; None where that is not simple addition."""
        if not self.left_out or self.observation is None or self.observation.value is None:
            return None
        if any(cell.value is None for cell in self.left_out):
            return None
        return self.observation.value + sum(cell.value for cell in self.left_out)

    @property
    def largest(self):
        """The largest value or bound of the counted cells, the common scale of their bars."""
        return max((max(cell.value or 0, cell.upper or 0) for cell in self.cells), default=0)

    @property
    def widest(self):
        """The larger of the number itself and the largest line left out of it."""
        row = self.observation
        whole = (row.value or row.upper or row.lower) if row else 0
        return max([whole, *(line.most for line in self.lines_left_out)])

    @property
    def has_periods(self):
        """Whether the cells are of several periods, such as months."""
        return len({cell.period for cell in self.cells}) > 1

    @property
    def has_breakdowns(self):
        return any(cell.breakdown for cell in self.cells)

    @property
    def has_meanings(self):
        """Whether any label says more in translation than by itself."""
        return any(cell.treatment.label_translation for cell in self.cells)

    @property
    def columns_before_value(self):
        meanings = self.has_meanings and not self.has_many  # of many cells each label has its meaning above them
        return 3 + meanings + self.has_periods + self.has_breakdowns

    @cached_property
    def absent(self):
        """What the number should rest on and does not, in words."""
        tables = {note["table"] for note in self.observation.absent if "table" in note}
        held = {source.code: source for source in self.sources}
        if unread := tables - set(held):
            held |= {each.code: each for each in SourceUsed.public.of(self.release).filter(code__in=unread)}
        titles = {code: figures.title(source) for code, source in held.items()}
        return [reckoning.absent(note, titles) for note in self.observation.absent]

    # --- Why they count ----------------------------------------------------------------------------------------------

    @cached_property
    def decisions(self):
        return decided([(cell.treatment, cell.source) for cell in self.cells])

    @property
    def quotes_apart(self):
        """Whether each decision has its own sentence, so that they stand better beside the decisions."""
        return len(self.sentences) > QUOTED

    @property
    def approved_on(self):
        """The days on which the decisions were approved, oldest first."""
        return sorted({cell.treatment.approved_on for cell in self.cells})

    @property
    def sentences(self):
        """The codebook's own sentences these decisions rest on, each once."""
        return list(dict.fromkeys(cell.treatment.sentence for cell in self.cells if cell.treatment.sentence))

    @cached_property
    def members(self):
        """The numbers that this one already holds, member by member; a country has none."""
        area = entry("area", self.key.destination)
        if area and area.kind == "country":
            return []
        return list(
            Observation.public.of(self.release)
            .filter(part_of=self.key.destination, origin=self.key.origin, year=self.key.year,
                    category=self.key.category, measure=self.key.measure)
            .order_by("destination")
        )  # fmt: skip

    # --- The sheet and the checks -------------------------------------------------------------------------------------

    @cached_property
    def excerpt(self):
        """The row of the sheet that holds most of the cells, with its other cells that the release speaks of."""
        found = excerpts.fullest_line(self.cells)
        if not found:
            return None
        source, sheet, line = found
        held = [cell for cell in self._of_corridor if (cell.source_id, cell.sheet) == (source, sheet)]
        return excerpts.excerpt(held, line, self._of_key)

    @cached_property
    def checks(self):
        return reckoning.checks(self.release, self.observation, self.cells)


class Decided(NamedTuple):
    """Labels that one rationale speaks of."""

    treatment: object
    source: object
    labels: list

    @property
    def by_meaning(self):
        """[(translation, labels)] for labels that follow each other and mean the same."""
        return [
            (meaning, list(same)) for meaning, same in groupby(self.labels, key=lambda each: each.label_translation)
        ]


def decided(treatments):
    """(treatment, source) with the same outcome, reason and years as one Decided, in the order they come."""
    lines = {}
    for treatment, source in {each.pk: (each, source) for each, source in treatments}.values():
        same = (
            treatment.source, treatment.disposition, treatment.category, treatment.measure, treatment.reason_code,
            treatment.rationale, treatment.year_from, treatment.year_to, str(treatment.condition), treatment.apart_en,
        )  # fmt: skip
        lines.setdefault(same, Decided(treatment, source, [])).labels.append(treatment)
    return list(lines.values())


def nearest(release, key, limit=8):
    """Keys of this release that may have been meant: the same corridor, closest category, measure and year first."""
    rows = Observation.public.of(release).filter(origin=key.origin, destination=key.destination)
    return sorted(
        rows.order_by(),
        key=lambda row: (row.category != key.category, row.measure != key.measure, abs(row.year - key.year), row.slug),
    )[:limit]
