"""What one person proposes and another agrees to, whatever it is: decisions, reasons of concepts, amendments."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def by_someone_else(whose=""):
    """The rule that nobody agrees to what they proposed, as the database holds it; `whose` begins its names."""
    return [
        models.CheckConstraint(
            condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("proposed_by")),
            name=f"{whose}reviewed_by_someone_else",
        ),
        models.CheckConstraint(
            condition=~Q(state__in=["approved", "superseded", "returned"])
            | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
            name=f"no_{whose}outcome_without_a_reviewer",
        ),
    ]


class Reviewed(models.Model):
    """A proposal and what became of it. The states move by one conditional UPDATE: `curation.actions.reviewed`."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["-proposed_at", "-pk"]
        constraints = by_someone_else("%(class)s_")

    @property
    def about(self) -> str:
        """What is proposed, in a few words."""
        return str(self)
