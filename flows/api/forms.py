"""The words of an address of the API, and what may be said with each. The API speaks English only."""

import re
from difflib import get_close_matches

from django import forms

from flows.core.causes import KINDS
from flows.questions import CodesField, OneOfField, Question, Several, Understood

MOST, USUALLY = 1000, 100  # rows of a page
FORMATS = ["json", "csv"]
DIGITS = re.compile("[0-9]{1,9}")


class NamesField(forms.MultipleChoiceField):
    """Names of columns; a wrong one is answered with the nearest."""

    widget = Several

    def __init__(self, columns):
        self.names = [column.name for column in columns]
        super().__init__(required=False, choices=[(name, name) for name in self.names])

    def validate(self, value):
        for name in value:
            if name not in self.names:
                near = get_close_matches(name, self.names, n=1) or self.names
                raise forms.ValidationError(
                    f"“{name}” is no field of this list. Is one of these meant: {', '.join(near)}?"
                )


class LimitField(forms.IntegerField):
    default_error_messages = {"invalid": f"How many rows a page has is a whole number from 1 to {MOST}."}

    def __init__(self):
        super().__init__(required=False, min_value=1, max_value=MOST)
        self.error_messages["min_value"] = self.error_messages["max_value"] = self.error_messages["invalid"]
        for validator in self.validators:
            validator.message = self.error_messages["invalid"]

    def to_python(self, value):
        """Python and Django read `1_0`, `5.0` and `+5` as numbers too."""
        if value and not DIGITS.fullmatch(value):
            raise forms.ValidationError(self.error_messages["invalid"])
        return super().to_python(value)


class Turned(Understood):
    """What every list is asked, besides its `fields`.

    On a page a field that is left empty narrows nothing. In a program it is a variable that nobody set, and all rows
    would be the wrong answer.
    """

    limit = LimitField()
    cursor = forms.CharField(required=False, strip=False)
    format = OneOfField(required=False, choices=[(name, name) for name in FORMATS])

    def clean(self):
        super().clean()
        for name in self.fields:
            if any(not given.replace(",", "").strip() for given in self.data.getlist(name)):
                self.add_error(name, "There is nothing behind the equals sign: say what is meant, or leave it out.")
        return self.cleaned_data


class OfRelease(Understood):
    release = forms.CharField(required=False)


class OfSeries(OfRelease):
    destination = CodesField(codelist="area", required=False)
    category = CodesField(codelist="category", required=False)
    measure = CodesField(codelist="measure", required=False)


class OfDifference(OfRelease):
    """`from`, which is no name of Python's, is the version of the earlier release."""

    cause = OneOfField(required=False, choices=[(kind, kind) for kind in KINDS])
    destination = CodesField(codelist="area", required=False)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["from"] = forms.CharField(required=False)


class OfObservations(Question):
    """The words of the page's list without those that turn and sort a page."""

    columns = sort = page = None


def asked_of(columns, words=Understood):
    """The form of a list that has these columns and is asked in these words."""
    return type("Asked", (Turned, words), {"fields": NamesField(columns), "__module__": __name__})
