"""The desk's forms. They are polite about the rules first; the actions and the database hold them."""

from django import forms

from curation import codes
from curation.actions.declared import checked
from curation.actions.refused import Refused
from curation.core import areas
from curation.core.files import DECLARABLE
from curation.core.tables import Hints
from curation.models import Alias, Concern, Label, SourceTable
from flows.models import Area

TYPES = ".xlsx,.xls,.ods,.csv,.tsv"
LONG = forms.Textarea(attrs={"rows": 3})


def choices_of(entries, nothing):
    """The codes and names of a codelist, with `nothing` in words first."""
    return [("", nothing), *((entry.pk, entry.name) for entry in entries)]


class DeclaringForm(forms.Form):
    """Fields for what a file does not say itself."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        for name, what in DECLARABLE.items():
            self.fields[f"declared_{name}"] = forms.CharField(
                label=f"Declared {name}", required=False, max_length=255, help_text=f"Only {what}."
            )

    @property
    def declared(self):
        return {name: self.cleaned_data[f"declared_{name}"] for name in DECLARABLE}

    def clean(self):
        cleaned = super().clean()
        for name in DECLARABLE:
            try:
                checked({name: cleaned.get(f"declared_{name}")})
            except Refused as refusal:
                self.add_error(f"declared_{name}", str(refusal))
        return cleaned


class UploadForm(DeclaringForm):
    file = forms.FileField(
        help_text="xlsx, xls, ods, csv or tsv, up to 20 MiB. Send the publisher's own file, unedited.",
        max_length=255,
        allow_empty_file=True,  # the gate has a sentence for it, the same here as on the command line
        widget=forms.FileInput(attrs={"accept": TYPES}),
    )
    source = forms.ModelChoiceField(
        SourceTable.objects.all(),
        label="Source table",
        help_text="Decides the layout, the destination, the measure and the year basis.",
    )
    retrieved_on = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day you took it from the publisher, not today's.",
    )
    retrieved_from = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="The page that links to the file; a second person will look for it there.",
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=LONG,
        help_text="Anything the next person should know: what was odd on the page, a revision notice. Stays inside.",
    )


class DecideForm(forms.Form):
    """What a label means. One choice, and what that choice needs."""

    what = forms.ChoiceField(label="It is", widget=forms.RadioSelect)
    kept_out_of = forms.ChoiceField(required=False, help_text="For an exclusion: the category it is kept out of.")
    reason_code = forms.ChoiceField(required=False, help_text="For an exclusion.")
    measure = forms.ChoiceField(required=False)
    rationale = forms.CharField(
        max_length=4000, widget=LONG, help_text="One sentence that a reader of the codebook can follow."
    )
    year_from = forms.IntegerField(required=False, help_text="Leave both years empty for all years.")
    year_to = forms.IntegerField(required=False)
    condition = forms.JSONField(
        required=False,
        help_text='For some cells only, such as {"duration": ["M6-11", "Y_GE1"]}.',
        widget=forms.TextInput,
    )
    flag = forms.CharField(
        required=False,
        max_length=4000,
        widget=LONG,
        help_text="A doubt, in words: the proposal then waits for the director.",
    )

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        categories = [(category.pk, category.name) for category in codes.categories()]
        others = [("exclude", "excluded"), ("total", "a total"), ("not_data", "not data")]
        self.fields["what"].choices = [*categories, *others]
        self.fields["kept_out_of"].choices = [("", "none"), *categories]
        self.fields["reason_code"].choices = choices_of(codes.reasons(), "none")
        self.fields["measure"].choices = choices_of(codes.measures(), "the table's own")

    @staticmethod
    def filled_with(suggestion):
        """The form's values for a suggestion."""
        excluded = suggestion.disposition == "exclude"
        condition = {"condition": dict(suggestion.condition)} if suggestion.condition else {}
        return condition | {
            "what": suggestion.category if suggestion.disposition == "include" else suggestion.disposition,
            "kept_out_of": suggestion.category if excluded else "",
            "reason_code": suggestion.reason_code,
            "measure": suggestion.measure,
            "rationale": suggestion.rationale,
        }

    @property
    def proposal(self):
        """The keywords of `decisions.propose`."""
        said = dict(self.cleaned_data)
        what, kept_out_of = said.pop("what"), said.pop("kept_out_of")
        if what in ("exclude", "total", "not_data"):
            return said | {"disposition": what, "category": kept_out_of if what == "exclude" else ""}
        return said | {"disposition": "include", "category": what}


class NoteForm(forms.Form):
    note = forms.CharField(required=False, max_length=4000, widget=LONG, label="Note")


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=4000, widget=LONG)


class ConcernForm(forms.ModelForm):
    class Meta:
        model = Concern
        fields = ["text", "severity", "file", "label", "place"]
        widgets = {"file": forms.HiddenInput, "label": forms.HiddenInput}
        labels = {"text": "What do you doubt?"}


class TranslationForm(forms.ModelForm):
    class Meta:
        model = Label
        fields = ["translation_en", "translation_ru"]


class AliasForm(forms.ModelForm):
    class Meta:
        model = Alias
        fields = ["text", "area", "language", "note"]
        help_texts = {
            "text": "As printed; it is kept normalised, and found however it is dashed, spaced or capitalised."
        }

    def clean_text(self):
        return areas.normalise(self.cleaned_data["text"])

    def clean_area(self):
        code = self.cleaned_data["area"].strip()
        if not areas.is_special(code) and not Area.objects.filter(pk=code).exists():
            specials = ", ".join(areas.SPECIALS)
            raise forms.ValidationError(f"“{code}” is no area: write its code, as KAZ, or one of {specials}.")
        return code


class SourceTableForm(forms.ModelForm):
    url = forms.URLField(max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = SourceTable
        fields = "__all__"
        widgets = {"hints": forms.Textarea(attrs={"rows": 20, "class": "vLargeTextField"})}

    def clean_hints(self):
        hints = self.cleaned_data["hints"]
        try:
            Hints(self.instance.pk or "", hints)
        except (TypeError, ValueError, AttributeError, KeyError) as problem:
            raise forms.ValidationError(f"These hints cannot be followed: {problem}.") from problem
        return hints
