"""What is carried or unflagged: any second curator may approve it, several at once, after a look at each.

A file that was handed in is carried where every label of its table is in force and nobody doubts it: accepting it
accepts its labels with it. Unflagged proposals of one table that say the same on the same ground are one line.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from curation import queries, seen, worded
from curation.actions import proposed
from curation.core import treatments
from curation.inbox import waiting
from curation.models import Concern, Difference, SourceFile, SourceTable, Standing

CODEBOOK, CITED, WORDS, CARRIED, HANDED_IN = "codebook", "cited", "words", "carried", "handed_in"
LABELS_NAMED = 8
PROPOSAL = (
    "pk", "label__source", "label__text", "disposition", "category", "reason_code", "measure", "rule", "cites",
    "rationale", "label__standing__people", "label", "year_from", "year_to", "condition",
)  # fmt: skip


class Said(NamedTuple):
    """One unflagged proposal; it quacks like a treatment."""

    pk: int
    source: str
    text: str
    disposition: str
    category: str
    reason_code: str
    measure: str
    rule: str | None
    cites: int | None
    rationale: str
    people: int | None
    label: int = 0
    year_from: int | None = None
    year_to: int | None = None
    condition: Mapping = {}
    overturns: str = ""  # the treatments in force that it would end, in words

    @property
    def in_force_now(self) -> str:
        """What it would end, in the language of the page; `overturns` is what lines are told apart by."""
        return "; ".join(map(worded.again, self.overturns.split("; ")))

    @property
    def ground(self) -> str:
        return CODEBOOK if self.rule else CITED if self.cites else WORDS

    @property
    def alike(self):
        """What those of one line have in common."""
        treatment = self.source, self.disposition, self.category, self.reason_code, self.measure
        return *treatment, self.overturns, self.ground, self.rule or self.cites or self.rationale


@dataclass
class Line:
    """Proposals that say the same of labels of one table, on the same ground."""

    said: list[Said]
    table: SourceTable | None = None

    @property
    def first(self) -> Said:
        return self.said[0]

    @property
    def name(self) -> str:
        return hashlib.sha256(repr(self.first.alike).encode()).hexdigest()[:12]

    @property
    def people(self) -> int:
        return sum(said.people or 0 for said in self.said)

    @property
    def measure(self) -> str:
        return self.first.measure or (self.table.measure if self.table else "")

    @property
    def named(self) -> list[Said]:
        return self.said[:LABELS_NAMED]

    @property
    def labels(self) -> list[str]:
        return [said.text for said in self.named]

    @property
    def more(self) -> int:
        return max(len(self.said) - LABELS_NAMED, 0)

    @property
    def sentence(self) -> str:
        """The codebook's own, where it is the ground."""
        rule = queries.rules_by_code().get(self.first.rule)
        return rule.sentence or rule.reason if rule else ""


@dataclass
class Came:
    """A file that was handed in, beside what is known of its table."""

    file: SourceFile
    people: int
    labels: int
    undecided: int
    doubts: int
    difference: Difference | None

    @property
    def name(self) -> str:
        return f"file-{self.file.pk}"

    @property
    def cells(self) -> int:
        """How many of its cells are others than in the file before."""
        return self.difference.changed + self.difference.new + self.difference.gone

    @property
    def ground(self) -> str:
        return CARRIED if self.difference and not self.undecided and not self.doubts else HANDED_IN


class Together:
    """What one person may approve at once: files first, then the lines with most people."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def lines(self) -> list[Line]:
        found = defaultdict(list)
        rows = waiting.unflagged(self.user).order_by("label__source", "label__key", "pk").values_list(*PROPOSAL)
        for said in with_ends([Said(*row) for row in rows]):
            found[said.alike].append(said)
        tables = SourceTable.objects.in_bulk({alike[0] for alike in found})
        lines = [Line(said, tables.get(alike[0])) for alike, said in found.items()]
        return sorted(lines, key=lambda line: (-line.people, line.first.alike))

    @cached_property
    def unflagged(self) -> int:
        return sum(len(line.said) for line in self.lines)

    @cached_property
    def files(self) -> list[Came]:
        files = list(
            queries.files_to_accept(self.user).select_related("source", "uploaded_by").order_by("submitted_at")
        )
        if not files:
            return []
        known, doubts = standings({file.source_id for file in files}), doubted(files)
        differences = Difference.objects.filter(file__in=files).select_related("against")
        differing = {difference.file_id: difference for difference in differences}
        return [Came(file, *known[file.source_id], doubts[file.pk], differing.get(file.pk)) for file in files]

    def decisions(self, names) -> list[int]:
        """The proposals of the lines of these names."""
        return [said.pk for line in self.lines if line.name in names for said in line.said]


def with_ends(said: list[Said]) -> list[Said]:
    """Proposals with what each would end; a line of such is never among what nobody doubts."""
    in_force = seen.in_force_of({each.label for each in said})
    return [each._replace(overturns=ended(each, in_force[each.label])) for each in said]


def ended(said: Said, in_force) -> str:
    return "; ".join(treatments.in_words(former) for former in in_force if proposed.overlap(said, former))


def standings(tables) -> dict[str, tuple[int, int, int]]:
    """Of each table its people, its labels, and how many of these are not in force."""
    undecided = Count("pk", filter=~Q(state=Standing.State.APPROVED))
    grouped = Standing.objects.filter(source__in=tables).order_by().values("source")
    rows = grouped.annotate(people=Sum("people"), labels=Count("pk"), undecided=undecided)
    return defaultdict(
        lambda: (0, 0, 0), {row["source"]: (row["people"], row["labels"], row["undecided"]) for row in rows}
    )


def doubted(files) -> dict[int, int]:
    """How many doubts about each file nobody has settled."""
    found = Concern.objects.unresolved().filter(file__in=files).exclude(severity=Concern.Severity.NOTE)
    return defaultdict(int, found.order_by().values_list("file").annotate(n=Count("pk")))
