"""What people say in a sentence, whatever it is about."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONG = forms.Textarea(attrs={"rows": 3})


def choices_of(entries, nothing):
    """The codes and names of a codelist, with `nothing` in words first."""
    return [("", nothing), *((entry.pk, entry.name) for entry in entries)]


class NoteForm(forms.Form):
    note = forms.CharField(required=False, max_length=4000, widget=LONG, label=_("Note"))


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=4000, widget=LONG, label=_("Reason"))


class SureForm(ReasonForm):
    """A reason for what cannot be taken back, and that one means it."""

    sure = forms.BooleanField(
        label=_("I mean it: this cannot be taken back"), error_messages={"required": _("Tick this first, or leave it.")}
    )


class RationaleForm(forms.Form):
    rationale = forms.CharField(max_length=4000, widget=LONG, label=_("Rationale"), help_text=_("Why it should be so."))
