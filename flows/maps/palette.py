"""The colours of the site by day, for pictures that stand alone: read from the tokens, where each stands once."""

import re
from functools import cache

from django.conf import settings

BY_DAY = re.compile(r"--([a-z0-9-]+): (?:light-dark\()?(#[0-9A-F]{6})\b")


@cache
def colours():
    """{role: colour}."""
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    found = {}
    for role, colour in BY_DAY.findall(tokens):
        found.setdefault(role, colour)
    return found
