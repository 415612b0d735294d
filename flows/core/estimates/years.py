"""Years as tables write them: four digits."""

from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short


def is_year(text: str) -> bool:
    """Whether a text is a year; digits of other scripts, and small raised ones, are none."""
    return len(text) == 4 and text.isascii() and text.isdigit()


def year(text: str, line: int | None = None, column: str = "year") -> int:
    """The year that is written; Wrong where it is none."""
    if not is_year(text):
        raise Wrong(N_("“{text}” is no year; write four digits."), line, column, text=short(text))
    return int(text)
