"""Who looks at which thing of the inbox, for a while, so that two people do not do the same."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from flows.fields import KeyField


class Claim(models.Model):
    """That somebody is at one thing of the inbox, until a moment; afterwards it is as if it were not there.

    A claim forbids nobody anything. `item` is the inbox's own name for the thing, as `decision-12`
    (`curation.inbox.names`). The verbs are in `curation.actions.claims`.
    """

    item = KeyField(max_length=80, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("at")), name="claimed_for_a_while")]

    def __str__(self):
        return f"{self.item}: {self.by}"
