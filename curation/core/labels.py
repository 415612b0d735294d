"""The identity of a raw label: its parts in order, cautiously normalised.

`H-1B` and `h‑1b ` (another dash, a blank) are one label; `B-1` and `1-B`, `H-1B` and `H1B` are two. Bold matching
belongs to suggestions, never to identity.
"""

import re
import unicodedata
from functools import lru_cache

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
BETWEEN = "\N{UNIT SEPARATOR}"


@lru_cache(maxsize=50_000)
def normalise(text: str) -> str:
    """Unicode NFKC, one kind of dash, single blanks, no letter case."""
    plain = unicodedata.normalize("NFKC", text).translate(DASHES)
    return re.sub(r"\s+", " ", plain).strip().casefold()


def key(parts) -> str:
    """What makes a label the same label: its parts, normalised one by one, an empty one kept in its place."""
    return BETWEEN.join(normalise(part) for part in parts)


def written(parts) -> str:
    """The label as people read it: parts as printed, joined by ' / ', empty ones left out unless all are."""
    return " / ".join(re.sub(r"\s+", " ", part).strip() for part in parts)
