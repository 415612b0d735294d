"""Aliases and source tables as spreadsheets, out and back in: each row that differs is an amendment."""

import json
from copy import deepcopy

from django.core.exceptions import ValidationError

from curation.actions import amendments
from curation.actions.refused import Refused
from curation.models import Alias, Amendment, SourceTable
from curation.resources import GuardedResource, as_it_was


class AmendedResource(GuardedResource):
    """A reference list. Out: its rows. In: each row that differs is an amendment, which somebody else looks at.

    A row that says what the list says, cell by cell as it is exported, is unchanged; columns left out stay as they are.
    """

    table = ""
    changes = ()

    @property
    def listed(self):
        return amendments.LISTS[self.table]

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        if problem := self.wrong_columns(dataset.headers or ()):
            del dataset[:]  # as above: the caller goes on with the rows
            raise ValidationError(problem)
        self.held = {getattr(row, self.listed.key): row for row in self.listed.rows()}
        self.waiting = amendments.waiting_of(self.table)
        self.met, self.changes = set(), []

    def wrong_columns(self, heads):
        """What is wrong with the headings, in a sentence, or nothing."""
        known = [field.column_name for field in self.get_import_fields()]
        strange = [head for head in heads if head and head not in known]
        if strange:
            return f"“{strange[0]}” is no column of this list: write one of {', '.join(known)}, or leave it out."
        if self.listed.key not in heads:
            return f"The file has no column “{self.listed.key}”, which says which row is meant: add it."
        return ""

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        key = self.listed.form.normalised(str(row.get(self.listed.key) or ""))
        if key in self.met:
            raise ValidationError({self.listed.key: f"“{key}” stands in two rows of this file: keep one of them."})
        self.met.add(key)
        row[self.listed.key] = key

    def get_instance(self, instance_loader, row):
        return self.held.get(row[self.listed.key])

    def import_instance(self, instance, row, **kwargs):
        self.before = self.cells(instance)
        values = {name: as_text(row[name]) for name in self.listed.fields if name in row}
        if self.unchanged(instance, values):
            return
        held = self.held.get(row[self.listed.key])
        key, after = amendments.checked(self.table, row[self.listed.key], values, deepcopy(held))
        self.change = amendments.Change(key, self.listed.said(held), after)
        for name, value in {**after, self.listed.key: key}.items():
            setattr(instance, name, value)

    def unchanged(self, instance, values):
        return not instance._state.adding and values.items() <= self.before.items()

    def cells(self, instance):
        """A row's cells as they are exported, and come back in."""
        return {
            name: as_text(as_it_was(self.export_field(field, instance)))
            for name, field in self.fields.items()
            if name in self.listed.fields
        }

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not import_validation_errors and self.before == self.cells(instance) and not instance._state.adding

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """The list's own form has looked at the row already."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def save_instance(self, instance, is_new, row, **kwargs):
        try:
            amendments.refuse_repetition(self.change, self.waiting)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        self.changes.append(self.change)

    def after_import(self, dataset, result, **kwargs):
        """All of them at once: thousands of rows are a few statements."""
        if self.changes and not kwargs["dry_run"]:
            amendments.propose_all(self.table, self.changes, rationale=kwargs["rationale"], by=kwargs["user"])


def as_text(cell):
    """A cell as text, whatever the format of the file made of it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\r\n", "\n")


class AliasResource(AmendedResource):
    table = Amendment.Table.ALIAS

    class Meta:
        model = Alias
        fields = ("text", "area", "language", "note")
        import_id_fields = ("text",)
        name = "place aliases"


class SourceTableResource(AmendedResource):
    table = Amendment.Table.SOURCE

    class Meta:
        model = SourceTable
        import_id_fields = ("code",)
        name = "source tables"

    def dehydrate_hints(self, source):
        return json.dumps(source.hints, ensure_ascii=False, sort_keys=True)
