"""What becomes of each row of a spreadsheet that comes in."""

import json
from typing import NamedTuple

from django import template

from curation.models import CategoryDecision

register = template.Library()
UNCHANGED_SHOWN = 20


class Line(NamedTuple):
    """A row as the preview tells it; `number` is the spreadsheet's own, whose first row holds the headings.

    `against`: the decision whose cells the row claims too.
    """

    number: int
    kind: str
    cells: list
    against: CategoryDecision | None


class Refusal(NamedTuple):
    row: int
    column: str
    found: str
    sentence: str


@register.filter
def cell(value):
    """A cell of an amendment in the words of its spreadsheet."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


@register.filter
def told(result):
    """The rows that would change something, and the first of those that would not."""
    lines = [
        Line(number, row.import_type, row.diff, getattr(row, "against", None))
        for number, row in enumerate(result.rows, 2)
    ]
    same = [line for line in lines if line.kind == "skip"]
    hidden = {line.number for line in same[UNCHANGED_SHOWN:]}
    return [line for line in lines if line.number not in hidden]


@register.filter
def untold(result):
    """How many unchanged rows the preview leaves out."""
    return max(0, result.totals["skip"] - UNCHANGED_SHOWN)


@register.filter
def refusals(result):
    """Each refusal with row, column and what stands there."""
    heads = list(result.diff_headers)
    for row in result.invalid_rows:
        cells = dict(zip(heads, row.values, strict=False))
        for column, sentences in row.error_dict.items():
            place = "" if column == "__all__" else column
            for sentence in sentences:
                yield Refusal(row.number + 1, place, cells.get(place, ""), sentence)


@register.filter
def troubles(result):
    """What keeps the file as a whole from being read."""
    errors = [*result.base_errors, *(error for _row, errors in result.row_errors() for error in errors)]
    return [" ".join(getattr(error.error, "messages", [str(error.error)])) for error in errors]
