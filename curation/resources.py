"""Decisions and codelists as spreadsheets, out and back in. What comes in goes the way of everything else."""

import json
import os

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from import_export.fields import Field
from import_export.resources import Diff, ModelResource

from curation import queries
from curation.actions import decisions, proposed
from curation.actions.refused import Refused
from curation.models import CategoryDecision, Label
from flows.core.cells import RUNS_AS_A_FORMULA, defused

MOST_ROWS = 10_000  # more than the place aliases, the longest list, so that what went out whole comes in whole
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
