"""What the desk goes by: spellings of places, source tables, series, thresholds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.actions import series
from curation.actions.refused import Refused
from curation.core import areas
from curation.core.tables import Hints
from curation.forms.words import LONG
from curation.models import Alias, Series, SourceTable
from flows.queries import codelist, entry


class AliasForm(forms.ModelForm):
    class Meta:
        model = Alias
        fields = ["text", "area", "language", "note"]
        help_texts = {
            "text": "As printed; it is kept normalised, and found however it is dashed, spaced or capitalised."
        }

    @staticmethod
    def normalised(text):
        """A spelling as it is kept: by it an alias is found."""
        return areas.normalise(text)

    def clean_text(self):
        return self.normalised(self.cleaned_data["text"])

    def clean_area(self):
        code = self.cleaned_data["area"].strip()
        if not areas.is_special(code) and entry("area", code) is None:
            specials = ", ".join(areas.SPECIALS)
            raise forms.ValidationError(f"“{code}” is no area: write its code, as KAZ, or one of {specials}.")
        return code


class SourceTableForm(forms.ModelForm):
    url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    hints = forms.JSONField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 20, "class": "vLargeTextField"}),
        help_text=_("How its sheets are laid out: see the reference on layouts."),
    )

    class Meta:
        model = SourceTable
        fields = "__all__"

    @staticmethod
    def normalised(code):
        """A code as it is kept: by it a table is found."""
        return code.strip()

    def clean_destination(self):
        code = self.cleaned_data["destination"].strip()
        if code and entry("area", code) is None:
            raise forms.ValidationError(f"“{code}” is no area: write its code, as KAZ, or leave it empty.")
        return code

    def clean_measure(self):
        code = self.cleaned_data["measure"].strip()
        if code and entry("measure", code) is None:
            known = ", ".join(codelist("measure"))
            raise forms.ValidationError(f"“{code}” is no measure: write one of {known}, or leave it empty.")
        return code

    def clean_hints(self):
        hints = self.cleaned_data["hints"] or {}
        try:
            Hints(self.instance.pk or "", hints)
        except (TypeError, ValueError, AttributeError, KeyError) as problem:
            raise forms.ValidationError(f"These hints cannot be followed: {problem}.") from problem
        return hints


class SeriesForm(forms.ModelForm):
    """The years of a series, and why they change; all else of a series comes with the program."""

    reason = forms.CharField(max_length=4000, widget=LONG, help_text="Stays in the history of the series.")

    class Meta:
        model = Series
        fields = ["from_year", "to_year"]

    def clean(self):
        years = super().clean()
        if not {"from_year", "to_year"} & set(self.changed_data):
            raise forms.ValidationError("The years are as they were: change one of them, or leave the page.")
        if "from_year" in years and "to_year" in years:
            try:
                series.check(years["from_year"], years["to_year"])
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return years


class ThresholdForm(forms.Form):
    """Another value of one threshold, and why; `turn` is that of the value one sees."""

    value = forms.IntegerField(label=_("From now on"))
    why = forms.CharField(max_length=4000, widget=LONG, label=_("Why"), help_text=_("Stays in its history."))
    turn = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments, threshold, setting=None, **keywords):
        now = {"value": setting.value if setting else threshold.default, "turn": setting.turn if setting else 0}
        super().__init__(*arguments, initial=now, auto_id=f"{threshold.name}_%s", **keywords)
        self.threshold = threshold
        bounds = {"min": threshold.least, "max": threshold.most}
        self.fields["value"].widget.attrs.update(bounds)
        self.fields["value"].help_text = _("%(unit)s, from %(min)s to %(max)s") % {"unit": threshold.unit, **bounds}
