"""The release that is being made: what its director wrote, whether it is frozen, and what was ticked off."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flows.fields import KeyField
from flows.models import Release


class NextRelease(models.Model):
    """The one release that is being made. A single row: what was made before is in the record and in the log.

    The verbs are in `curation.actions.candidates`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CANDIDATE = "candidate", _("candidate")

    slot = models.PositiveSmallIntegerField(primary_key=True, default=1)
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    version = KeyField(max_length=20, blank=True, help_text=_("Empty: what the difference asks for."))
    notes_en = models.TextField(blank=True)
    notes_ru = models.TextField(blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    candidate = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="+")
    stamp = models.CharField(max_length=64, blank=True, help_text=_("Stands for all that was frozen."))
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_after = models.PositiveBigIntegerField(default=0, help_text=_("The last line of the log before."))
    sent_back = models.JSONField(
        default=dict, help_text=_("How the last candidate became a draft again: version, at, by, why, changes.")
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("next release")
        constraints = [
            models.CheckConstraint(condition=Q(slot=1), name="one_next_release"),
            models.CheckConstraint(
                condition=Q(state="draft", candidate__isnull=True)
                | Q(state="candidate", candidate__isnull=False, frozen_by__isnull=False, frozen_at__isnull=False)
                & ~Q(stamp=""),
                name="candidate_was_frozen_by_somebody",
            ),
        ]

    def __str__(self):
        return self.version or str(self.get_state_display())

    @property
    def is_frozen(self):
        return self.state == self.State.CANDIDATE


class ReleaseTick(models.Model):
    """A warning about the next release that somebody ticked off by name; gone with its publication."""

    name = KeyField(primary_key=True, max_length=80)
    sentence = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.sentence
