"""A question of what if: kept, made proposals, offered to readers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.forms.concepts import AlikeForm
from curation.forms.words import LONG


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
