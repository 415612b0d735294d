"""What there is to know of a method, as plain text for `--help` and as the page of the reference.

`python -m flows.core.estimates.told > docs/reference/estimates.md` writes that page anew.
"""

from collections.abc import Iterable, Iterator

from flows.core.estimates.columns import Column
from flows.core.estimates.method import Method
from flows.core.estimates.methods import METHODS
from flows.core.estimates.words import N_

SHOWN = 14  # lines of an example
BOUNDS = N_(
    "Beside a number its bounds may stand, in columns that end in _lower and _upper (lower and upper beside value): "
    "then every result has its bounds too."
)


def help_of(method: Method) -> str:
    """All of it, a heading and a paragraph each."""
    return "\n\n".join([method.title, *(f"{name}:\n{text}" for name, text in paragraphs(method))]) + "\n"


def paragraphs(method: Method) -> Iterator[tuple[str, str]]:
    """(what is told, the text)."""
    yield "Formula", f"  {method.formula}"
    yield "Columns in", "\n".join(map(_told, method.columns)) + f"\n  {BOUNDS}"
    yield "Columns out", "  the keys of the table, and\n" + "\n".join(map(_told, method.gives))
    yield "Assumes", f"  {method.assumes}"
    yield "Not to be used when", f"  {method.not_when}"
    yield "Source", f"  {method.source}"
    yield "Example", "\n".join(f"  {line}" for line in shortened(method.example))


def shortened(example: str) -> list[str]:
    """The first lines of an example, and how many more there are."""
    lines = example.splitlines()
    if len(lines) <= SHOWN:
        return lines
    return [*lines[: SHOWN - 1], f"… and {len(lines) - SHOWN + 1} more lines: --example prints them all"]


def _told(column: Column) -> str:
    need = "" if column.needed else " (may be left out)"
    return f"  {column.name:<20} {column.says}{need}"


# --- The reference ----------------------------------------------------------------------------------------------------

INTRODUCTION = """\
# Indicators and estimates

What regional statistics offices are trained to reckon, over tables in CSV:

    .venv/bin/python manage.py estimate residual-vital --in table.csv --out net.csv

`-` stands for standard input or output; `estimate METHOD --help` says what this page says, `--example` prints a table
that the method takes. A table that is wrong ends with exit code 2 and one sentence: line, column, what to do.

- Columns and rows stand in any order, between commas, semicolons or tabs, in UTF-8. Rows are answered in their own
  order, or, where several make one answer, in the order of the keys.
- An empty cell is a number that is not known: what needs it is empty in the answer too, and `note` says why. So is
  what would be divided by nothing. Zero is a number: write it where nobody moved.
- `1234.5`, `1 234,5` and `1,234,567` are numbers; `1,234` alone is refused unless another number of the table says
  what the comma means.
- A number may bear bounds, in two columns more: `p0_lower` and `p0_upper` beside `p0`, `lower` and `upper` beside
  `value`. An empty upper bound is no limit. Every result that rests on it then has its bounds, and they hold whatever
  the number was.
- Columns such as `year`, `sex` or `area`, where a method has no use of its own for them, part the table into several
  that are reckoned each for itself; `--by COLUMN` names others. Methods that look at one row at a time carry all other
  columns along.
"""


def reference() -> str:
    """The page of the reference, in Markdown."""
    return "\n".join([INTRODUCTION, *map(_section, METHODS.values())])


def _section(method):
    example = "".join(f"    {line}\n" for line in shortened(method.example))
    return f"""\
## {method.name}: {method.title}

**Formula.** {method.formula}

{_columns("in", method.columns)}
{_columns("out", method.gives)}
**Assumes.** {method.assumes}

**Not to be used when:** {method.not_when}

**Source.** {method.source}

{example}"""


def _columns(head: str, columns: Iterable[Column]) -> str:
    rows = (f"| `{each.name}` | {each.says}{'' if each.needed else '; may be left out'} |" for each in columns)
    return "\n".join([f"| column {head} | |", "|---|---|", *rows]) + "\n"


if __name__ == "__main__":
    print(reference(), end="")
