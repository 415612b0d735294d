"""A question that readers were offered, asked of one release: its own cells answer, and nothing published changes."""

from functools import cached_property

from django.db.models import IntegerField, Q, Value
from django.utils.translation import gettext as _

from flows import figures
from flows.core.changes import Figure
from flows.core.effects import Series, Told, series_of
from flows.core.reached import Cell, Number, Record
from flows.core.records import Key
from flows.core.scenarios import ANY, OUT, Question, supposed
from flows.models import Contribution, Gap, Observation, Treatment
from flows.queries import unions

KEY = Key._fields
FIGURE = Figure._fields
COLUMNS = ("treatment", "counted", "source__code", "source", "sheet", "cell", "value", "lower", "upper")


class Supposed:
    """What a release would say: `series` with numbers that would be others, those that change most first."""

    def __init__(self, release, scenario):
        self.release, self.scenario = release, scenario
        self.question = Question(scenario.now, scenario.to, scenario.year_from, scenario.year_to)
        self.treatments = self._treatments()
        self.series = self._series()

    @property
    def narrowed(self) -> str:
        """What the question is narrowed to: as what the labels count, and the years."""
        span = self.scenario.year_from, self.scenario.year_to
        counted = "" if self.scenario.now in (ANY, OUT) else figures.name_of("category", self.scenario.now).lower()
        said = [
            _("where they are left out") if self.scenario.now == OUT else "",
            _("where they count as %(category)s") % {"category": counted} if counted else "",
            figures.open_span(*span),
        ]
        return ", ".join(filter(None, said))

    @property
    def labels(self) -> list[tuple[tuple[str, str], list]]:
        """The labels it is about, each with the release's decisions on it: none where the release does not know it."""
        told = {}
        for treatment in self.treatments:
            told.setdefault((treatment.source, treatment.label), []).append(treatment)
        return [(label, told.get(label, [])) for label in map(tuple, self.scenario.labels)]

    def _treatments(self) -> list[Treatment]:
        asked = set(map(tuple, self.scenario.labels))
        sources, labels = ({label[part] for label in asked} for part in (0, 1))
        found = Treatment.public.of(self.release).filter(source__in=sources, label__in=labels).order_by("number")
        return [treatment for treatment in found if (treatment.source, treatment.label) in asked]

    def _series(self) -> list[Series]:
        asked = self._cells(Q(treatment__in=self.treatments))
        moving = [cell for cell in asked if self.question.moves(cell)]
        if not moving:
            return []
        record = self._record(moving)
        now = {key: number.told for key, number in record.numbers.items()}
        return series_of(now, supposed(record, self.question))

    def _record(self, moving: list[Cell]) -> Record:
        """All the release says of the series that the moving cells leave or come to."""
        categories = {cell.key.category for cell in moving} | {self.scenario.to}
        about = Q(category__in=categories, measure__in={cell.key.measure for cell in moving})
        held_by = unions_of(moving)
        numbers = self._numbers(about, {cell.key.destination for cell in moving} | set(held_by.values()))
        about &= Q(destination__in={number.destination for number in numbers})
        counted, open_ones = self._counted_and_open(about)
        return Record(
            numbers={key_of(number): as_record(number) for number in numbers},
            cells=[*counted, *(cell for cell in moving if not cell.counted)],
            open=open_ones,
            unions=held_by | {(each.destination, each.year): each.part_of for each in numbers if each.part_of},
        )

    def _numbers(self, about: Q, destinations: set[str]) -> list[Observation]:
        """The numbers of some destinations; of a union those of its members too."""
        within = Q(destination__in=destinations) | Q(part_of__in=destinations)
        return list(Observation.public.of(self.release).filter(about & within).order_by())

    def _counted_and_open(self, about: Q) -> tuple[list[Cell], set[tuple[str, str, str, int]]]:
        """The cells that count, and the series and years in which some origin has a gap: two tables, asked at once."""
        no_cell = [Value(None, IntegerField())] * len(COLUMNS)
        gaps = Gap.public.of(self.release).filter(about).order_by().values_list(*KEY, *no_cell)
        counted, open_ones = [], set()
        for row in self._rows(about & Q(counted=True)).union(gaps, all=True):
            key, is_cell = Key(*row[: len(KEY)]), row[len(KEY)] is not None
            if is_cell:
                counted.append(self._as_cell(row))
            else:
                open_ones.add((key.destination, key.category, key.measure, key.year))
        return counted, open_ones

    def _cells(self, which: Q) -> list[Cell]:
        return [self._as_cell(row) for row in self._rows(which)]

    def _rows(self, which: Q):
        return Contribution.public.of(self.release).filter(which).order_by().values_list(*KEY, *COLUMNS)

    def _as_cell(self, row: tuple) -> Cell:
        return Cell(Key(*row[:5]), row[6], row[5] in self._asked, row[7], row[8:11], *row[11:])

    @cached_property
    def _asked(self) -> set[int]:
        return {treatment.pk for treatment in self.treatments}


def key_of(number: Observation) -> Key:
    return Key(*(getattr(number, name) for name in KEY))


def as_record(number: Observation) -> Number:
    told = Told(number.year_basis, number.part_of, Figure(*(getattr(number, name) for name in FIGURE)))
    return Number(told, frozenset(filter(None, number.sources.split(";"))), tuple(number.absent))


def unions_of(cells: list[Cell]) -> dict[tuple[str, int], str]:
    """The union that the destination of some cells belongs to, year by year."""
    places, years = ({getattr(cell.key, name) for cell in cells} for name in ("destination", "year"))
    return {
        (member, year): union
        for union, member, first, last in unions()
        for year in years
        if member in places and first <= year <= (last or year)
    }
