"""What is wrong with a table that somebody gave, and where."""

from flows.core.refusals import Refused


class Wrong(Refused):
    """One sentence with its place: the line in the file (1 is the heading) and the column, where they are known."""

    def __init__(self, sentence: str, line: int | None = None, column: str = ""):
        self.line, self.column = line, column
        places = [f"line {line}" if line else "", f"column {column}" if column else ""]
        place = ", ".join(filter(None, places))
        super().__init__(f"{place[0].upper()}{place[1:]}: {sentence}" if place else sentence)


def shown(text: str) -> str:
    """What stands in a cell, short enough for a sentence."""
    return f"“{text}”" if len(text) <= 40 else f"“{text[:39]}…”"
