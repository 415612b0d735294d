"""Questions of what if that somebody kept. The verbs are in `curation.actions.scenarios`."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scenario(models.Model):
    """What if some labels counted otherwise? A question with a title; it decides nothing.

    kept → offered → taken back. What is asked never changes (`curation.seals`), and what was done with it is in its
    history. What readers see is the public record's own: `flows.models.OfferedScenario` of the same slug.
    """

    class State(models.TextChoices):
        KEPT = "kept", pgettext_lazy("a scenario", "kept")
        OFFERED = "offered", _("offered to readers")
        TAKEN_BACK = "taken_back", _("taken back")

    title = models.CharField(max_length=200)
    question = models.JSONField(help_text=_("As an address asks it: label, from, to, years."))
    note = models.TextField(max_length=4000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=16, choices=State, default=State.KEPT)
    slug = models.SlugField(max_length=80, null=True, unique=True, help_text=_("Its name in /what-if/, once offered."))
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        default_permissions = ("view",)
        permissions = [
            ("keep_scenario", _("Can keep a question of what if as a scenario")),
            ("offer_scenario", _("Can offer a scenario to readers, and take it back")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="scenario_has_a_title"),
            models.CheckConstraint(
                condition=Q(state="kept") | Q(slug__isnull=False, moved_by__isnull=False, moved_at__isnull=False),
                name="scenario_was_offered_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title
