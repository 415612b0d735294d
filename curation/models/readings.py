"""What was read: sheets with their layouts, labels, readings, printed totals and what the file covers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from curation.models.sources import SourceFile, SourceTable
from flows.fields import KeyField


class Sheet(models.Model):
    """One sheet of a file: how it was understood, and what became of each of its filled cells.

    `set_aside` is a list of runs `[range, reason, cells]`; `filled == read + set_aside_count` always.
    """

    file = models.ForeignKey(SourceFile, models.CASCADE, related_name="sheets")
    name = models.CharField(max_length=255)
    position = models.PositiveSmallIntegerField()
    layout = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    columns = models.PositiveIntegerField(default=0)
    filled = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    set_aside = models.JSONField(default=list)
    set_aside_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["file", "position"]
        constraints = [
            models.UniqueConstraint(fields=["file", "position"], name="sheet_once"),
            models.CheckConstraint(
                condition=models.Q(filled=models.F("read") + models.F("set_aside_count")),
                name="every_filled_cell_is_accounted_for",
            ),
        ]

    def __str__(self):
        return self.name


class Label(models.Model):
    """A raw label: the publisher's own words for a class, in one source table. `key` is its identity."""

    source = models.ForeignKey(SourceTable, models.PROTECT, related_name="labels")
    parts = models.JSONField(help_text=_("Ordered list of [column, text]."))
    key = models.CharField(max_length=700, help_text=_("The parts' texts, cautiously normalised and joined."))
    text = models.CharField(max_length=700, help_text=_("As printed, parts joined by ' / '."))
    translation_en = models.CharField(max_length=700, blank=True)
    translation_ru = models.CharField(max_length=700, blank=True)
    first_file = models.ForeignKey(SourceFile, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["source", "key"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="label_once_in_its_table")]

    def __str__(self):
        return self.text or str(_("(no label)"))


class Reading(models.Model):
    """One cell of a tracked origin, as printed and as parsed. The category is reached through the label's decision."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="readings")
    label = models.ForeignKey(Label, models.PROTECT, related_name="readings")
    row = models.PositiveIntegerField(help_text=_("0-based."))
    column = models.PositiveIntegerField(help_text=_("0-based."))
    origin = KeyField(max_length=16)
    destination = KeyField(max_length=16)
    period = KeyField(max_length=10)
    breakdown = models.CharField(max_length=255, blank=True)
    printed = models.CharField(max_length=255)
    value = models.BigIntegerField(null=True)
    lower = models.BigIntegerField(null=True)
    upper = models.BigIntegerField(null=True)
    status = models.CharField(max_length=16)
    flag = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "row", "column"], name="one_reading_a_cell")]

    def __str__(self):
        return f"{self.sheet.name}!{self.cell}"

    @property
    def cell(self):
        from curation.core.sheets import address

        return address(self.row, self.column)


class Coverage(models.Model):
    """That a file holds a period for a destination, whichever origins it names. Absence means nothing without this."""

    file = models.ForeignKey(SourceFile, models.CASCADE, related_name="coverage")
    destination = KeyField(max_length=16)
    period = KeyField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "destination", "period"], name="coverage_once")]

    def __str__(self):
        return f"{self.destination} {self.period}"


class PrintedTotal(models.Model):
    """A total that the publisher printed, beside the sum of its parts in the same sheet (all origins)."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="totals")
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    origin = KeyField(blank=True, help_text=_("Tracked origin, where the total is of one."))
    what = models.CharField(max_length=255, help_text=_("What was added up, in words."))
    printed = models.CharField(max_length=64)
    value = models.BigIntegerField(null=True)
    lower = models.BigIntegerField()
    upper = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=16, help_text=_("equal, rounding, hidden or open"))
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ["sheet", "row", "column"]

    def __str__(self):
        return f"{self.what}: {self.printed}"


class Difference(models.Model):
    """What a file says otherwise than the file of its table that was accepted before it: reckoned once, and kept.

    Counted are the readings of tracked origins, found again by what they mean and not by where they stand.
    """

    file = models.OneToOneField(SourceFile, models.CASCADE, related_name="difference")
    against = models.ForeignKey(SourceFile, models.PROTECT, related_name="+")
    changed = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    labels = models.JSONField(default=dict, help_text=_("Keys of labels: new, gone, known."))
    found = models.JSONField(default=list, help_text=_("What was understood by rule: [heading, sentence]."))
    reckoned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.file} against {self.against}"


class Change(models.Model):
    """One number that is new, gone or another than before. `lower` and `upper` bound by how much it changed."""

    class Kind(models.TextChoices):
        CHANGED = "changed", _("changed")
        NEW = "new", _("new")
        GONE = "gone", _("gone")

    difference = models.ForeignKey(Difference, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    label = models.ForeignKey(Label, models.PROTECT, related_name="+")
    origin = KeyField(max_length=16)
    destination = KeyField(max_length=16)
    period = KeyField(max_length=10)
    breakdown = models.CharField(max_length=255, blank=True)
    was_at = models.CharField(max_length=300, blank=True, help_text=_("Sheet and cell, as FY18!W130."))
    was = models.CharField(max_length=255, blank=True)
    is_at = models.CharField(max_length=300, blank=True)
    now = models.CharField(max_length=255, blank=True)
    lower = models.BigIntegerField(null=True)
    upper = models.BigIntegerField(null=True)
    why = models.CharField(max_length=300, blank=True, help_text=_("The rule that understands it, in words."))

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.origin} {self.period}: {self.was} → {self.now}"
