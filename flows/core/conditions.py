"""To which cells a decision applies: its years, and a condition such as `{"duration": ["M6-11", "Y_GE1"]}`.

A condition names columns of the breakdown, or `destination`, each with the texts it wants; an empty one wants nothing
and gives way to any other that a cell meets. Years are observation years, `None` where a span is open.
"""

from collections.abc import Iterable, Mapping


def breakdown(text: str) -> dict[str, str]:
    """The columns of a breakdown as stored with a reading, `sex=F; age=18-25`."""
    return dict(part.split("=", 1) for part in text.split("; ") if "=" in part)


def meets(condition: Mapping[str, Iterable[str]], cell: Mapping[str, str]) -> bool:
    """Whether a cell, given as column → text, is one the condition wants."""
    return all(cell.get(column) in wanted(texts) for column, texts in condition.items())


def wanted(texts: str | Iterable[str]) -> list[str]:
    """The texts that a condition wants of one column; a single one may stand by itself."""
    return [texts] if isinstance(texts, str) else list(texts)


def covers(year_from: int | None, year_to: int | None, year: int) -> bool:
    """Whether a span holds a year."""
    return (year_from is None or year_from <= year) and (year_to is None or year <= year_to)


def covering(decisions: Iterable, year: int, destination: str, broken_down: str):
    """Which of a label's decisions a cell falls under: one whose condition it meets goes before one without any.

    Each has `year_from`, `year_to` and `condition`; None where none fits.
    """
    cell = {"destination": destination, **breakdown(broken_down)}
    fitting = [
        decision
        for decision in decisions
        if covers(decision.year_from, decision.year_to, year) and meets(decision.condition, cell)
    ]
    return max(fitting, key=lambda decision: bool(decision.condition), default=None)
