"""What was read: sheets with their layouts, labels, readings, printed totals and what the file covers."""

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
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
    digest = models.CharField(
        max_length=16, blank=True, help_text=_("How it was understood, in short: equal where two were read alike.")
    )
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
        verbose_name = pgettext_lazy("of a class", "label")
        verbose_name_plural = pgettext_lazy("of classes", "labels")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="label_once_in_its_table")]

    def __str__(self):
        return self.text or str(_("(no label)"))

    @property
    def translation(self):
        """What somebody here wrote it means, in the language of the page."""
        return self.translation_ru if get_language() == "ru" else self.translation_en


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

    @property
    def correction(self) -> dict | None:
        """The correction that was made in this cell, with what is `printed` and `corrected` there."""
        made = self.sheet.layout.get("corrections", ())
        changes = ({**each, **change} for each in made for change in each.get("changes", ()))
        return next((change for change in changes if change["cell"] == self.cell), None)


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
    """A total that the publisher printed, beside the sum of its parts in the same sheet (all origins).

    Our sum is `lower` to `upper` with the rounding of its parts, `least` to `most` as they are printed; what the
    printed figure may stand for is `printed_lower` to `printed_upper`. An upper bound is NULL where nothing limits it.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="totals")
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    origin = KeyField(blank=True, help_text=_("Tracked origin, where the total is of one."))
    what = models.CharField(max_length=255, help_text=_("What was added up, in words."))
    printed = models.CharField(max_length=64)
    value = models.BigIntegerField(null=True)
    printed_lower = models.BigIntegerField(default=0)
    printed_upper = models.BigIntegerField(null=True)
    lower = models.BigIntegerField()
    upper = models.BigIntegerField(null=True)
    least = models.BigIntegerField(default=0)
    most = models.BigIntegerField(null=True)
    parts = models.PositiveIntegerField(default=0, help_text=_("How many numbers and marks were added up."))
    hidden = models.PositiveIntegerField(default=0, help_text=_("How many of them print no number."))
    period = KeyField(max_length=10, blank=True, help_text=_("The year or quarter whose months were added up."))
    cells = models.TextField(blank=True, help_text=_("Which cells were added up, where they stand beside it."))
    outcome = models.CharField(max_length=16, help_text=_("equal, rounding, hidden or open"))
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ["sheet", "row", "column"]

    def __str__(self):
        return f"{self.what}: {self.printed}"


class Difference(models.Model):
    """What a file says otherwise than the file of its table that was accepted before it: reckoned once, and kept.

    Counted are the readings of tracked origins, found again by what they mean and not by where they stand.
    `curation.differences`.
    """

    file = models.OneToOneField(SourceFile, models.CASCADE, related_name="difference")
    against = models.ForeignKey(SourceFile, models.PROTECT, related_name="+")
    changed = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(
        default=0, help_text=_("Cells of the earlier file in periods that this one does not hold: they go on counting.")
    )
    labels = models.JSONField(
        default=dict, help_text=_("Keys of labels that are new and gone, and how many are known.")
    )
    found = models.JSONField(default=list, help_text=_("What was understood by rule: [rule, what of it]."))
    band = models.JSONField(default=dict, help_text=_("For each origin and period what became of its cells."))
    years = models.JSONField(default=dict, help_text=_("For each kind of change how many are of which year."))
    reckoned_at = models.DateTimeField(auto_now=True)

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

    difference = models.ForeignKey(Difference, models.CASCADE, related_name="changes", db_index=False)
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
    why = KeyField(max_length=40, blank=True, help_text=_("The rule that understands it, as partial|2023-01|2023-04."))

    class Meta:
        ordering = ["why", "pk"]
        indexes = [models.Index(fields=["difference", "why"], name="change_by_rule")]
        default_permissions = ()

    def __str__(self):
        return f"{self.origin} {self.period}: {self.was} → {self.now}"
