"""Excel workbooks by calamine, each sheet then compared with what the file itself stores."""

from array import array
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from curation.core import extents, kinds, oldbooks, packages, places, stored
from curation.core.problems import BOOK, RESAVE, Problem, Unreadable, quoted


@dataclass
class Sheet:
    """rows: arrays of numbers of texts; merged: ranges as first row, first column, last row, last column.

    errors: addresses of spreadsheet errors. doubtful: addresses of formulas whose value is the empty text, in a format
    that does not say whether it was ever calculated.
    """

    name: str
    hidden: bool
    rows: list
    merged: list
    errors: list = field(default_factory=list)
    doubtful: list = field(default_factory=list)


def read(data, kind, texts, limits, announce):
    """Yields each worksheet of an "xlsx" or "xls"; `announce` is told its name before anything can end the process."""
    announce("")
    comparison = (_Xlsx if kind == "xlsx" else _Xls)(data, texts, limits)
    with _opened(data) as book:
        for number, about in enumerate(book.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet:
                announce(about.name)
                comparison.before(number, about.name)
                sheet = _sheet(book, number, about, texts, limits)
                comparison.after(sheet)
                yield sheet


def _opened(data):
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except CalamineError as error:
        raise Unreadable(
            "{Place} is damaged and cannot be opened: {remedy}.",
            place="the workbook",
            found="damage",
            expected=BOOK,
            remedy=RESAVE,
        ) from error


def _sheet(book, number, about, texts, limits):
    try:
        found = book.get_sheet_by_index(number)
    except CalamineError as error:
        reason = "points to a text that the file lacks" if "shared strings" in str(error) else "is damaged"
        raise Unreadable(_broken(about.name, reason)) from error
    if found.end:
        extents.check_size(found.end[0] + 1, found.end[1] + 1, about.name, limits)
    # calamine's rows begin with the sheet's first one, filled or not, but its columns with the first filled one.
    left = [0] * (found.start[1] if found.start else 0)
    rows = [array("I", left + texts.row(row, about.name, count)) for count, row in enumerate(found.iter_rows(), 1)]
    merged = [(*first, *last) for first, last in found.merged_cell_ranges or ()]
    return Sheet(about.name, about.visible != SheetVisibleEnum.Visible, rows, merged)


def _broken(sheet, reason):
    """A sheet that cannot be read as it stands: `reason` is what it does, or is."""
    return Problem("{Place} {found}: {remedy}.", **quoted(sheet), found=reason, expected=BOOK, remedy=RESAVE)


def _filled(rows):
    return sum(len(row) - row.count(0) for row in rows)


class _Xlsx:
    """Compares with the XML of each sheet."""

    def __init__(self, data, texts, limits):
        self.package, self.texts, self.limits = packages.open_package(data, limits), texts, limits
        self.parts = kinds.sheets(self.package)
        self.names = {name.casefold(): name for name in self.package.namelist()}  # capitals do not tell parts apart

    def before(self, number, name):
        part = self.names.get(self.parts[number][1].casefold())
        if not part:
            raise Unreadable(_broken(name, "is named in the workbook and not in the file"))
        self.xml = self.package.read(part)
        extents.check_extent(self.xml, name, self.limits)

    def after(self, sheet):
        def shared():  # asked for only where something differs
            return self.shared_texts

        try:
            if self.texts.huge or not stored.tells_the_same(self.xml, _filled(sheet.rows), shared):
                sheet.errors = stored.complete(sheet.rows, self.xml, shared, self.texts, sheet.name, self.limits)
        except (ExpatError, ValueError, LookupError) as error:
            raise Unreadable(_broken(sheet.name, "is damaged")) from error

    @cached_property
    def shared_texts(self):
        part = self.names.get(kinds.shared_texts(self.package).casefold())
        return stored.shared_texts(self.package.read(part)) if part else []


class _Xls:
    """Compares with the records of each sheet."""

    def __init__(self, data, texts, limits):
        self.stream, self.texts = oldbooks.workbook(data), texts
        self.starts = oldbooks.sheets(self.stream)

    def before(self, number, name):
        self.start = self.starts[number][0]

    def after(self, sheet):
        stored_cells = 0
        for row, column, kind, text in oldbooks.stored_cells(self.stream, self.start):
            stored_cells += 1
            if row < len(sheet.rows) and column < len(sheet.rows[row]) and sheet.rows[row][column]:
                continue
            address = places.address(row, column)
            if kind == "error":
                sheet.errors.append(address)
                stored.reach(sheet.rows, row, column)
                sheet.rows[row][column] = self.texts[text]
            elif kind == "formula":
                sheet.doubtful.append(address)
            elif kind == "number":
                raise Unreadable(
                    "{Place} holds {found}: {remedy}.",
                    **quoted(sheet.name, address, f", cell {address}"),
                    found="a number that cannot be read",
                    expected="a number as spreadsheet programs store it",
                    remedy=RESAVE,
                )
        if stored_cells < _filled(sheet.rows):
            raise Unreadable(stored.in_two_ways(sheet.name))
