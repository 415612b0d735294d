"""What a question of what if would be as proposals, one for each label: approved, they change what the answer told.

A label of which one proposal cannot say so is refused in a sentence: where it is treated in several ways, or where a
decision in force reaches further than the question and would leave years undecided. Nothing is written here.
"""

from collections.abc import Iterable
from typing import NamedTuple

from curation import queries
from curation.actions import proposed
from curation.actions.refused import Refused
from curation.core import conditions, treatments
from curation.models import CategoryDecision, Label
from curation.what_if import ANY, OUT, Question, counts_as

Disposition = CategoryDecision.Disposition
Span = tuple[int | None, int | None]


class Meant(NamedTuple):
    """The content of each label's proposal, and of each other label the sentence that refuses it."""

    contents: dict[Label, dict]
    refused: dict[Label, str]


def of(question: Question, labels: Iterable[Label], *, rationale: str = "", reason_code: str = "") -> Meant:
    """The proposals that a question amounts to; while it is only looked at, their words may still be missing."""
    labels, meant = list(labels), Meant({}, {})
    states = [CategoryDecision.State.APPROVED]
    in_force = queries.decisions_by_label([label.pk for label in labels], states)
    for label in labels:
        try:
            said = content(label, question, in_force[label.pk])
            meant.contents[label] = said | {"rationale": rationale, "reason_code": reason_code}
        except Refused as refusal:
            meant.refused[label] = str(refusal)
    return meant


def content(label: Label, question: Question, in_force: list) -> dict:
    """What one label's proposal would say."""
    asked = [decision for decision in in_force if is_asked(decision, question)]
    if in_force and not asked:
        raise Refused(f"“{label}” would count no other than it does: there is nothing to propose.")
    ways = {(conditions.key(each.condition), each.measure) for each in asked}
    if len(ways) > 1:
        words = "; ".join(treatments.in_words(each) for each in asked)
        raise Refused(f"“{label}” is treated in several ways ({words}): propose each on the label's own page.")
    span = years(question, asked)
    said = {
        "disposition": Disposition.EXCLUDE if question.to == OUT else Disposition.INCLUDE,
        "category": kept_out_of(asked) if question.to == OUT else question.to,
        "measure": asked[0].measure if asked else "",
        "condition": asked[0].condition if asked else {},
        "year_from": span[0],
        "year_to": span[1],
    }
    refuse_to_end_more(label, proposed.Proposal(**said, rationale=""), in_force, asked)
    return said


def is_asked(decision, question: Question) -> bool:
    """Whether cells under a decision in force would count otherwise."""
    now = counts_as(decision)
    spans = (question.year_from, question.year_to), (decision.year_from, decision.year_to)
    return question.now in (ANY, now) and now != question.to and conditions.years_overlap(*spans)


def kept_out_of(asked: list) -> str:
    """What an exclusion keeps its label out of: where it counts now."""
    categories = {decision.category for decision in asked}
    return categories.pop() if len(categories) == 1 else ""


def years(question: Question, asked: list) -> Span:
    """The years of the proposal: those asked about, and of what counts as asked now no more than it does."""
    span = question.year_from, question.year_to
    if question.now == ANY or not asked:
        return span
    firsts, lasts = zip(*((decision.year_from, decision.year_to) for decision in asked), strict=True)
    first = None if None in firsts else min(firsts)
    last = None if None in lasts else max(lasts)
    return narrower(span[0], first, max), narrower(span[1], last, min)


def narrower(one: int | None, other: int | None, which) -> int | None:
    """The narrower of two ends of a span; None is open."""
    ends = [end for end in (one, other) if end is not None]
    return which(ends) if ends else None


def refuse_to_end_more(label: Label, proposal, in_force: list, asked: list) -> None:
    """An approval ends every decision it overlaps with: none may reach further, or count as nobody asked about."""
    for decision in in_force:
        if not proposed.overlap(proposal, decision):
            continue
        words = treatments.in_words(decision)
        if decision not in asked and (counts_as(decision), decision.measure) != (counts_as(proposal), proposal.measure):
            raise Refused(f"“{label}” is {words} in some of these years: ask about the others alone.")
        if not within(decision, proposal):
            raise Refused(
                f"“{label}” is {words} in more years than are asked about, and a proposal for these alone would leave "
                "the others undecided: ask about all of its years."
            )


def within(one, other) -> bool:
    """Whether a span of years lies in another."""
    begins = other.year_from is None or (one.year_from is not None and other.year_from <= one.year_from)
    return begins and (other.year_to is None or (one.year_to is not None and one.year_to <= other.year_to))
