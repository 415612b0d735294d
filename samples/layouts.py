"""The publishers' layouts: the figures and words of one source table, to the rows of its sheet."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, groupby
from typing import NamedTuple

from openpyxl.utils.cell import coordinate_to_tuple

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

Rows = list[list]
Words = dict[str, str]


class Figure(NamedTuple):
    """One cell of a publisher's file, as printed; README.md says what each column holds."""

    source: str
    file: str
    sheet: str
    cell: str
    origin: str
    destination: str
    label: str
    breakdown: str
    period: str
    printed: str
    role: str


def lines(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures line by line, as their addresses say."""
    return [list(line) for _, line in groupby(figures, lambda f: (f.sheet, coordinate_to_tuple(f.cell)[0]))]


def headings(words: Words) -> list[str]:
    return [text for word, text in words.items() if word.startswith("heading ")]


def labels(line: list[Figure]) -> list[str]:
    return [figure.label for figure in line]


def printed(line: list[Figure]) -> list[str]:
    return [figure.printed for figure in line]


def us_niv(figures: list[Figure], words: Words) -> Rows:
    """One fiscal year. The publisher's two totals are formulas; here stand the values stored with them."""
    table = lines(figures)
    head = [words[f"title {figures[0].sheet}"], *labels(table[0])]
    return [head, [words["region"]], *([words[f"origin {line[0].origin}"], *map(int, printed(line))] for line in table)]


def us_iv(figures: list[Figure], words: Words) -> Rows:
    return [headings(words), *([words[f"origin {f.origin}"], f.label, f.printed, f"{f.period}-01"] for f in figures)]


def ca_monthly(figures: list[Figure], words: Words) -> Rows:
    def line(figure: Figure) -> list[str]:
        year, month = figure.period.split("-")
        quarter, name = quarter_of(month), f"origin {figure.origin}"
        english, french = [year, f"Q{quarter}", month_of(month)], [year, f"T{quarter}", words[f"month {month} fr"]]
        return [*english, *french, words[name], words[f"{name} fr"], figure.printed]

    return [headings(words), *map(line, figures)]


def ca_wide(figures: list[Figure], words: Words) -> Rows:
    """Title; years over quarters over months; one line a country; the note on rounding; when it was published."""
    table = lines(figures)
    years, quarters, months = zip(*(headings_over(figure.period) for figure in table[0]), strict=True)
    above = [[words["title"]], [], [*headings(words), *once(years)], ["", *once(quarters)], ["", *months]]
    body = [[words[f"origin {line[0].origin}"], *printed(line)] for line in table]
    return [*above, *body, [], [words["note"]], [], [words["published"]]]


def headings_over(period: str) -> tuple[str, str, str]:
    """The three headings over a column: `2016-05` → `2016`, `Q2`, `May`; `2016-Q2` and `2016` are its totals."""
    year, _, part = period.partition("-")
    if not part:
        return year, f"{year} Total", f"{year} Total"
    if part.startswith("Q"):
        return year, part, f"{part} Total"
    return year, f"Q{quarter_of(part)}", month_of(part)


def once(texts: Iterable[str]) -> list[str]:
    """A heading stands over its first column only: `Q1 Q1 Q2` → `Q1 "" Q2`."""
    runs = (list(run) for _, run in groupby(texts))
    return list(chain.from_iterable([run[0], *[""] * (len(run) - 1)] for run in runs))


def quarter_of(month: str) -> int:
    return (int(month) + 2) // 3


def month_of(month: str) -> str:
    return MONTHS[int(month) - 1]


def jp_entries(figures: list[Figure], words: Words) -> Rows:
    """The header stays shifted against its columns, as published: to correct it is the reader's declared step."""
    table = lines(figures)
    body = [[line[0].period, words[f"origin {line[0].origin}"], *printed(line)] for line in table]
    return [[*headings(words), *labels(table[0])], *body]


def kr_status(figures: list[Figure], words: Words) -> Rows:
    def line(figures: list[Figure]) -> list[str]:
        sex = figures[0].breakdown.removeprefix("sex=")
        return [words["continent"], words[f"origin {figures[0].origin}"], sex, *printed(figures)]

    table = lines(figures)
    return [[*headings(words), *labels(table[0])], *map(line, table)]


def unhcr_asylum(figures: list[Figure], words: Words) -> Rows:
    def place(role: str, iso: str) -> list[str]:
        return [words[f"{role} {iso}"], words[f"{role} {iso} code"], iso]

    def line(f: Figure) -> list[str]:
        places = [*place("origin", f.origin), *place("destination", f.destination)]
        return [f.period, *places, *f.label.split(" / "), f.printed]

    return [headings(words), *map(line, figures)]


def eu_asylum(figures: list[Figure], words: Words) -> Rows:
    def line(f: Figure) -> list[str]:
        places = [words[f"destination {f.destination}"], words[f"origin {f.origin}"]]
        return [f.period, *places, words["sex"], words["age"], f.label, words["unit"], f.printed, ""]

    return [headings(words), *map(line, figures)]


def wb_population(figures: list[Figure], words: Words) -> Rows:
    return [headings(words), *([words[f"origin {f.origin}"], f.origin, f.period, f.printed] for f in figures)]
