"""A few lines of curl, Python, R, SQL and Power Query that fetch the very rows of a page, from its release for good.

What differs between questions is an address, a name and conditions; each is quoted as its language wants it.
"""

import shlex
from typing import NamedTuple

from django.urls import reverse

from flows import columns
from flows.addresses import with_query
from flows.taking import wheres

NUMBERS = [column.name for column in columns.OBSERVATIONS if column.type == "integer"]
PARQUET = "observations.parquet"
KEY = "origin, destination, year, category, measure"


class Snippet(NamedTuple):
    code: str
    name: str
    text: str


class Wanted(NamedTuple):
    """What to fetch: the CSV at an address, and if the Parquet file can be asked for the same rows, how."""

    address: str
    name: str  # of the file to keep it in, without its ending
    parquet: str = ""
    where: tuple = ()


def of(question, absolute):
    """Snippets for a question; `absolute` makes a whole address of a path."""
    address = absolute(with_query(reverse("files:observations", args=["csv"]), question.for_good))
    return written(Wanted(address, question.file_name, *in_parquet(question, absolute)))


def in_parquet(question, absolute):
    """The address of the Parquet file and the conditions that say the same; nothing where none do."""
    try:
        where = wheres.where(question)
    except wheres.Unsayable:
        return ()
    return file(question.release, PARQUET, absolute), where


def of_release(release, absolute):
    """Snippets for everything in a release, as it was written at publication."""
    name = f"camt-{release.version}-observations"
    return written(Wanted(file(release, "observations.csv", absolute), name, file(release, PARQUET, absolute)))


def file(release, name, absolute):
    """The whole address of a file of a release, or nothing where it has none of this name."""
    return absolute(reverse("files:of_release", args=[release.version, name])) if name in release.files else ""


def written(wanted):
    return [Snippet(code, name, write(wanted)) for code, (name, write) in WRITERS.items()]


def curl(wanted):
    return f"curl --fail --compressed --output {shlex.quote(wanted.name + '.csv')} {shlex.quote(wanted.address)}"


def pandas(wanted):
    return f"""\
import pandas

numbers = {in_brackets(NUMBERS)}
rows = pandas.read_csv(
    {quoted(wanted.address)},
    dtype={{name: "Int64" for name in numbers}},
    na_values={{name: "" for name in numbers}},
    keep_default_na=False,
)"""


def polars(wanted):
    return f"""\
import urllib.request

import polars

numbers = {in_brackets(NUMBERS)}
rows = polars.read_csv(
    urllib.request.urlopen({quoted(wanted.address)}).read(),
    infer_schema=False,
    schema_overrides={{name: polars.Int64 for name in numbers}},
).with_columns(polars.col(polars.String).fill_null(""))"""


def readr(wanted):
    numbers = ",\n".join(f"    {name} = col_double()" for name in NUMBERS)
    return f"""\
library(readr)

rows <- read_csv(
  {quoted(wanted.address)},
  na = "",
  col_types = cols(
    .default = col_character(),
{numbers}
  )
)"""


def duckdb(wanted):
    if wanted.parquet:
        conditions = "".join(f"\n{word} {each}" for word, each in zip(words(), wanted.where, strict=False))
        return f"SELECT *\nFROM read_parquet({wheres.literal(wanted.parquet)}){conditions}\nORDER BY {KEY};"
    types = ", ".join(f"'{name}': 'BIGINT'" for name in NUMBERS)
    return f"""\
-- The Parquet file alone cannot answer this question: the list itself can.
SELECT *
FROM read_csv({wheres.literal(wanted.address)}, header = true, types = {{{types}}});"""


def power_query(wanted):
    types = ", ".join(f'{{"{name}", Int64.Type}}' for name in NUMBERS)
    return f"""\
let
    Source = Csv.Document(
        Web.Contents("{wanted.address.replace('"', '""')}"),
        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
    ),
    Headed = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),
    Typed = Table.TransformColumnTypes(Headed, {{{types}}}, "en-US")
in
    Typed"""


WRITERS = {
    "curl": ("curl", curl),
    "pandas": ("Python, pandas", pandas),
    "polars": ("Python, polars", polars),
    "r": ("R, readr", readr),
    "duckdb": ("DuckDB, SQL", duckdb),
    "excel": ("Excel, Power Query", power_query),
}


def words():
    yield "WHERE"
    while True:
        yield "  AND"


def quoted(text):
    r"""A text in double quotes, as Python and R read it alike."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def in_brackets(names):
    return f"[{', '.join(map(quoted, names))}]"
