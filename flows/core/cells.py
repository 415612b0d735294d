"""Text cells that a spreadsheet takes for text."""

import re
from functools import lru_cache

# Already guarded text is guarded once more, so that taking one apostrophe off always gives back what was there.
RUNS_AS_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*%?")


@lru_cache(maxsize=10_000)  # of a million cells most are alike
def defused(text):
    """`text` with an apostrophe before it if a spreadsheet would run it; a plain number stays, and so does nothing."""
    if text and RUNS_AS_A_FORMULA.match(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text
