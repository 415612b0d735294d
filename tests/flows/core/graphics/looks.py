"""A look with made-up colours, whose words are their own names, and the shape in which expected pictures are kept."""

import json
from pathlib import Path

from flows.core.graphics.look import Look

ROLES = ("paper", "rule", "rule-2", "ink", "ink-2", "ink-3", "accent")
COLOURS = {role: f"#{place:06x}" for place, role in enumerate(ROLES, 1)}
NAMES = (
    "hidden missing excluded others origin panel series age area males females population net gain loss natural growth"
)
WORDS = {name: name for name in NAMES.split()} | {
    "below": "below %(number)s", "and more": "%(number)s+", "widest": "widest %(number)s", "no line": "%(number)s none",
    "base": "%(year)s is 100", "index of": "%(name)s of %(year)s", "no base": "without %(names)s",
}  # fmt: skip
LOOK = Look(COLOURS, WORDS, lambda number: f"{number:g}", title="Title", subtitle="About")
EXPECTED = Path(__file__).parent / "expected"


def written(spec):
    """A specification with a line for each layer, so that a difference shows where it is."""
    rest = {name: each for name, each in spec.items() if name != "layer"}
    lines = [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in (rest, *spec["layer"])]
    return "\n".join([*lines, ""])
