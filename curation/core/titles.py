"""Which periods a line of prose speaks of: the title above a table, its unit, the date it was counted on.

Spans that CAMT has no period for come back as they are, `2019-01/2019-06`, so that nobody takes half a year for a
whole one.
"""

import calendar
import re
from collections.abc import Iterable, Iterator

from curation.core.dates import ERA, ERAS, MONTHS
from curation.core.periods import dated, monthly, tidy

YEAR = r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)"
LATER = r"(?<!\d)(?P<later>(?:19|20)\d{2})(?!\d)"
NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH = rf"(?<![^\W\d_])(?P<month>{NAMES})(?![^\W\d_])\.?"
LAST_MONTH = rf"(?<![^\W\d_])(?P<last>{NAMES})(?![^\W\d_])\.?"
TO = r"\s*(?:-|–|—|‑|~|to|through|bis|по|à|au)\s*"
OF = r"(?:\s*,)?\s*(?:of\s+)?"
DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
PATTERNS = [
    (re.compile(rf"{MONTH}(?:{OF}{YEAR})?{TO}{LAST_MONTH}{OF}{LATER}"), "months"),
    (re.compile(rf"{DAY}\s*(?:-е)?\s*{MONTH}{OF}{YEAR}"), "day"),
    (re.compile(rf"{MONTH}\s+{DAY}{OF}{YEAR}"), "day"),
    (re.compile(rf"{YEAR}[-/](?P<number>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?!\d)"), "numbered day"),
    (re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<number>\d{{1,2}})\.{YEAR}"), "numbered day"),
    (re.compile(rf"{YEAR}\s*[年년]\s*(?P<number>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일]"), "numbered day"),
    (re.compile(rf"{YEAR}\s*[年년]\s*(?P<number>\d{{1,2}})\s*[月월]\s*(?:末|말)"), "last day"),
    (re.compile(rf"{YEAR}\s*[年년](?:末|말)"), "last day"),
    (re.compile(rf"{YEAR}\s*[年년]\s*(?P<number>\d{{1,2}})\s*[月월]"), "numbered month"),
    (re.compile(rf"{MONTH}{OF}{YEAR}"), "month"),
    (re.compile(rf"(?<!\w)(?:q|t)(?P<quarter>[1-4])\s*[-/ ]?\s*{YEAR}"), "quarter"),
    (re.compile(rf"{YEAR}\s*[-/ ]?\s*(?:q|t)(?P<quarter>[1-4])(?!\w)"), "quarter"),
    (re.compile(rf"(?<!\w)(?P<quarter>i{{1,3}}|iv|[1-4])(?:-[йг]|-ый)?\s*кв(?:артал|\.)[а-я]*\s*{YEAR}"), "quarter"),
    (re.compile(rf"(?<!\w)(?P<half>i{{1,2}}|[12]|перв\w+|втор\w+)(?:-[ео]е)?\s*полугоди\w*\s*{YEAR}"), "half"),
    (re.compile(rf"(?<!\w)(?P<half>first|second|h[12]|[12](?:st|nd))(?:\s+half(?:\s+of)?)?\s*{YEAR}"), "half"),
    (re.compile(rf"(?<!\w)(?:fiscal year|fy)\s*{YEAR}"), "fiscal"),
    (re.compile(rf"{YEAR}{TO}{LATER}"), "years"),
    (re.compile(rf"{YEAR}\s*[-–/]\s*(?P<short>\d{{2}})(?!\d)"), "short"),
    (re.compile(rf"{YEAR}"), "year"),
]
HALVES = {"i": 1, "1": 1, "f": 1, "п": 1, "h1": 1, "ii": 2, "2": 2, "s": 2, "в": 2, "h2": 2}
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
REIGN = re.compile(ERA)


def spoken_of(lines: Iterable[str]) -> list[str]:
    """Every period or span that lines of prose speak of, as CAMT writes them, in order and once each."""
    return list(dict.fromkeys(found for line in lines for found in _spoken(line)))


def _spoken(line: str) -> Iterator[str]:
    rest = REIGN.sub(lambda era: f"{ERAS[era['era']] - 1 + int(era['reign'].replace('元', '1'))}年", tidy(line))
    for pattern, kind in PATTERNS:
        # What one pattern has taken is no longer there for the next: the year of a date is no year of its own.
        yield from (written for found in pattern.finditer(rest) if (written := _written(kind, found.groupdict())))
        rest = pattern.sub(" ; ", rest)


def _written(kind: str, found: dict) -> str | None:
    year = int(found["year"] or found["later"])
    month = int(found.get("number") or MONTHS.get(found.get("month"), 12))
    if kind == "months":
        return _span(year, month, int(found["later"]), MONTHS[found["last"]])
    if kind.endswith("day"):
        day = calendar.monthrange(year, month)[1] if kind == "last day" and 1 <= month <= 12 else found.get("day") or 0
        return dated(year, month, int(day))
    if kind.endswith("month"):
        return monthly(year, month)
    if kind == "quarter":
        return f"{year}-Q{QUARTERS.get(found['quarter']) or found['quarter']}"
    if kind == "half":
        half = HALVES.get(found["half"]) or HALVES[found["half"][0]]
        return _span(year, 6 * half - 5, year, 6 * half)
    if kind == "years":
        return f"{year}/{found['later']}"
    if kind == "short":
        return f"{year}/{year + 1}" if (year + 1) % 100 == int(found["short"]) else monthly(year, int(found["short"]))
    return f"FY{year}" if kind == "fiscal" else str(year)


def _span(year: int, month: int, last_year: int, last: int) -> str:
    if year == last_year and month == last:
        return f"{year}-{month:02}"
    if year == last_year and (month, last) == (1, 12):
        return str(year)
    if year == last_year and month % 3 == 1 and last == month + 2:
        return f"{year}-Q{last // 3}"
    if (month, last, last_year - year) == (10, 9, 1):
        return f"FY{last_year}"
    return f"{year}-{month:02}/{last_year}-{last:02}"
