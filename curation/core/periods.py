"""From a heading or a cell to the period it names, and which periods make a year.

A period is written as the release prints it: `2018`, `FY2018` (United States, October 2017 to September 2018),
`2018-Q2`, `2018-05`, or a date such as `2024-12-31` for a stock. What a title speaks of is for
`curation.core.titles`.
"""

import calendar
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from curation.core.dates import ERAS, MONTH_NUMBER, MONTHS, PART_OF_YEAR, PATTERNS, ROMAN, SPAN


class Part(NamedTuple):
    """A piece of a period that needs the others: the month in one heading row, its year in another."""

    unit: str
    number: int


def tidy(text: str) -> str:
    """Text as the patterns expect it: Unicode NFKC, single blanks, no letter case."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


@lru_cache(maxsize=20_000)
def period(text: str) -> str | None:
    """The whole period a text names, or None. Two-digit fiscal years reach from 1970 to 2069."""
    plain = tidy(text)
    matches = ((kind, pattern.fullmatch(plain)) for pattern, kind in PATTERNS)
    return next((written for kind, found in matches if found and (written := _write(kind, found.groupdict()))), None)


def _write(kind: str, found: dict) -> str | None:
    if kind == "fiscal":
        short = found.get("short")
        return f"FY{found.get('year') or (1900 if int(short) >= 70 else 2000) + int(short)}"
    if kind == "era":
        return str(ERAS[found["era"]] - 1 + int(found["reign"].replace("元", "1")))
    year = int(found["year"])
    if kind == "date":
        return dated(year, int(found["month"]), int(found["day"]))
    if kind == "month":
        return monthly(year, int(found["month"]))
    if kind == "named":
        return monthly(year, MONTHS.get(found["name"], 0))
    return f"{year}-Q{found['quarter']}" if kind == "quarter" else str(year)


def monthly(year: int, month: int) -> str | None:
    """`2018-05`; None where there is no such month."""
    return f"{year}-{month:02}" if 1 <= month <= 12 else None


def dated(year: int, month: int, day: int) -> str | None:
    """`2018-05-31`; None where there is no such day."""
    real = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}" if real else None


@lru_cache(maxsize=20_000)
def part(text: str, unit: str | None = None) -> Part | None:
    """The year, quarter or month a text names by itself. A bare number is a month or quarter only when `unit` says
    so.
    """
    plain = tidy(text)
    if unit in ("month", "quarter") and plain.isdecimal():
        return Part(unit, int(plain)) if 1 <= int(plain) <= (12 if unit == "month" else 4) else None
    whole = period(plain)
    if whole and len(whole) == 4:
        return Part("year", int(whole))
    if found := PART_OF_YEAR.fullmatch(plain):
        return Part("quarter", int(found["quarter"] or found["first"] or ROMAN[found["roman"]]))
    found = MONTH_NUMBER.fullmatch(plain)
    month = int(found["month"]) if found else MONTHS.get(plain.rstrip("."), 0)
    return Part("month", month) if 1 <= month <= 12 else None


def join(texts: Sequence[str], units: Sequence[str | None] | None = None) -> str | None:
    """The finest period that texts name together: `2015`, `Q1`, `Jan` give `2015-01`; `2015`, `Q1 Total` give
    `2015-Q1`.

    A text that is a whole period by itself, such as `FY2018` or `2018-05`, stands alone. `2015 Total` under `Q1` of
    another year cannot be: contradicting parts give None.
    """
    found: dict[str, int] = {}
    for text, unit in zip(texts, units or [None] * len(texts), strict=True):
        if not text or text.isspace():
            continue
        whole = period(text)
        if whole and len(whole) != 4:
            return whole
        piece = part(text, unit)
        if piece is None or found.setdefault(piece.unit, piece.number) != piece.number:
            return None
    return _together(**found) if "year" in found else None


def _together(year: int, quarter: int = 0, month: int = 0) -> str | None:
    if month:
        return monthly(year, month)
    return f"{year}-Q{quarter}" if quarter else str(year)


def is_timely(text: str) -> bool:
    """Whether a text names a period, or a part of one."""
    return bool(period(text) or part(text))


def are_spans(texts: Sequence[str]) -> bool:
    """Whether texts such as `2009-10`, `2010-11` are all years that begin midway: by itself each could be a month."""
    found = (SPAN.fullmatch(tidy(text)) for text in texts)
    return len(texts) > 1 and all(span and (int(span[1]) + 1) % 100 == int(span[2]) for span in found)


def is_canonical(written: str) -> bool:
    """Whether a text is a period exactly as CAMT writes it."""
    return period(written) == written


def is_year(written: str) -> bool:
    """Whether a period is a whole year, of either kind."""
    return written.startswith("FY") or len(written) == 4


def is_month(written: str) -> bool:
    """Whether a period is a month."""
    return len(written) == 7 and written[5] != "Q"


def is_date(written: str) -> bool:
    """Whether a period is a day, as stocks have it."""
    return len(written) == 10


def observation_year(written: str, basis: str) -> int | None:
    """The year that a period counts towards in a year basis, or None when it belongs to another basis.

    A month counts in both: October 2017 is in 2017, and in the US fiscal year 2018. A calendar year is no fiscal year.
    """
    if written.startswith("FY"):
        return int(written[2:]) if basis == "us_fiscal" else None
    year = int(written[:4])
    if basis == "calendar":
        return year
    return year + (int(written[5:7]) >= 10) if is_month(written) else None


def months_of(year: int, basis: str) -> list[str]:
    """The twelve months of a year in its basis."""
    if basis == "us_fiscal":
        return [f"{year - 1}-{m:02}" for m in (10, 11, 12)] + [f"{year}-{m:02}" for m in range(1, 10)]
    return [f"{year}-{m:02}" for m in range(1, 13)]


def quarters_of(year: int) -> list[str]:
    """The four quarters of a calendar year."""
    return [f"{year}-Q{q}" for q in (1, 2, 3, 4)]


def parts_of(written: str) -> list[list[str]]:
    """What a year or a quarter is made of, the finest parts first: its months, then its quarters."""
    if is_year(written):
        year, fiscal = int(written[-4:]), written.startswith("FY")
        return [months_of(year, "us_fiscal")] if fiscal else [months_of(year, "calendar"), quarters_of(year)]
    if written[4:6] != "-Q":
        return []
    year, quarter = int(written[:4]), int(written[6])
    return [months_of(year, "calendar")[3 * quarter - 3 : 3 * quarter]]
