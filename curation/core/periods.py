"""From a heading or a cell to the period it names.

A period is written as the release prints it: `2018`, `FY2018` (United States, October 2017 to September 2018),
`2018-Q2`, `2018-05`, or a date such as `2024-12-31` for a stock.
"""

import calendar
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MONTH_NAMES = {
    1: "jan january janv janvier январь января янв januar",
    2: "feb february fév févr février fevr fevrier февраль февраля фев februar",
    3: "mar march mars март марта мар märz",
    4: "apr april avr avril апрель апреля апр",
    5: "may mai май мая",
    6: "jun june juin июнь июня июн juni",
    7: "jul july juil juillet июль июля июл juli",
    8: "aug august août aout август августа авг",
    9: "sep sept september septembre сентябрь сентября сен",
    10: "oct october octobre октябрь октября окт oktober",
    11: "nov november novembre ноябрь ноября ноя",
    12: "dec december déc décembre decembre дек декабрь декабря dezember",
}
MONTHS = {name: number for number, names in MONTH_NAMES.items() for name in names.split()}
YEAR = r"(?P<year>(?:19|20)\d{2})"
YEAR_WORD = r"\s*(?:年|년|г\.?|год|year|annual)?"
TOTAL = r"(?:\s*(?:total|всего|итого|계|計))?"
PATTERNS = [
    (re.compile(rf"(?:fiscal year|fy|us fiscal year)\s*{YEAR}{TOTAL}"), "fiscal"),
    (re.compile(r"(?:fiscal year|fy)\s*'?(?P<short>\d{2})"), "fiscal"),
    (re.compile(rf"{YEAR}[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?:[t ]00:00(?::00)?)?"), "date"),
    (re.compile(rf"{YEAR}\s*[-/.m年년]{{1,2}}\s*(?P<month>\d{{1,2}})\s*[月월]?"), "month"),
    (re.compile(rf"{YEAR}\s*[-/ ]?\s*(?:q|t|кв\.?\s*)(?P<quarter>[1-4])"), "quarter"),
    (re.compile(rf"(?:q|t)(?P<quarter>[1-4])\s*[-/ ]?\s*{YEAR}"), "quarter"),
    (re.compile(rf"(?P<name>[^\W\d]+)\.?\s+{YEAR}"), "named"),
    (re.compile(rf"{YEAR}{YEAR_WORD}{TOTAL}"), "year"),
]
QUARTER = re.compile(rf"(?:q|t|кв\.?\s*)(?P<quarter>[1-4]){TOTAL}|(?P<first>[1-4])\s*(?:분기|四半期|квартал)")
MONTH_NUMBER = re.compile(r"(?P<month>\d{1,2})\s*(?:月|월)")


class Part(NamedTuple):
    """A piece of a period that needs the others: the month in one heading row, its year in another."""

    unit: str
    number: int


def tidy(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


@lru_cache(maxsize=20_000)
def period(text: str) -> str | None:
    """The whole period a text names, or None. Two-digit fiscal years reach from 1970 to 2069."""
    plain = tidy(text)
    for pattern, kind in PATTERNS:
        found = pattern.fullmatch(plain)
        if found and (written := _write(kind, found.groupdict())):
            return written
    return None


def _write(kind: str, found: dict) -> str | None:
    year = found.get("year")
    if kind == "fiscal":
        short = found.get("short")
        return f"FY{year or (1900 if int(short) >= 70 else 2000) + int(short)}"
    if kind == "date":
        month, day = int(found["month"]), int(found["day"])
        real = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(int(year), month)[1]
        return f"{year}-{month:02}-{day:02}" if real else None
    if kind == "month":
        return monthly(int(year), int(found["month"]))
    if kind == "named":
        return monthly(int(year), MONTHS[found["name"]]) if found["name"] in MONTHS else None
    return f"{year}-Q{found['quarter']}" if kind == "quarter" else year


def monthly(year: int, month: int) -> str | None:
    return f"{year}-{month:02}" if 1 <= month <= 12 else None


@lru_cache(maxsize=20_000)
def part(text: str, unit: str | None = None) -> Part | None:
    """The year, quarter or month a text names by itself. A bare number is a month or quarter only when `unit` says so."""
    plain = tidy(text)
    if unit in ("month", "quarter") and plain.isdigit():
        most = 12 if unit == "month" else 4
        return Part(unit, int(plain)) if 1 <= int(plain) <= most else None
    whole = period(plain)
    if whole and len(whole) == 4:
        return Part("year", int(whole))
    if found := QUARTER.fullmatch(plain):
        return Part("quarter", int(found["quarter"] or found["first"]))
    if found := MONTH_NUMBER.fullmatch(plain):
        return Part("month", int(found["month"])) if 1 <= int(found["month"]) <= 12 else None
    month = MONTHS.get(plain.rstrip("."))
    return Part("month", month) if month else None


def join(texts, units=None) -> str | None:
    """The finest period that texts name together: `2015`, `Q1`, `Jan` give `2015-01`; `2015`, `Q1 Total` give `2015-Q1`.

    A text that is a whole period by itself, such as `FY2018` or `2018-05`, stands alone. `2015 Total` under `Q1` of
    another year cannot be: contradicting parts give None.
    """
    found: dict[str, int] = {}
    for position, text in enumerate(texts):
        if not text or text.isspace():
            continue
        whole = period(text)
        if whole and len(whole) != 4:
            return whole
        piece = part(text, units[position] if units else None)
        if piece is None:
            return None
        if found.setdefault(piece.unit, piece.number) != piece.number:
            return None
    if "year" not in found:
        return None
    if "month" in found:
        return monthly(found["year"], found["month"])
    return f"{found['year']}-Q{found['quarter']}" if "quarter" in found else str(found["year"])


def years_in(text: str) -> list[str]:
    """Every year a title speaks of, fiscal ones as `FY2018`, in order and once each."""
    plain = tidy(text)
    fiscal = [f"FY{year}" for year in re.findall(r"(?:fiscal year|\bfy)\s*((?:19|20)\d{2})", plain)]
    if fiscal:
        return list(dict.fromkeys(fiscal))
    return list(dict.fromkeys(re.findall(r"(?<![\d/.-])((?:19|20)\d{2})(?![\d])", plain)))


def observation_year(written: str, basis: str) -> int | None:
    """The year that a period counts towards in a year basis, or None when it belongs to another basis.

    A month counts in both: October 2017 is in 2017, and in the US fiscal year 2018. A calendar year is no fiscal year.
    """
    if written.startswith("FY"):
        return int(written[2:]) if basis == "us_fiscal" else None
    year = int(written[:4])
    if basis == "calendar":
        return year
    if is_month(written):
        return year + (int(written[5:7]) >= 10)
    return None


def is_year(written: str) -> bool:
    return written.startswith("FY") or len(written) == 4


def is_month(written: str) -> bool:
    return len(written) == 7 and written[5] != "Q"


def is_date(written: str) -> bool:
    return len(written) == 10


def months_of(year: int, basis: str) -> list[str]:
    """The twelve months of a year in its basis."""
    if basis == "us_fiscal":
        return [f"{year - 1}-{m:02}" for m in (10, 11, 12)] + [f"{year}-{m:02}" for m in range(1, 10)]
    return [f"{year}-{m:02}" for m in range(1, 13)]


def quarters_of(year: int) -> list[str]:
    return [f"{year}-Q{q}" for q in (1, 2, 3, 4)]


def is_canonical(written: str) -> bool:
    """Whether a text is a period exactly as CAMT writes it."""
    return period(written) == written
