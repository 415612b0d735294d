"""The causes of every difference between two releases, from the cells that both hand over.

`between` two releases everything is read as sorted streams, so that a million rows take no more memory than ten;
`ahead` of a release stands a `Handover` that is not published yet.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import attrgetter, itemgetter

from flows.core.causes import Explained
from flows.core.changes import Figure
from flows.core.explaining import Explaining
from flows.core.frames import Frame
from flows.core.records import Handover, Key
from flows.core.sides import Cell, Number, Side, Spot
from flows.core.streams import ROWS_AT_ONCE, paired
from flows.differences import moves
from flows.models import KEY, Contribution, Gap, Observation, Release, SourceUsed, Treatment

NUMBER = (*Figure._fields, "year_basis", "part_of", "absent", "sources")
CELL = (
    "source_id", "treatment_id", "breakdown", "period", "place", "counted", "value", "lower", "upper", "sheet", "cell",
)  # fmt: skip


def between(old: Release | None, new: Release) -> Iterator[Explained]:
    """Every number of two releases with its causes, in the order of the key; `old` may be None."""
    sides = side_of(old), side_of(new)
    yield from explained(sides, spots(old, sides[0]), spots(new, sides[1]), moves.between(*sides))


def ahead(old: Release | None, handover: Handover) -> Iterator[Explained]:
    """The same between a release and what would be published after it."""
    sides = side_of(old), side_ahead(handover)
    cells = handed(handover, sides[1])
    come = [spot for spot in spots_of(numbers_handed(handover), iter(cells))]
    yield from explained(sides, spots(old, sides[0]), come, moves.ahead(*sides, cells))


def explained(sides: tuple[Side, Side], was, now, moved) -> Iterator[Explained]:
    """Each spot of two streams of (place, Spot) held against the other's."""
    explaining, (gone, come) = Explaining(*sides), map(moves.Followed, moved)
    for place, before, after in paired(was, now):
        spots_ = (found[1] if found else Spot() for found in (before, after))
        yield from explaining.spot(*spots_, gone.at(place), come.at(place))


# --- A release --------------------------------------------------------------------------------------------------------


def side_of(release: Release | None) -> Side:
    """The files, decisions and frame of a release; of None, nothing."""
    if release is None:
        return Side(Frame(told=False), {}, {})
    sources = {source.pk: source for source in SourceUsed.everything.of(release)}
    treatments = {treatment.pk: treatment for treatment in Treatment.everything.of(release)}
    return Side(frame_of(release, sources.values()), sources, treatments)


def frame_of(release: Release, sources: Iterable[SourceUsed]) -> Frame:
    """What a release says of its frame; read off its numbers and gaps where it says nothing."""
    if release.frame:
        return Frame.from_json(release.frame)
    rows = (model.everything.of(release).order_by().values_list(*KEY) for model in (Observation, Gap))
    keys = chain.from_iterable(each.iterator(chunk_size=ROWS_AT_ONCE) for each in rows)
    return Frame.inferred(keys, ((source.code, source.sha256, source.file_name) for source in sources))


def spots(release: Release | None, side: Side) -> Iterator[tuple[tuple, Spot]]:
    """(origin, destination and year, Spot) of a release, in their order."""
    return spots_of(numbers(release), cells(release, side)) if release else iter(())


def numbers(release: Release) -> Iterator[tuple[Key, Number]]:
    """Each observation by its key."""
    rows = Observation.everything.of(release).order_by(*KEY).values_list(*KEY, *NUMBER)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield Key(*row[:5]), Number(Figure(*row[5:9]), *row[9:])


def cells(release: Release, side: Side) -> Iterator[tuple[Key, Cell]]:
    """Each cell behind or beside a number, by the key of that number."""
    rows = Contribution.everything.of(release).order_by(*KEY).values_list(*KEY, *CELL)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield Key(*row[:5]), cell(side, *row[5:])


def cell(side: Side, source: int, treatment: int, breakdown: str, period: str, place: str, *said) -> Cell:
    """A cell as its row says it, with the names of its table and its label."""
    table, label = side.sources[source].code, side.treatments[treatment].label
    return Cell(table, label, breakdown, period, place, *said, source, treatment)


# --- What is not published yet ----------------------------------------------------------------------------------------


def side_ahead(handover: Handover) -> Side:
    """The files, decisions and frame that are handed over."""
    sources = {source.number: source for source in handover.sources}
    treatments = {treatment.number: treatment for treatment in handover.treatments}
    keys = (record.key for record in chain(handover.observations, handover.gaps))
    files = ((source.code, source.sha256, source.file_name) for source in handover.sources)
    return Side(handover.frame or Frame.inferred(keys, files), sources, treatments)


def numbers_handed(handover: Handover) -> Iterator[tuple[Key, Number]]:
    """Each observation by its key."""
    for record in sorted(handover.observations, key=attrgetter("key")):
        figure = Figure(record.value, record.lower, record.upper, record.status)
        yield record.key, Number(figure, record.year_basis, record.part_of, record.absent, record.sources)


def handed(handover: Handover, side: Side) -> list[tuple[Key, Cell]]:
    """Each cell by the key of its number."""
    made = [
        (
            each.key,
            cell(side, each.source, each.treatment, each.breakdown, each.period, each.place, each.counted, each.value,
                 each.lower, each.upper, each.sheet, each.cell),
        )
        for each in handover.contributions
    ]  # fmt: skip
    return sorted(made, key=itemgetter(0))


# --- Both -------------------------------------------------------------------------------------------------------------


def spots_of(numbers: Iterator[tuple[Key, Number]], cells: Iterator[tuple[Key, Cell]]) -> Iterator[tuple[tuple, Spot]]:
    """Numbers and cells of one origin, destination and year together."""
    groups = by_place(numbers), by_place(cells)
    for place, of_numbers, of_cells in paired(*groups):
        found: dict[Key, list[Cell]] = {}
        for key, each in of_cells[1] if of_cells else ():
            found.setdefault(key, []).append(each)
        yield place, Spot(dict(of_numbers[1]) if of_numbers else {}, found)


def by_place(rows: Iterator[tuple[Key, object]]) -> Iterator[tuple[tuple, list]]:
    """(origin, destination and year, its rows) of rows in the order of their keys."""
    for place, group in groupby(rows, key=lambda row: row[0][:3]):
        yield place, list(group)
