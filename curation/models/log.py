"""The chain on which the lines of the log hang. The lines themselves are the admin's: `django.contrib.admin.models`."""

from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils.translation import gettext_lazy as _

from flows.fields import KeyField


class LogLink(models.Model):
    """One line's place in the chain: its hash covers the line and the hash before it. `curation.log` makes it.

    A line is chained as it stood: the kind of thing keeps the name it had, whatever the program calls it later.
    """

    entry = models.OneToOneField(LogEntry, models.PROTECT, related_name="link")
    position = models.PositiveBigIntegerField(unique=True, help_text=_("1, 2, 3 … without a gap."))
    kind = KeyField(max_length=201, blank=True, help_text=_("What the thing is: app and model."))
    deed = KeyField(help_text=_("What was done: a code of `curation.deeds`."))
    hash = KeyField(max_length=64)

    class Meta:
        default_permissions = ()
        permissions = [("view_log", _("Can read the log of all that was done"))]
        constraints = [models.CheckConstraint(condition=models.Q(position__gte=1), name="the_log_begins_at_one")]
        indexes = [
            models.Index(fields=["kind", "-position"], name="log_by_kind"),
            models.Index(fields=["deed", "-position"], name="log_by_deed"),
        ]

    def __str__(self):
        return f"{self.position} {self.hash[:12]}"
