"""The one reading of `?origin=…&category=…`, for the page and for each file.

A question that cannot be understood is answered by a sentence, never by all rows: ask `is_valid()` first.
"""

import django_filters as filters
from django.db.models import Q

from flows.models import Gap, Observation
from flows.questions import CodesField, OneOfField, Question, YearField, YearsField

WITHOUT_NUMBER = {"missing", "excluded"}


class CodesFilter(filters.Filter):
    field_class = CodesField

    def filter(self, rows, value):
        if not value:
            return rows
        wanted = Q(**{f"{self.field_name}__in": value})
        if rows.model is Gap and self.field_name in ("category", "measure"):
            # A gap without a category stands for all of them: no number about China at all.
            wanted |= Q(**{self.field_name: ""})
        return rows.filter(wanted)


class YearsFilter(filters.Filter):
    field_class = YearsField

    def filter(self, rows, value):
        return rows.filter(year__in=value) if value else rows


class YearFilter(filters.Filter):
    field_class = YearField


class ChoiceFilter(filters.Filter):
    field_class = OneOfField


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
    series = ChoiceFilter(method="only_series", choices=[("headline", "headline"), ("all", "all")])

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

    def _narrowed(self, rows, leaving):
        for name, one in self.filters.items():
            if name not in leaving:
                rows = one.filter(rows, self.asked[name])
        return self._without_members(rows)

    def _without_members(self, rows):
        if rows.model is Gap or self.asked["members"] == "1" or self.asked["destination"]:
            return rows
        return rows.filter(part_of="")

    def only_series(self, rows, _name, value):
        return rows.filter(headline=True) if value == "headline" and rows.model is Observation else rows

    def shows_gaps(self, by_default):
        """Whether gaps are asked for: in so many words, by their status, or by default (pages do, files do not)."""
        if self.asked["gaps"]:
            return self.asked["gaps"] == "1"
        return by_default or bool(WITHOUT_NUMBER & set(self.asked["status"]))
