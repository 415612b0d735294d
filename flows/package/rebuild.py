"""Rebuilds observations.csv of a CAMT release from the cells and decisions beside this script.

    python rebuild.py [--to FILE]

Every number is added up anew: a cell counts where the decision about its label includes it, in the years and under the
condition of that decision; value, bounds and status follow from the cells that count. What no cell can say (a table
that was expected and is not held, a break in a series) stands in facts.csv, each with its reason. The file is then held
against the SHA-256 of the one that was published: exit code 0 where it is the same, byte for byte, else 1 and a
sentence. Python 3.8 or newer alone; nothing is installed, nothing is fetched.
"""

import argparse
import csv
import hashlib
import heapq
import json
import sys
from collections import defaultdict, namedtuple
from itertools import groupby
from operator import itemgetter
from pathlib import Path

COLUMNS = (
    "origin", "origin_name", "destination", "destination_name", "year", "year_basis", "category", "measure", "value",
    "lower", "upper", "status", "sources", "release",
)  # fmt: skip
WITH_VALUE = ("normal", "provisional", "estimated", "break")
WITHOUT_VALUE = ("partial", "suppressed")

# A cell that counts: None where nothing is printed (value) or nothing limits it (upper).
Cell = namedtuple("Cell", "value lower upper table year_basis")
Fact = namedtuple("Fact", "fact what")
Figure = namedtuple("Figure", "year_basis value lower upper status sources")


class Wrong(Exception):
    """What does not fit, in a sentence."""


# --- The arithmetic ---------------------------------------------------------------------------------------------------


def figure(cells, facts):
    """The number that cells make, with what no cell says as facts:

    absent      a table or a member that belongs to the sum and is not held: nothing limits the number, it has no value
    not_hidden  how many of the cells without a value are not hidden by the publisher, but empty
    silent      a table that is held and has no cell here, which says zero
    year_basis, upper, status, sources   stated, because they do not follow from the cells
    """
    said = by_name(facts)
    made = added_up(cells, facts)
    stated = {name: said[name][0] for name in ("year_basis", "upper", "status", "sources") if said[name]}
    if "upper" in stated:
        stated["upper"] = int(stated["upper"])
    return sound(made._replace(**stated), said)


def added_up(cells, facts):
    """What cells come to, before anything is stated of the number."""
    said = by_name(facts)
    absent, unlimited = bool(said["absent"]), bool(said["absent"])
    unknown = known = lower = upper = 0
    tables, bases = set(said["silent"]), set()
    for value, least, most, table, basis in cells:
        unknown += value is None
        known += value or 0
        lower += least or 0
        upper += most or 0
        unlimited = unlimited or most is None
        tables.add(table)
        bases.add(basis)
    return Figure(
        year_basis=";".join(sorted(bases)),
        value=None if unknown or absent else known,
        lower=lower,
        upper=None if unlimited else upper,
        status=status_of(len(cells), unknown, unknown - sum(map(int, said["not_hidden"])), absent),
        sources=";".join(sorted(tables)),
    )


def by_name(facts):
    said = defaultdict(list)
    for fact, what in facts:
        said[fact].append(what)
    return said


def status_of(cells, unknown, hidden, absent):
    """Half a number is partial; one of which every part is hidden is suppressed."""
    if unknown and hidden == cells and not absent:
        return "suppressed"
    return "partial" if unknown or absent else "normal"


def sound(made, said):
    """The number, unless a fact says of it what its cells rule out."""
    if made.status not in (WITH_VALUE if made.value is not None else WITHOUT_VALUE):
        raise Wrong(f"it is called {made.status}, and its value is {made.value}")
    if said["upper"] and not said["absent"]:
        raise Wrong("an upper bound is stated, although all its parts are there")
    if not within(made.lower, made.value, made.upper):
        raise Wrong(f"its value {made.value} is not within {made.lower} and {made.upper}")
    return made


def within(lower, value, upper):
    known = [number for number in (lower, value, upper) if number is not None]
    return known == sorted(known)


def uncovered(decision, cell, unions):
    """What keeps a decision from being about a cell, in words, or nothing."""
    if decision["category"] != cell["category"] or decision["measure"] not in ("", cell["measure"]):
        return f"is about {decision['category']}, {decision['measure']}"
    year = int(cell["year"])
    if (decision["year_from"] and year < int(decision["year_from"])) or (
        decision["year_to"] and year > int(decision["year_to"])
    ):
        return "is not in force in that year"
    there = dict(part.split("=", 1) for part in as_printed(cell["breakdown"]).split("; ") if "=" in part)
    there["destination"] = cell["place"] or cell["destination"]
    for column, wanted in decision["condition"].items():
        of_union = column == "destination" and not cell["place"] and cell["destination"] in unions
        if not of_union and there.get(column, "") not in ([wanted] if isinstance(wanted, str) else wanted):
            return f"is for {column} {wanted} only"
    return ""


# --- The files beside this script -------------------------------------------------------------------------------------


class Parts:
    """The files of the folder that this script lies in."""

    def __init__(self, folder):
        self.folder = folder
        self.counts = {"cells": 0, "numbers": 0}
        self.release = json.loads(self.text("release.json"))
        self.sources = {str(source["number"]): source for source in json.loads(self.text("sources.json"))}
        names = list(self.read("names.csv", lambda row: row))
        self.names = {row["code"]: row["name"] for row in names}
        self.unions = {row["code"] for row in names if row["union"] == "true"}
        self.decisions = dict(self.read("decisions.csv", numbered))

    def text(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def read(self, name, take):
        """What `take` makes of each line of a CSV file; what cannot be understood is told with its line."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file)
            for row in lines:
                try:
                    taken = take(row)
                except Wrong as wrong:
                    raise Wrong(f"{name}, line {lines.line_num}: {wrong}.") from None
                except (KeyError, ValueError) as error:
                    raise Wrong(f"{name}, line {lines.line_num}: cannot be understood, {error!r}.") from None
                if taken is not None:
                    yield taken

    def cell(self, row):
        """(key, Cell) of a cell that counts; None of one that is listed as left out."""
        source, decision = self.sources[row["source"]], self.decisions[row["decision"]]
        if decision["disposition"] != "include":
            return None
        if lack := uncovered(decision, row, self.unions):
            raise Wrong(f"{row['sheet']}!{row['cell']} counts, and the decision about “{decision['label']}” {lack}")
        cell = Cell(*(number(row[name]) for name in ("value", "lower", "upper")), source["code"], row["year_basis"])
        if not within(cell.lower, cell.value, cell.upper):
            raise Wrong(f"{row['sheet']}!{row['cell']}: {cell.value} is not within {cell.lower} and {cell.upper}")
        self.counts["cells"] += 1
        return key_of(row), cell

    def numbers(self):
        """(key, Figure) of each number, in the order of the key."""
        cells = ordered(self.read("cells.csv", self.cell))
        facts = ordered(self.read("facts.csv", lambda row: (key_of(row), Fact(row["fact"], row["what"]))))
        for key, found in groupby(heapq.merge(cells, facts, key=first), first):
            found = [each for _, each in found]
            cells = [each for each in found if isinstance(each, Cell)]
            try:
                made = figure(cells, [each for each in found if isinstance(each, Fact)])
            except Wrong as wrong:
                raise Wrong(f"{said(key)}: {wrong}.") from None
            self.counts["numbers"] += 1
            yield key, made

    def lines(self):
        """The lines of observations.csv under its heading."""
        name = self.names.get
        for (origin, destination, year, *what), made in self.numbers():
            places = origin, name(origin, origin), destination, name(destination, destination)
            yield (*places, year, made.year_basis, *what, *made[1:], self.release["release"])


first = itemgetter(0)


def numbered(row):
    """(number, decision)"""
    return row["number"], {**row, "condition": json.loads(row["condition"] or "{}")}


def key_of(row):
    return row["origin"], row["destination"], int(row["year"]), row["category"], row["measure"]


def said(key):
    return ", ".join(map(str, key))


def number(text):
    return int(text) if text else None


def as_printed(text):
    """Text without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(tuple("=+-@\t\r\n＝＋－＠")) else text


def ordered(found):
    """The same; a key that comes too late would be a second number of the same name."""
    before = ("", "", 0, "", "")
    for key, each in found:
        if key < before:
            raise Wrong(f"{said(key)} stands behind {said(before)}: the lines are not in order.")
        before = key
        yield key, each


# --- The comparison ---------------------------------------------------------------------------------------------------


def sha256(path):
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def check(folder):
    """The files are those that SHA256SUMS lists; originals, which are large, may have been taken away."""
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        expected, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file() and name.startswith("originals/"):
            continue
        if not path.is_file():
            raise Wrong(f"{name} is not here.")
        if sha256(path) != expected:
            raise Wrong(f"{name} is not the file that was published: its SHA-256 is {sha256(path)}.")


def rebuild(folder, to):
    """Writes the file and says what it was made of; Wrong where it is not what was published."""
    check(folder)
    parts = Parts(folder)
    with opened(to) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(parts.lines())
    version, published = parts.release["release"], parts.release["observations.csv"]["sha256"]
    counts = f"{parts.counts['numbers']} numbers from {parts.counts['cells']} cells"
    if sha256(to) != published:
        raise Wrong(f"What was rebuilt ({counts}) is not observations.csv of release {version}: SHA-256 {sha256(to)}.")
    return f"{to} is observations.csv of release {version}, byte for byte: {counts}, SHA-256 {published}."


def opened(to):
    try:
        return to.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise Wrong(f"{to} cannot be written ({error.strerror}): name a file in a folder that is there.") from None


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", metavar="FILE", type=Path, default=here / "observations.csv")
    try:
        print(rebuild(here, parser.parse_args().to))
    except Wrong as wrong:
        sys.exit(str(wrong))
    except (OSError, KeyError, ValueError) as error:
        sys.exit(f"The files beside this script cannot be read ({error!r}): unpack the whole archive anew.")


if __name__ == "__main__":
    main()
