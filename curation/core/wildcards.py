"""Texts in which `*` stands for any others and `?` for any sign, as hints write them."""

import re
from functools import lru_cache

from curation.core.labels import normalise


@lru_cache(maxsize=5_000)
def whole(pattern: str) -> re.Pattern:
    """Such a text as a pattern for whole lines, normalised."""
    signs = ({"*": ".*", "?": "."}.get(sign) or re.escape(sign) for sign in normalise(pattern))
    return re.compile("^" + "".join(signs) + "$", re.MULTILINE)


def is_text(text: str) -> bool:
    """Whether every database takes a text: no NUL, no half of a character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text
