"""Compound files, in which Office kept its documents until 2007: a small file system inside a file.

The file is cut into sectors. A table says which sector follows which, a directory where each stream begins.
"""

from struct import error as BadStruct
from struct import unpack_from

from curation.core.problems import AGAIN, BOOK, FILE, Problem, Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARK = 0xFFFFFFFA  # sector numbers from here on are marks, not places
SMALL = 64  # bytes of a sector of the stream in which small streams are kept
DAMAGED = Problem(
    "{Place} is damaged and cannot be read as an old Excel workbook (.xls): {remedy}.",
    place=FILE,
    found="damage in an old Excel workbook (.xls)",
    expected=BOOK,
    remedy=AGAIN,
)


class Compound:
    """The streams of a compound file by name; Unreadable where it is damaged."""

    def __init__(self, data):
        self.data = data
        try:
            self.size = self._sector_size()
            self.table = self._numbers(b"".join(map(self._sector, self._table_sectors())))
            self.streams = self._directory(self._chain(unpack_from("<I", data, 48)[0]))
        except (BadStruct, IndexError, ValueError) as error:
            raise Unreadable(DAMAGED) from error

    def __contains__(self, name):
        return name in self.streams

    def __getitem__(self, name):
        first, length = self.streams[name]
        try:
            if length < unpack_from("<I", self.data, 56)[0]:
                return self._small(first)[:length]
            return self._chain(first)[:length]
        except (BadStruct, IndexError, ValueError, KeyError) as error:
            raise Unreadable(DAMAGED) from error

    def _sector_size(self):
        power = unpack_from("<H", self.data, 30)[0]
        if power not in (9, 12):
            raise ValueError("sectors of an unknown size")
        return 1 << power

    def _table_sectors(self):
        """The first 109 stand in the header, the others in a chain of sectors of their own."""
        yield from (n for n in unpack_from("<109I", self.data, 76) if n < MARK)
        further, count = unpack_from("<II", self.data, 68)
        for _ in range(min(count, len(self.data) // self.size)):
            if further < MARK:
                *numbers, further = self._numbers(self._sector(further))
                yield from (n for n in numbers if n < MARK)

    def _directory(self, entries):
        found = {}
        for at in range(0, len(entries) - 127, 128):
            length = min(unpack_from("<H", entries, at + 64)[0], 64)
            name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            is_root = entries[at + 66] == 5
            found.setdefault("" if is_root else name, unpack_from("<II", entries, at + 116))
        return found

    def _chain(self, first):
        return b"".join(map(self._sector, _followed(first, self.table)))

    def _small(self, first):
        pieces = self._numbers(self._chain(unpack_from("<I", self.data, 60)[0]))
        kept = self._chain(self.streams[""][0])
        return b"".join(kept[n * SMALL : n * SMALL + SMALL] for n in _followed(first, pieces))

    def _sector(self, number):
        found = self.data[(number + 1) * self.size : (number + 2) * self.size]
        if not found:
            raise ValueError("a sector beyond the end of the file")
        return found

    @staticmethod
    def _numbers(sectors):
        return unpack_from(f"<{len(sectors) // 4}I", sectors)


def _followed(number, table):
    """The sectors of a chain; ValueError where it runs in a circle."""
    for _ in range(len(table) + 1):
        if number >= MARK:
            return
        yield number
        number = table[number]
    raise ValueError("a chain of sectors that runs in a circle")
