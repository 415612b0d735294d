"""An error of a publisher: where it is, and what should stand there."""

from itertools import chain

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.forms.words import LONG
from curation.models import SourceFile


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
