"""The words of `/graphics/heatmap/?category=asylum&measure=asylum_applications&year=2019`."""

from django import forms

from flows.maps.asked import CodeField
from flows.questions import OneOfField, Understood, YearField

TAKES = {
    "heatmap": ("category", "measure", "year"),
    "arcs": ("category", "measure", "year"),
    "multiples": ("category", "measure", "origin"),
    "index": ("category", "measure", "destination", "year"),
}


class Asked(Understood):
    """What an address asks of a technique; another technique's words are not known to it."""

    release = forms.CharField(required=False)

    def __init__(self, data, code, with_language=False):
        super().__init__(data)
        every = {
            "category": CodeField(codelist="category"),
            "measure": CodeField(codelist="measure"),
            "origin": CodeField(codelist="area"),
            "destination": CodeField(codelist="area"),
            "year": YearField(required=False),
        }
        self.fields |= {name: every[name] for name in TAKES.get(code, ())}
        if with_language:
            self.fields["language"] = OneOfField(required=False, choices=[("en", "en"), ("ru", "ru")])
