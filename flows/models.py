"""The public record: codelists, releases, and what each release says and rests on.

Nothing here points into the workshop. What the public must see of the making (file, cell, label, rationale) is stored
as values, so that tidying `curation` can never change what was published. Rows come in by `flows.releases.publish`
alone, and the database itself keeps those of a published release as they are (`flows.seals`).
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from flows.core.file_order import ordered
from flows.core.records import Key
from flows.fields import KeyField


class Code(models.Model):
    """One entry of a codelist, named in both languages."""

    code = KeyField(primary_key=True)
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0, help_text=_("Order in lists."))

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name in the language of the page."""
        return self.name_ru if get_language() == "ru" else self.name_en


class Defined(Code):
    definition_en = models.TextField(blank=True)
    definition_ru = models.TextField(blank=True)

    class Meta(Code.Meta):
        abstract = True

    @property
    def definition(self):
        return self.definition_ru if get_language() == "ru" else self.definition_en


class Area(Code):
    """A place people come from or go to: a country by its ISO code, or a union such as the EU."""

    kind = models.CharField(max_length=16)
    iso2 = models.CharField(max_length=2, blank=True)
    iso_numeric = models.CharField(max_length=3, blank=True)
    tracked_origin = models.BooleanField(default=False)
    tracked_destination = models.BooleanField(default=False)

    class Meta(Code.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")


class Membership(models.Model):
    """That a country belonged to a group of countries, from one year to another."""

    group = models.ForeignKey(Area, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Area, models.CASCADE, related_name="groups")
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["group", "member", "from_year"], name="membership_said_once"),
        ]


class Category(Defined):
    """Why people come: work, study, residence, asylum."""

    shape = models.CharField(max_length=16, help_text=_("The mark that stands beside the colour."))

    class Meta(Defined.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")


class Measure(Defined):
    """What was counted. Different measures are never added together."""

    kind = models.CharField(max_length=8, help_text=_("flow or stock"))
    stage = models.CharField(max_length=16, help_text=_("applied, issued, travelled or resident"))
    unit_en = models.CharField(max_length=80)
    unit_ru = models.CharField(max_length=80)

    class Meta(Defined.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")

    @property
    def unit(self):
        return self.unit_ru if get_language() == "ru" else self.unit_en


class Status(Defined):
    mark = models.CharField(max_length=16, blank=True)

    class Meta(Defined.Meta):
        verbose_name = _("status")
        verbose_name_plural = _("statuses")


class YearBasis(Defined):
    class Meta(Defined.Meta):
        verbose_name = _("year basis")
        verbose_name_plural = _("year bases")


class ReasonCode(Defined):
    applies_to = models.CharField(max_length=32)

    class Meta(Defined.Meta):
        verbose_name = _("reason code")
        verbose_name_plural = _("reason codes")


class ReleaseQuerySet(models.QuerySet):
    def readable(self):
        """Those that were ever published; a withdrawn one stays readable, with its reason."""
        return self.filter(state__in=[Release.State.PUBLISHED, Release.State.WITHDRAWN])

    def newest_first(self):
        return self.order_by("-major", "-minor", "-patch")

    def latest(self):
        """The highest version that is published and not withdrawn, or None."""
        return self.filter(state=Release.State.PUBLISHED).newest_first().first()


class Release(models.Model):
    """One edition of the dataset. Once published it never changes, not by a byte."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("candidate")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    version = KeyField(unique=True)
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    patch = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.CANDIDATE)
    notes_en = models.TextField(blank=True)
    notes_ru = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    observations_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0, help_text=_("Observations the release before did not have."))
    difference = models.JSONField(
        default=dict,
        help_text=_("Against the release before (`from`, empty for the first): new, changed, unchanged, gone."),
    )
    names = models.JSONField(default=dict, help_text=_("English name of each area, as it stood at publication."))
    frame = models.JSONField(
        default=dict,
        help_text=_("Within which it was composed: series with their years and tables, unions, the files held then."),
    )
    digest = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of what the release says."))
    files = models.JSONField(default=dict, help_text=_("Name of each file of the release, with size and SHA-256."))
    log_head = models.CharField(
        max_length=100,
        blank=True,
        help_text=_("How the log of the making ended at publication: a line’s number, and the hash of all until it."),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = ReleaseQuerySet.as_manager()

    previewed = False  # whether it is a candidate that a link opened, in this request (`flows.previews`)

    class Meta:
        ordering = ["-major", "-minor", "-patch"]
        constraints = [
            models.UniqueConstraint(fields=["major", "minor", "patch"], name="version_used_once"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="candidate"), name="one_candidate_at_a_time"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_has_a_date"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""), name="withdrawn_has_a_reason"
            ),
        ]

    def __str__(self):
        return self.version

    @property
    def number(self):
        """The version as it sorts."""
        return self.major, self.minor, self.patch

    @property
    def is_candidate(self):
        return self.state == self.State.CANDIDATE

    @property
    def file_words(self):
        """How the names of files begin that are made of it: those of a candidate say so."""
        return ["camt", self.version, *["candidate"] * self.is_candidate]

    @property
    def listed_files(self):
        """`files` in the order in which they are named everywhere."""
        return ordered(self.files)

    @property
    def notes(self):
        return self.notes_ru if get_language() == "ru" and self.notes_ru else self.notes_en


class OfReleaseQuerySet(models.QuerySet):
    def of(self, release):
        return self.filter(release=release)


class PublicManager(models.Manager.from_queryset(OfReleaseQuerySet)):
    """Rows of releases that the public may see; of a candidate, whoever came by a link to its preview."""

    def get_queryset(self):
        return super().get_queryset().exclude(release__state=Release.State.CANDIDATE)

    def of(self, release):
        return self.beside(release).filter(release=release)

    def beside(self, release):
        """The rows of all releases that a reader of this one may see."""
        if not getattr(release, "previewed", False):
            return self.get_queryset()
        return super().get_queryset().filter(Q(release=release) | ~Q(release__state=Release.State.CANDIDATE))


class OfRelease(models.Model):
    """Something a release holds. `public` sees what readers may see, `everything` candidates as well."""

    # Every table that is asked by release has an index that begins with it.
    release = models.ForeignKey(Release, models.CASCADE, related_name="+", db_index=False)

    everything = models.Manager.from_queryset(OfReleaseQuerySet)()
    public = PublicManager()

    class Meta:
        abstract = True


class SourceUsed(OfRelease):
    """A publisher's file that a release rests on, as it was: name, hash, whose, when it was fetched."""

    number = models.PositiveIntegerField(help_text=_("Number within the release."))
    code = KeyField(help_text=_("Code of the source table."))
    title_en = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    publisher_en = models.CharField(max_length=200)
    publisher_ru = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    retrieved_on = models.DateField(null=True, blank=True)
    declared = models.JSONField(
        default=dict, help_text=_("What the file does not say and a person declared, with reasons.")
    )
    corrections = models.JSONField(default=list, help_text=_("Declared corrections of errors in the file."))
    accepted_on = models.DateField(null=True, blank=True, help_text=_("Day on which a second person accepted it."))
    layouts = models.JSONField(default=dict, help_text=_("How each sheet was understood, as a digest."))
    places = models.JSONField(default=dict, help_text=_("What each printed name of a place was taken for."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "number"], name="source_number_once")]


class Treatment(OfRelease):
    """How a label was treated, and why: the decision as it stood when the release was made."""

    number = models.PositiveIntegerField(help_text=_("Number within the release."))
    source = KeyField(help_text=_("Code of the source table."))
    label = models.TextField(help_text=_("The publisher's own words, parts joined by ' / '."))
    label_language = models.CharField(max_length=8)
    label_translation = models.TextField(blank=True)
    label_translation_ru = models.TextField(blank=True)
    disposition = models.CharField(max_length=16, help_text=_("include, exclude, total or not_data"))
    category = KeyField(blank=True, help_text=_("Where it counts; for an exclusion, what it was kept out of."))
    measure = KeyField(blank=True)
    reason_code = KeyField(blank=True)
    rationale = models.TextField()
    rule = models.CharField(max_length=80, blank=True, help_text=_("Rule of the codebook it follows."))
    sentence = models.TextField(blank=True, help_text=_("The codebook's own sentence."))
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    condition = models.JSONField(default=dict)
    proposed_on = models.DateField()
    approved_on = models.DateField()
    decision = models.PositiveIntegerField(default=0, help_text=_("Number of the decision, the same in all releases."))
    concept_en = models.CharField(max_length=200, blank=True, help_text=_("What the label is about."))
    concept_ru = models.CharField(max_length=200, blank=True)
    apart_en = models.TextField(blank=True, help_text=_("Why labels about the same may be treated in several ways."))
    apart_ru = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "number"], name="treatment_number_once")]

    @property
    def concept(self):
        return self.concept_ru if get_language() == "ru" else self.concept_en

    @property
    def apart_language(self):
        """The language in which the reason is printed: the page's, or English where it was given in English alone."""
        return "ru" if self.apart_ru and get_language() == "ru" else "en"

    @property
    def apart(self):
        return self.apart_ru if self.apart_language == "ru" else self.apart_en


class KeyedRow(OfRelease):
    """A row of the key origin × destination × year × category × measure."""

    origin = KeyField()
    destination = KeyField()
    year = models.PositiveSmallIntegerField()
    year_basis = KeyField()
    category = KeyField(blank=True)
    measure = KeyField(blank=True)

    class Meta:
        abstract = True

    @property
    def slug(self):
        """The key as it stands in `/why/<release>/<slug>/`."""
        return Key(self.origin, self.destination, self.year, self.category, self.measure).slug


KEY = ["origin", "destination", "year", "category", "measure"]


class Observation(KeyedRow):
    """One published number, with what is certain at least (`lower`) and at most (`upper`, empty where unlimited)."""

    value = models.BigIntegerField(null=True)
    lower = models.BigIntegerField()
    upper = models.BigIntegerField(null=True)
    status = KeyField()
    headline = models.BooleanField(help_text=_("Whether this is the series shown first for destination and category."))
    part_of = KeyField(blank=True, help_text=_("The union whose number already holds this one."))
    sources = models.CharField(max_length=200, help_text=_("Codes of the source tables, joined by ';'."))
    cells = models.PositiveIntegerField(help_text=_("How many cells were added up."))
    hidden_cells = models.PositiveIntegerField(default=0)
    absent = models.JSONField(default=list, help_text=_("Tables or members expected and not held, each with words."))

    class Meta:
        ordering = KEY
        constraints = [
            models.UniqueConstraint(fields=["release", *KEY], name="observation_once"),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(lower__lte=models.F("upper")), name="lower_not_above_upper"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True, status__in=["partial", "suppressed"])
                | Q(value__isnull=False) & ~Q(status__in=["partial", "suppressed"]),
                name="half_a_number_has_no_value",
            ),
        ]


class OfCell:
    """A `cell` of a `sheet` of a `source`, with what is `printed` there."""

    @property
    def correction(self):
        """The declared correction of this very cell, with what is `printed` and `corrected` there; None for most."""
        made = ((each, change) for each in self.source.corrections for change in each.get("changes", ()))
        here = (self.sheet, self.cell)
        return next(({**each, **change} for each, change in made if (each["sheet"], change["cell"]) == here), None)


class Contribution(OfCell, KeyedRow):
    """One cell behind a number. An excluded one is kept with what it was kept out of, and counts as nothing."""

    source = models.ForeignKey(SourceUsed, models.CASCADE, related_name="contributions")
    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="contributions")
    counted = models.BooleanField()
    sheet = models.CharField(max_length=255)
    cell = models.CharField(max_length=16)
    printed = models.TextField()
    value = models.BigIntegerField(null=True)
    lower = models.BigIntegerField(null=True)
    upper = models.BigIntegerField(null=True)
    period = KeyField()
    breakdown = models.CharField(max_length=255, blank=True)
    place = KeyField(
        blank=True, help_text=_("Where the cell’s people go, if not to the destination: a member of the union, …")
    )

    class Meta:
        indexes = [models.Index(fields=["release", *KEY], name="contribution_by_key")]


class Gap(KeyedRow):
    """A place where there is no number, and why. Never an observation, never a zero."""

    status = KeyField(help_text=_("missing or excluded"))
    reason_code = KeyField()
    reason_en = models.TextField()
    reason_ru = models.TextField()

    class Meta:
        ordering = KEY
        constraints = [models.UniqueConstraint(fields=["release", *KEY], name="gap_once")]

    @property
    def reason(self):
        return self.reason_ru if get_language() == "ru" else self.reason_en


class TotalCheck(OfRelease):
    """A printed total beside the sum of what it should hold."""

    source = models.ForeignKey(SourceUsed, models.CASCADE, related_name="total_checks")
    sheet = models.CharField(max_length=255)
    cell = models.CharField(max_length=16)
    origin = KeyField(blank=True)
    what = models.CharField(max_length=255, help_text=_("What was added up, in words."))
    printed = models.CharField(max_length=64)
    lower = models.BigIntegerField()
    upper = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=16, help_text=_("equal, rounding, hidden, explained or open"))
    explanation = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["release"], name="total_check_by_release")]


class Population(OfCell, OfRelease):
    """How many people an origin has in the middle of a year, as one cell says: what rates are reckoned by.

    It is no observation, and stands in no total.
    """

    origin = KeyField()
    year = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()
    status = KeyField()
    source = models.ForeignKey(SourceUsed, models.CASCADE, related_name="populations")
    sheet = models.CharField(max_length=255)
    cell = models.CharField(max_length=16)
    printed = models.TextField()

    class Meta:
        ordering = ["origin", "year"]
        constraints = [
            models.UniqueConstraint(fields=["release", "origin", "year"], name="population_once"),
            models.CheckConstraint(condition=Q(value__gt=0), name="population_is_somebody"),
        ]

    def __str__(self):
        return f"{self.origin} {self.year}: {self.value}"

    @property
    def slug(self):
        """Its name in `/why/<release>/<slug>/`."""
        return f"population-{self.origin}-{self.year}"

    def get_absolute_url(self):
        """The page that opens it into its cell, in the language of the page; `release` has to be at hand."""
        return reverse("flows:population", args=[self.release.version, self.origin, self.year])


class Piece(OfRelease):
    """What a page shows of a release, put together when it was composed: said by its rows, and found here at once."""

    name = KeyField(help_text=_("Such as home, or profile/from/KAZ."))
    shape = models.PositiveSmallIntegerField(help_text=_("Of which make the content is (flows.pieces.SHAPE)."))
    content = models.JSONField(help_text=_("Codes and numbers; the words come with the page."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="piece_once")]


class Question(KeyedRow):
    """What a reader asked about one number, or why there is none. Rows come in by `flows.asking.ask` alone."""

    text = models.TextField(max_length=2000)
    email = models.EmailField(blank=True, help_text=_("For an answer; gone once the question is settled."))
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="question_has_words")]

    def __str__(self):
        return self.text[:80]


class Knocks(models.Model):
    """How often one reader, or all of them together, asked within an hour; who, nobody can tell from `mark`."""

    mark = KeyField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["mark", "hour"], name="knocks_counted_once")]

    def __str__(self):
        return f"{self.count} at {self.hour:%H}"


class OfferedQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class OfferedScenario(models.Model):
    """A question that readers may ask of any release: what if some labels counted otherwise? It holds no number.

    Written by `flows.scenarios` alone; what was offered never changes, it is only taken back.
    """

    slug = models.SlugField(max_length=80, unique=True, help_text=_("Its name in `/what-if/<slug>/`."))
    title_en = models.CharField(max_length=200)
    title_ru = models.CharField(max_length=200)
    text_en = models.TextField(max_length=4000)
    text_ru = models.TextField(max_length=4000)
    labels = models.JSONField(help_text=_("The labels it is about: [source table, the publisher's words]."))
    now = KeyField(blank=True, help_text=_("As what they count now: a category, `out`, or empty for whatever."))
    to = KeyField(help_text=_("As what they would count: a category, or `out`."))
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="scenario_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.title_en

    @property
    def state(self):
        """All that ever changes of it."""
        return self.slug, self.withdrawn_at, self.withdrawn_reason

    @property
    def title(self):
        return self.title_ru if get_language() == "ru" else self.title_en

    @property
    def text(self):
        return self.text_ru if get_language() == "ru" else self.text_en
