"""What a reader pastes, uploads and chooses; a form that is valid is reckoned already."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flows.core.estimates.method import Method
from flows.core.estimates.reading import SEPARATORS, lines_of
from flows.core.estimates.wrong import Wrong
from flows.core.refusals import Refused
from flows.estimating import corridors, words
from flows.estimating.reckoned import Reckoned, reckon

MOST_ROWS = 20_000
MOST_BYTES = 2_000_000
MOST_COLUMNS = 200
MARK = b"\xef\xbb\xbf"
PACKED = b"PK\x03\x04"  # how a workbook begins
NOTHING = gettext_lazy("There is no table yet: paste one into the field, or choose a file.")
TOO_LONG = gettext_lazy(
    "The table has more than 20,000 rows, which is more than a page reckons with: send it in parts, or use the command "
    "manage.py estimate, which takes millions."
)
TOO_WIDE = gettext_lazy("The first line names more than 200 columns: leave out those that the method does not use.")
WORKBOOK = gettext_lazy("This file is a workbook: save the sheet as CSV in UTF-8, or copy its cells and paste them.")


class EstimateForm(forms.Form):
    """A table, as text or as a file, and what a method may be told beside it.

    method: whose table it is; release: where receivers' numbers may come from, in the mirror alone.
    """

    table = forms.CharField(required=False, strip=False)
    file = forms.FileField(required=False, allow_empty_file=True)
    by = forms.CharField(required=False, max_length=200)
    base = forms.CharField(required=False, max_length=20)
    receivers = forms.CharField(required=False, max_length=80)

    def __init__(self, method: Method, series, release, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.method, self.series, self.release = method, series, release
        self.reckoned: Reckoned | None = None
        self.is_valid()

    @cached_property
    def text(self) -> str:
        """The table that was sent, whichever way; what of a file cannot be read is Refused."""
        file = self.cleaned_data.get("file")
        return decoded(file.read()) if file else self.cleaned_data.get("table", "")

    @property
    def written(self) -> str:
        """What stands in the field when the page comes back."""
        return self.__dict__.get("text", self.data.get("table", ""))

    @property
    def chosen(self):
        """The series that receivers' numbers are taken from, or None where the table has both sides."""
        code = self.cleaned_data.get("receivers")
        return next((each for each in self.series if each.code == code), None)

    def clean_receivers(self):
        code = self.cleaned_data["receivers"]
        if code and code not in [each.code for each in self.series]:
            raise forms.ValidationError(_("This release has no such numbers: choose one of the list."))
        return code

    def clean(self):
        if self.errors:
            return
        try:
            self.reckoned = self.reckon()
        except Wrong as error:
            self.add_error("table", words.refusal(error))
        except Refused as error:
            self.add_error("table", str(error))

    def reckon(self):
        if not self.text.strip():
            raise Refused(NOTHING)
        if sum(1 for _line in lines_of(self.text)) > MOST_ROWS + 1:
            raise Refused(TOO_LONG)
        first = next(lines_of(self.text.lstrip()))
        if max(map(first.count, SEPARATORS)) >= MOST_COLUMNS:
            raise Refused(TOO_WIDE)
        if self.chosen:
            return corridors.reckon(self.text, self.release, self.chosen)
        by = [name for part in self.cleaned_data["by"].split(",") if (name := part.strip().lower())]
        options = {name: self.cleaned_data[name] for name in self.method.options}
        return reckon(self.method, self.text, by, options)


def decoded(content: bytes) -> str:
    """A file as text; Refused with the line that is not written in UTF-8."""
    if content.startswith(PACKED):
        raise Refused(WORKBOOK)
    try:
        return content.removeprefix(MARK).decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused(
            _("Line %(line)d is not written in UTF-8; save the table as CSV in UTF-8.") % {"line": line}
        ) from None
