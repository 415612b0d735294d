"""What one column beside the numbers says of them, by itself: by hint, by the words of its heading, by what it
holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curation.core import periods, words
from curation.core.counted import COUNTS_NOBODY, SAYS_WHEN_OR_WHAT, counts_rows
from curation.core.numbers import is_countlike, is_figure
from curation.core.objections import of
from curation.core.places import address
from curation.core.problems import Unreadable, at, shown
from curation.core.sights import Sight

MOST = 0.8
MIXED = 0.3
LOOKED_AT = 200


@dataclass(frozen=True)
class Candidate:
    """A column, or a piece of one, with its heading and its texts in the sample; `role` is settled bit by bit."""

    column: int
    heading: str
    piece: int | None
    texts: tuple[str, ...]
    role: str = ""

    def declared(self, sight: Sight) -> str | None:
        """The role that a person or a hint gives it."""
        return sight.role_of(self.column, "" if self.piece is None else self.heading)

    def taken(self, sight: Sight) -> str | None:
        """The role that a person gave it at the desk."""
        return sight.taken_column(self.column, "" if self.piece is None else self.heading)

    @property
    def filled(self) -> list[str]:
        return [text for text in self.texts if text]


def candidates(sight: Sight, values: frozenset[int]) -> Iterator[Candidate]:
    """Every other column; a comma-joined key (Eurostat) falls into its pieces."""
    for column, texts in enumerate(sight.columns):
        if column in values:
            continue
        heading = sight.heading(column)
        if "\\" in heading and heading.count(",") >= 2:
            lines = [text.split(",") for text in texts]
            for piece, name in enumerate(heading.split("\\")[0].split(",")):
                pieces = tuple(line[piece].strip() if piece < len(line) else "" for line in lines)
                yield Candidate(column, name.strip(), piece, pieces)
        else:
            yield Candidate(column, heading, None, texts)


def role_of(sight: Sight, one: Candidate) -> str:
    """The role by hint, else by the heading's words, else by what the column holds: one of `ROLES`, `place` or
    `other`.
    """
    if not one.filled:
        return "note"
    declared = one.declared(sight)
    if declared:
        kind, _, dimension = declared.partition(":")
        return _dimension(sight, one, dimension) if kind == "breakdown" else declared
    for role, pattern in SAYS_WHEN_OR_WHAT.items():
        if words.speaks_of(pattern, one.heading) and fits(role, one.filled):
            return role
    if words.speaks_of(words.SERIAL, one.heading) or counts_rows(sight, one.column):
        return "note"
    if dimension := words.breakdown_of(one.heading):
        return _dimension(sight, one, dimension)
    return _role_by_content(sight, one)


def _dimension(sight: Sight, one: Candidate, dimension: str) -> str:
    """A dimension of which only the total is given is none, except the duration: it says how long is long."""
    members = set(one.filled) if one.piece is not None else sight.members(one.column)
    only_total = len(members) == 1 and words.speaks_of(words.TOTAL_MEMBER, *members)
    return "note" if only_total and dimension != "duration" else f"breakdown:{dimension}"


def fits(role: str, texts: Sequence[str]) -> bool:
    """Whether texts are what a heading says that they are."""
    if role in ("flag", "note"):
        return True
    if role in ("period", "year"):
        return all(map(periods.period, texts[:LOOKED_AT]))
    parts = [text for text in texts[:LOOKED_AT] if not words.speaks_of(words.TOTAL_MEMBER, text)]
    return bool(parts) and all(periods.part(text, role) for text in parts)


def _role_by_content(sight: Sight, one: Candidate) -> str:
    distinct = list(dict.fromkeys(one.filled))
    if all(map(periods.period, distinct)):
        _refuse_dates(sight, one)
        return "period"
    of_origin, of_destination, of_place, code = (
        words.speaks_of(said, one.heading) for said in (words.ORIGIN, words.DESTINATION, words.PLACE, words.CODE)
    )
    places = sum(
        sight.area(text, codes=of_origin or of_destination or of_place or code) is not None for text in distinct
    )
    if places >= MOST * len(distinct) and not words.speaks_of(words.LABEL, one.heading):
        return "origin" if of_origin else "destination" if of_destination else "place"
    if places and (of_origin or of_place):
        return "origin" if of_origin else "place"
    if words.speaks_of(words.LABEL, one.heading) and sum(map(_is_no_name, distinct)) < MOST * len(distinct):
        return "label"
    if sum(map(is_countlike, distinct)) >= MOST * len(distinct):
        _refuse_figures(sight, one)
        sight.assumed.append(f"{of(one.column, one.heading)} holds figures that count nobody")
        return "note"
    _refuse_mixture(sight, one)
    return "note" if len(members_of(sight, one)) == 1 else "other"


def _is_no_name(text: str) -> bool:
    """`C` and `01` may be names of classes; `-5`, `12,5` and `-` are none."""
    return is_countlike(text) and not text.isalnum()


def _refuse_mixture(sight: Sight, one: Candidate) -> None:
    """A column of which many texts are counts, and too many are not, may be either of two things."""
    others = [text for text in one.filled if not sight.is_count(text)]
    if others and len(one.filled) - len(others) >= MIXED * len(one.filled):
        raise Unreadable(
            "{Place} holds {found} that are none; {remedy}.",
            **_column(sight, one, others[0]),
            found=f"numbers, and texts such as “{shown(others[0])}”",
            expected="numbers throughout, or texts throughout",
            remedy="declare what they stand for, or correct them",
            field="marks",
        )


def _refuse_dates(sight: Sight, one: Candidate) -> None:
    """Dates under a heading that speaks of no time may be counts that a spreadsheet program took for dates."""
    if one.heading and not words.speaks_of(words.TIME, one.heading):
        raise Unreadable(
            "{Place} holds {found}, and its heading does not speak of time; {remedy}.",
            **_column(sight, one, one.filled[0]),
            found=f"dates such as “{shown(one.filled[0])}”",
            expected="dates under a heading that speaks of time, or counts",
            remedy="head it “Date” if they say when, else correct them",
        )


def _refuse_figures(sight: Sight, one: Candidate) -> None:
    """Figures and marks under a heading of neither shares nor codes may be counts gone wrong. Marks under no heading
    are footnotes.
    """
    counts_nobody = any(words.speaks_of(said, one.heading) for said in (words.SHARE, COUNTS_NOBODY))
    if not counts_nobody and (one.heading or any(map(is_figure, one.filled))):
        raise Unreadable(
            "{Place} holds {found}, which are no counts; {remedy}.",
            **_column(sight, one, one.filled[0]),
            found=f"“{shown(one.filled[0])}” and the like",
            expected="counts",
            remedy="correct them, declare what they stand for, or leave the column out of the file if it counts nobody",
            field="marks",
        )


def _column(sight: Sight, one: Candidate, text: str) -> dict[str, str]:
    """The place of a column, by the first cell that shows a text; of a piece of one, by its heading."""
    rows = range(sight.first, sight.last + 1)
    row = next((r for r in rows if sight.rows[r][one.column] == text), sight.bottom)
    return at(sight.grid.name, address(row, one.column), f", {of(one.column, one.heading)}")


def members_of(sight: Sight, one: Candidate) -> set[str]:
    """Every text of a column; of a piece of one, those in the sample."""
    return set(one.filled) if one.piece is not None else sight.members(one.column)
