"""What profiles tell of a release, prepared: `profile/from/KAZ`, `profile/to/USA`, and the list of them all.

Corridors have no pieces: there are many of them, and one is a few rows that the index of the key finds at once.
"""

from heapq import merge
from itertools import groupby
from typing import NamedTuple

from flows import figures, pieces
from flows.core.profiles import Block, Line, Number, Row
from flows.core.streams import ROWS_AT_ONCE
from flows.core.telling import KeyNumber, Mix, Nothing, Told, told
from flows.models import Gap, Observation, Piece
from flows.queries import codelist
from flows.trust import codebook

SIDES = {"from": ("origin", "destination"), "to": ("destination", "origin")}
ISSUED = "issued"
LIST, CHAPTERS = "profile/list", "profile/chapters"


class GapRow(NamedTuple):
    """A gap, as `flows.core.telling` takes it."""

    origin: str
    destination: str
    category: str
    measure: str
    year: int
    status: str
    reason_code: str
    year_basis: str


class Place(NamedTuple):
    """An origin or a destination in the list of profiles; `part_of` the union that holds its numbers."""

    code: str
    numbers: int
    gaps: int
    first_year: int
    last_year: int
    categories: list[str]
    part_of: str

    @property
    def years(self):
        return figures.year_span(self.first_year, self.last_year)


def prepare(release):
    """The pieces of every origin and destination, the list of them, and where the codebook speaks of each table."""
    listed = {}
    for side, (column, across) in SIDES.items():
        listed[side] = []
        for code, rows, gaps in _by_place(release, column):
            listed[side].append(_place(code, rows, gaps))
            yield f"profile/{side}/{code}", _as_piece(told(rows, gaps, across, issued()))
    yield LIST, listed
    yield CHAPTERS, codebook.anchors(release)


def _by_place(release, column):
    """(code, rows, gaps) for each place, of two queries in the order of that column."""
    streams = [
        _streamed(model.everything.of(release), shape, column, kind)
        for kind, (model, shape) in enumerate([(Observation, Row), (Gap, GapRow)])
    ]
    for code, held in groupby(merge(*streams, key=lambda each: each[:2]), key=lambda each: each[0]):
        both = ([], [])
        for _code, kind, row in held:
            both[kind].append(row)
        yield code, *both


def _streamed(rows, shape, column, kind):
    rows = rows.order_by(column, "origin", "destination", "year", "category", "measure")
    for row in map(shape._make, rows.values_list(*shape._fields).iterator(ROWS_AT_ONCE)):
        yield getattr(row, column), kind, row


def issued():
    """The measures of what was issued: the codebook's own proxy."""
    return {measure.code for measure in codelist("measure").values() if measure.stage == ISSUED}


def _place(code, rows, gaps):
    years = [row.year for row in rows or gaps]
    held = {row.category for row in rows}
    categories = [category for category in codelist("category") if category in held]
    newest = max(rows, key=lambda row: row.year, default=None)
    union = newest.part_of if newest and newest.destination == code else ""
    return Place(code, len(rows), len(gaps), min(years), max(years), categories, union)


# --- What stands in a piece, and what pages make of it ----------------------------------------------------------------


def _as_piece(profile):
    return profile._asdict()  # tuples of tuples: JSON has lists for them


def _profile(said):
    """A `Told` of what a piece says."""
    return Told(
        *(said[name] for name in ("numbers", "earlier", "places")),
        [_key(key) for key in said["keys"]],
        [_block(block) for block in said["blocks"]],
        [Mix(*mix[:-1], [tuple(part) for part in mix[-1]]) for mix in said["mixes"]],
        [Nothing(*each) for each in said["gaps"]],
    )


def _numbers(said):
    return [Number(*number) for number in said]


def _key(said):
    *series, newest, first, later, numbers = said
    ends = (Number(*end) if end else None for end in (newest, first, later))
    return KeyNumber(*series, *ends, _numbers(numbers))


def _block(said):
    *named, together, lines = said
    return Block(*named, _numbers(together), [Line(place, _numbers(held), rank) for place, held, rank in lines])


def of_place(release, side, code):
    """The profile of an origin (`from`) or a destination (`to`), or None where the release says nothing of it."""
    said = pieces.of(release, f"profile/{side}/{code}")
    return _profile(said) if said else None


def of_corridor(release, origin, destination):
    """The profile of one corridor, of its rows; None where it has neither a number nor a gap."""
    held = {"origin": origin, "destination": destination}
    rows = [*map(Row._make, Observation.public.of(release).filter(**held).order_by("year").values_list(*Row._fields))]
    gaps = [*map(GapRow._make, Gap.public.of(release).filter(**held).order_by("year").values_list(*GapRow._fields))]
    return told(rows, gaps, "", issued()) if rows or gaps else None


def listed(release):
    """{side: the places that have a profile}, members of a union after the others."""
    order = {code: at for at, code in enumerate(codelist("area"))}
    said = {side: [Place(*place) for place in places] for side, places in pieces.of(release, LIST).items()}
    return {
        side: sorted(places, key=lambda place: (bool(place.part_of), order.get(place.code, len(order))))
        for side, places in said.items()
    }


def chapters(release):
    """{table: anchor of its chapter in the codebook}."""
    return pieces.of(release, CHAPTERS)


def with_place(edition, side, code):
    """The keys of the releases that have a profile of a place."""
    named = Piece.public.beside(edition.release).filter(name=f"profile/{side}/{code}")
    return set(named.values_list("release_id", flat=True))


def with_corridor(edition, origin, destination):
    """The same of a corridor."""
    held = {"release__in": edition.releases, "origin": origin, "destination": destination}
    rows = (model.public.beside(edition.release).filter(**held).order_by() for model in (Observation, Gap))
    numbers, gaps = (each.values_list("release_id").distinct() for each in rows)
    return {pk for (pk,) in numbers.union(gaps)}
