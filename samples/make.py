"""Lays the sample figures out as small workbooks, each in its publisher's own layout.

    python samples/make.py [--to DIR]

Numbers come from figures.csv, names, headings and notes from words.csv, and from nowhere else. The same two tables
make the same files, byte for byte, whenever this runs.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections.abc import Callable
from itertools import groupby, pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import layouts
from layouts import Figure, Rows, Words
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent

TEXT = {  # source table: layout, encoding, delimiter, end of line
    "us-iv": (layouts.us_iv, "utf-8", ",", "\n"),
    "ca-imp": (layouts.ca_monthly, "utf-8", "\t", "\r\n"),
    "ca-tfwp": (layouts.ca_monthly, "utf-8", "\t", "\r\n"),
    "ca-study": (layouts.ca_wide, "utf-8-sig", ",", "\r\n"),
    "jp-entries": (layouts.jp_entries, "utf-8-sig", ",", "\r\n"),
    "unhcr-asylum": (layouts.unhcr_asylum, "utf-8", ",", "\n"),
    "kr-status": (layouts.kr_status, "cp949", ",", "\n"),
    "wb-population": (layouts.wb_population, "utf-8", ",", "\r\n"),
    "eu-asylum": (layouts.eu_asylum, "cp1252", ",", "\n"),
}
PRACTICE = {"eu-asylum"}  # left for the tutorial: the demo does not take it in


def read_figures() -> dict[str, list[Figure]]:
    """The figures of each source table, in the order of the publisher's file."""
    figures = [Figure(**row) for row in read_csv(HERE / "figures.csv")]
    return {source: list(group) for source, group in groupby(figures, lambda figure: figure.source)}


def read_words() -> dict[str, Words]:
    """What else each source table prints: `{"us-niv": {"origin KAZ": "Kazakhstan", …}, …}`."""
    groups = groupby(read_csv(HERE / "words.csv"), lambda row: row["source"])
    return {source: {row["word"]: row["text"] for row in group} for source, group in groups}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_text(path: Path, rows: Rows, encoding: str, delimiter: str, end: str) -> None:
    """Every line as wide as the widest, as a spreadsheet saves itself."""
    width = max(map(len, rows))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
        writer.writerows(row + [""] * (width - len(row)) for row in rows)


def write_book(path: Path, sheets: dict[str, Rows], dress: Callable[[Worksheet], None], made_from: str) -> None:
    """`sheets` in their order, numbers as numbers and text as text; its properties name the file it is made from."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.description = "samples/make.py", f"Excerpt of {made_from}, laid out anew"
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
        dress(sheet)
    saved = io.BytesIO()
    book.save(saved)
    path.write_bytes(without_clock(saved.getvalue()))


def with_thousands(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=3, min_col=2):
        for cell in row:
            cell.number_format = "#,##0"


def with_merged_headings(sheet: Worksheet) -> None:
    """Years (row 3) and quarters (row 4) over their months; title and notes over the whole width."""
    for row in (3, 4):
        starts = [cell.column for cell in sheet[row][1:] if cell.value]
        for start, after in pairwise([*starts, sheet.max_column + 1]):
            deep = sheet.cell(row, start).value.endswith(" Total")  # stands over two rows, and empties the lower
            sheet.merge_cells(start_row=row, end_row=row + deep, start_column=start, end_column=after - 1)
    sheet.merge_cells("A3:A5")
    for row in (1, sheet.max_row - 2, sheet.max_row):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=sheet.max_column)


def without_clock(book: bytes) -> bytes:
    """The same workbook dated 1980 throughout: openpyxl writes the time of saving into it, and so does the zip."""
    stamped = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as old, ZipFile(stamped, "w") as new:
        for name in old.namelist():
            body = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]+", rb"\g<1>1980-01-01T00:00:00Z", old.read(name))
            new.writestr(ZipInfo(name), body, ZIP_DEFLATED)
    return stamped.getvalue()


BOOKS = {"us-niv": (layouts.us_niv, with_thousands), "ca-pr": (layouts.ca_wide, with_merged_headings)}


def make(to: Path) -> list[Path]:
    """Writes every sample workbook into the folder `to`, which is made if missing; returns their paths."""
    figures, words = read_figures(), read_words()
    (to / "practice").mkdir(parents=True, exist_ok=True)
    texts = {source: to / ("practice" if source in PRACTICE else "") / f"{source}.csv" for source in TEXT}
    for source, (layout, *form) in TEXT.items():
        write_text(texts[source], layout(figures[source], words[source]), *form)
    for source, (layout, dress) in BOOKS.items():
        by_sheet = groupby(figures[source], lambda figure: figure.sheet)
        sheets = {name: layout(list(group), words[source]) for name, group in by_sheet}
        write_book(to / f"{source}.xlsx", sheets, dress, made_from=figures[source][0].file.rpartition("/")[2])
    return [*texts.values(), *(to / f"{source}.xlsx" for source in BOOKS)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Lays the sample figures out as the publishers' workbooks.")
    parser.add_argument("--to", type=Path, default=HERE / "workbooks", metavar="DIR", help="folder to write into")
    for path in make(parser.parse_args().to):
        print(path)
