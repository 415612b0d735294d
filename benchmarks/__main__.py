"""Measures import, composition, differences, files, desk, what-if, pages and estimates; prints and keeps figures.

python -m benchmarks [--quick] [--only SUBJECT] [--engine sqlite|postgres], of the subjects
import, compose, difference, csv, files, desk, what-if, pages and estimates
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks import (
    apart,
    asking,
    composing,
    desk,
    differing,
    downloading,
    estimating,
    filing,
    grounds,
    importing,
    reading,
)
from benchmarks.contest import Table
from benchmarks.grounds import Ground
from tests import postgres

RESULTS = Path(__file__).parent / "results"
SUBJECTS = ("import", "compose", "difference", "csv", "files", "desk", "what-if", "pages", "estimates")
ENGINES = ("sqlite", "postgres")
ABOUT = """\
All figures in the workbooks and releases measured here are made up. Each measurement is a process of its own, on a
copy of its database where it writes; those of one table take turns. Peak memory is the most that this process held
and, after a plus sign, the most that another one held which it started to take the workbook apart.
"""


class Plan(NamedTuple):
    """What is measured, at which sizes, the smallest first."""

    imports: tuple[importing.Case, ...]
    downloads: tuple[downloading.Case, ...]
    files: tuple[filing.Case, ...]
    desks: tuple[desk.Case, ...]
    questions: tuple[asking.Case, ...]
    pages: tuple[reading.Case, ...]
    estimates: tuple[estimating.Case, ...]

    def smallest(self) -> "Plan":
        return Plan(*(cases[:1] for cases in self))


AT_THE_DESK = {"page": {"milliseconds": 300}, "draft": {"milliseconds": 50}, "decision": {"milliseconds": 50}}
QUICKLY = {"ratio to floor": 3, "ratio to peer": 1 / 50}
FULL = Plan(
    imports=(
        importing.Case("us-niv", "nonimmigrant_book", classes=500, rounds=3, bounds=QUICKLY),
        importing.Case("us-iv", "immigrant_book", classes=500, rounds=3, bounds=QUICKLY, composed=False),
        importing.Case("us-niv", "nonimmigrant_book", classes=5_000, rounds=1, bounds={"peak MB": 400}),
    ),
    downloads=(downloading.Case(origins=20, rounds=3), downloading.Case(origins=200, rounds=1, bounded=True)),
    files=(
        filing.Case(origins=20, rounds=3),
        filing.Case(origins=200, rounds=1, bounds={"milliseconds": 60_000, "peak MB": 500}),
    ),
    desks=(desk.Case(classes=500, rounds=3), desk.Case(classes=5_000, rounds=3, bounds=AT_THE_DESK)),
    questions=(asking.Case(classes=500, rounds=3), asking.Case(classes=5_000, rounds=3, bounds={"milliseconds": 500})),
    pages=(
        reading.Case(origins=20, lists=40),
        reading.Case(
            origins=200,
            lists=140,
            alone={"milliseconds": 100},
            together={"milliseconds": 300},
            prepared={"milliseconds": 50},
        ),
    ),
    estimates=(
        estimating.Case(rows=100_000, rounds=1),
        estimating.Case(rows=1_000_000, rounds=1, bounds={"milliseconds": 10_000, "peak MB": 500}),
    ),
)
QUICK = Plan(
    imports=(importing.Case("us-niv", "nonimmigrant_book", classes=50, rounds=1),),
    downloads=(downloading.Case(origins=2, rounds=1),),
    files=(filing.Case(origins=2, rounds=1),),
    desks=(desk.Case(classes=50, rounds=1),),
    questions=(asking.Case(classes=50, rounds=1),),
    pages=(reading.Case(origins=2, lists=14),),
    estimates=(estimating.Case(rows=10_000, rounds=1),),
)


def main(arguments=None) -> None:
    chosen = options(arguments)
    begun, found = datetime.now(UTC), []
    print(ABOUT)
    try:
        for engine, plan in engines(chosen):
            with prepared(engine) as ground:
                for table in run(plan, chosen.subjects, ground):
                    print(table.markdown(), flush=True)
                    found.append(table)
                    keep(found, begun)
    except apart.Stopped as reason:
        sys.exit(str(reason))


def options(arguments) -> argparse.Namespace:
    """`plan`, `subjects` and `engine`, as asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    quick = {"action": "store_const", "const": QUICK, "default": FULL, "help": "small sizes: a look, no verdict"}
    parser.add_argument("--quick", dest="plan", **quick)
    parser.add_argument("--only", choices=SUBJECTS, help="this alone")
    parser.add_argument(
        "--engine", choices=ENGINES, help="this alone; left out: sqlite, and postgres at the smallest size"
    )
    chosen = parser.parse_args(arguments)
    if chosen.engine == "postgres" and not (os.environ.get("TEST_DATABASE_URL") or postgres.find_binaries()):
        parser.error(postgres.ABSENT)
    chosen.subjects = [chosen.only] if chosen.only else SUBJECTS
    return chosen


def engines(chosen: argparse.Namespace) -> Iterator[tuple[str, Plan]]:
    """What to measure on which database."""
    if chosen.engine:
        yield chosen.engine, chosen.plan
        return
    yield "sqlite", chosen.plan
    if postgres.find_binaries():
        yield "postgres", chosen.plan.smallest()
    else:
        print("PostgreSQL is not measured: no server of version 15 or newer is installed here.")


@contextmanager
def prepared(engine: str) -> Iterator[Ground]:
    """Grounds that are set up, and gone when the block ends."""
    server = grounds.server() if engine == "postgres" else ""
    with tempfile.TemporaryDirectory(prefix="camt-bench-") as folder, grounds.ground(Path(folder), server) as ground:
        apart.do("grounds:set_up", ground)
        yield ground


def run(plan: Plan, subjects, like: Ground) -> Iterator[Table]:
    """Every table of the plan, one after the other, on a copy of grounds."""
    with like.copied() as ground:
        for case in plan.imports if {"import", "compose", "difference"} & set(subjects) else ():
            yield from of_import(ground, case, subjects)
        for case in plan.downloads if "csv" in subjects else ():
            yield from downloading.tables(ground, case)
        for case in plan.files if "files" in subjects else ():
            yield filing.table(ground, case)
        for case in plan.desks if "desk" in subjects else ():
            yield from desk.tables(ground, case)
        for case in plan.questions if "what-if" in subjects else ():
            yield from asking.tables(ground, case)
        for case in plan.pages if "pages" in subjects else ():
            yield from reading.tables(ground, case)
        for case in plan.estimates if "estimates" in subjects else ():
            yield from estimating.tables(ground, case)


def of_import(ground: Ground, case: importing.Case, subjects) -> Iterator[Table]:
    """One import, a release composed of what it brought, and what another edition would change."""
    with importing.imported(ground, case) as made:
        if "import" in subjects:
            yield importing.table(made)
        if "compose" in subjects and case.composed:
            yield composing.table(made)
        if "difference" in subjects and case.composed:
            yield differing.table(made)


def keep(tables: list[Table], begun: datetime) -> None:
    """Write all figures so far, with what they were measured on."""
    RESULTS.mkdir(exist_ok=True)
    machine = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "load": os.getloadavg(),
    }
    kept = {"begun": begun.isoformat(timespec="seconds"), **machine, "tables": [table.as_json() for table in tables]}
    path = RESULTS / f"{begun:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
