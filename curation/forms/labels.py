"""What a label means: decided, taken over, or seen by somebody who does not know what was decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation import codes
from curation.core.treatments import way
from curation.forms.words import LONG, choices_of
from curation.models import CategoryDecision, Label
from curation.worded import in_words


class PrecedentField(forms.ModelChoiceField):
    """A decision in force that another may cite."""

    def __init__(self, precedents, **keywords):
        some = CategoryDecision.objects.in_force().filter(pk__in=[each.pk for each in precedents])
        said = {"required": False, "label": _("Like"), "empty_label": _("no precedent")}
        super().__init__(some.select_related("label"), **said, **keywords)
        self.help_text = _("A precedent to cite: if it is overturned, somebody looks at this one again.")

    def label_from_instance(self, decision):
        return f"{decision.label}, {in_words(decision)}"


class ConditionField(forms.JSONField):
    """Which cells a decision is about; without a condition the field is empty."""

    def prepare_value(self, value):
        return super().prepare_value(value) if value else ""


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
    condition = ConditionField(
        required=False,
        label=_("Condition"),
        help_text=_(
            "Empty: all cells of the label. For some cells only, name the column of the table and its values, as "
            '{"duration": ["M6-11", "Y_GE1"]} for stays of six months and more.'
        ),
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


class TranslationForm(forms.ModelForm):
    class Meta:
        model = Label
        fields = ["translation_en", "translation_ru"]
