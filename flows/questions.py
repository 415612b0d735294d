"""The words of `?origin=…&category=…`: what may be said with each, and the sentence for what may not."""

from difflib import get_close_matches

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flows.models import Area
from flows.queries import codelist

FIRST_YEAR, LAST_YEAR = 1900, 2100
NO_OR_YES = [("0", "0"), ("1", "1")]
SORTS = {
    "-year": gettext_lazy("newest year first"),
    "year": gettext_lazy("oldest year first"),
    "origin": gettext_lazy("by origin"),
    "destination": gettext_lazy("by destination"),
    "-value": gettext_lazy("largest first"),
    "value": gettext_lazy("smallest first"),
}


COLUMNS = {
    "basis": gettext_lazy("Year basis"),
    "category": gettext_lazy("Category"),
    "measure": gettext_lazy("Measure"),
    "bounds": gettext_lazy("Bounds"),
    "scale": gettext_lazy("Scale"),
    "cells": gettext_lazy("Cells"),
    "status": gettext_lazy("Status and reason"),
    "sources": gettext_lazy("Sources"),
}
OF_THE_PAGE = ("columns", "sort", "page")  # words of the address that change no file
USUAL = ["category", "measure", "bounds", "scale", "status"]


class Several(forms.SelectMultiple):
    """Reads `?origin=KAZ,UZB` and `?origin=KAZ&origin=UZB` alike."""

    def value_from_datadict(self, data, files, name):
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return list(dict.fromkeys(part.strip() for value in given for part in value.split(",") if part.strip()))


class CodesField(forms.MultipleChoiceField):
    """Codes of one codelist; a wrong one is answered with those it may have been meant for."""

    widget = Several

    def __init__(self, *, codelist, **kwargs):
        self.codelist = codelist
        super().__init__(choices=lambda: [(code, code) for code in self.codes()], **kwargs)

    def codes(self):
        return list(codelist(self.codelist))

    def validate(self, value):
        for code in value:
            if code not in self.codes():
                raise forms.ValidationError(unknown_code(code, codelist(self.codelist)))


def unknown_code(code, entries):
    """The sentence for a code that is not in {code: entry}, with those that may have been meant."""
    return _("“%(code)s” is no code that is used here. Is one of these meant: %(near)s?") % {
        "code": code,
        "near": ", ".join(likely(code, entries)),
    }


def likely(code, entries):
    """Codes by their names or two letters, then by their letters: those the dataset is about before the others."""
    named = [each.code for each in entries.values() if code.casefold() in names(each)]
    tracked = [each.code for each in entries.values() if is_tracked(each)]
    for found in (
        named,
        get_close_matches(code.upper(), tracked, n=3),
        get_close_matches(code.lower(), tracked, n=3),
        get_close_matches(code.upper(), list(entries), n=3),
    ):
        if found:
            return found
    return tracked


def names(entry):
    """What people may call an entry, in small letters."""
    return {name.casefold() for name in (entry.code, entry.name_en, entry.name_ru, getattr(entry, "iso2", "")) if name}


def is_tracked(entry):
    """Whether the dataset is about it; of codelists other than areas it is about all."""
    return not isinstance(entry, Area) or entry.tracked_origin or entry.tracked_destination


NO_YEAR = gettext_lazy("“%(value)s” is no year. A year is a whole number such as 2018.")


def years():
    """A function and no list: each request has a form of its own, and would copy two hundred years three times."""
    return [(str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]


class YearsField(forms.TypedMultipleChoiceField):
    widget = Several

    def __init__(self, **kwargs):
        super().__init__(choices=years, coerce=int, error_messages={"invalid_choice": NO_YEAR}, **kwargs)


class YearField(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            choices=years, coerce=int, empty_value=None, error_messages={"invalid_choice": NO_YEAR}, **kwargs
        )


NO_CHOICE = gettext_lazy("“%(value)s” is none of the choices: %(choices)s.")


class ColumnsField(forms.MultipleChoiceField):
    widget = Several

    def __init__(self, **kwargs):
        super().__init__(choices=COLUMNS.items(), **kwargs)

    def validate(self, value):
        for code in value:
            if code not in COLUMNS:
                raise forms.ValidationError(NO_CHOICE, params={"value": code, "choices": ", ".join(COLUMNS)})


class OneOfField(forms.ChoiceField):
    default_error_messages = {"invalid_choice": NO_CHOICE}

    def validate(self, value):
        if value and not self.valid_value(value):
            choices = ", ".join(str(code) for code, _name in self.choices)
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], params={"value": value, "choices": choices}
            )


class PageField(forms.IntegerField):
    default_error_messages = {"invalid": gettext_lazy("A page is a whole number from 1 on.")}

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=10**6, **kwargs)
        self.error_messages["min_value"] = self.error_messages["max_value"] = self.error_messages["invalid"]


class Understood(forms.Form):
    """The words of an address, of which none may be unknown or said twice."""

    def full_clean(self):
        super().full_clean()
        self._bound_fields_cache.clear()  # each holds the form, and the form may hold the numbers of a release

    def clean(self):
        for name in sorted(set(self.data) - set(self.fields)):
            near = get_close_matches(name, self.fields, n=1)
            unknown = (
                _("“%(name)s” is not a word of this address. Is “%(known)s” meant?")
                if near
                else _("“%(name)s” is not a word of this address. Known here: %(known)s.")
            )
            self.add_error(None, unknown % {"name": name, "known": ", ".join(near or sorted(self.fields))})
        for name, field in self.fields.items():
            if not isinstance(field.widget, Several) and len(self.data.getlist(name)) > 1:
                self.add_error(name, _("Given twice; it can be said once."))
        return self.cleaned_data

    def sentences(self):
        """What is wrong with the question, one sentence for each fault, with its place."""
        for name, faults in self.errors.items():
            for fault in faults:
                yield fault if name == "__all__" else f"{name}: {fault}"


class Question(Understood):
    """The words of the address of a list that choose no rows."""

    release = forms.CharField(required=False)
    gaps = OneOfField(required=False, choices=NO_OR_YES)
    members = OneOfField(required=False, choices=NO_OR_YES)
    columns = ColumnsField(required=False)
    sort = OneOfField(required=False, choices=[(name, name) for name in SORTS])
    page = PageField(required=False)

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_to")
        if first and last and first > last:
            self.add_error("year_from", _("The first year is after the last."))
        return self.cleaned_data


class OfPages(Understood):
    """The words of the address of a list that is not narrowed."""

    release = forms.CharField(required=False)
    page = PageField(required=False)
