"""Who publishes what, which files we hold of it, and which series are made of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from flows.fields import KeyField


class SourceTable(models.Model):
    """A table that a publisher issues again and again, such as the nonimmigrant visa detail table."""

    class Absent(models.TextChoices):
        ZERO = "zero", _("a row that is not there means zero")
        MISSING = "missing", _("a row that is not there means that nothing is known")

    class Expected(models.TextChoices):
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        HALF = "half", _("every half-year")
        YEAR = "year", _("every year")

    code = KeyField(primary_key=True)
    title_en = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    publisher_en = models.CharField(max_length=200)
    publisher_ru = models.CharField(max_length=200)
    destination = KeyField(blank=True, help_text=_("Whom the table speaks for, where the file does not say it."))
    measure = KeyField(blank=True, help_text=_("What the table counts; a decision may say otherwise for one label."))
    language = models.CharField(max_length=8, help_text=_("Language of its labels."))
    absent = models.CharField(max_length=8, choices=Absent, default=Absent.MISSING)
    threshold_en = models.CharField(
        max_length=200, blank=True, help_text=_("From how long a stay it counts, in words.")
    )
    threshold_ru = models.CharField(max_length=200, blank=True)
    expected = models.CharField(
        max_length=8,
        choices=Expected,
        blank=True,
        help_text=_("How often it is issued; empty: never again."),
    )
    lag_months = models.PositiveSmallIntegerField(
        default=0, help_text=_("Months from the end of a period until its figures are usually out.")
    )
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    hints = models.JSONField(default=dict, help_text=_("How its sheets are laid out: see the reference on layouts."))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("source table")
        verbose_name_plural = _("source tables")

    def __str__(self):
        return f"{self.code} · {self.title}"

    @property
    def title(self):
        return self.title_ru if get_language() == "ru" else self.title_en

    @property
    def publisher(self):
        return self.publisher_ru if get_language() == "ru" else self.publisher_en


class SourceFileQuerySet(models.QuerySet):
    def held(self):
        """Files that count as ours: a file in quarantine does not, and may come again."""
        return self.exclude(state=SourceFile.State.QUARANTINED)

    def readable(self):
        """Files whose readings may count one day: read, handed in or accepted."""
        return self.filter(state__in=[SourceFile.State.READ, SourceFile.State.SUBMITTED, SourceFile.State.ACCEPTED])

    def accepted(self):
        return self.filter(state=SourceFile.State.ACCEPTED)


class SourceFile(models.Model):
    """A file as it came, byte for byte. The verbs that change it are in `curation.actions.uploads` and `.readings`."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        QUARANTINED = "quarantined", _("in quarantine")
        READ = "read", _("read")
        SUBMITTED = "submitted", _("handed in")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    source = models.ForeignKey(SourceTable, models.PROTECT, related_name="files", verbose_name=_("source table"))
    name = models.CharField(max_length=255, help_text=_("The file's name as it came."))
    sha256 = models.CharField(max_length=64, db_index=True)
    data_hash = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of the typed cells with addresses."))
    size = models.PositiveBigIntegerField(help_text=_("Bytes."))
    content = models.FileField(upload_to="files/", max_length=200)
    retrieved_on = models.DateField(null=True, blank=True, verbose_name=_("retrieved on"))
    retrieved_from = models.URLField(max_length=500, blank=True, verbose_name=_("retrieved from"))
    note = models.TextField(blank=True, max_length=2000)
    declared = models.JSONField(
        default=dict, blank=True, help_text=_("What the file does not say: period, origin, destination, encoding.")
    )
    places = models.JSONField(
        default=dict, editable=False, help_text=_("What each printed name of a place was taken for when it was read.")
    )
    state = models.CharField(max_length=16, choices=State, default=State.RECEIVED)
    message = models.TextField(blank=True, help_text=_("Why it could not be read, in a sentence."))
    problems = models.JSONField(
        default=list, blank=True, help_text=_("What is wrong or odd: place, found, expected, remedy of each.")
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who last said how it is to be read: another table, a declaration, a corrected layout."),
    )
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("source file")
        verbose_name_plural = pgettext_lazy("several", "source files")
        permissions = [
            ("upload_sourcefile", _("Can upload publishers' files")),
            ("lay_out_sourcefile", _("Can correct how the sheets of a table are understood")),
            ("accept_sourcefile", _("Can accept a file that somebody else handed in")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sha256"],
                condition=~Q(state__in=["quarantined", "withdrawn"]),
                name="same_bytes_held_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True)
                | (
                    ~Q(accepted_by=F("uploaded_by"))
                    & (Q(submitted_by__isnull=True) | ~Q(accepted_by=F("submitted_by")))
                    & (Q(prepared_by__isnull=True) | ~Q(accepted_by=F("prepared_by")))
                ),
                name="file_accepted_by_someone_else",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="accepted_file_has_an_accepter",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason="") & Q(withdrawn_by__isnull=False),
                name="withdrawn_file_has_a_reason",
            ),
        ]

    def __str__(self):
        return self.name


class Series(models.Model):
    """What a published series is made of: destination, category, measure, from which tables, over which years."""

    destination = KeyField()
    category = KeyField()
    measure = KeyField()
    headline = models.BooleanField(default=False)
    year_basis = KeyField()
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    tables_all = models.JSONField(
        default=list, help_text=_("Each must cover the whole year, else the year is partial.")
    )
    tables_prefer = models.JSONField(default=list, help_text=_("The first that prints the year wins."))
    months_summable_until = models.CharField(max_length=7, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "destination", "category", "measure"]
        verbose_name = pgettext_lazy("one", "series")
        verbose_name_plural = _("series")
        constraints = [
            models.UniqueConstraint(fields=["destination", "category", "measure"], name="series_declared_once"),
            models.UniqueConstraint(
                fields=["destination", "category"], condition=Q(headline=True), name="one_headline_series"
            ),
        ]

    def __str__(self):
        return f"{self.destination} {self.category} {self.measure}"

    @property
    def tables(self):
        return [*self.tables_all, *self.tables_prefer]


class ExpectedGap(models.Model):
    """A place where no number can be expected, with the reason for the public."""

    destination = KeyField()
    category = KeyField(blank=True)
    origin = KeyField(blank=True)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    status = KeyField()
    reason_code = KeyField()
    reason_en = models.TextField()
    reason_ru = models.TextField()

    class Meta:
        ordering = ["destination", "category", "from_year"]
        verbose_name = _("expected gap")
        verbose_name_plural = _("expected gaps")

    def __str__(self):
        return f"{self.destination} {self.category} {self.from_year} to {self.to_year}"

    @property
    def reason(self):
        return self.reason_ru if get_language() == "ru" else self.reason_en


class Alias(models.Model):
    """A spelling of a place name. An unknown name is a concern, never a guess."""

    text = models.CharField(max_length=200, unique=True, help_text=_("Normalised: see curation.core.areas."))
    area = KeyField(help_text=_("Code of the area, or a special such as _REGION."))
    language = models.CharField(max_length=8, blank=True)
    note = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["text"]
        verbose_name = _("place alias")
        verbose_name_plural = _("place aliases")

    def __str__(self):
        return f"{self.text} → {self.area}"
