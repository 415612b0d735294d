"""Decisions, aliases and codelists as spreadsheets, out and back in. What comes in goes the way of everything else."""

import json
import os
from copy import deepcopy

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from import_export.fields import Field
from import_export.resources import Diff, ModelResource

from curation import queries
from curation.actions import amendments, decisions, proposed
from curation.actions.refused import Refused
from curation.models import Alias, Amendment, CategoryDecision, Label, SourceTable
from flows.core.cells import RUNS_AS_A_FORMULA, defused

MOST_ROWS = 5_000
LONG_CELL, AROUND = 200, 30
SAID = ("disposition", "category", "reason_code", "measure", "rationale", "year_from", "year_to", "condition")


def as_it_was(cell):
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") and RUNS_AS_A_FORMULA.match(cell) else cell


class PlainDiff(Diff):
    """What changes in a row, without the inline styles that the security policy would drop."""

    def as_html(self):
        pairs = zip(self.left, self.right or [""] * len(self.left), strict=True)
        return [self.cell(after if self.new else before, after) for before, after in pairs]

    @staticmethod
    def cell(before, after):
        if before == after:
            return format_html("{}", shortened(str(after)))
        before, after = where_they_differ(str(before), str(after))
        return format_html("<del>{}</del> → <ins>{}</ins>", before or "“”", after or "“”")


def shortened(text):
    return text if len(text) <= LONG_CELL else text[: LONG_CELL - 1] + "…"


def where_they_differ(before, after):
    """Two long texts cut down to where they differ, with a few signs around."""
    if len(before) + len(after) <= LONG_CELL:
        return before, after
    start = len(os.path.commonprefix([before, after]))
    end = len(os.path.commonprefix([before[start:][::-1], after[start:][::-1]]))
    return tuple(
        f"{'…' if start > AROUND else ''}{text[max(0, start - AROUND) : len(text) - end + AROUND]}"
        f"{'…' if end > AROUND else ''}"
        for text in (before, after)
    )


class GuardedResource(ModelResource):
    """Text cells that a spreadsheet would run go out defused and come in as they were; rows are limited."""

    @classmethod
    def get_diff_class(cls):
        return PlainDiff

    def export_field(self, field, instance, **kwargs):
        cell = super().export_field(field, instance, **kwargs)
        return defused(cell) if isinstance(cell, str) else cell

    def before_import(self, dataset, **kwargs):
        if len(dataset) > MOST_ROWS:
            rows = len(dataset)
            del dataset[:]  # the caller goes on with the rows whatever is raised here
            raise ValidationError(f"The file has {rows:,} rows, and {MOST_ROWS:,} are read at once: split it.")

    def before_import_row(self, row, **kwargs):
        row.update({column: as_it_was(cell) for column, cell in row.items()})


class DecisionResource(GuardedResource):
    """Out: every decision as it stands. In: each row is a proposal like any other, never past the review.

    A row that repeats what is proposed or in force is skipped; state and dates are not read back.
    """

    source = Field("label__source_id", "source")
    label = Field("label__text", "label")
    translation = Field("label__translation_en", "translation", readonly=True)
    condition = Field("condition", "condition")

    class Meta:
        model = CategoryDecision
        fields = (
            "source",
            "label",
            "translation",
            *SAID,
            "state",
            "flagged",
            "proposed_at",
            "reviewed_at",
            "review_note",
        )
        export_order = fields
        import_id_fields = ()
        force_init_instance = True
        name = "decisions"

    def get_import_order(self):
        return ("source", "label", *SAID)

    def dehydrate_condition(self, decision):
        return json.dumps(decision.condition, ensure_ascii=False) if decision.condition else ""

    def import_instance(self, instance, row, **kwargs):
        instance.label = label_of(row)
        for name in SAID:
            setattr(instance, name, said(name, row.get(name)))
        check_by_column(instance)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if import_validation_errors:
            return False
        standing = instance.label.decisions.filter(state__in=queries.DECIDED)
        return any(proposed.same(instance, decision) for decision in standing)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """What could not be read stops here; the rest the verb that proposes says, in sentences."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def save_instance(self, instance, is_new, row, **kwargs):
        content = {name: getattr(instance, name) for name in SAID}
        try:
            instance.pk = decisions.propose(instance.label, **content, by=kwargs["user"]).pk
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


def check_by_column(instance):
    """What the verb that proposes would refuse, said of the column in which it is to be put right."""
    proposal = proposed.Proposal(**{name: getattr(instance, name) for name in SAID})
    checks = {
        "disposition": proposal.check_disposition,
        "category": proposal.check_codes,
        "rationale": proposal.check_rationale,
        "year_from": proposal.check_years,
        "condition": lambda: proposed.check_condition(proposal.condition),
    }
    for column, check in checks.items():
        try:
            check()
        except Refused as refusal:
            raise ValidationError({column: str(refusal)}) from refusal


def label_of(row):
    """The label that a row names, by its source table and its text as printed."""
    source, text = str(row.get("source") or "").strip(), str(row.get("label") or "").strip()
    found = Label.objects.filter(source=source, text=text)[:2]
    if len(found) != 1:
        sentence = f"“{text}” of the table “{source}” is no label we hold: write both as they are exported."
        raise ValidationError({"label": sentence})
    return found[0]


def said(name, cell):
    """A cell of a proposal as the verb wants it."""
    text = "" if cell is None else str(cell).strip()
    if name == "condition":
        try:
            return json.loads(text or "{}")
        except json.JSONDecodeError as problem:
            example = '{"duration": ["M6-11"]}'
            sentence = f"The condition “{text}” cannot be read: write it as {example}."
            raise ValidationError({name: sentence}) from problem
    if not name.startswith("year_"):
        return text
    if text and not text.removesuffix(".0").isdecimal():
        raise ValidationError({name: f"“{text}” is no year: write four digits, as in 2018, or leave it empty."})
    return int(float(text)) if text else None


class AmendedResource(GuardedResource):
    """A reference list. Out: its rows. In: each row that differs is an amendment, which somebody else looks at.

    A row that says what the list says, cell by cell as it is exported, is unchanged; columns left out stay as they are.
    """

    table = ""

    @property
    def listed(self):
        return amendments.LISTS[self.table]

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        known = [field.column_name for field in self.get_import_fields()]
        if strange := [head for head in dataset.headers or () if head and head not in known]:
            del dataset[:]
            columns = f"“{strange[0]}” is no column of this list: write one of {', '.join(known)}, or leave it out."
            raise ValidationError(columns)
        self.held = {getattr(row, self.listed.key): row for row in self.listed.rows()}
        self.met = set()

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
        self.values = {name: row[name] for name in self.listed.fields if name in row}
        if self.unchanged(instance):
            return
        row_held = self.held.get(row[self.listed.key])
        copy = deepcopy(row_held)
        key, self.values = amendments.checked(self.table, row[self.listed.key], texts(self.values), copy)
        for name, value in {**self.values, self.listed.key: key}.items():
            setattr(instance, name, value)

    def unchanged(self, instance):
        in_the_file = {name: as_text(cell) for name, cell in self.values.items()}
        return not instance._state.adding and in_the_file.items() <= self.before.items()

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
            amendments.propose(
                self.table, row[self.listed.key], values=self.values, rationale=kwargs["rationale"], by=kwargs["user"]
            )
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


def as_text(cell):
    """A cell as text, whatever the format of the file made of it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\r\n", "\n")


def texts(values):
    return {name: as_text(cell) for name, cell in values.items()}


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
