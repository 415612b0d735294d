"""What has to hold after every step, asked of the tables and not of the program."""

from django.contrib.contenttypes.models import ContentType

from curation import chain, log
from curation.models import (
    Amendment,
    CategoryDecision,
    Concern,
    ConcernMessage,
    Correction,
    LogLink,
    Scenario,
    SecondOpinion,
    Series,
    Setting,
    SourceFile,
    SourceTable,
)
from flows.models import Contribution, Observation, Release, SourceUsed, TotalCheck, Treatment
from tests.machine.tables import LogEntry, changed, differing

TOLD_OF = (
    Amendment, CategoryDecision, Correction, Release, Scenario, Series, Setting, SourceFile, SourceTable,
)  # fmt: skip
OF_RELEASE = (SourceUsed, Treatment, Observation, Contribution, TotalCheck)
MOVABLE = {"state", "withdrawn_at", "withdrawn_reason"}  # of a release


def refusal_changes_nothing(before, now, refused):
    assert not changed(before, now), f"Refused, “{refused}”, and changed {changed(before, now)}."


def log_explains(before, now, by):
    """What is another than before has a line of its own, by whoever did it, in words that say what was done."""
    if not changed(before, now):
        return
    lines = [row for row, _ in sorted((now[LogEntry][key], key) for key in now[LogEntry].keys() - before[LogEntry])]
    assert any(line.user_id == by.pk for line in lines), f"{by} changed {changed(before, now)}, and no line says so."
    links = {link.entry_id: link for link in now[LogLink].values()}
    unknown = [line.change_message for line in lines if links[line.id].deed == "other"]
    assert not unknown, f"Nobody knows what kind of deed this is: {unknown}"
    about = {(line.content_type_id, line.object_id) for line in lines}
    for model in TOLD_OF:
        kind = ContentType.objects.get_for_model(model).pk
        for key in differing(before, now, model):
            assert (kind, str(key)) in about, f"{model.__name__} {key} is another, and no line of the log is about it."
    concerns_are_told(before, now, about)


def concerns_are_told(before, now, about):
    """Who moved a concern said so in the log, or in its thread."""
    kind = ContentType.objects.get_for_model(Concern).pk
    spoken = {after.concern_id for was, after in differing(before, now, ConcernMessage).values() if was is None}
    for key, (was, after) in differing(before, now, Concern).items():
        if was is None and after.raised_by_id is None:
            continue  # a rule's
        assert (kind, str(key)) in about or key in spoken, f"Concern {key} is another, and nobody said so."


def chain_holds(head):
    """From a place that is taken for good; returns the end."""
    assert not log.is_behind()
    assert list(chain.faults(head)) == []
    return log.head()


def decisions_are_as_agreed(now, agreed):
    """State, proposer and reviewer of each, as by what was asked and answered."""
    standing = {row.id: (row.state, row.proposed_by_id, row.reviewed_by_id) for row in now[CategoryDecision].values()}
    assert standing == agreed.standing()


def agreed_to_by_another(now, director):
    """Files, corrections and amendments are in force by a second person, what was flagged by the director; an opinion
    is of a third.
    """
    for row in now[CategoryDecision].values():
        assert not (row.flagged and row.state in ("approved", "superseded")) or row.reviewed_by_id == director.pk
    for row in now[SourceFile].values():
        if row.state == "accepted":
            assert row.accepted_by_id not in (None, row.uploaded_by_id, row.submitted_by_id, row.prepared_by_id)
    for model in (Correction, Amendment):
        for row in now[model].values():
            if row.state in ("approved", "superseded"):
                assert row.reviewed_by_id not in (None, row.proposed_by_id)
    for opinion in now[SecondOpinion].values():
        decision = now[CategoryDecision][opinion.decision_id]
        assert opinion.by_id not in (decision.proposed_by_id, decision.reviewed_by_id)


def releases_stay(kept, now):
    """Each release says, row for row, what it said when it was published; only withdrawn it may be."""
    for pk, (row, rows) in kept.items():
        still = now[Release][pk]
        moved = {name for name in row._fields if getattr(row, name) != getattr(still, name)}
        assert moved <= MOVABLE, f"{moved} of release {row.version} changed."
        assert rows == rows_of(pk, now), f"The rows of release {row.version} changed."


def rows_of(pk, now) -> list:
    """All that a release says."""
    return [[row for row in now[model].values() if row.release_id == pk] for model in OF_RELEASE]
