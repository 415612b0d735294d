"""A file, and what it does not say itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.actions.declared import checked
from curation.actions.refused import Refused
from curation.core.files import DECLARABLE
from curation.core.problems import Problem
from curation.forms.words import LONG
from curation.models import SourceTable

TYPES = ".xlsx,.xls,.ods,.csv,.tsv"


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
