"""The words of `/indicators/rate/?origin=KAZ&category=work`, and what is wrong with them."""

from django import forms
from django.utils.translation import gettext as _

from flows.core.cubes import WAYS
from flows.maps.asked import CodeField
from flows.questions import CodesField, OneOfField, PageField, Understood, YearField


class IndicatorQuestion(Understood):
    """What an address asks of an indicator; words that this one has no use for are not understood."""

    origin = CodesField(codelist="area", required=False)
    destination = CodesField(codelist="area", required=False)
    category = CodeField(codelist="category")
    measure = CodeField(codelist="measure")
    by = OneOfField(required=False, choices=[(way, way) for way in WAYS])
    year_from = YearField(required=False)
    year_to = YearField(required=False)
    base = YearField(required=False)
    page = PageField(required=False)
    release = forms.CharField(required=False)

    def __init__(self, data, indicator):
        super().__init__(data)
        self.indicator = indicator
        self.fields["by"].choices = [(way, way) for way in indicator.by]
        if not indicator.based:
            del self.fields["base"]

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_to")
        if first and last and first > last:
            self.add_error("year_from", _("The first year is after the last."))
        return self.cleaned_data

    @property
    def by_what(self):
        """What the lines are of."""
        return self.cleaned_data["by"] or self.indicator.by[0]
