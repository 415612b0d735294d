"""The sheets of a file side by side: which are laid out like the one that is shown, and which otherwise."""

import re

from curation.core.labels import normalise

YEAR = re.compile(r"(19|20)\d\d|\bfy\d\d\b")


def strip(kept, sheets, asked) -> list[dict]:
    """Each sheet with its address, whether it is shown, and whether it has the same shape, as far as that is known."""
    shapes = {sheet.name: shape(sheet.layout) for sheet in sheets if sheet.layout}
    aside = {sheet.name for sheet in sheets if not sheet.layout}
    ours = shapes.get(kept[asked.sheet].name)
    return [
        {
            "name": one.name,
            "url": asked.address(sheet=number, line=0, column=0, at="", role=""),
            "shown": number == asked.sheet,
            "same": ours is not None and shapes.get(one.name) == ours,
            "known": one.name in shapes,
            "aside": one.name in aside,
        }
        for number, one in enumerate(kept)
    ]


def shape(layout: dict) -> tuple:
    """What two sheets have in common that are laid out alike: all but their years and the classes they name."""
    keys = tuple((key["role"], general(key.get("name", ""))) for key in layout["keys"])
    others = [c for c in layout["values"] if c.get("role", "value") != "value"]
    columns = frozenset((c["role"], general(c.get("heading", ""))) for c in others)
    across = {bool(c.get("label")) + 2 * bool(c.get("period")) + 4 * bool(c.get("area")) for c in layout["values"]}
    height = layout["headings"][1] - layout["headings"][0]
    return keys, columns, frozenset(across), height, layout.get("area_across", ""), bool(layout.get("tree"))


def general(heading: str) -> str:
    """A heading without its year, which differs from sheet to sheet."""
    return YEAR.sub("????", normalise(heading))
