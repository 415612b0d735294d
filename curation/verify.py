"""What must always hold in the workshop, checked over the live tables: findings name the row.

2 decisions in force were agreed to by a second person and do not overlap; so were reasons of concepts, amendments and
corrections, of which no two are made in one cell; second opinions are of what was drawn, by somebody who neither
proposed nor reviewed it (one that is still missing is no finding) ·
3 what is published is what the workshop composes, or the difference is explained by what changed since · 6 kept files
are as they came · 10 nothing is lost: every filled cell is read or set aside, every kept file is there, what is
prepared for lists is what stands, and the chain of the log holds.
"""

import hashlib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from django.db.models import Count, F, Q

from curation import chain, corrected, log, standings
from curation.actions.proposed import overlap
from curation.core.cell_corrections import rival
from curation.models import (
    Amendment,
    CategoryDecision,
    ConceptReason,
    Correction,
    Label,
    SecondOpinion,
    Sheet,
    SourceFile,
)
from flows.verify import Finding

BLOCK = 1 << 20


def findings() -> list[Finding]:
    """Everything wrong with the workshop, in the order of the invariants."""
    return [
        *reviewed_by_someone_else(),
        *overlaps(),
        *rivals(),
        *second_opinions(),
        *accepted_by_someone_else(),
        *accounts(),
        *kept_files(),
        *prepared(),
        *logged(),
    ]


REVIEWED = {
    CategoryDecision: "Decision {0.pk} about “{0.label}”",
    ConceptReason: "Reason {0.pk} for “{0.concept}”",
    Amendment: "Amendment {0.pk} of “{0.key}”",
    Correction: "Correction {0.pk} of {0}",
}


def reviewed_by_someone_else() -> Iterator[Finding]:
    for model, name in REVIEWED.items():
        settled = model.objects.filter(state__in=["approved", "superseded"])
        for row in settled.filter(Q(reviewed_by__isnull=True) | Q(reviewed_by=F("proposed_by"))):
            yield Finding(2, "", f"{name.format(row)} was not approved by a second person.")


def overlaps() -> Iterator[Finding]:
    """Two decisions in force for one label, condition and year."""
    crowded = Label.objects.annotate(n=Count("decisions", filter=Q(decisions__state="approved"))).filter(n__gt=1)
    for label in crowded:
        for one, other in combinations(label.decisions.in_force(), 2):
            if overlap(one, other):
                yield Finding(
                    2, "", f"Decisions {one.pk} and {other.pk} about “{label}” are in force for the same years."
                )


def rivals() -> Iterator[Finding]:
    """Two corrections in force that would both be made in one cell."""
    for corrections in corrected.in_force().values():
        for one, other in combinations(corrections, 2):
            if one.sheet == other.sheet and rival(one, other):
                where = f"{one.sheet}!{one.cells} and {other.cells}"
                yield Finding(2, "", f"Corrections {one.number} and {other.number}, of {where}, are both in force.")


def second_opinions() -> Iterator[Finding]:
    given = SecondOpinion.objects.select_related("decision__label", "by")
    for opinion in given.filter(Q(by=F("decision__proposed_by")) | Q(by=F("decision__reviewed_by"))):
        yield Finding(2, "", f"{opined(opinion)} is by {opinion.by}, who proposed or reviewed it.")
    for opinion in given.filter(decision__drawn__isnull=True):
        yield Finding(2, "", f"{opined(opinion)} is of one that was not drawn.")


def opined(opinion) -> str:
    return f"The second opinion on decision {opinion.decision_id} about “{opinion.decision.label}”"


def accepted_by_someone_else() -> Iterator[Finding]:
    own = Q(accepted_by=F("uploaded_by")) | Q(accepted_by=F("submitted_by")) | Q(accepted_by__isnull=True)
    own |= Q(accepted_by=F("prepared_by"))
    for file in SourceFile.objects.accepted().filter(own):
        yield Finding(2, "", f"File {file.pk}, {file.name}, was not accepted by a second person.")


def accounts() -> Iterator[Finding]:
    """Every filled cell is a reading or set aside, and the readings are there."""
    counted = Sheet.objects.annotate(stored=Count("readings"))
    for sheet in counted.exclude(read=F("stored"), filled=F("read") + F("set_aside_count")).select_related("file"):
        yield Finding(
            10, "", f"Sheet {sheet.name} of file {sheet.file_id}: {sheet.filled} filled cells are not "
            f"{sheet.stored} readings and {sheet.set_aside_count} set aside."
        )  # fmt: skip


def kept_files() -> Iterator[Finding]:
    """The bytes are there, and are those that came."""
    for file in SourceFile.objects.all().iterator():
        path = Path(file.content.path)
        if not path.exists():
            yield Finding(10, "", f"The bytes of file {file.pk}, {file.name}, are not where they were kept.")
        elif sha256(path) != file.sha256:
            yield Finding(6, "", f"The bytes of file {file.pk}, {file.name}, are not those that came.")


def prepared() -> Iterator[Finding]:
    """What lists of labels show is what readings and decisions say."""
    for kept, now in standings.stale():
        label = (kept or now).label
        yield Finding(
            10, "", f"The standing of label {label.pk}, “{label}” of {label.source_id}, is kept as {in_words(kept)} "
            f"and reckoned as {in_words(now)}: `manage.py migrate` reckons all of them again."
        )  # fmt: skip


def logged() -> Iterator[Finding]:
    """The log says what it said when each of its lines was chained, and when each release was published."""
    log.catch_up()
    for sentence in [*chain.faults(), *chain.cut_off()]:
        yield Finding(10, "", sentence)


def in_words(standing) -> str:
    """What is likeliest to differ, in words."""
    if standing is None:
        return "none"
    return f"{standing.state}, {standing.people:,} people in {standing.cells} cells, {standing.open_people:,} undecided"


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
