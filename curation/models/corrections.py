"""Errors that a publisher printed, as they should be: proposed by one person, approved by another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curation.models.reviewed import Reviewed
from curation.models.sources import SourceFile, SourceTable


class CorrectionQuerySet(models.QuerySet):
    def in_force(self):
        """Those by which files are read; one that only ends another corrects nothing."""
        return self.filter(state=Correction.State.APPROVED, ends__isnull=True)


class Correction(Reviewed):
    """What some cells of a table's sheet should say instead of what was printed. Append-only (`curation.seals`).

    It is made in every file of the table whose sheet of that name prints exactly `printed` there. What withdraws one in
    force is a proposal of its own, which `ends` it. The verbs are in `curation.actions.corrections`.
    """

    source = models.ForeignKey(SourceTable, models.PROTECT, related_name="corrections", verbose_name=_("source table"))
    seen_in = models.ForeignKey(
        SourceFile, models.PROTECT, related_name="+", verbose_name=_("seen in"), help_text=_("Where it was found.")
    )
    sheet = models.CharField(max_length=255)
    cells = models.CharField(max_length=40, help_text=_("D20, or D20:E21."))
    printed = models.JSONField(help_text=_("What the publisher printed there, line by line: the guard."))
    printed_key = models.CharField(
        max_length=64, editable=False, help_text=_("SHA-256 of it, however dashed and spaced.")
    )
    corrected = models.JSONField(help_text=_("What it should be, line by line."))
    what = models.TextField(max_length=4000, help_text=_("What is wrong, in one sentence."))
    why = models.TextField(max_length=4000, help_text=_("By what one knows."))
    reported_on = models.DateField(
        null=True, blank=True, verbose_name=_("reported on"), help_text=_("When the publisher was told.")
    )
    reference = models.CharField(max_length=500, blank=True)
    ends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="endings")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions = ("view",)
        permissions = [
            ("propose_correction", _("Can declare errors of a publisher's file")),
            ("approve_correction", _("Can approve or return somebody else's correction")),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(condition=~Q(what="") & ~Q(why=""), name="correction_has_words"),
            models.UniqueConstraint(
                fields=["source", "sheet", "cells", "printed_key"],
                condition=Q(state="approved", ends__isnull=True),
                name="one_correction_in_force_of_what_was_printed",
            ),
            models.UniqueConstraint(
                fields=["ends", "proposed_by"], condition=Q(state="proposed"), name="one_ending_waits_a_person"
            ),
        ]

    def __str__(self):
        return f"{self.sheet}!{self.cells}"

    @property
    def about(self):
        return f"{self} of {self.source_id}"
