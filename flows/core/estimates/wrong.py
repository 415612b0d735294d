"""What is wrong with a table that somebody gave, and where."""

from flows.core.estimates.words import N_, Filled
from flows.core.refusals import Refused


class Wrong(Refused):
    """One sentence with its place: the line in the file (1 is the heading) and the column, where they are known.

    `sentence` and `whole` (with the place before it) keep their templates and values, to be said in other languages.
    """

    def __init__(self, sentence: str, line: int | None = None, column: str = "", **values):
        self.line, self.column = line, column
        self.sentence = Filled(sentence, **values)
        self.whole = _placed(self.sentence, line, column)
        super().__init__(str(self.whole))


def _placed(sentence, line, column):
    if line and column:
        return Filled(N_("Line {line}, column {column}: {sentence}"), line=line, column=column, sentence=sentence)
    if line:
        return Filled(N_("Line {line}: {sentence}"), line=line, sentence=sentence)
    return Filled(N_("Column {column}: {sentence}"), column=column, sentence=sentence) if column else sentence


def short(text: str) -> str:
    """What stands in a cell, short enough for a sentence."""
    return text if len(text) <= 40 else f"{text[:39]}…"
