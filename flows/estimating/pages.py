"""The page of a method: what there is to know of it, the form, and the answer."""

from functools import cached_property

from flows.core.estimates.columns import Column
from flows.estimating import words
from flows.estimating.corridors import MIRROR
from flows.estimating.forms import EstimateForm
from flows.estimating.listed import TOLD, source
from flows.estimating.shown import Shown

PARTS = " · "  # between the formulae of a method


class MethodPage:
    """All that the template asks for. `refusal`: why the form was not even read."""

    def __init__(self, form: EstimateForm, refusal: str = "", is_example: bool = False):
        self.form, self.method, self.refusal, self.is_example = form, form.method, refusal, is_example
        self.told = TOLD[form.method.name]
        self.is_mirror = form.method is MIRROR

    @property
    def language(self) -> str:
        """Of the example's own words; of a reader's nobody knows."""
        return "en" if self.is_example else ""

    @property
    def title(self) -> str:
        return words.text(self.method.title)

    @property
    def formulae(self) -> list[str]:
        return words.text(self.method.formula).split(PARTS)

    @property
    def assumes(self) -> str:
        return words.text(self.method.assumes)

    @property
    def not_when(self) -> str:
        return words.text(self.method.not_when)

    @property
    def source(self) -> str:
        return source(self.method)

    @property
    def columns(self) -> list[tuple[Column, str]]:
        """(column, what it says) of the table that goes in."""
        return [(each, words.text(each.says)) for each in self.method.columns]

    @property
    def gives(self) -> list[tuple[Column, str]]:
        return [(each, words.text(each.says)) for each in self.method.gives]

    @property
    def options(self) -> list[tuple[str, str, str]]:
        """(name, what it says, what was sent) of what a method may be told beside its table."""
        return [(name, words.text(says), self.form.data.get(name, "")) for name, says in self.method.options.items()]

    @property
    def faults(self) -> list[str]:
        """What is wrong with the table, or with what was sent beside it."""
        return [sentence for sentences in self.form.errors.values() for sentence in sentences]

    @cached_property
    def result(self) -> Shown | None:
        return Shown(self.form.reckoned) if self.form.reckoned else None
