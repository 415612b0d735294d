"""Cells of two releases to causes: the law that they add up, and each kind of cause by a small example.

Every figure is made up.
"""

import json
from dataclasses import replace
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from flows.core import ledger, rereading, spelling
from flows.core.causes import told as as_told
from flows.core.causes import unexplained
from flows.core.changes import Figure
from flows.core.explaining import Explaining, Move
from flows.core.frames import Frame, HeldFile, Series
from flows.core.parts import NOTHING
from flows.core.records import Key
from flows.core.sides import Cell, Number, Side, Spot
from tests.factories import SourceFactory, TreatmentFactory

STUDY = Key("KAZ", "USA", 2018, "study", "visas_issued")
WORK = STUDY._replace(category="work")
IN_2019 = STUDY._replace(year=2019)
EU = Key("TJK", "EU", 2018, "asylum", "applications")
SERIES = (
    Series("USA", "study", "visas_issued", 2016, 2019, tables_all=("niv",)),
    Series("USA", "work", "visas_issued", 2016, 2019, tables_all=("niv",)),
    Series("CAN", "study", "permits_issued", 2016, 2019, tables_prefer=("year", "months")),
    Series("EU", "asylum", "applications", 2016, 2019, tables_all=("unhcr",)),
)
FRAME = Frame(
    series=SERIES, origins=("KAZ", "TJK"), tables={"niv": {"keep": {}}},
    unions={"EU": (("DEU", 1958, None), ("GBR", 1973, 2018))},
)  # fmt: skip


def file(name="a", table="niv", **fields):
    """A file whose hash is its name, read in one sheet."""
    return SourceFactory(code=table, file_name=f"{name}.xlsx", sha256=name, layouts={"S": "as ever"}, **fields)


def decision(number=1, label="F-1", disposition="include", category="study", **fields):
    return TreatmentFactory(decision=number, source="niv", label=label, disposition=disposition, category=category,
                            reason_code="" if disposition == "include" else "temporary", **fields)  # fmt: skip


F1 = decision(1, "F-1")
J1 = decision(2, "J-1")


class World:
    """One release: `world(file("a"), {STUDY: [(F1, 7)]})`.

    A cell is (decision, value) or (decision, value, fields); a value is a number, or bounds for a hidden one. Each
    cell of a decision that excludes stands beside its number. `files` after the first are told by `source=1, …`.
    """

    def __init__(self, *said, frame=FRAME, absent=(), part_of="", also=(), status="normal"):
        *self.files, told = said
        self.treatments = {each.decision: each for each in also}
        self.spots, self.absent, self.part_of, self.status = {}, absent, part_of, status
        for place, keys in groupby(sorted(told), key=lambda key: key[:3]):
            cells = {key: [self.cell(key, number, *cell) for number, cell in enumerate(told[key])] for key in keys}
            numbers = {key: self.number(held) for key, held in cells.items() if key[3] and told[key] is not None}
            self.spots[place] = Spot(numbers, cells)
        held = tuple(self.held(index, source) for index, source in enumerate(self.files))
        self.side = Side(
            replace(frame, held=(*frame.held, *held)) if frame.told else frame,
            dict(enumerate(self.files)), self.treatments,
        )  # fmt: skip

    def cell(self, key, number, treatment, value, fields=None):
        self.treatments[treatment.decision] = treatment
        value, lower, upper = (value, value, value) if isinstance(value, int) else (None, *value)
        made = Cell(
            self.files[0].code, treatment.label, "", f"FY{key.year}", "", treatment.disposition == "include",
            value, lower, upper, "S", f"B{number + 2}", 0, treatment.decision,
        )  # fmt: skip
        made = made._replace(**fields or {})
        return made._replace(table=self.files[made.source].code)

    def number(self, cells):
        counted = [cell for cell in cells if cell.counted]
        whole = not self.absent and all(cell.value is not None for cell in counted)
        uppers = [cell.upper for cell in counted]
        figure = Figure(
            sum(cell.value for cell in counted) if whole else None,
            sum(cell.lower for cell in counted),
            None if self.absent or None in uppers else sum(uppers),
            self.status if whole else "partial",
        )
        sources = ";".join(sorted({cell.table for cell in counted})) or self.files[0].code
        return Number(figure, "calendar", self.part_of, self.absent, sources)

    def held(self, index, source):
        """Each file is the newest for the periods of its cells."""
        cells = [(key.destination, cell) for spot in self.spots.values() for key, of_key in spot.cells.items()
                 for cell in of_key if cell.source == index]  # fmt: skip
        covers = {}
        for destination, cell in cells:
            covers.setdefault(cell.place or destination, set()).add(cell.period)
        return HeldFile(source.code, source.sha256, source.file_name, {k: tuple(sorted(v)) for k, v in covers.items()})


def moved(old, new):
    """The cells of files read otherwise that stand under another key, found by their addresses."""

    def found(here, there):
        for key, cell in cells_of(here):
            for other_key, other in cells_of(there):
                was, now = here.side.sources[cell.source], there.side.sources[other.source]
                same = was.sha256 == now.sha256 and rereading.differs(was, now)
                there_too = (cell.sheet, cell.address) == (other.sheet, other.address)
                if same and there_too and (key, cell.identity) != (other_key, other.identity):
                    yield Move(key, cell, other_key, other)

    return list(found(old, new)), list(found(new, old))


def cells_of(world):
    return [(key, cell) for spot in world.spots.values() for key, cells in spot.cells.items() for cell in cells]


def explained(old, new):
    between, (gone, come) = Explaining(old.side, new.side), moved(old, new)
    for place in sorted(old.spots.keys() | new.spots.keys()):
        mine = [[move for move in moves if move.key[:3] == place] for moves in (gone, come)]
        yield from between.spot(old.spots.get(place, Spot()), new.spots.get(place, Spot()), *mine)


def told(old, new):
    """{category and year: [(kind, amount)]} of what is not as it was."""
    return {
        (row.key.category, row.key.year): [(cause.kind, cause.amount) for cause in row.causes]
        for row in explained(old, new)
        if row.is_told
    }


# --- The law ----------------------------------------------------------------------------------------------------------

TABLES = {"a": "niv", "b": "niv", "y": "year", "m": "months", "u": "unhcr"}
PERIODS = ["FY2018", "2018", "2018-05", "2018-06", "2018-12-31"]
NAMED = [(series.destination, series.category, series.measure) for series in SERIES]
keys = st.builds(
    lambda origin, named, year: Key(origin, named[0], year, *named[1:]),
    st.sampled_from(["KAZ", "TJK"]), st.sampled_from([*NAMED, ("DEU", "asylum", "applications")]),
    st.sampled_from([2018, 2018, 2020]),
)  # fmt: skip
hidden = st.tuples(st.integers(0, 5), st.none() | st.integers(5, 9))
cells = st.tuples(
    st.integers(1, 9), st.integers(0, 99) | hidden,
    st.fixed_dictionaries({
        "period": st.sampled_from(PERIODS), "place": st.sampled_from(["", "DEU", "GBR", "EU28"]),
        "address": st.sampled_from(["B2", "B3", "C3"]), "source": st.integers(0, 4),
    }),
)  # fmt: skip
decisions = st.builds(
    lambda number, label, disposition, category, first: decision(
        number, label, disposition, category, year_from=first, measure="visas_issued"
    ),
    st.integers(1, 9), st.sampled_from(["F-1", "J-1", ""]),
    st.sampled_from(["include", "include", "exclude", "not_data"]), st.sampled_from(["study", "work"]),
    st.sampled_from([None, None, 2018, 2019]),
)  # fmt: skip
absences = st.lists(
    st.sampled_from([{"table": "niv", "held": "9 of 12 months"}, {"member": "DEU", "held": "no row"}]), max_size=2
)
frames = st.sampled_from([
    FRAME, FRAME, FRAME, replace(FRAME, told=False), replace(FRAME, series=SERIES[1:], unions={}),
    replace(FRAME, origins=("KAZ",), tables={"niv": {"keep": {"sex": ["T"]}}}),
    replace(FRAME, series=tuple(replace(series, to_year=2020, months_summable_until="2018-05") for series in SERIES)),
])  # fmt: skip
readings = st.fixed_dictionaries({}, optional={
    "layouts": st.sampled_from([{}, {"S": "another"}]),
    "places": st.sampled_from([{"Kasachstan": "KAZ"}, {"Kasachstan": "TJK"}]),
    "declared": st.just({"period": "2018"}),
    "corrections": st.just([{"sheet": "S", "cells": "B1:B1", "what": "Made up.", "why": "Made up."}]),
})  # fmt: skip


@st.composite
def worlds(draw):
    """Any release whose numbers are the sums of their cells, however unlikely its cells are."""
    names = draw(st.lists(st.sampled_from(list(TABLES)), min_size=1, unique=True))
    files = [replace(file(name, TABLES[name]), **draw(readings)) for name in names]
    pool = list({each.decision: each for each in draw(st.lists(decisions, min_size=1, max_size=6))}.values())
    found = draw(st.dictionaries(keys, st.lists(cells, max_size=4), max_size=5))
    told = {
        key: [(pool[n % len(pool)], value, {**said, "source": said["source"] % len(files)}) for n, value, said in held]
        for key, held in found.items()
    }
    as_a_whole = {"absent": draw(absences), "part_of": draw(st.sampled_from(["", "", "EU"])),
                  "status": draw(st.sampled_from(["normal", "provisional"]))}  # fmt: skip
    return World(*files, told, frame=draw(frames), also=pool, **as_a_whole)


@given(worlds(), worlds())
def test_the_causes_add_up_to_the_difference_to_the_last_unit(old, new):
    rows = list(explained(old, new))
    for row in rows:
        assert not any(unexplained(row.change, row.causes)), row
        both = None not in row.change[2:]
        before, after = row.amounts if both and row.part_of[0] != row.part_of[1] else map(as_told, row.change[2:])
        assert sum(cause.amount for cause in row.causes) == after - before, row
        assert row.causes or row.change.kind == "unchanged", row
        assert spelling.row(json.loads(json.dumps(row))) == row
    for account in ledger.add_up(rows, of=lambda key: key[1:]):
        assert account.unexplained == account.loose == 0
        assert spelling.account(json.loads(json.dumps(spelling.of_account(account)))) == account
    for account in ledger.rolled_up(ledger.add_up(rows, of=lambda key: key[1:]), of=lambda name: name[-1]):
        assert account.unexplained == 0


@given(worlds())
def test_a_release_does_not_differ_from_itself(world):
    assert told(world, world) == {}


def test_a_cell_of_zero_touches_no_number_that_is_there_anyway():
    excluded, counts = decision(3, "J-1", "exclude"), decision(4, "J-1")
    old, new = (
        World(file(), {STUDY: [(F1, 15), (other, 0)], IN_2019: [(F1, 20), (other, 5)]}) for other in (excluded, counts)
    )
    assert told(old, new) == {("study", 2019): [("counted", 5)]}
    [account] = ledger.add_up(explained(old, new))
    assert [line.all for line in account.lines] == [ledger.Tally(5, 1, 2019, 2019)]


@given(worlds(), worlds())
def test_what_was_moved_elsewhere_came_from_there(old, new):
    """Each cell that a decision puts into another number is missing in the one as it counts in the other."""
    moved_ = {}
    for row in explained(old, new):
        for cause in row.causes:
            if cause.other and cause.kind == "category":
                moved_[row.key, cause.other, cause.by] = cause.part
    for (key, other, by), part in moved_.items():
        assert moved_.get((other, key, by), NOTHING) == part.negative
