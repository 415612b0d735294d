"""The words of `/map/?from=TJK&category=asylum&year=2016`, and what is shown where some are left away."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _

from flows import figures
from flows.queries import codelist
from flows.questions import OneOfField, Understood, YearField, unknown_code

LACKING = "lacking"  # a fault that another release may not find


class CodeField(forms.CharField):
    """One code of a codelist; a wrong one is answered with those it may have been meant for."""

    def __init__(self, *, codelist, **kwargs):
        self.codelist = codelist
        super().__init__(required=False, **kwargs)

    def validate(self, value):
        if value and value not in codelist(self.codelist):
            raise forms.ValidationError(unknown_code(value, codelist(self.codelist)))


class View(NamedTuple):
    """One map: the lines `from` a place or `to` it, of a category, in a year."""

    direction: str
    place: str
    category: str
    year: int


class MapQuestion(Understood):
    """What an address asks of the map of a release; `index` is its piece `map`."""

    to = CodeField(codelist="area")
    category = CodeField(codelist="category")
    year = YearField(required=False)
    release = forms.CharField(required=False)

    def __init__(self, data, index):
        super().__init__(data)
        self.index = index
        self.fields = {"from": CodeField(codelist="area"), **self.fields}

    def clean(self):
        super().clean()
        if self.cleaned_data.get("from") and self.cleaned_data.get("to"):
            self.add_error(
                None, _("The map shows lines from one origin or to one destination: leave one of them away.")
            )
        for direction in ("from", "to"):
            self._refuse_nobody(direction, self.cleaned_data.get(direction))
        self._refuse_other_years(self.cleaned_data.get("year"))
        return self.cleaned_data

    def _refuse_nobody(self, direction, code):
        if code and code not in self.index[direction]:
            said = {
                "from": _("This release says nothing of people from here: %(place)s. It does of: %(known)s."),
                "to": _("This release says nothing of people who come here: %(place)s. It does of: %(known)s."),
            }
            known = ", ".join(f"{each} ({figures.name_of('area', each)})" for each in self.places(direction)[:12])
            self._lack(direction, said[direction] % {"place": figures.name_of("area", code), "known": known})

    def _refuse_other_years(self, year):
        first, last = self.index["years"]
        if year and not first <= year <= last:
            span = figures.year_span(first, last)
            said = _("“%(year)s” lies outside the years of this release: %(span)s.")
            self._lack("year", said % {"year": year, "span": span})

    def _lack(self, name, sentence):
        self.add_error(name, forms.ValidationError(sentence, code=LACKING))

    @property
    def is_understood(self):
        """Whether nothing is wrong with the question but that this release has no such place or year."""
        faults = [fault for held in self.errors.as_data().values() for fault in held]
        return all(fault.code == LACKING for fault in faults)

    @property
    def status(self):
        """How a question without an answer is answered: the release has no such map, or it is not understood."""
        return 404 if self.is_understood else 400

    def places(self, direction):
        """The codes of one end that have a number, in the order of lists; those that others hold come last."""
        held = self.index[direction]
        members = {member for union in self.index["unions"].values() for member, *_span in union}
        found = [code for code in codelist("area") if any(count for _year, count in held.get(code, {}).values())]
        return sorted(found, key=lambda code: code in members and direction == "to")

    # --- What is meant ------------------------------------------------------------------------------------------------

    def view(self):
        """What is shown: what was asked for, and for what was left away what has most numbers."""
        asked = self.cleaned_data
        direction = "to" if asked.get("to") else "from"
        held = self.index[direction]
        place = asked.get(direction) or self._best_place(held)
        category = asked.get("category") or max(
            (code for code in codelist("category") if code in held[place]), key=lambda code: held[place][code][1]
        )
        best = held[place].get(category) or self.index["years"][1:]
        return View(direction, place, category, asked.get("year") or best[0])

    @staticmethod
    def _best_place(held):
        codes = [code for code in codelist("area") if code in held]
        return max(codes, key=lambda code: max(count for _year, count in held[code].values()))


class PictureQuestion(MapQuestion):
    """The same for a picture, which stands alone and says in itself in which language it speaks."""

    language = OneOfField(required=False, choices=[("en", "en"), ("ru", "ru")])
