"""The desk's forms. They are polite about the rules first; the actions and the database hold them."""

from itertools import chain

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
from curation.core.treatments import in_words, way
from curation.models import Alias, CategoryDecision, Concern, Label, Series, SourceFile, SourceTable
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


class PrecedentField(forms.ModelChoiceField):
    """A decision in force that another may cite."""

    def __init__(self, precedents, **keywords):
        some = CategoryDecision.objects.in_force().filter(pk__in=[each.pk for each in precedents])
        said = {"required": False, "label": _("Like"), "empty_label": _("no precedent")}
        super().__init__(some.select_related("label"), **said, **keywords)
        self.help_text = _("A precedent to cite: if it is overturned, somebody looks at this one again.")

    def label_from_instance(self, decision):
        return f"{decision.label}, {in_words(decision)}"


class DecideForm(forms.Form):
    """What a label means. One choice, and what that choice needs."""

    what = forms.ChoiceField(label=_("It is"), widget=forms.RadioSelect)
    kept_out_of = forms.ChoiceField(
        required=False, label=_("Kept out of"), help_text=_("For an exclusion: the category it is kept out of.")
    )
    reason_code = forms.ChoiceField(required=False, label=_("Reason code"), help_text=_("For an exclusion."))
    measure = forms.ChoiceField(required=False, label=_("Measure"))
    rationale = forms.CharField(
        max_length=4000,
        widget=LONG,
        label=_("Rationale"),
        help_text=_("One sentence that a reader of the codebook can follow."),
    )
    year_from = forms.IntegerField(
        required=False, label=_("Year from"), help_text=_("Leave both years empty for all years.")
    )
    year_to = forms.IntegerField(required=False, label=_("Year to"))
    condition = forms.JSONField(
        required=False,
        label=_("Condition"),
        help_text=_('For some cells only, such as {"duration": ["M6-11", "Y_GE1"]}.'),
        widget=forms.TextInput,
    )
    flag = forms.CharField(
        required=False,
        max_length=4000,
        widget=LONG,
        label=_("Flag"),
        help_text=_("A doubt, in words: the proposal then waits for the director."),
    )

    def __init__(self, *arguments, precedents=(), **keywords):
        """With `precedents`, decisions in force about like cases, one of them can be cited."""
        super().__init__(*arguments, **keywords)
        if precedents:
            self.fields["cites"] = PrecedentField(precedents)
        categories = [(category.pk, category.name) for category in codes.categories()]
        others = [("exclude", _("excluded")), ("total", _("a total")), ("not_data", _("not data"))]
        self.fields["what"].choices = [*categories, *others]
        self.fields["kept_out_of"].choices = [("", _("none")), *categories]
        self.fields["reason_code"].choices = choices_of(codes.reasons(), _("none"))
        self.fields["measure"].choices = choices_of(codes.measures(), _("the table's own"))

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


class OpinionForm(forms.Form):
    """What a label is to somebody who does not see what was decided."""

    what = forms.ChoiceField(error_messages={"required": _("Choose what it is, or that you cannot say.")})
    reason_code = forms.ChoiceField(required=False, label=_("Reason"), help_text=_("For an exclusion."))
    words = forms.CharField(
        required=False, max_length=4000, widget=LONG, label=_("In one sentence"), help_text=_("Why you think so.")
    )

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        others = [(code, code) for code in ("exclude", "total", "not_data", "cannot_say")]
        self.fields["what"].choices = [*((category.pk, category.pk) for category in codes.categories()), *others]
        self.fields["reason_code"].choices = choices_of(codes.reasons(), _("none"))

    def clean(self):
        said = super().clean()
        excluded = said.get("what") == "exclude"
        if excluded and not said.get("reason_code"):
            self.add_error("reason_code", _("Say for which reason it is excluded."))
        if said.get("what") and not excluded and said.get("reason_code"):
            self.add_error("reason_code", _("A reason belongs to an exclusion: choose none, or exclude the label."))
        return said

    @property
    def opinion(self):
        """The keywords of `opinions.give`."""
        said = dict(self.cleaned_data)
        what = said.pop("what")
        included = what in {category.pk for category in codes.categories()}
        return said | ({"disposition": "include", "category": what} if included else {"disposition": what})


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


class TakeOverForm(DecideForm):
    """Another treatment than somebody proposed, and what they are to read about theirs."""

    reason = forms.CharField(
        max_length=4000,
        widget=LONG,
        label=_("Why not theirs"),
        help_text=_("The proposal is returned with it, and the doubts about it are answered."),
    )
    field_order = ["reason"]

    @property
    def proposal(self):
        return {name: said for name, said in super().proposal.items() if name != "reason"}


class NoteForm(forms.Form):
    note = forms.CharField(required=False, max_length=4000, widget=LONG, label=_("Note"))


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=4000, widget=LONG, label=_("Reason"))


class RationaleForm(forms.Form):
    rationale = forms.CharField(max_length=4000, widget=LONG, label=_("Rationale"), help_text=_("Why it should be so."))


class TalkForm(ReasonForm):
    """What somebody says about a concern, whichever button they press; who resolves it says what became of it."""

    outcome = forms.ChoiceField(
        choices=Concern.Outcome.choices,
        required=False,
        widget=forms.RadioSelect,
        label=_("What became of it"),
        help_text=_("For “Resolve” alone."),
    )

    def __init__(self, *arguments, settles, **keywords):
        super().__init__(*arguments, **keywords)
        self.fields["reason"].label = _("Your words")
        if not settles:
            del self.fields["outcome"]


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


class CellsForm(forms.Form):
    """Where an error is: cells of a sheet of a file."""

    file = forms.ModelChoiceField(SourceFile.objects.all(), label=_("File"))
    sheet = forms.CharField(max_length=255, label=_("Sheet"))
    cells = forms.CharField(max_length=40, label=_("Cells"), help_text=_("D20, or D20:E21 for several."))


class CorrectionForm(forms.Form):
    """What each cell should say, one field a cell, and by what one knows."""

    what = forms.CharField(
        max_length=4000, widget=LONG, label=_("What is wrong"), help_text=_("One sentence that readers will see.")
    )
    why = forms.CharField(
        max_length=4000,
        widget=LONG,
        label=_("By what you know"),
        help_text=_("What shows it: a total that adds up only so, another edition, the publisher's word."),
    )
    reported_on = forms.DateField(
        required=False,
        label=_("Reported to the publisher on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty if nobody told them."),
    )
    reference = forms.CharField(
        required=False, max_length=500, label=_("Reference"), help_text=_("A letter, an address, a page.")
    )

    def __init__(self, *arguments, places, printed, **keywords):
        """`places` are addresses line by line, `printed` the texts that stand there."""
        super().__init__(*arguments, **keywords)
        self.places, self.printed = places, printed
        for address, text in zip(chain(*places), chain(*printed), strict=True):
            label = _("%(cell)s, printed %(text)s") % {"cell": address, "text": text or _("(blank)")}
            field = forms.CharField(required=False, max_length=40, initial=text, label=label)
            self.fields[f"cell_{address}"] = field

    @property
    def cells(self):
        """Each line of cells: address, what is printed, and its field."""
        return [
            [(address, text, self[f"cell_{address}"]) for address, text in zip(*line, strict=True)]
            for line in zip(self.places, self.printed, strict=True)
        ]

    @property
    def words(self):
        """The other fields."""
        return [self[name] for name in ("what", "why", "reported_on", "reference")]

    @property
    def said(self):
        """The keywords of `corrections.propose`."""
        told = {name: text for name, text in self.cleaned_data.items() if not name.startswith("cell_")}
        texts = [[self.cleaned_data[f"cell_{address}"] for address in line] for line in self.places]
        return told | {"corrected": texts}


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
