"""The one reading of `?origin=…&category=…`, for the page and for each file.

Each filter says the same twice: to the tables, of which files are streamed, and to the index of a release
(`flows.lists.index`), of which a page is counted.

A question that cannot be understood is answered by a sentence, never by all rows: ask `is_valid()` first.
"""

import django_filters as filters
from django.db.models import Q

from flows.models import Gap, Observation
from flows.questions import OF_THE_PAGE, CodesField, OneOfField, Question, YearField, YearsField

WITHOUT_NUMBER = {"missing", "excluded"}
NAMED = ("origin", "destination", "category", "measure", "year", "year_from", "year_to", "status")  # in names of files
OPEN = {"category", "measure"}  # a gap without one stands for all of them: no number about China at all


class CodesFilter(filters.Filter):
    field_class = CodesField

    def mask(self, index, value):
        among = index.among_or_open if self.field_name in OPEN else index.among
        return among(self.field_name, value)

    def filter(self, rows, value):
        if not value:
            return rows
        wanted = Q(**{f"{self.field_name}__in": value})
        if rows.model is Gap and self.field_name in OPEN:
            wanted |= Q(**{self.field_name: ""})
        return rows.filter(wanted)


class YearsFilter(filters.Filter):
    field_class = YearsField

    def filter(self, rows, value):
        return rows.filter(year__in=value) if value else rows

    def mask(self, index, value):
        return index.of_years(value)


class YearFilter(filters.Filter):
    field_class = YearField

    def mask(self, index, value):
        return index.years(self.lookup_expr, value)


class SeriesFilter(filters.Filter):
    field_class = OneOfField

    def mask(self, index, value):
        return index.headline() if value == "headline" else index.everything()


class ObservationFilter(filters.FilterSet):
    """What an address asks of one release: its observations, and its gaps, by the same words."""

    origin = CodesFilter(codelist="area")
    destination = CodesFilter(codelist="area")
    category = CodesFilter(codelist="category")
    measure = CodesFilter(codelist="measure")
    status = CodesFilter(codelist="status")
    year = YearsFilter()
    year_from = YearFilter(field_name="year", lookup_expr="gte")
    year_to = YearFilter(field_name="year", lookup_expr="lte")
    series = SeriesFilter(method="only_series", choices=[("headline", "headline"), ("all", "all")])

    class Meta:
        model = Observation
        form = Question
        fields = []

    def __init__(self, data, release):
        self.release = release
        super().__init__(data, queryset=Observation.public.of(release))

    @property
    def asked(self):
        """What was understood, by parameter."""
        return self.form.cleaned_data

    def observations(self, leaving=()):
        """The observations asked for; `leaving` some parameters out, to count what they could be set to."""
        return self._narrowed(Observation.public.of(self.release), leaving)

    def gaps(self, leaving=()):
        """The places without a number that the same words ask for."""
        return self._narrowed(Gap.public.of(self.release), leaving)

    @property
    def narrowing(self):
        """{parameter: value} of what narrows the list."""
        said = {name: self.asked[name] for name in self.filters if self.asked[name]}
        return said if self._takes_members else {**said, "members": ""}

    def mask(self, index, name):
        """Which rows of an index one parameter leaves."""
        return index.no_members() if name == "members" else self.filters[name].mask(index, self.asked[name])

    def _narrowed(self, rows, leaving):
        for name, one in self.filters.items():
            if name not in leaving:
                rows = one.filter(rows, self.asked[name])
        return rows if rows.model is Gap or self._takes_members else rows.filter(part_of="")

    @property
    def _takes_members(self):
        return self.asked["members"] == "1" or bool(self.asked["destination"])

    def only_series(self, rows, _name, value):
        return rows.filter(headline=True) if value == "headline" and rows.model is Observation else rows

    def shows_gaps(self, by_default):
        """Whether gaps are asked for: in so many words, by their status, or by default (pages do, files do not)."""
        if self.asked["gaps"]:
            return self.asked["gaps"] == "1"
        return by_default or bool(WITHOUT_NUMBER & set(self.asked["status"]))

    @property
    def for_good(self):
        """{word: value} of an address that asks for the same rows of this very release, whatever is published later."""
        chosen = {word: value for word, value in self.asked.items() if word not in (*OF_THE_PAGE, "release")}
        return {**chosen, "release": self.release.version}

    @property
    def file_name(self):
        """A name that says what is in the file, without its ending: `camt-1.1.0-KAZ-USA-study-2018`."""
        said = []
        for parameter in NAMED:
            value = self.asked[parameter]
            codes = value if isinstance(value, list) else [value] if value else []
            said += map(str, codes) if len(codes) <= 3 else [f"{len(codes)}-{parameter}"]
        return "-".join([*self.release.file_words, *said])
