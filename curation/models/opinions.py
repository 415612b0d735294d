"""Second opinions: which decisions were drawn for one, and what somebody said who did not see the decision."""

from types import MappingProxyType

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curation.models.decisions import CategoryDecision
from flows.fields import KeyField


class Drawn(models.Model):
    """A decision that was drawn when it was approved. The draw is in `curation.opinions`.

    `share` is the chance it had, of 100: where the director changed it meanwhile, later decisions had another.
    """

    decision = models.OneToOneField(CategoryDecision, models.PROTECT, related_name="drawn")
    share = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ("view",)
        verbose_name = _("second opinion")
        verbose_name_plural = _("second opinions")

    def __str__(self):
        return str(self.decision.label)


class SecondOpinion(models.Model):
    """What a label is to somebody who did not see what was decided. The verb is in `curation.actions.opinions`.

    Append-only. That whoever gave it neither proposed nor reviewed the decision, and that this was drawn, is kept by
    the database (`curation.seals`): no constraint of a table could ask another one.
    """

    class Disposition(models.TextChoices):
        INCLUDE = "include", _("include")
        EXCLUDE = "exclude", _("exclude")
        TOTAL = "total", _("total: checks our sum, never enters it")
        NOT_DATA = "not_data", _("not data")
        CANNOT_SAY = "cannot_say", _("cannot say")

    decision = models.OneToOneField(CategoryDecision, models.PROTECT, related_name="second_opinion")
    disposition = models.CharField(max_length=16, choices=Disposition)
    category = KeyField(blank=True)
    reason_code = KeyField(blank=True)
    words = models.TextField(max_length=4000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(disposition="include") & ~Q(category="")
                | Q(disposition="exclude")
                | ~Q(disposition__in=["include", "exclude"]) & Q(category=""),
                name="opinion_names_its_category",
            ),
            models.CheckConstraint(
                condition=Q(disposition="exclude") & ~Q(reason_code="") | ~Q(disposition="exclude") & Q(reason_code=""),
                name="opinion_excludes_for_a_reason",
            ),
        ]

    # A treatment (`curation.core.treatments`), though nobody is asked for a measure, and the condition is the question.
    measure = ""
    condition = MappingProxyType({})

    def __str__(self):
        return f"{self.decision.label}: {self.get_disposition_display()} {self.category}".strip()
