"""The whole difference of two releases, reckoned once and kept, so that a page of it is found in no time.

What is published never changes, so neither does the difference: it is written when it is first asked for, into a small
SQLite file of its own, and made again when the program that explains it has changed. Numbers come in as a stream and go
out page by page, largest change first; what a page shows is never held in memory whole.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings

from flows import core
from flows.core import spelling
from flows.core.causes import Explained
from flows.core.changes import KINDS
from flows.core.ledger import Account
from flows.core.streams import ROWS_AT_ONCE, chunks
from flows.differences import causes, moves

PAGE = 50
TABLES = """
CREATE TABLE number (id INTEGER PRIMARY KEY, kind TEXT, size INTEGER, destination TEXT, held INTEGER, said TEXT);
CREATE TABLE cause (kind TEXT, number INTEGER, PRIMARY KEY (kind, number)) WITHOUT ROWID;
CREATE TABLE account (id INTEGER PRIMARY KEY, said TEXT);
"""
INDEXES = "CREATE INDEX largest ON number (size DESC, id); CREATE INDEX of_destination ON number (destination, size);"
WRITING = threading.Lock()
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Kept:
    """Explained numbers in a file called `name`, which holds until another `tag`; `reckon` makes them anew."""

    def __init__(self, name: str, tag: str, reckon: Callable[[], Iterable[Explained]]):
        self.name, self.tag, self.reckon = name, tag, reckon

    # --- What is asked of it ------------------------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> list[Account]:
        """An account for each series: category, destination and measure."""
        return [spelling.account(json.loads(said)) for (said,) in self._ask("SELECT said FROM account ORDER BY id")]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many numbers are new, changed and gone, and how many are the same although their cells are not."""
        counted = dict(self._ask("SELECT kind, COUNT(*) FROM number GROUP BY kind"))
        return {kind: counted.get(kind, 0) for kind in KINDS}

    @cached_property
    def held(self) -> int:
        """How many of all these are numbers that a union's number holds already: they are in no account."""
        [(count,)] = self._ask("SELECT COUNT(*) FROM number WHERE held")
        return count

    def kinds(self, destinations=()) -> dict[str, int]:
        """How many numbers each kind of cause touched, at some destinations or at all."""
        where, asked = narrowed(destinations=destinations)
        told = f"SELECT cause.kind, COUNT(*) FROM cause JOIN number ON number = id{where} GROUP BY cause.kind"
        return dict(self._ask(told, asked))

    def destinations(self, kind="") -> dict[str, int]:
        """How many numbers differ at each destination, by a kind of cause or any."""
        where, asked = narrowed(kind)
        return dict(self._ask(f"SELECT destination, COUNT(*) FROM number{where} GROUP BY destination", asked))

    def count(self, kind="", destinations=()) -> int:
        """How many numbers a question is about."""
        where, asked = narrowed(kind, destinations)
        [(count,)] = self._ask(f"SELECT COUNT(*) FROM number{where}", asked)
        return count

    def page(self, number: int, kind="", destinations=()) -> list[Explained]:
        """One page of the numbers that differ, largest change first."""
        where, asked = narrowed(kind, destinations)
        told = f"SELECT said FROM number{where} ORDER BY size DESC, id LIMIT ? OFFSET ?"
        return [spelling.row(json.loads(said)) for (said,) in self._ask(told, [*asked, PAGE, (number - 1) * PAGE])]

    def rows(self) -> Iterator[Explained]:
        """Every number that differs, in the order of the key."""
        with closing(self._opened()) as kept:
            for (said,) in kept.execute("SELECT said FROM number ORDER BY id"):
                yield spelling.row(json.loads(said))

    def numbered(self, first=0, kind="", destinations=()) -> Iterator[tuple[int, Explained]]:
        """The same from one of them on, narrowed, each with its place among all."""
        where, asked = narrowed(kind, destinations)
        told = f"SELECT id, said FROM number{where}{' AND' if where else ' WHERE'} id >= ? ORDER BY id"
        with closing(self._opened()) as kept:
            for number, said in kept.execute(told, [*asked, first]):
                yield number, spelling.row(json.loads(said))

    def _ask(self, statement, asked=()):
        with closing(self._opened()) as kept:
            return kept.execute(statement, asked).fetchall()

    def _opened(self):
        try:
            return self._connected()
        except sqlite3.OperationalError:  # another process put a newer one in its place since it was looked for
            return self._connected()

    def _connected(self):
        return sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)

    # --- How it is kept -----------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Make the file now, unless it is there."""
        assert self._path

    @property
    def _path(self) -> Path:
        path = settings.VAR / "differences" / f"{self.name}-{self.tag}.sqlite3"
        with WRITING:  # else readers who come together would all reckon it
            if not path.exists():
                self._write(path)
        return path

    def _write(self, path: Path) -> None:
        """Into a file beside it, which takes its place when it is whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, place = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        os.close(handle)
        try:
            with closing(sqlite3.connect(place)) as kept:
                kept.executescript(f"PRAGMA journal_mode = OFF; {TABLES}")
                fill(kept, self.reckon())
                kept.executescript(INDEXES)
            os.replace(place, path)
            for former in path.parent.glob(f"{self.name}-*.sqlite3"):
                if former != path:
                    former.unlink(missing_ok=True)
        except BaseException:
            Path(place).unlink(missing_ok=True)
            raise


class Compared(Kept):
    """What one release says otherwise than an earlier one."""

    def __init__(self, old, new):
        self.old, self.new = old, new
        name, stands_for = f"{old.version}..{new.version}", tag(old.digest, new.digest)
        super().__init__(name, stands_for, lambda: causes.between(old, new))


def tag(*said: str) -> str:
    """Stands for what is compared and for the program that explains it."""
    return hashlib.sha256(" ".join([*said, program()]).encode()).hexdigest()[:16]


@cache
def program() -> str:
    """A hash of the modules that explain a difference: another version of them may explain it otherwise."""
    modules = sorted(Path(core.__file__).parent.glob("*.py"))
    modules += [Path(module.__file__) for module in (causes, moves)] + [Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in modules)).hexdigest()


def fill(kept: sqlite3.Connection, rows: Iterator[Explained]) -> None:
    """Write every number that differs, and the accounts of all."""
    accounts: dict[tuple, Account] = {}
    numbered = enumerate(told for told in entered(rows, accounts) if told.is_told)
    for chunk in chunks(numbered, ROWS_AT_ONCE):
        told = (
            (number, each.change.kind, size(each), each.key.destination, each.is_held, as_json(each))
            for number, each in chunk
        )
        kept.executemany("INSERT INTO number VALUES (?, ?, ?, ?, ?, ?)", told)
        named = ((cause, number) for number, each in chunk for cause in {cause.kind for cause in each.causes})
        kept.executemany("INSERT INTO cause VALUES (?, ?)", named)
    said = ((as_json(spelling.of_account(accounts[name])),) for name in sorted(accounts))
    kept.executemany("INSERT INTO account (said) VALUES (?)", said)
    kept.commit()


def size(row: Explained) -> int:
    """How large a change is, whichever way it goes."""
    return abs(sum(cause.amount for cause in row.causes))


def entered(rows, accounts):
    """The same rows, each taken into the account of its series."""
    for each in rows:
        name = each.key.category, each.key.destination, each.key.measure
        accounts.setdefault(name, Account(name)).enter(each)
        yield each


# --- Questions --------------------------------------------------------------------------------------------------------


def narrowed(kind="", destinations=()) -> tuple[str, list]:
    """The condition of a question about a kind of cause, about destinations, about both or neither."""
    conditions = []
    if kind:
        conditions.append("id IN (SELECT number FROM cause WHERE kind = ?)")
    if destinations:
        conditions.append(f"destination IN ({', '.join('?' * len(destinations))})")
    return f" WHERE {' AND '.join(conditions)}" if conditions else "", [kind] * bool(kind) + list(destinations)
