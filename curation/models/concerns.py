"""Doubts about data or decisions, raised by persons or by rules. Silence never resolves one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curation.models.decisions import CategoryDecision
from curation.models.readings import Label
from curation.models.sources import SourceFile
from flows.fields import KeyField
from flows.models import Question


class ConcernQuerySet(models.QuerySet):
    def unresolved(self):
        return self.exclude(state=Concern.State.RESOLVED)


class Outcome(models.TextChoices):
    """What became of what was doubted."""

    KEPT = "kept", pgettext_lazy("an outcome", "kept")
    CHANGED = "changed", _("changed")
    SOURCE_ERROR = "source_error", _("source error")
    WILL_NOT_CHANGE = "will_not_change", _("will not change")


class Concern(models.Model):
    """One doubt, in one sentence. The verbs are in `curation.actions.concerns`.

    A rule raised it, a person, or a reader: then it has their `question`, and no person of ours.
    """

    Outcome = Outcome

    class Severity(models.TextChoices):
        BLOCKER = "blocker", _("blocker")
        CONCERN = "concern", _("concern")
        NOTE = "note", _("note")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        RESOLVED = "resolved", _("resolved")
        REOPENED = "reopened", _("reopened")

    rule = models.CharField(max_length=40, blank=True, help_text=_("The rule that raised it; empty when somebody did."))
    subject = models.CharField(
        max_length=300, blank=True, help_text=_("What it is about, so that a rule raises it once.")
    )
    severity = models.CharField(max_length=16, choices=Severity)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    text = models.TextField(max_length=4000)
    file = models.ForeignKey(SourceFile, models.CASCADE, null=True, blank=True, related_name="concerns")
    label = models.ForeignKey(Label, models.CASCADE, null=True, blank=True, related_name="concerns")
    decision = models.ForeignKey(CategoryDecision, models.CASCADE, null=True, blank=True, related_name="concerns")
    place = models.CharField(max_length=300, blank=True, help_text=_("Sheet and cell, as FY18!W130."))
    people = models.BigIntegerField(default=0, help_text=_("How many the rule found it to be about."))
    origin = KeyField(blank=True, help_text=_("Whose they are, where the rule knows it."))
    found = models.JSONField(default=dict, blank=True, help_text=_("What the rule's line in the inbox is made of."))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.TextField(blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    question = models.OneToOneField(Question, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        permissions = [("answer_concern", _("Can answer and resolve concerns"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="resolved") | ~Q(resolution="") & Q(resolved_by__isnull=False),
                name="silence_never_resolves",
            ),
            models.CheckConstraint(condition=~Q(state="resolved") | ~Q(outcome=""), name="resolved_with_an_outcome"),
            models.CheckConstraint(
                condition=Q(question__isnull=True) | Q(rule="", raised_by__isnull=True),
                name="a_reader_is_no_person_of_ours",
            ),
            models.UniqueConstraint(
                fields=["rule", "subject", "file"], condition=~Q(rule=""), name="a_rule_raises_it_once_a_file"
            ),
            # NULL is unlike NULL to both engines, so that the constraint above sees no concern without a file.
            models.UniqueConstraint(
                fields=["rule", "subject"],
                condition=~Q(rule="") & Q(file__isnull=True),
                name="a_rule_raises_it_once_without_a_file",
            ),
        ]

    def __str__(self):
        return Truncator(self.text).chars(80)

    @property
    def is_settled(self):
        return self.state == self.State.RESOLVED

    @property
    def whose(self):
        """Who raised it, as the desk says it: a person, a reader, or a rule."""
        return self.raised_by or (_("a reader") if self.question_id else _("rule"))


class ConcernMessage(models.Model):
    """One turn in the talk about a concern: what was done with these words, or with which outcome they settled it."""

    class Deed(models.TextChoices):
        SAID = "said", _("said")
        ANSWERED = "answered", _("answered")
        REOPENED = "reopened", _("reopened")
        KEPT = Outcome.KEPT.value, Outcome.KEPT.label
        CHANGED = Outcome.CHANGED.value, Outcome.CHANGED.label
        SOURCE_ERROR = Outcome.SOURCE_ERROR.value, Outcome.SOURCE_ERROR.label
        WILL_NOT_CHANGE = Outcome.WILL_NOT_CHANGE.value, Outcome.WILL_NOT_CHANGE.label

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="messages")
    deed = models.CharField(max_length=16, choices=Deed, default=Deed.SAID)
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]
