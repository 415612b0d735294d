"""The one reading of `?origin=…&category=…`, for the page and for each file.

A question that cannot be understood is answered by a sentence, never by all rows: ask `is_valid()` first.
"""

from difflib import get_close_matches

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flows.models import Gap, Observation
from flows.queries import codelist

FIRST_YEAR, LAST_YEAR = 1900, 2100
NO_OR_YES = [("0", "0"), ("1", "1")]
WITHOUT_NUMBER = {"missing", "excluded"}
SORTS = {
    "-year": gettext_lazy("newest year first"),
    "year": gettext_lazy("oldest year first"),
    "origin": gettext_lazy("by origin"),
    "destination": gettext_lazy("by destination"),
    "-value": gettext_lazy("largest first"),
    "value": gettext_lazy("smallest first"),
}


class Several(forms.SelectMultiple):
    """Reads `?origin=KAZ,UZB` and `?origin=KAZ&origin=UZB` alike."""

    def value_from_datadict(self, data, files, name):
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return list(dict.fromkeys(part.strip() for value in given for part in value.split(",") if part.strip()))


class CodesField(forms.MultipleChoiceField):
    """Codes of one codelist; a wrong one is answered with those it may have been meant for."""

    widget = Several

    def __init__(self, *, codelist, **kwargs):
        self.codelist = codelist
        super().__init__(choices=lambda: [(code, code) for code in self.codes()], **kwargs)

    def codes(self):
        return list(codelist(self.codelist))

    def validate(self, value):
        for code in value:
            if code not in self.codes():
                raise forms.ValidationError(unknown_code(code, self.codes()))


def unknown_code(code, codes):
    near = get_close_matches(code.upper(), codes, n=3) or get_close_matches(code.lower(), codes, n=3)
    if not near and len(codes) <= 12:
        near = codes
    if not near:
        return _("“%(code)s” is no code that is used here.") % {"code": code}
    return _("“%(code)s” is no code that is used here. Is one of these meant: %(near)s?") % {
        "code": code,
        "near": ", ".join(near),
    }


NO_YEAR = gettext_lazy("“%(value)s” is no year. A year is a whole number such as 2018.")


class YearsField(forms.TypedMultipleChoiceField):
    widget = Several

    def __init__(self, **kwargs):
        years = [(str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        super().__init__(choices=years, coerce=int, error_messages={"invalid_choice": NO_YEAR}, **kwargs)


class YearField(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        years = [("", "")] + [(str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        super().__init__(
            choices=years, coerce=int, empty_value=None, error_messages={"invalid_choice": NO_YEAR}, **kwargs
        )


class OneOfField(forms.ChoiceField):
    default_error_messages = {"invalid_choice": gettext_lazy("“%(value)s” is none of the choices: %(choices)s.")}

    def validate(self, value):
        if value and not self.valid_value(value):
            choices = ", ".join(str(code) for code, _name in self.choices)
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], params={"value": value, "choices": choices}
            )


class PageField(forms.IntegerField):
    default_error_messages = {"invalid": gettext_lazy("A page is a whole number from 1 on.")}

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=10**6, **kwargs)
        self.error_messages["min_value"] = self.error_messages["max_value"] = self.error_messages["invalid"]


class Question(forms.Form):
    """The words of the address that choose no rows, and the manners of the whole."""

    release = forms.CharField(required=False)
    gaps = OneOfField(required=False, choices=NO_OR_YES)
    members = OneOfField(required=False, choices=NO_OR_YES)
    sort = OneOfField(required=False, choices=[(name, name) for name in SORTS])
    page = PageField(required=False)

    def clean(self):
        for name in sorted(set(self.data) - set(self.fields)):
            near = get_close_matches(name, self.fields, n=1)
            known = near or sorted(self.fields)
            self.add_error(
                None,
                _("“%(name)s” is not a word of this address. Known here: %(known)s.")
                % {"name": name, "known": ", ".join(known)},
            )
        for name, field in self.fields.items():
            if not isinstance(field.widget, Several) and len(self.data.getlist(name)) > 1:
                self.add_error(name, _("Given twice; it can be said once."))
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_to")
        if first and last and first > last:
            self.add_error("year_from", _("The first year is after the last."))
        return self.cleaned_data

    def sentences(self):
        """What is wrong with the question, one sentence for each fault, with its place."""
        for name, faults in self.errors.items():
            for fault in faults:
                yield fault if name == "__all__" else f"{capfirst(name)}: {fault}"


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
