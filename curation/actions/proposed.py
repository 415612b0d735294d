"""What somebody wants to say about a label, before it is kept: complete, and in words the codelists know."""

from dataclasses import asdict, dataclass, field

from curation.actions.refused import Refused
from curation.core import conditions, treatments
from curation.models import CategoryDecision
from flows.models import Category, Measure, ReasonCode

Disposition = CategoryDecision.Disposition
LONGEST = 4000
YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The content of a decision. `check` refuses what cannot be meant, in one sentence."""

    disposition: str
    rationale: str
    category: str = ""
    reason_code: str = ""
    measure: str = ""
    year_from: int | None = None
    year_to: int | None = None
    condition: dict = field(default_factory=dict)

    def content(self):
        """The fields of the decision to be."""
        return asdict(self)

    def check(self):
        self.check_disposition()
        self.check_codes()
        self.check_rationale()
        self.check_years()
        check_condition(self.condition)

    def check_disposition(self):
        if self.disposition not in Disposition:
            raise Refused("Say what the label is: counted in a category, excluded for a reason, a total, or not data.")
        if self.disposition == Disposition.INCLUDE and not self.category:
            raise Refused("Say in which category the label counts.")
        if self.disposition == Disposition.EXCLUDE and not self.reason_code:
            raise Refused("Say for which reason the label is excluded: choose a reason code.")
        if self.disposition != Disposition.EXCLUDE and self.reason_code:
            raise Refused("A reason code belongs to an exclusion: leave it out, or exclude the label.")
        if self.disposition in (Disposition.TOTAL, Disposition.NOT_DATA) and (self.category or self.measure):
            raise Refused(f"What is {treatments.WORDS[self.disposition]} has neither category nor measure: empty them.")

    def check_codes(self):
        known("category", Category.objects, self.category)
        known("measure", Measure.objects, self.measure)
        known("reason code", reasons_to_exclude(), self.reason_code)

    def check_rationale(self):
        if not self.rationale:
            raise Refused("Give a rationale: one sentence that a reader of the codebook can follow.")
        if len(self.rationale) > LONGEST:
            raise Refused(
                f"The rationale has {len(self.rationale):,} characters, and {LONGEST:,} are kept: shorten it."
            )

    def check_years(self):
        span = [year for year in (self.year_from, self.year_to) if year is not None]
        for year in span:
            if year not in YEARS:
                raise Refused(f"{year} is no year of this dataset: write four digits, as in 2018.")
        if span != sorted(span):
            raise Refused(f"The years run backwards: from {self.year_from} to {self.year_to}.")


def same(one, other):
    """Whether two treat the same cells in the same way; the words of the rationale may differ."""
    return treated(one) == treated(other)


def overlap(one, other):
    """Whether two on the same label could claim one cell with equal right."""
    spans = (one.year_from, one.year_to), (other.year_from, other.year_to)
    return conditions.years_overlap(*spans) and conditions.collide(one.condition, other.condition)


def treated(what):
    span = what.year_from, what.year_to, conditions.key(what.condition)
    return what.disposition, what.category, what.reason_code, what.measure, span


def reasons_to_exclude():
    """The reason codes of exclusions; others are reasons of gaps."""
    return ReasonCode.objects.filter(applies_to__in=["exclusion", "both"])


def known(what, codelist, code):
    """Refuse a code that its codelist does not have; an empty one says nothing."""
    if code and not codelist.filter(pk=code).exists():
        codes = ", ".join(codelist.values_list("pk", flat=True))
        raise Refused(f"“{code}” is no {what}: choose one of {codes}.")


def check_condition(condition):
    """Refuse a condition that is not columns with lists of texts."""
    shape = isinstance(condition, dict) and all(
        column and isinstance(texts, list) and texts and all(isinstance(text, str) for text in texts)
        for column, texts in condition.items()
    )
    if not shape:
        raise Refused('The condition cannot be read: write it as {"duration": ["M6-11", "Y_GE1"]}.')
    if len(conditions.key(condition)) > 300:
        raise Refused("The condition is longer than 300 characters: split it into two decisions.")
