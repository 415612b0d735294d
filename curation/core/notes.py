"""A workbook given back with notes on its cells, where it is an .xlsx of a bearable size."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from curation.core.gate import LIMITS, MIB, Limits
from curation.core.sheets import run_child

CELLS = 1_000_000  # of a workbook that is taken apart and put together again while somebody waits
WAIT = replace(LIMITS, cpu_seconds=40, seconds=50.0, memory=1024 * MIB)
LONGEST = 2_000
MOST = 2_000


def annotate(path: Path, name: str, notes: Sequence[tuple[str, str, str]], limits: Limits = WAIT) -> bytes | None:
    """The workbook with each note, (sheet, cell, text), on its cell; None where it cannot bear notes.

    That is so for every other format than .xlsx, for what the gate refuses, and where it would take too long.
    """
    shortened = [(sheet, cell, text[:LONGEST]) for sheet, cell, text in notes[:MOST]]
    job = {"path": str(Path(path).resolve()), "name": name, "notes": shortened, "limits": asdict(limits)}
    output, ending = run_child(job, limits, "curation.core._notes_child")
    return output if output and not ending else None
