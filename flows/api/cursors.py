"""Where a page of a list goes on: behind the row with this key. Opaque to readers, who follow the link `next`.

A key does not move when rows are asked for otherwise or come in, so no row is told twice and none is left out.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

LONGEST = 1000
LARGEST = 2**31 - 1


class Lost(Exception):
    """A cursor that no page has given."""


def written(key):
    return urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def read(cursor, shape):
    """The key in a cursor, of which each part has the type that `shape` says; `Lost` if it is none.

    Base64 and JSON pass over blanks and worse: a cursor that is not spelled as pages spell it is none.
    """
    if len(cursor) > LONGEST:
        raise Lost
    try:
        key = json.loads(urlsafe_b64decode(cursor.encode() + b"=="))
    except (binascii.Error, ValueError, RecursionError) as nonsense:  # UnicodeError is a ValueError
        raise Lost from nonsense
    if not isinstance(key, list) or [type(part) for part in key] != list(shape):
        raise Lost
    if not all(can_be_asked(part) for part in key) or written(key) != cursor:
        raise Lost
    return tuple(key)


def can_be_asked(part):
    """Whether the database takes it: no NUL, no half of a character, no number that it has no room for."""
    if isinstance(part, int):
        return 0 <= part <= LARGEST
    return "\0" not in part and not any("\ud800" <= letter <= "\udfff" for letter in part)
