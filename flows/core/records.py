"""What the workshop hands over to the public record: plain values, no database.

`curation.actions.releases.compose` makes a `Handover`; `flows.releases.publish` is the one door that takes it in.
Counts are whole people, visas or permits; `None` means unknown, never zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from flows.core.frames import Frame

BREAK = "break"  # the status of a year that nothing before it is compared with


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A publisher's file; `number` identifies it within one handover.

    How it was read: `layouts`, sheet → digest of how the sheet was understood; `places`, printed name → code, as far as
    the release speaks of it; what a person `declared`; the `corrections`.
    `corrections` are plain values: `sheet`, `cells`, `what` and `why` of each; where single cells were corrected also
    `changes`, a list of `cell`, `printed` and `corrected`, and `number`, `reported_on`, `reference`, `approved_on`.
    """

    number: int
    code: str
    title_en: str
    title_ru: str
    publisher_en: str
    publisher_ru: str
    url: str
    licence: str
    file_name: str
    sha256: str
    retrieved_on: date | None
    declared: dict = field(default_factory=dict)
    corrections: list = field(default_factory=list)
    accepted_on: date | None = None
    layouts: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TreatmentRecord:
    """A decision as it stood; `number` identifies it within one handover, `decision` in all of them.

    `apart` is the reason why labels of one concept, of which this is one, are treated in several ways; empty where none
    was recorded.
    """

    number: int
    source: str
    label: str
    label_language: str
    label_translation: str
    label_translation_ru: str
    disposition: str
    category: str
    measure: str
    reason_code: str
    rationale: str
    rule: str
    sentence: str
    year_from: int | None
    year_to: int | None
    condition: dict
    proposed_on: date
    approved_on: date
    concept_en: str = ""
    concept_ru: str = ""
    apart_en: str = ""
    apart_ru: str = ""
    decision: int = 0


class Key(NamedTuple):
    """What one number is the number of; sorts as the files are sorted."""

    origin: str
    destination: str
    year: int
    category: str
    measure: str

    @property
    def slug(self) -> str:
        """The key as it stands in the address of the page that says why."""
        return f"{self.origin}-{self.destination}-{self.category}-{self.measure}-{self.year}"


class ObservationRecord(NamedTuple):
    """One number with its bounds and what it rests on; `sources` are table codes joined by `;`."""

    key: Key
    year_basis: str
    value: int | None
    lower: int
    upper: int | None
    status: str
    headline: bool
    part_of: str
    sources: str
    cells: int
    hidden_cells: int
    absent: tuple


class ContributionRecord(NamedTuple):
    """One cell; `source` and `treatment` are the numbers of their records.

    `place` is where the cell's people go, as the table has it, where that is not the destination of the key: a member
    of the union, or the union as it was called then.
    """

    key: Key
    year_basis: str
    source: int
    treatment: int
    counted: bool
    sheet: str
    cell: str
    printed: str
    value: int | None
    lower: int | None
    upper: int | None
    period: str
    breakdown: str
    place: str = ""


class GapRecord(NamedTuple):
    """A place without a number, and why, in both languages."""

    key: Key
    year_basis: str
    status: str
    reason_code: str
    reason_en: str
    reason_ru: str


class TotalCheckRecord(NamedTuple):
    """A printed total beside the sum of its parts; `source` is the number of its record."""

    source: int
    sheet: str
    cell: str
    origin: str
    what: str
    printed: str
    lower: int
    upper: int | None
    outcome: str
    explanation: str


class PopulationRecord(NamedTuple):
    """How many people lived in an origin in the middle of a year, and the cell that says so.

    `source` is the number of the file's record; `value` counts persons.
    """

    origin: str
    year: int
    value: int
    status: str
    source: int
    sheet: str
    cell: str
    printed: str


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything one release will say."""

    sources: Sequence[SourceRecord]
    treatments: Sequence[TreatmentRecord]
    observations: Sequence[ObservationRecord]
    contributions: Sequence[ContributionRecord]
    gaps: Sequence[GapRecord]
    total_checks: Sequence[TotalCheckRecord]
    frame: Frame | None = None
    populations: Sequence[PopulationRecord] = ()
