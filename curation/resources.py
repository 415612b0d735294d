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
        name = "decisions"

    def get_import_order(self):
        return ("source", "label", *SAID)

    def dehydrate_condition(self, decision):
        return json.dumps(decision.condition, ensure_ascii=False) if decision.condition else ""

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        self.meant = read(row)
        standing = list(self.meant.label.decisions.filter(state__in=queries.DECIDED))
        self.repeats = any(proposed.same(self.meant, decision) for decision in standing)
        self.against = None if self.repeats else stood_against(self.meant, standing)

    def get_instance(self, instance_loader, row):
        """What stands of these cells already, so that the preview says what a row would change."""
        return self.against

    def import_instance(self, instance, row, **kwargs):
        for name in ("label", *SAID):
            setattr(instance, name, getattr(self.meant, name))

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return self.repeats

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """The verb that proposes looks at it, and says in sentences what cannot be."""

    def save_instance(self, instance, is_new, row, **kwargs):
        content = {name: getattr(instance, name) for name in SAID}
        try:
            instance.pk = decisions.propose(instance.label, **content, by=kwargs["user"]).pk
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def after_import_row(self, row, row_result, **kwargs):
        row_result.against = row_result.original


def read(row) -> CategoryDecision:
    """What a row says, as a decision that nobody took yet; refused in the column that cannot be read."""
    meant = CategoryDecision(label=label_of(row), **{name: said(name, row.get(name)) for name in SAID})
    check_by_column(meant)
    return meant


def stood_against(meant, standing) -> CategoryDecision | None:
    """Of what stands the decision that claims some of the same cells; rather one in force than one that waits."""
    rivals = [decision for decision in standing if proposed.overlap(meant, decision)]
    return max(rivals, key=lambda rival: (rival.state == CategoryDecision.State.APPROVED, rival.pk), default=None)


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
