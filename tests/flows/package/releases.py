"""A release with every kind of number that has to be built again. Figures are made up."""

from dataclasses import replace
from datetime import UTC, datetime

from flows import releases
from flows.core.frames import Frame
from tests.factories import (
    Cell,
    SourceFactory,
    cell,
    gap,
    handover,
    hidden,
    left_out,
    observation,
    population,
    rounded,
)

MADE = [
    # plain, with cells left out, zeros among both
    observation("KAZ", "USA", 2018, "study", cells=[cell(1178, "F-1"), cell(0, "F-2"), left_out(2205, "J-1")]),
    # rounded to five
    observation("KAZ", "CAN", 2019, "residence", "admissions", cells=[rounded(400)]),
    # one part hidden: partial, with bounds; all hidden: suppressed; hidden without any limit
    observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[rounded(20), hidden(1, 5), hidden(1, 5)]),
    observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5), hidden(1, 5)]),
    observation("TKM", "CAN", 2019, "work", "permits_issued", cells=[hidden(0, None), 7]),
    # all cells empty, none of them hidden: partial
    observation("UZB", "CAN", 2019, "work", "permits_issued", cells=[Cell("", None, 0, None)], status="partial",
                hidden_cells=0),
    # a table that belongs to the sum is not held
    observation("KAZ", "USA", 2016, "residence", cells=[cell(65, "K-1")],
                absent=[{"table": "us-iv", "held": "9 of 12 months"}]),
    # every part of what is there is hidden, and more is missing
    observation("KGZ", "USA", 2016, "residence", cells=[hidden(1, 5, "K-1")], status="partial",
                absent=[{"table": "us-iv", "held": ""}]),
    # two tables, of which one says zero by having no row
    observation("KGZ", "USA", 2018, "residence", cells=[cell(59, "K-1")], sources="us-iv;us-niv"),
    # zero without any cell
    observation("TKM", "USA", 2018, "residence", cells=[], sources="us-iv"),
    # a union as the sum of its members, one of which is not there; and one in the year of a break
    observation("TJK", "EU", 2019, "asylum", "asylum_applications", cells=[1979, 835], lower=2814,
                absent=[{"member": "FRA", "held": "no row in the publisher's table"}]),
    observation("TJK", "DEU", 2019, "asylum", "asylum_applications", part_of="EU", cells=[1979]),
    observation("TJK", "POL", 2019, "asylum", "asylum_applications", part_of="EU", cells=[835]),
    observation("TJK", "EU", 2020, "asylum", "asylum_applications", cells=[1000], status="break"),
    # called preliminary by its publisher
    observation("UZB", "KOR", 2024, "work", "residents", cells=[cell(120, "E9(비전문취업)")], status="provisional"),
]  # fmt: skip
CORRECTION = {
    "sheet": "FY18", "cells": "A130", "what": "117 should be 1178", "why": "The line’s total says so.", "number": 1,
    "changes": [{"cell": "A130", "printed": "117", "corrected": "1178"}],
}  # fmt: skip
SOURCES = [
    SourceFactory(corrections=[CORRECTION], licence="CC BY 4.0", url="https://example.org/us-niv"),
    SourceFactory(number=2, code="us-iv", file_name="=us-iv.csv", sha256="1" * 64, licence=""),
]
PEOPLE = [population("KAZ", 2018, 18932727), population("UZB", 2019, 32964701, status="estimated", printed="=1+1")]
UNION = Frame(unions={"EU": (("DEU", 2008, None), ("POL", 2008, None))})


def handed_over():
    """Those above; the asylum cells under a condition, those of members with their place, one cell corrected."""
    given = handover(
        *MADE, gaps=[gap("KAZ", "RUS", 2018, "work", "registrations")], sources=SOURCES, populations=PEOPLE
    )
    treatments = [
        replace(each, condition={"age": ["18-25", "26+"]}, year_from=2019) if each.category == "asylum" else each
        for each in given.treatments
    ]
    return replace(given, treatments=treatments, contributions=[told(cell) for cell in given.contributions])


def told(cell):
    """The cell as the workshop would hand it over."""
    key = cell.key
    if key.category == "asylum":
        place = ("DEU" if cell.cell == "A130" else "POL") if key.destination == "EU" else ""
        return cell._replace(breakdown="age=26+; sex=M", place=place)
    if key == ("KAZ", "USA", 2018, "study", "visas_issued") and cell.cell == "A130":
        return cell._replace(printed="117")
    return cell


def publish(**options):
    day = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    return releases.publish(handed_over(), version="1.0.0", notes_en="Made up.", published_at=day, **options)
