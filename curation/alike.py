"""One treatment for every label of a concept: what it would change, before anything is proposed."""

from dataclasses import dataclass, field

from curation.concepts import EXCLUDE, INCLUDE, Use, row_of
from curation.models import CodebookRule


@dataclass(frozen=True, slots=True)
class Changed:
    """A label that would be treated otherwise, and the fields of the proposal that says so."""

    use: Use
    proposal: dict

    @property
    def label(self):
        return self.use.label


@dataclass
class Plan:
    """What would be proposed, what is so already, what says nothing of people, and the rules without a label."""

    changes: list[Changed] = field(default_factory=list)
    alike: list[Use] = field(default_factory=list)
    left_out: list[Use] = field(default_factory=list)
    untouched: list[CodebookRule] = field(default_factory=list)


def plan(concept, to, *, reason_code="") -> Plan:
    """What one treatment for all labels of a concept would change; `to` is a category or "exclude"."""
    row, planned = row_of(concept), Plan()
    for use in row.uses if row else ():
        if use.label is None:
            planned.untouched.append(use.rule)
        elif not use.is_a_way:
            planned.left_out.append(use)
        elif use.way == to:
            planned.alike.append(use)
        else:
            planned.changes.append(Changed(use, proposal_for(use, to, reason_code)))
    return planned


def proposal_for(use, to, reason_code):
    """The same cells as the present treatment, treated otherwise. An exclusion says what it keeps its label out of."""
    now = use.treatment
    kept = {
        "condition": now.condition,
        "year_from": getattr(now, "year_from", None),
        "year_to": getattr(now, "year_to", None),
    }
    if to == EXCLUDE:
        return kept | {"disposition": EXCLUDE, "category": now.category, "reason_code": reason_code}
    return kept | {"disposition": INCLUDE, "category": to, "measure": now.measure if now.disposition == INCLUDE else ""}
