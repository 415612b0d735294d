"""Contestants measured in turns, A B C A B C: what slows this machine down for a while then slows all of them."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from benchmarks import apart
from benchmarks.apart import Done, Stopped
from benchmarks.grounds import Ground

AGAINST = ("floor", "peer")


class Contestant(NamedTuple):
    """Who is measured: `function` on `ground`, on a copy where it `alters` it; it has to return the number `rows`."""

    what: str
    function: str
    ground: Ground
    rows: int
    arguments: dict
    alters: bool = False

    def measured(self) -> Done:
        with self.ground.copied() if self.alters else nullcontext(self.ground) as ground:
            done = apart.do(self.function, ground, **self.arguments)
        if done.result != self.rows:
            raise Stopped(f"{self.what}: {done.result} rows instead of {self.rows}, so nothing was measured.")
        return done


@dataclass(frozen=True)
class Table:
    """Contestants by role (ours, floor, peer …) with the rounds of each, about so many rows.

    `bounds` are what ours must not exceed: `ratio to floor`, `ratio to peer`, `peak MB`, `milliseconds`.
    """

    title: str
    rows: int
    contestants: dict[str, Contestant]
    rounds: dict[str, list[Done]]
    bounds: dict[str, float]

    def seconds(self, role: str) -> list[float]:
        """Of each round; reckoned up where fewer rows were measured."""
        scale = self.rows / self.contestants[role].rows
        return [done.seconds * scale for done in self.rounds[role]]

    def ratio(self, role: str, to: str) -> float | None:
        """The median of the rounds' ratios, or None where there is nobody to compare with."""
        if to not in self.rounds:
            return None
        pairs = zip(self.seconds(role), self.seconds(to), strict=True)
        return median(mine / other for mine, other in pairs)

    def peak(self, role: str) -> tuple[float, float]:
        """The most memory in MB that the process held, and any helper that it started, in whichever round."""
        return max(done.peak for done in self.rounds[role]), max(done.helper_peak for done in self.rounds[role])

    def markdown(self) -> str:
        """A heading, the lines, and under them what became of the bounds."""
        head = f"| what | seconds (median of {len(self.rounds['ours'])}) | ratio to floor | ratio to peer | peak MB |"
        lines = "\n".join([head, "|---|--:|--:|--:|--:|", *map(self.line, self.contestants)])
        return "\n\n".join(filter(None, [f"### {self.title}", lines, "\n".join(self.verdicts())])) + "\n"

    def line(self, role: str) -> str:
        ratios = (in_words(self.ratio(role, to)) for to in AGAINST)
        memory = " + ".join(f"{peak:.0f}" for peak in self.peak(role) if peak)
        cells = (self.contestants[role].what, in_seconds(median(self.seconds(role))), *ratios, memory)
        return f"| {' | '.join(cells)} |"

    def verdicts(self) -> Iterator[str]:
        """For each bound a sentence that says whether it was kept."""
        measured = {f"ratio to {to}": self.ratio("ours", to) for to in AGAINST}
        measured |= {"peak MB": max(self.peak("ours")), "milliseconds": 1000 * median(self.seconds("ours"))}
        for name, most in self.bounds.items():
            words = in_words if name.startswith("ratio") else "{:.0f}".format
            kept = "kept" if measured[name] <= most else "MISSED"
            yield f"- bound on the {name}: {words(measured[name])}, at most {words(most)}: {kept}"

    def as_json(self) -> dict:
        return {"title": self.title, "rows": self.rows, "lines": {role: self.facts(role) for role in self.contestants}}

    def facts(self, role: str) -> dict:
        who, peak = self.contestants[role], self.peak(role)
        return {
            "what": who.what,
            "rows_measured": who.rows,
            "seconds": self.seconds(role),
            **{f"ratio_to_{to}": self.ratio(role, to) for to in AGAINST},
            "peak_mb": peak[0],
            "helper_peak_mb": peak[1],
        }


def contest(title: str, rows: int, rounds: int, contestants: dict[str, Contestant], bounds=None) -> Table:
    """Measure everybody as often as asked, taking turns."""
    turns = [{role: who.measured() for role, who in contestants.items()} for _ in range(rounds)]
    return Table(title, rows, contestants, {role: [turn[role] for turn in turns] for role in contestants}, bounds or {})


def in_seconds(seconds: float) -> str:
    """`12.34`, and `0.034` of what is quicker than the second figure behind the point."""
    return f"{seconds:.2f}" if seconds >= 1 else f"{seconds:.3f}"


def in_words(ratio: float | None) -> str:
    """`2.4×` of what is slower, `1/83` of what is quicker."""
    if ratio is None:
        return ""
    times = max(ratio, 1 / ratio)
    number = f"{times:.1f}" if times < 10 else f"{times:.0f}"
    return f"{number}×" if ratio >= 0.95 else f"1/{number}"
