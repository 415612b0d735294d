"""A doubt, and what is said about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.forms.words import ReasonForm
from curation.models import Concern


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
        labels = {"text": _("What do you doubt?")}
