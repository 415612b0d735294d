"""What each label means: codebook rules, concepts, and the decisions people took.

A decision is append-only: what was proposed never changes (the database keeps it, `curation.seals`), only its state
moves. The verbs are in `curation.actions.decisions`.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from curation.models.readings import Label
from curation.models.reviewed import Reviewed, by_someone_else
from flows import figures
from flows.fields import KeyField


class Concept(models.Model):
    """What a label is about, whatever its country: journalist, trainee, seafarer."""

    code = KeyField(primary_key=True)
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    definition_en = models.TextField(blank=True)
    definition_ru = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_ru if get_language() == "ru" else self.name_en

    @property
    def definition(self):
        return self.definition_ru if get_language() == "ru" else self.definition_en


class CodebookRule(models.Model):
    """One rule of the codebook, with the sentence it rests on: mirrors `curation/data/codebook.csv`."""

    rule = KeyField(primary_key=True, max_length=80)
    source = KeyField()
    pattern = models.TextField()
    match = models.CharField(max_length=16)
    destination = KeyField()
    category = KeyField(blank=True)
    disposition = models.CharField(max_length=16)
    reason_code = KeyField(blank=True)
    measure = KeyField(blank=True)
    condition = models.JSONField(default=dict)
    label_original = models.CharField(max_length=300, blank=True)
    label_en = models.CharField(max_length=300, blank=True)
    label_ru = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    sentence = models.TextField(blank=True)
    concept = models.ForeignKey(Concept, models.PROTECT, null=True, blank=True, related_name="rules")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("codebook rule")
        verbose_name_plural = _("codebook rules")

    def __str__(self):
        return self.rule

    @property
    def label(self):
        """What the rule's labels mean, in the language of the page."""
        return self.label_ru if get_language() == "ru" else self.label_en


class Batch(models.Model):
    """Several proposals made at once, with one rationale and one undo."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self):
        return str(self.pk)


class DecisionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(state=CategoryDecision.State.APPROVED)

    def waiting(self):
        return self.filter(state=CategoryDecision.State.PROPOSED)

    def resting_on(self, precedents):
        """Those in force or waiting that cite one of some decisions, in the proposal or in the approval."""
        states = [CategoryDecision.State.APPROVED, CategoryDecision.State.PROPOSED]
        return self.filter(Q(cites__in=precedents) | Q(approval_cites__in=precedents), state__in=states)


class CategoryDecision(Reviewed):
    """What one label means, said by one person and agreed to by another."""

    class Disposition(models.TextChoices):
        INCLUDE = "include", _("include")
        EXCLUDE = "exclude", _("exclude")
        TOTAL = "total", _("total: checks our sum, never enters it")
        NOT_DATA = "not_data", _("not data")

    label = models.ForeignKey(Label, models.PROTECT, related_name="decisions")
    disposition = models.CharField(max_length=16, choices=Disposition)
    category = KeyField(
        blank=True, help_text=_("Where it counts; for an exclusion, what it is kept out of (may be empty).")
    )
    measure = KeyField(blank=True, help_text=_("Empty: the measure of the source table."))
    reason_code = KeyField(blank=True)
    rationale = models.TextField(max_length=4000)
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    condition = models.JSONField(default=dict, blank=True, help_text=_('For example {"duration": ["M6-11", "Y_GE1"]}.'))
    condition_key = models.CharField(max_length=300, blank=True, editable=False)
    rule = models.ForeignKey(CodebookRule, models.PROTECT, null=True, blank=True, related_name="+")
    cites = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="cited_by", help_text=_("The precedent it follows.")
    )
    approval_cites = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_in_approvals",
        help_text=_("The precedent that whoever approved it went by."),
    )
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="decisions")
    flagged = models.BooleanField(default=False, help_text=_("Waits for the director."))
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = _("category decision")
        verbose_name_plural = _("category decisions")
        permissions = [
            ("propose_categorydecision", _("Can propose what a label means")),
            ("approve_categorydecision", _("Can approve or return somebody else's proposal")),
            ("approve_flagged", _("Can approve a proposal that waits for the director")),
        ]
        constraints = [
            *by_someone_else(),
            models.CheckConstraint(condition=~Q(rationale=""), name="decision_has_a_rationale"),
            models.CheckConstraint(
                condition=~Q(disposition="include") | ~Q(category=""), name="included_in_some_category"
            ),
            models.CheckConstraint(
                condition=Q(disposition="exclude") & ~Q(reason_code="") | ~Q(disposition="exclude") & Q(reason_code=""),
                name="excluded_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(year_from__isnull=True) | Q(year_to__isnull=True) | Q(year_from__lte=F("year_to")),
                name="span_runs_forward",
            ),
            models.CheckConstraint(
                condition=~Q(cites=F("id")) & ~Q(approval_cites=F("id")), name="no_decision_is_its_own_precedent"
            ),
            models.CheckConstraint(
                condition=Q(approval_cites__isnull=True) | Q(state__in=["approved", "superseded"]),
                name="only_an_approval_cites_then",
            ),
            models.UniqueConstraint(
                fields=["label", "condition_key"],
                condition=Q(state="approved", year_from__isnull=True, year_to__isnull=True),
                name="one_decision_in_force_for_all_years",
            ),
        ]

    @property
    def about(self):
        return str(self.label)

    def __str__(self):
        disposition, category = self.get_disposition_display(), figures.name_of("category", self.category).lower()
        if not category:
            return f"{self.label} → {disposition}"
        said = {"label": self.label, "disposition": disposition, "category": category}
        return gettext("%(label)s → %(disposition)s %(category)s") % said
