"""The benchmarks run at tiny sizes and say what they measured. Nothing here looks at the time that anything took."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from benchmarks import asking, desk, downloading, estimating, filing, importing, made_up, reading
from benchmarks import clock as clocks
from benchmarks.__main__ import Plan, prepared, run
from benchmarks.apart import Done, Stopped
from benchmarks.clock import Clock
from benchmarks.contest import Contestant, Table, contest, in_words
from benchmarks.grounds import Ground

ENGINE = "postgres" if os.environ.get("TEST_DATABASE_URL") else "sqlite"
ENGINE_NAME = {"sqlite": "SQLite", "postgres": "PostgreSQL"}[ENGINE]
ESTIMATED = {"rates": 10, "residual-cohort": 1_932, "mirror": 40}  # of some methods, with as many rows as an area needs
TINY = Plan(
    imports=(importing.Case("us-niv", "nonimmigrant_book", classes=3, rounds=1),),
    downloads=(downloading.Case(origins=1, rounds=1),),
    files=(filing.Case(origins=1, rounds=1),),
    desks=(desk.Case(classes=3, rounds=1),),
    questions=(asking.Case(classes=3, rounds=1),),
    pages=(reading.Case(origins=1, lists=3, readers=4, pairs=2, turns=2),),
    estimates=(estimating.Case(rows=10, rounds=1, methods=tuple(ESTIMATED)),),
)
BOTH = ["ours", "peer"]
WHAT, SECONDS, RATIO, MEMORY = r"[^|]+", r"\d+\.\d{2,3}", r"(?:\d+(?:\.\d)?×|1/\d+(?:\.\d)?)", r"(?:\d+(?: \+ \d+)?)?"
LINE = re.compile(rf"\| {WHAT} \| {SECONDS} \| {RATIO}? \| {RATIO}? \| {MEMORY} \|")


@pytest.fixture(scope="module")
def ground():
    """Grounds that are set up once; each run works on a copy."""
    with prepared(ENGINE) as ground:
        yield ground


# --- The whole --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        (
            ["import", "compose", "difference"],
            [
                ("Import of 600 cells laid out as us-niv", 600, ["ours", "floor", "peer"]),
                ("Compose a release of 600 readings", 600, ["ours", "floor"]),
                ("Difference of two editions of 600 readings each", 1_200, ["ours", "floor"]),
            ],
        ),
        pytest.param(
            ["csv"],
            [
                ("CSV of all 5,000 observations", 5_000, ["ours", "served", "floor", "peer"]),
                ("CSV of one origin, 5,000 of 5,000 observations", 5_000, ["ours", "floor", "peer"]),
                ("CSV of one destination, 20 of 5,000 observations", 20, ["ours", "floor", "peer"]),
                ("The published CSV of 5,000 observations, sent", 5_000, ["ours", "floor"]),
                ("A question that 5,000 observations answer, sent as CSV", 5_000, ["ours", "floor", "peer"]),
                ("The slowest first byte of 15 downloads of 5,000 observations", 1, ["ours"]),
            ],
            marks=pytest.mark.look,
        ),
        pytest.param(
            ["files"],
            [("All files of a release of 5,000 observations and cells", 5_000, ["ours", "floor"])],
            marks=pytest.mark.look,
        ),
        pytest.param(
            ["desk"],
            [(f"Mapping desk, 3 undecided labels over 600 readings: {deed.name}", 1, ["ours"]) for deed in desk.DEEDS],
            marks=pytest.mark.look,
        ),
        pytest.param(
            ["what-if"],
            [
                (f"What if, over 600 readings of 3 labels: {labels} of them, the {deed}", 1, ["ours"])
                for labels in asking.QUESTIONS
                for deed in asking.DEEDS
            ],
            marks=pytest.mark.look,
        ),
        pytest.param(
            ["pages"],
            [
                ("Lists of 5,000 observations, one reader, each address once", 1, BOTH),
                ("Lists of 5,000 observations, 4 readers, each address 4 times, at first drawn by nobody", 1, BOTH),
                *[
                    (f"Page “{name}” of 5,000 observations, one reader, drawn each time", 1, ["ours"])
                    for name in reading.PAGES
                ],
            ],
            marks=pytest.mark.look,
        ),
        pytest.param(
            ["estimates"],
            [(f"Estimate {name} over {rows:,} rows", rows, ["ours"]) for name, rows in ESTIMATED.items()],
            marks=pytest.mark.look,
        ),
    ],
    ids=["import, compose and difference", "csv", "files", "desk", "what-if", "pages", "estimates"],
)
def test_everybody_does_the_whole_work(ground, subjects, expected):
    """A contestant that brought another number of rows would have ended the run."""
    tables = list(run(TINY, subjects, ground))
    assert [(table.title, table.rows, list(table.contestants)) for table in tables] == [
        (f"{title}, {ENGINE_NAME}", rows, roles) for title, rows, roles in expected
    ]
    lines = [table.line(role) for table in tables for role in table.contestants]
    assert [line for line in lines if not LINE.fullmatch(line)] == []


# --- Made-up figures --------------------------------------------------------------------------------------------------


def read(book):
    workbook = CalamineWorkbook.from_path(book)
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def test_a_nonimmigrant_book_has_a_sheet_for_each_year(tmp_path):
    book = str(tmp_path / "book.xlsx")
    made_up.nonimmigrant_book(path=book, classes=27)
    sheets = read(book)
    assert list(sheets)[0] == "FY85" and list(sheets)[-1] == "FY24" and len(sheets) == len(made_up.YEARS)
    heading, region, *rows = sheets["FY18"]
    assert heading[:3] + heading[-3:] == ["Fiscal Year 2018", "A-1", "B-1", "Z-1", "A-2", "Grand Total"]
    assert [row[0] for row in rows] == list(made_up.ORIGINS) and region[0] == "Asia"
    assert [row[-1] for row in rows] == [sum(row[1:-1]) for row in rows]


def test_an_immigrant_book_says_each_thing_once(tmp_path):
    book = str(tmp_path / "book.xlsx")
    made_up.immigrant_book(path=book, classes=27)
    ((heading, *rows),) = read(book).values()
    assert heading == ["country", "visa_type", "count", "date"]
    assert len(rows) == 27 * made_up.CELLS_A_CLASS
    assert max(Counter((origin, name, day) for origin, name, _, day in rows).values()) == 1


def test_the_same_numbers_are_drawn_each_time():
    areas = [f"A{number:03}" for number in range(made_up.DESTINATIONS)]
    once, again = (list(made_up.observations(1, areas, 2)) for _ in range(2))
    assert once == again == sorted(once)
    assert len(once) == 2 * made_up.OBSERVATIONS_AN_ORIGIN
    assert len({row[1:6] for row in once}) == len(once)


# --- The contest ------------------------------------------------------------------------------------------------------


def made(seconds, peak, helper=0):
    return Done(None, seconds, peak, helper)


def who(what, rows):
    return Contestant(what, "", Ground(Path("nowhere")), rows, {})


def test_a_table():
    """Ratios are taken round by round, so that a machine that is slow for one round says nothing about either."""
    contestants = {"ours": who("ours", 1_000), "floor": who("the floor", 1_000), "peer": who("a peer, from 10", 10)}
    rounds = {
        "ours": [made(2.0, 100, 30), made(3.0, 120, 20), made(20.0, 110, 10)],
        "floor": [made(1.0, 80), made(1.2, 80), made(10.0, 81)],
        "peer": [made(1.0, 90), made(2.0, 90), made(10.0, 90)],
    }
    bounds = {"ratio to floor": 2, "ratio to peer": 1 / 60, "peak MB": 119}
    assert Table("Made-up cells", 1_000, contestants, rounds, bounds).markdown() == "\n".join(
        [
            "### Made-up cells",
            "",
            "| what | seconds (median of 3) | ratio to floor | ratio to peer | peak MB |",
            "|---|--:|--:|--:|--:|",
            "| ours | 3.00 | 2.0× | 1/50 | 120 + 30 |",
            "| the floor | 1.20 | 1.0× | 1/100 | 81 |",
            "| a peer, from 10 | 200.00 | 100× | 1.0× | 90 |",
            "",
            "- bound on the ratio to floor: 2.0×, at most 2.0×: kept",
            "- bound on the ratio to peer: 1/50, at most 1/60: MISSED",
            "- bound on the peak MB: 120, at most 119: MISSED",
            "",
        ]
    )


def test_lists_are_asked_for_in_many_ways_and_the_peer_is_asked_the_same():
    areas = [f"A{number:02}" for number in range(20)]
    asked = reading.lists(areas, reading.Case(origins=5, lists=30))
    assert len(set(asked)) == 30 and asked == reading.lists(areas, reading.Case(origins=5, lists=30))
    facets = "&".join(f"_facet={name}" for name in reading.FACETS)
    assert reading.as_datasette("/observations/?origin=KAZ,UZB&year_from=2017&sort=value&page=3") == (
        f"/datasette/observations?origin__in=KAZ,UZB&year__gte=2017&_sort=value&_size=50&{facets}&_next=100"
    )


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(None, ""), (2.44, "2.4×"), (1.0, "1.0×"), (0.96, "1.0×"), (0.7, "1/1.4"), (0.012, "1/83"), (350, "350×")],
)
def test_a_ratio_in_words(ratio, words):
    assert in_words(ratio) == words


def test_contestants_take_turns(monkeypatch):
    order = []

    def measured(contestant):
        order.append(contestant.what)
        return made(1.0, 1)

    monkeypatch.setattr(Contestant, "measured", measured)
    contest("Made up", 1, 2, {"ours": who("A", 1), "floor": who("B", 1)})
    assert order == ["A", "B", "A", "B"]


def test_whoever_does_another_number_of_rows_was_not_measured(tmp_path):
    cheat = Contestant("a cheat", "made_up:class_names", Ground(tmp_path), 27, {"classes": 26})
    with pytest.raises(Stopped, match="a cheat: .* rows instead of 27, so nothing was measured"):
        cheat.measured()


def test_a_process_that_breaks_says_why(tmp_path):
    with pytest.raises(Stopped, match="(?s)made_up:class_names ended with code 1:.*unexpected keyword"):
        Contestant("broken", "made_up:class_names", Ground(tmp_path), 1, {"labels": 1}).measured()


def test_a_paused_clock_stands(monkeypatch):
    now = iter([10.0, 11.0, 15.0, 17.0])
    monkeypatch.setattr(clocks.time, "perf_counter", lambda: next(now))
    clock = Clock()
    with clock.paused():
        pass
    with clock, clock.paused():
        pass
    assert clock.seconds == (11.0 - 10.0) + (17.0 - 15.0)
