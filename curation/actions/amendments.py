"""Rows of the reference lists as they should be: proposed by one person, applied when another agrees.

proposed → approved | returned, or withdrawn by whoever proposed it. An approval applies it in the same transaction.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import ModelForm

from curation import standings
from curation.actions import reviewed
from curation.actions.history import tell, tell_all
from curation.actions.refused import Refused, attempt, require
from curation.forms.reference import AliasForm, SourceTableForm
from curation.models import Alias, Amendment, SourceTable

PROPOSE, APPROVE = "curation.propose_amendment", "curation.approve_amendment"
State, Table = Amendment.State, Amendment.Table


@dataclass(frozen=True)
class List:
    """A reference list: its rows, what names one, the fields that may be said of it, and the form that checks them."""

    model: type[models.Model]
    key: str
    fields: tuple[str, ...]
    form: type[ModelForm]

    def rows(self, **kept):
        return self.model.objects.filter(**kept)

    def find(self, key):
        return self.rows(**{self.key: key}).first()

    def said(self, row) -> dict:
        """What a row says, as it is kept in an amendment; nothing of a row that is not there."""
        return {name: getattr(row, name) for name in self.fields} if row else {}

    def form_of(self, key, values, row=None):
        """The list's own form, filled in."""
        said = {name: json.dumps(value) if isinstance(value, dict) else value for name, value in values.items()}
        return self.form({**said, self.key: key}, instance=row)


SOURCE_FIELDS = tuple(field.name for field in SourceTable._meta.concrete_fields if not field.primary_key)
LISTS = {
    Table.ALIAS: List(Alias, "text", ("area", "language", "note"), AliasForm),
    Table.SOURCE: List(SourceTable, "code", SOURCE_FIELDS, SourceTableForm),
}


class Change(NamedTuple):
    """A row as it was, nothing for a new one, and as it should be."""

    key: str
    before: dict
    after: dict


def checked(table, key, values, row=None):
    """The key and the values as the list's form reads them; ValidationError, by field, where it cannot."""
    listed = LISTS[table]
    whole = listed.said(row or listed.model()) | values
    form = listed.form_of(key, whole, row)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.cleaned_data[listed.key], {name: form.cleaned_data[name] for name in listed.fields}


def in_sentences(error):
    """A form's complaints, each with the field it is about."""
    return " ".join(f"{name}: {' '.join(told)}" for name, told in error.message_dict.items())


def propose(table, key, *, values, rationale, by):
    """Say how a row should be: `propose("alias", "the netherlands", values={"area": "NLD"}, rationale="…", by=…)`.

    Fields left out stay as they are. Returns the amendment.
    """
    listed = LISTS[table]
    row = listed.find(listed.form.normalised(key))
    before = listed.said(row)  # now: the form writes what it reads into the row
    try:
        key, after = checked(table, key, values, row)
    except ValidationError as error:
        raise Refused(in_sentences(error)) from error
    [amendment] = propose_all(table, [Change(key, before, after)], rationale=rationale, by=by)
    return amendment


def propose_all(table, changes, *, rationale, by):
    """Propose several changes that were `checked`, all or none, with one rationale.

    A person has one amendment waiting for a row: the newer replaces the older. Returns the amendments.
    """
    require(by, PROPOSE, "propose changes of reference lists")
    rationale = reviewed.words(rationale, "a rationale")
    with transaction.atomic():
        waiting = waiting_of(table)
        for change in changes:
            refuse_repetition(change, waiting)
            for former in waiting[change.key]:
                if former.proposed_by_id == by.pk:
                    reviewed.withdraw(former, by=by, why="Replaced by a newer proposal of the same person.")
        told = {"table": table, "rationale": rationale, "proposed_by": by}
        made = Amendment.objects.bulk_create(Amendment(**change._asdict(), **told) for change in changes)
        tell_all(made, by, [f"Proposed: {in_words(amendment)}" for amendment in made])
    return made


def waiting_of(table):
    """What waits for a list: {key: amendments}."""
    found = defaultdict(list)
    for amendment in Amendment.objects.filter(table=table, state=State.PROPOSED).select_related("proposed_by"):
        found[amendment.key].append(amendment)
    return found


def refuse_repetition(change, waiting):
    """What is so already, or is proposed already, only makes work."""
    if change.before == change.after:
        raise Refused(f"“{change.key}” says so already: nothing is to be changed.")
    for former in waiting[change.key]:
        if former.after == change.after:
            raise Refused(f"This is proposed for “{change.key}” already, by {former.proposed_by}.")


def approve(amendment, *, by, note=""):
    """Agree to somebody else's amendment, and apply it; refused where the row changed since it was proposed."""
    reviewed.may_review(amendment, by, APPROVE, "approve")
    listed = LISTS[amendment.table]
    with transaction.atomic():
        row = listed.rows(**{listed.key: amendment.key}).select_for_update().first()
        reviewed.move(amendment, State.APPROVED, by=by, note=note)
        refuse_changed(amendment, listed.said(row))
        apply(amendment, listed, row)
        tell(amendment, by, f"Approved. {note}".strip())


def refuse_changed(amendment, now):
    """An amendment is of the row that its proposer saw."""
    if now == amendment.before:
        return
    if not now or not amendment.before:
        happened = "is gone" if amendment.before else "was added"
        raise Refused(f"“{amendment.key}” {happened} since this was proposed: return it, and have it proposed anew.")
    moved = [
        f"{name} was {told(then)} and is {told(now[name])}"
        for name, then in amendment.before.items()
        if then != now[name]
    ]
    raise Refused(
        f"“{amendment.key}” changed since this was proposed: {'; '.join(moved)}. Return it, and have it proposed anew."
    )


def apply(amendment, listed, row):
    """Write the row as the amendment says, checked once more by the form: a codelist may have changed."""
    form = listed.form_of(amendment.key, amendment.after, row)
    if not form.is_valid():
        raise Refused(in_sentences(ValidationError(form.errors.as_data())))
    changed = form.save(commit=False)
    if row is None and hasattr(changed, "added_by_id"):
        changed.added_by = amendment.proposed_by
    changed.save()
    follow(changed, form.changed_data)
    words = f"Amendment {amendment.pk}, approved by {amendment.reviewed_by}: {in_words(amendment)}"
    tell(changed, amendment.proposed_by, words)


def follow(row, fields):
    """What is prepared from a row that changed: the hints of a source table say which of its cells count."""
    if isinstance(row, SourceTable) and "hints" in fields:
        standings.refresh(source=row)


def return_(amendment, *, reason, by):
    """Send somebody else's amendment back, saying why."""
    with transaction.atomic():
        reviewed.return_(amendment, reason=reason, by=by, permission=APPROVE)


def withdraw(amendment, *, by):
    """Take one's own amendment back, as long as nobody has reviewed it."""
    with transaction.atomic():
        reviewed.withdraw(amendment, by=by)


def approve_all(amendments, *, by):
    """Approve each of several by itself. Returns pairs of an amendment and what refused it, '' for nothing."""
    return [(amendment, attempt(approve, amendment, by=by)) for amendment in amendments]


def in_words(amendment):
    """`area: NLD → BEL; note: “” → “as printed”`, only what differs."""
    return "; ".join(f"{name}: {told(then)} → {told(now)}" for name, then, now in amendment.cells if then != now)


def told(value):
    """A cell as a sentence can say it, long ones cut."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"
