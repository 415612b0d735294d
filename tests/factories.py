"""Handovers and releases to try things on. Every figure in a test is made up unless the test says where it is from.

handover(observation("KAZ", "USA", 2018, "study", cells=[1178, 265, 15, 3]))
published(observation("TJK", "CAN", 2019, "work", cells=[hidden(1, 5), 10]), version="1.0.0")
"""

import hashlib
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import factory

from flows import releases
from flows.core.records import (
    ContributionRecord,
    GapRecord,
    Handover,
    Key,
    ObservationRecord,
    PopulationRecord,
    SourceRecord,
    TotalCheckRecord,
    TreatmentRecord,
)

APPROVED = date(2026, 1, 20)


class SourceFactory(factory.Factory):
    class Meta:
        model = SourceRecord

    number = 1
    code = "us-niv"
    title_en = "Nonimmigrant visas issued"
    title_ru = "Выданные неиммиграционные визы"
    publisher_en = "U.S. Department of State"
    publisher_ru = "Государственный департамент США"
    url = ""
    licence = ""
    file_name = "made-up.xlsx"
    sha256 = "0" * 64
    retrieved_on = date(2026, 1, 2)
    declared = factory.Dict({})
    corrections = factory.List([])


class TreatmentFactory(factory.Factory):
    class Meta:
        model = TreatmentRecord

    number = 1
    source = "us-niv"
    label = "F-1"
    label_language = "en"
    label_translation = ""
    label_translation_ru = ""
    disposition = "include"
    category = "study"
    measure = "visas_issued"
    reason_code = ""
    rationale = "F visas are issued for academic study."
    rule = ""
    sentence = ""
    year_from = None
    year_to = None
    condition = factory.Dict({})
    proposed_on = date(2026, 1, 10)
    approved_on = APPROVED


class Cell(NamedTuple):
    """What a cell says, and what is done with it; `reason` is given where it is left out."""

    printed: str
    value: int | None
    lower: int | None
    upper: int | None
    label: str = ""
    reason: str = ""


class Made(NamedTuple):
    """An observation with its cells."""

    observation: ObservationRecord
    cells: list


def cell(number, label="", reason=""):
    return Cell(str(number), number, number, number, label, reason)


def hidden(lower, upper, label=""):
    """A cell the publisher hid: it stands for `lower` to `upper`."""
    return Cell("--", None, lower, upper, label)


def rounded(number, by=2, label=""):
    return Cell(str(number), number, max(number - by, 0), number + by, label)


def left_out(number, label, reason="temporary"):
    """A cell that is excluded for a reason."""
    return cell(number, label, reason)


def observation(origin, destination, year, category, measure="visas_issued", *, cells, absent=(), **fields):
    """What would be published for one key. `cells` are whole numbers or what the functions above make."""
    cells = [each if isinstance(each, Cell) else cell(each) for each in cells]
    counted = [each for each in cells if not each.reason]
    unknown = sum(each.value is None for each in counted)
    uppers = [each.upper for each in counted]
    record = ObservationRecord(
        key=Key(origin, destination, year, category, measure),
        year_basis="us_fiscal" if destination == "USA" else "calendar",
        value=None if unknown or absent else sum(each.value for each in counted),
        lower=sum(each.lower for each in counted),
        upper=None if absent or None in uppers else sum(uppers),
        status="partial" if absent or 0 < unknown < len(counted) else "suppressed" if unknown else "normal",
        headline=True,
        part_of="",
        sources="us-niv",
        cells=len(counted),
        hidden_cells=unknown,
        absent=tuple(absent),
    )
    return Made(record._replace(**fields), cells)


def gap(origin, destination, year, category="", measure="", *, status="missing", reason="awaiting_source"):
    return GapRecord(
        Key(origin, destination, year, category, measure), "calendar", status, reason, "Awaited.", "Ожидается."
    )


def total(printed, *, outcome="equal", explanation="", lower=None):
    """A printed total of source 1 at FY18!CI130."""
    lower = printed if lower is None else lower
    return TotalCheckRecord(
        1, "FY18", "CI130", "KAZ", "All classes of the line", str(printed), lower, lower, outcome, explanation
    )


def population(origin, year, value, *, cell="D7795", printed=None, status="normal", source=1):
    """The people of an origin in a year, as a cell of source 1 says."""
    return PopulationRecord(origin, year, value, status, source, "Sheet1", cell, str(printed or value))


def handover(*made, gaps=(), totals=(), sources=None, populations=()):
    """A `Handover`; the cells of a number stand in one line of sheet FY18, and equal labels share a decision."""
    treatments, contributions = {}, []
    for each in made:
        for place, given in enumerate(each.cells, 1):
            key = each.observation.key
            label = given.label or f"{key.category} class {place}"
            decision = treatments.setdefault((label, key.category, key.measure), decided(treatments, given, label, key))
            contributions.append(
                ContributionRecord(
                    key,
                    each.observation.year_basis,
                    1,
                    decision.number,
                    not given.reason,
                    "FY18",
                    f"{chr(64 + place)}130",
                    given.printed,
                    given.value,
                    given.lower,
                    given.upper,
                    str(key.year),
                    "",
                )  # fmt: skip
            )
    return Handover(
        sources=[SourceFactory()] if sources is None else sources,
        treatments=list(treatments.values()),
        observations=[each.observation for each in made],
        contributions=contributions,
        gaps=list(gaps),
        total_checks=list(totals),
        populations=list(populations),
    )


def decided(treatments, given, label, key):
    return TreatmentFactory(
        number=len(treatments) + 1,
        label=label,
        disposition="exclude" if given.reason else "include",
        category=key.category,
        measure=key.measure,
        reason_code=given.reason,
        rationale=f"{label} is {'left out of' if given.reason else 'counted as'} {key.category}.",
    )


def published(*made, version="1.0.0", gaps=(), totals=(), sources=None, frame=None, populations=(), **options):
    """A published Release of these observations."""
    said = handover(*made, gaps=gaps, totals=totals, sources=sources, populations=populations)
    given = replace(said, frame=frame)
    return releases.publish(given, version=version, notes_en="Made up.", **options)


def file(name, **fields):
    """The one source of a handover, as a file of this name; the same name is the same bytes."""
    return [SourceFactory(file_name=f"{name}.xlsx", sha256=hashlib.sha256(name.encode()).hexdigest(), **fields)]
