"""What people do at the desk before, beside and after a decision: drafts, batches, reasons, ticks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curation.models.readings import Change, Label, PrintedTotal
from curation.models.reviewed import Reviewed
from curation.models.sources import SourceFile, SourceTable
from flows.fields import KeyField


class Draft(models.Model):
    """What a person began to say about a label: theirs alone until they propose it. `curation.actions.drafts`."""

    label = models.ForeignKey(Label, models.CASCADE, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    content = models.JSONField(default=dict, help_text=_("The fields of the proposal to be, as far as they are said."))
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "by"], name="one_draft_a_person")]
        default_permissions = ()

    def __str__(self):
        return f"{self.label}, {self.by}"


class Standing(models.Model):
    """How a label stands in the years of its series: prepared, so that lists of thousands need not reckon.

    Only labels with cells in those years have one. Kept by `curation.standings` whenever readings, decisions, series or
    a table's hints move; `verify` reckons it again. People are at least so many, where cells are hidden.
    """

    class State(models.TextChoices):
        UNDECIDED = "undecided", _("undecided")
        RETURNED = "returned", _("returned")
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")

    OPEN = (State.UNDECIDED, State.RETURNED)

    label = models.OneToOneField(Label, models.CASCADE, primary_key=True, related_name="standing")
    source = models.ForeignKey(SourceTable, models.CASCADE, related_name="+")
    state = models.CharField(max_length=16, choices=State)
    people = models.BigIntegerField(default=0)
    cells = models.PositiveIntegerField(default=0)
    open_people = models.BigIntegerField(default=0, help_text=_("Of people, those whom nothing proposed covers."))
    open_cells = models.PositiveIntegerField(default=0)
    years = models.JSONField(default=list, help_text=_("[year, people, whether in the years of a series]"))
    in_years = models.CharField(max_length=500, blank=True, help_text=_("The years of the series, between blanks."))
    rule = KeyField(blank=True, max_length=80, help_text=_("The codebook's rule that names the label."))
    concept = KeyField(blank=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["source", "state", "-people", "label"], name="standings_largest_first")]

    def __str__(self):
        return f"{self.label}: {self.get_state_display()}"


class Explanation(models.Model):
    """Why a printed total is no sum of its parts, or why a cell is another than in the last file: a person's words.

    Append-only: the last one counts.
    """

    file = models.ForeignKey(SourceFile, models.CASCADE, related_name="explanations")
    total = models.ForeignKey(PrintedTotal, models.CASCADE, null=True, blank=True, related_name="explanations")
    change = models.ForeignKey(Change, models.CASCADE, null=True, blank=True, related_name="explanations")
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(total__isnull=False, change__isnull=True) | Q(total__isnull=True, change__isnull=False),
                name="explains_one_thing",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="explained_in_words"),
        ]

    def __str__(self):
        return self.text[:80]


class Tick(models.Model):
    """A warning that somebody has looked at and ticked off by name."""

    file = models.ForeignKey(SourceFile, models.CASCADE, related_name="ticks")
    check_name = models.CharField(max_length=300, help_text=_("Which check, and of what."))
    sentence = models.TextField(help_text=_("What the check said then."))
    words = models.TextField(max_length=4000, blank=True, help_text=_("What whoever ticked it off says of it."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["file", "check_name"], name="ticked_once")]

    def __str__(self):
        return f"{self.check_name}: {self.by}"


class ConceptReason(Reviewed):
    """Why labels of one concept may be treated in two ways, for the codebook's readers. `curation.actions.concepts`."""

    concept = models.ForeignKey("curation.Concept", models.PROTECT, related_name="reasons")
    text_en = models.TextField(max_length=4000)
    text_ru = models.TextField(max_length=4000, blank=True)

    class Meta(Reviewed.Meta):
        verbose_name = _("concept reason")
        verbose_name_plural = _("concept reasons")
        default_permissions = ("view",)
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(condition=~Q(text_en=""), name="concept_reason_has_words"),
            models.UniqueConstraint(
                fields=["concept"], condition=Q(state="approved"), name="one_reason_in_force_a_concept"
            ),
        ]

    def __str__(self):
        return f"{self.concept}: {self.text_en[:60]}"


class Amendment(Reviewed):
    """One row of a reference list as it should be, from a spreadsheet: aliases and source tables.

    `before` is the row as the proposer saw it (empty for a new one): where it changed meanwhile the approval is
    refused. `curation.actions.amendments`.
    """

    class Table(models.TextChoices):
        ALIAS = "alias", _("place aliases")
        SOURCE = "source", _("source tables")

    table = models.CharField(max_length=16, choices=Table)
    key = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    rationale = models.TextField(max_length=4000)

    class Meta(Reviewed.Meta):
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        default_permissions = ("view",)
        permissions = [
            ("propose_amendment", _("Can propose changes of reference lists")),
            ("approve_amendment", _("Can approve or return somebody else's change of a reference list")),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(condition=~Q(rationale=""), name="amendment_has_a_rationale"),
            models.UniqueConstraint(
                fields=["table", "key", "proposed_by"],
                condition=Q(state="proposed"),
                name="one_amendment_waits_a_row_and_person",
            ),
        ]

    def __str__(self):
        return f"{self.get_table_display()}: {self.key}"

    @property
    def cells(self):
        """(field, as it was, as it should be), also where both are the same; what was not there is empty."""
        return [(name, self.before.get(name, ""), value) for name, value in self.after.items()]


class Reckoned(models.Model):
    """A result kept because it is read often and costs much, with a stamp of the state it was reckoned from.

    `asked` is the state for which somebody asked for it last, so that it is put into the queue once.
    """

    name = KeyField(primary_key=True)
    stamp = models.CharField(max_length=64, blank=True)
    asked = models.CharField(max_length=64, blank=True)
    content = models.JSONField(default=dict)
    reckoned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
