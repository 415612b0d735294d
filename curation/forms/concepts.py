"""Labels of one concept: made alike, or why they are not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation import codes
from curation.forms.words import LONG, choices_of


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
