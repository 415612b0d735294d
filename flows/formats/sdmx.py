"""Observations as SDMX-CSV 2.0, whose columns `flows.formats.structure` describes."""

from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from flows import codelists, columns
from flows.formats import delimited

AGENCY, FLOW = "OXUS", "CAMT"
HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
INFORMATION = "I"  # what is said, without a word on what a reader should do with data taken in before
YEARLY = "A"


class Component(NamedTuple):
    """A part of the structure: `role` is dimension, time, measure or attribute; `column` one of ours that it shows.

    Ids that SDMX gives to concepts of all domains are used in their sense: what is measured relates to the reference
    area, here that of the publisher, and the counterpart area is at the other end.
    """

    id: str
    role: str
    en: str
    ru: str
    column: str = ""
    codelist: str = ""
    required: bool = True


COMPONENTS = [
    Component("FREQ", "dimension", "Frequency", "Периодичность", "", "CL_FREQ"),
    Component("COUNTERPART_AREA", "dimension", "Origin", "Место выезда", "origin", "CL_AREA"),
    Component("REF_AREA", "dimension", "Destination", "Место въезда", "destination", "CL_AREA"),
    Component("CATEGORY", "dimension", "Category", "Категория", "category", "CL_CATEGORY"),
    Component("MEASURE", "dimension", "Measure", "Показатель", "measure", "CL_MEASURE"),
    Component("TIME_PERIOD", "time", "Time period", "Период", "year"),
    Component("OBS_VALUE", "measure", "Observation value", "Значение наблюдения", "value", required=False),
    Component("OBS_STATUS", "attribute", "Observation status", "Статус наблюдения", "", "CL_OBS_STATUS"),
    Component("STATUS", "attribute", "Status in CAMT", "Статус в CAMT", "status", "CL_STATUS"),
    Component("LOWER", "attribute", "Lower bound", "Нижняя граница", "lower"),
    Component("UPPER", "attribute", "Upper bound", "Верхняя граница", "upper", required=False),
    Component("YEAR_BASIS", "attribute", "Year basis", "Исчисление года", "year_basis", "CL_YEAR_BASIS"),
    Component("SOURCES", "attribute", "Source tables", "Исходные таблицы", "sources"),
]
TYPES = {each.name: each.type for each in columns.OBSERVATIONS} | {"year": "text"}  # which is a period here
COLUMNS = [columns.Column(name, "code", "", "") for name in HEAD] + [
    columns.Column(each.id, TYPES.get(each.column, "code"), "", "") for each in COMPONENTS
]


@cache
def statuses():
    """{our status: the line of the table that says which code of CL_OBS_STATUS stands for it}"""
    return {line["code"]: line for line in codelists.read(codelists.DATA / "obs_statuses.csv")}


@cache
def period(year, basis):
    """A calendar year as `2018`; a US fiscal year, for which SDMX has no word, as the twelve months that it is."""
    return f"{year - 1}-10-01/P1Y" if basis == "us_fiscal" else str(year)


def identified(release):
    """The dataflow of a release: its version is the version of the structure too."""
    return f"{AGENCY}:{FLOW}({release.version})"


def rows(chunk, release):
    """Tuples in the order of `COLUMNS`, of tuples in the order of `columns.OBSERVATIONS`."""
    said = "dataflow", identified(release), INFORMATION, YEARLY
    codes = {code: line["sdmx"] for code, line in statuses().items()}
    return [
        (*said, origin, destination, category, measure, period(year, basis), value, codes[status], status, lower, upper,
         basis, sources)
        for origin, _, destination, _, year, basis, category, measure, value, lower, upper, status, sources, _ in chunk
    ]  # fmt: skip


@contextmanager
def written(path, release):
    """A function that appends a list of observations to a new file."""
    lines = delimited.body(COLUMNS)
    with path.open("wb") as file:
        file.write(delimited.heading(COLUMNS))
        yield lambda chunk: file.write(lines(rows(chunk, release)))
