"""The desk's forms. They are polite about the rules first; the actions and the database hold them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation import codes
from curation.actions import series
from curation.actions.declared import checked
from curation.actions.refused import Refused
from curation.core import areas
from curation.core.files import DECLARABLE
from curation.core.problems import Problem
from curation.core.tables import Hints
from curation.core.treatments import way
from curation.models import Alias, Concern, Label, Series, SourceTable
from flows.queries import codelist, entry

TYPES = ".xlsx,.xls,.ods,.csv,.tsv"
LONG = forms.Textarea(attrs={"rows": 3})


def choices_of(entries, nothing):
    """The codes and names of a codelist, with `nothing` in words first."""
    return [("", nothing), *((entry.pk, entry.name) for entry in entries)]


DECLARED = {
    "period": _("Period"),
    "origin": _("Origin"),
    "destination": _("Destination"),
    "encoding": _("Encoding"),
    "sheet": _("Sheet to read"),
    "fill_down": _("Printed once"),
    "blank": _("Blank on purpose"),
    "marks": _("Marks"),
}


class DeclaringForm(forms.Form):
    """Fields for what a file does not say itself."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        for name, what in DECLARABLE.items():
            self.fields[f"declared_{name}"] = forms.CharField(
                label=DECLARED[name], required=False, max_length=255, help_text=f"{what[0].upper()}{what[1:]}."
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
        label=_("File"),
        help_text=_("xlsx, xls, ods, csv or tsv, up to 20 MiB. Send the publisher's own file, unedited."),
        max_length=255,
        allow_empty_file=True,  # the gate has a sentence for it, the same here as on the command line
        widget=forms.FileInput(attrs={"accept": TYPES}),
    )
    source = forms.ModelChoiceField(
        SourceTable.objects.all(),
        label=_("Source table"),
        help_text=_("Decides the layout, the destination, the measure and the year basis."),
    )
    retrieved_on = forms.DateField(
        label=_("Retrieved on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day you took it from the publisher, not today's."),
    )
    retrieved_from = forms.URLField(
        label=_("Retrieved from"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The page that links to the file; a second person will look for it there."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=LONG,
        help_text=_("Anything the next person should know: what was odd on the page, a revision notice. Stays inside."),
    )

    def __init__(self, *arguments, kept=None, initial=None, **keywords):
        """With a `kept` file, which waits to be put right, nobody is asked for it again."""
        super().__init__(*arguments, initial=(self.known_of(kept) if kept else {}) | (initial or {}), **keywords)
        self.fields["file"].required = kept is None

    @staticmethod
    def known_of(kept):
        """The form's values for a file that is here."""
        said = {name: getattr(kept, name) or "" for name in ("retrieved_on", "retrieved_from", "note")}
        return said | {"source": kept.source_id} | {f"declared_{name}": text for name, text in kept.declared.items()}

    @classmethod
    def refused(cls, kept, source=None):
        """The form of a file in quarantine, each problem beside the field that may put it right."""
        form = cls(cls.known_of(kept) | ({"source": source} if source else {}), kept=kept)
        form.refuse(map(Problem.from_json, kept.problems))
        return form

    def refuse(self, problems):
        """Put the first problem of each field beside it, in its one sentence."""
        told = set()
        for problem in problems:
            field = problem.field if problem.field in ("file", "source") else f"declared_{problem.field}"
            if field not in told:
                self.add_error(field, str(problem) if field == "file" else problem.line)
            told.add(field)


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
            "what": way(suggestion),
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


class AnswerForm(forms.Form):
    """The note where somebody doubts the proposal."""

    note = forms.CharField(
        max_length=4000,
        widget=LONG,
        label="Answer to the doubt",
        help_text="Settles the doubt in your words, and stays with the decision.",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=4000, widget=LONG)


class RationaleForm(forms.Form):
    rationale = forms.CharField(max_length=4000, widget=LONG, label=_("Rationale"), help_text=_("Why it should be so."))


class TalkForm(ReasonForm):
    """What somebody says about a concern, whichever button they press."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.fields["reason"].label = _("Your words")


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


class ConceptReasonForm(forms.Form):
    """Why labels of one concept may be treated in two ways, for readers of the codebook."""

    text_en = forms.CharField(max_length=4000, widget=LONG, label=_("Reason, in English"))
    text_ru = forms.CharField(max_length=4000, widget=LONG, required=False, label=_("Reason, in Russian"))


class AlikeForm(forms.Form):
    """One treatment for all labels of a concept: the words, and for an exclusion the code of its reason."""

    reason_code = forms.ChoiceField(label=_("Reason code"))
    rationale = forms.CharField(
        max_length=4000,
        widget=LONG,
        label=_("Rationale"),
        help_text=_("One for all of them, in a sentence that a reader of the codebook can follow."),
    )

    def __init__(self, *arguments, to, **keywords):
        super().__init__(*arguments, **keywords)
        if to == "exclude":
            self.fields["reason_code"].choices = choices_of(codes.reasons(), _("choose one"))
        else:
            del self.fields["reason_code"]


class KeepForm(forms.Form):
    """A question of what if, to be found again."""

    title = forms.CharField(max_length=200, label=_("Title"))
    note = forms.CharField(
        max_length=4000, widget=LONG, required=False, label=_("Note"), help_text=_("Why it is asked. Stays inside.")
    )


class SupposeForm(AlikeForm):
    """The words with which a question is made into proposals, and the code of the reason where labels are left out."""

    def __init__(self, *arguments, out, **keywords):
        super().__init__(*arguments, to="exclude" if out else "", **keywords)


class OfferForm(forms.Form):
    """What readers are told of a scenario, in both languages."""

    title_en = forms.CharField(max_length=200, label=_("Title, in English"), help_text=_("Gives it its address."))
    title_ru = forms.CharField(max_length=200, label=_("Title, in Russian"))
    text_en = forms.CharField(
        max_length=4000, widget=LONG, label=_("Text, in English"), help_text=_("Why one may ask this, for everybody.")
    )
    text_ru = forms.CharField(max_length=4000, widget=LONG, label=_("Text, in Russian"))


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
