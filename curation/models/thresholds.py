"""Numbers by which the desk goes, set by the director: each with its history."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flows.fields import KeyField


class Setting(models.Model):
    """One value that a threshold was given, append-only: the last one counts. `curation.thresholds` says what there is.

    `turn` counts the values of one threshold, so that of two people who set it at once one does.
    """

    name = KeyField()
    turn = models.PositiveIntegerField()
    value = models.PositiveIntegerField()
    why = models.TextField(max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [("set_threshold", _("Can set the thresholds"))]
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="set_for_a_reason"),
            models.UniqueConstraint(fields=["name", "turn"], name="one_value_a_turn"),
        ]

    def __str__(self):
        return f"{self.name}: {self.value}"
