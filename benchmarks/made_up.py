"""Made-up figures in real layouts: every number here is drawn from a generator and was published by nobody.

The same arguments always draw the same numbers.
"""

import random
from collections.abc import Iterator
from itertools import islice, product

from openpyxl import Workbook

ORIGINS = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")
YEARS = range(1985, 2025)
CELLS_A_CLASS = len(ORIGINS) * len(YEARS)
DESTINATIONS, CATEGORIES, OBSERVED = 250, ("asylum", "made_up", "residence", "study", "work"), range(2016, 2020)
OBSERVATIONS_AN_ORIGIN = DESTINATIONS * len(CATEGORIES) * len(OBSERVED)


class Figures:
    """Draws numbers as small as most are in such tables, and for the same thing nearly the same from year to year."""

    def __init__(self, seed: int):
        self._drawn = random.Random(seed)
        self._about: dict[tuple, float] = {}

    def __call__(self, *what: str) -> int:
        if what not in self._about:
            self._about[what] = self._drawn.expovariate(1 / 40)
        return int(self._about[what] * self._drawn.uniform(0.8, 1.2))


def nonimmigrant_book(*, path: str, classes: int) -> None:
    """The nonimmigrant table: a sheet for each fiscal year, a column for each class, a row for each origin."""
    drawn, book, names = Figures(1), Workbook(write_only=True), class_names(classes)
    for year in YEARS:
        sheet = book.create_sheet(f"FY{year % 100:02}")
        sheet.append([f"Fiscal Year {year}", *names, "Grand Total"])
        sheet.append(["Asia"])
        for origin in ORIGINS:
            figures = [drawn(origin, name) for name in names]
            sheet.append([origin, *figures, sum(figures)])
    book.save(path)


def immigrant_book(*, path: str, classes: int) -> None:
    """The immigrant table: a row for each origin, class and month. As many cells as the other for as many classes."""
    drawn, book, names = Figures(2), Workbook(write_only=True), class_names(classes // 12 + 1)
    rows = product(YEARS, range(1, 13), ORIGINS, names)
    sheet = book.create_sheet("Issuances")
    sheet.append(["country", "visa_type", "count", "date"])
    for year, month, origin, name in islice(rows, classes * CELLS_A_CLASS):
        sheet.append([origin, name, drawn(origin, name), f"{year}-{month:02}-01"])
    book.save(path)


def class_names(classes: int) -> list[str]:
    """`A-1`, `B-1` … `Z-1`, `A-2` …"""
    return [f"{chr(ord('A') + number % 26)}-{number // 26 + 1}" for number in range(classes)]


def observations(release: int, areas: list[str], origins: int) -> Iterator[tuple]:
    """Rows in the order of `flows.intake.OBSERVATION`, sorted by key, for the first `origins` of the areas."""
    drawn = Figures(3)
    for origin, destination, year, category in product(areas[:origins], areas[:DESTINATIONS], OBSERVED, CATEGORIES):
        value = drawn(origin, destination, category)
        yield (
            release, origin, destination, year, category, "visas_issued", "calendar", value, value, value, "normal",
            True, "", "us-niv", 3, 0, "[]",
        )  # fmt: skip
