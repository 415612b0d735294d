"""Observations as an XLSX workbook: numbers as numbers, text as text whatever it begins with, a README beside them.

Asked for by `flows.downloads.write_xlsx`.
"""

from itertools import chain, islice

import xlsxwriter

from flows import columns

SHEET_ROWS = 1_048_575  # an XLSX sheet holds one more, the heading
TITLE = "Central Asia Migration Tracker, release {}"


def write(rows, file, release):
    """Writes rows as `flows.downloads.rows` gives them to `file`, a path or a binary file."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    # The day of the release and not today's: the same rows give the same bytes.
    day = release.published_at.replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": TITLE.format(release.version), "comments": columns.LICENCE, "created": day})
    for number, part in enumerate(parts(rows, SHEET_ROWS), 1):
        write_table(book, "observations" if number == 1 else f"observations {number}", part)
    write_readme(book, release)
    book.close()


def parts(rows, size):
    """Iterators over `size` rows each, at least one; each must be used up before the next is asked for."""
    rows = iter(rows)
    yield islice(rows, size)
    for first in rows:
        yield chain([first], islice(rows, size - 1))


def write_table(book, name, rows):
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns.OBSERVATIONS) - 1, 16)
    write_row(sheet, 0, [column.name for column in columns.OBSERVATIONS], heading(book))
    for number, row in enumerate(rows, 1):
        write_row(sheet, number, row)


def write_readme(book, release):
    sheet = book.add_worksheet("README")
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 3, 70)
    write_row(sheet, 0, [TITLE.format(release.version)], heading(book))
    write_row(sheet, 1, [f"{release.published_at:%Y-%m-%d} · {columns.LICENCE}"])
    write_row(sheet, 3, ["column", "type", "meaning", "значение"], heading(book))
    for number, column in enumerate(columns.OBSERVATIONS, 4):
        write_row(sheet, number, column)


def write_row(sheet, number, row, look=None):
    for place, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(number, place, cell, look)
        elif cell:
            # Not write(), which would turn text that begins with = into a formula.
            sheet.write_string(number, place, cell, look)


def heading(book):
    return book.add_format({"bold": True, "bottom": 1})
