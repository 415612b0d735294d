"""Labels that mean the same, destination by destination: how each is treated, in how many ways, and why that may be.

A label is treated as its decision says, in force or waiting; where nobody spoke, as the codebook's rule for it says. A
rule without a label of ours stands for itself, so that the codebook's own cases are there before any file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from curation import queries, tally
from curation.core import codebook, treatments
from curation.models import CategoryDecision, CodebookRule, Concept, ConceptReason, Label, Series, SourceTable, Standing
from flows.queries import codelist

EXCLUDE, INCLUDE = CategoryDecision.Disposition.EXCLUDE, CategoryDecision.Disposition.INCLUDE
SAME_PEOPLE = ("counted_elsewhere", "outside_measure")  # excluded so as not to count somebody twice: no other treatment
State = ConceptReason.State


@dataclass(frozen=True)
class Use:
    """One label of a concept as it is treated, or a rule without labels; `decision` is None where nobody spoke."""

    rule: CodebookRule
    label: Label | None = None
    decision: CategoryDecision | None = None

    @property
    def treatment(self):
        return self.decision or self.rule

    @property
    def way(self):
        """The category it counts in, or what is done with it instead."""
        return treatments.way(self.treatment)

    @property
    def is_a_way(self):
        """Whether this says how its people are treated."""
        return is_a_way(self.treatment)

    @property
    def place(self):
        """The destination, or for a table of many destinations the table."""
        return self.rule.destination or self.rule.source

    @property
    def measure(self):
        return self.treatment.measure or self.rule.measure or self.label.source.measure


@dataclass
class Slip:
    """Labels of one destination that are treated alike and bear one name on the board."""

    text: str
    uses: list[Use] = field(default_factory=list)

    @property
    def way(self):
        return self.uses[0].way

    @property
    def reason_code(self):
        return "" if self.uses[0].is_a_way else self.uses[0].treatment.reason_code

    @property
    def rule(self):
        return self.uses[0].rule

    @cached_property
    def labels(self):
        return list({use.label.pk: use.label for use in self.uses if use.label}.values())

    @property
    def decided(self):
        return bool(self.labels) and all(use.decision for use in self.uses if use.label)

    @property
    def waits(self):
        return any(use.decision and use.decision.state == CategoryDecision.State.PROPOSED for use in self.uses)

    @property
    def against_codebook(self):
        return self.way != treatments.way(self.rule)


@dataclass(frozen=True, slots=True)
class Figure:
    """People of a concept in one measure: all years of a flow together, of a stock the last one alone."""

    measure: str
    people: int
    years: tuple[int, ...]


@dataclass
class Row:
    """One concept with everything that bears it."""

    concept: Concept
    uses: list[Use]
    reasons: list[ConceptReason]
    people: dict[int, dict[int, int]] = field(default_factory=dict)
    rivals: list[list[str]] = field(default_factory=list)

    @cached_property
    def ways(self):
        """The different treatments, categories in their order, exclusion last."""
        found = {use.way for use in self.uses if use.is_a_way}
        return [way for way in [*codelist("category"), EXCLUDE] if way in found]

    @property
    def is_apart(self):
        return len(self.ways) > 1

    @property
    def kept(self):
        return next((reason for reason in self.reasons if reason.state == State.APPROVED), None)

    @property
    def waiting(self):
        return [reason for reason in self.reasons if reason.state == State.PROPOSED]

    @cached_property
    def slips(self):
        """{place: slips}."""
        found = {}
        for use in self.uses:
            text = use.rule.label if use.way == treatments.way(use.rule) else str(use.label)
            found.setdefault(use.place, {}).setdefault((text, use.way), Slip(text)).uses.append(use)
        return {place: list(slips.values()) for place, slips in found.items()}

    @property
    def sentences(self):
        """[(sentence of the codebook, places)], each once."""
        found = {}
        for use in self.uses:
            found.setdefault(use.rule.sentence, []).append(use.place)
        return [(sentence, list(dict.fromkeys(places))) for sentence, places in found.items() if sentence]

    @cached_property
    def figures(self):
        """How many people it is about, measure by measure; nothing where we hold no figures."""
        found, seen = defaultdict(lambda: defaultdict(int)), set()
        held = {use.rule.source for use in self.uses if use.label and self.people.get(use.label.pk)}
        outdone = {table for tables in self.rivals for table in [each for each in tables if each in held][1:]}
        for use in self.uses:
            if use.label is None or use.label.pk in seen or use.rule.source in outdone:
                continue
            seen.add(use.label.pk)
            for year, people in self.people.get(use.label.pk, {}).items():
                found[use.measure][year] += people
        return [figure for figure in map(figure_of, found, found.values()) if figure.people]


def is_a_way(treatment):
    """Whether a treatment says how people are treated; totals and people counted elsewhere say nothing of that."""
    if treatment.disposition == EXCLUDE:
        return treatment.reason_code not in SAME_PEOPLE
    return treatment.disposition == INCLUDE


def figure_of(measure, years):
    entry = codelist("measure").get(measure)
    told = sorted(years)[-1:] if entry and entry.kind == "stock" else sorted(years)
    return Figure(measure, sum(years[year] for year in told), tuple(told))


def board(concepts=None, *, with_people=False) -> list[Row]:
    """The concepts that rules speak of, in their order, with their labels and reasons."""
    rules = CodebookRule.objects.filter(concept__isnull=False).select_related("concept")
    rules = rules.order_by("concept__position", "position")
    if concepts is not None:
        rules = rules.filter(concept__in=concepts)
    uses = uses_of(list(rules))
    people = tally.people_by_year({use.label.pk for use in uses if use.label}) if with_people else {}
    rivals = list(Series.objects.values_list("tables_prefer", flat=True)) if with_people else []
    reasons = reasons_by_concept()
    found = {}
    for use in uses:
        found.setdefault(use.rule.concept, []).append(use)
    return [Row(concept, uses, reasons[concept.pk], people, rivals) for concept, uses in found.items()]


def row_of(concept, **keywords) -> Row | None:
    """The row of one concept, or None where no rule speaks of it."""
    return next(iter(board([concept], **keywords)), None)


def reasons_by_concept():
    """Every reason ever given, newest first."""
    found = defaultdict(list)
    for reason in ConceptReason.objects.select_related("concept", "proposed_by", "reviewed_by"):
        found[reason.concept_id].append(reason)
    return found


def uses_of(rules) -> list[Use]:
    """Each rule with its labels and their decisions; a label decided for several spans or conditions comes for each."""
    labels = labels_by_rule({rule.source for rule in rules})
    decisions = queries.decisions_by_label([label.pk for found in labels.values() for label in found], queries.DECIDED)
    uses = []
    for rule in rules:
        for label in labels[rule.pk]:
            uses += [Use(rule, label, decision) for decision in standing(decisions[label.pk]) or [None]]
        if not labels[rule.pk]:
            uses.append(Use(rule))
    return uses


def standing(decisions):
    """The decisions that say how a label is treated: those in force, else those that wait."""
    in_force = [decision for decision in decisions if decision.state == CategoryDecision.State.APPROVED]
    return in_force or decisions


def labels_by_rule(sources) -> dict[str, list[Label]]:
    """The labels that we hold of some tables, by the rule of the codebook that names them."""
    found, tables = defaultdict(list), SourceTable.objects.in_bulk(sources)
    for label in Label.objects.filter(source__in=sources):
        label.source = tables[label.source_id]  # joined, the table's hints would be read once more for each label
        if rule := rule_for(label.source_id, queries.texts(label)):
            found[rule].append(label)
    return found


@lru_cache(maxsize=20_000)
def rule_for(source, texts) -> str:
    """The codebook's rule for a label, or ''; asked once in the life of a process, as the codebook is read once."""
    rule = codebook.match(queries.codebook_rules(), source, texts)
    return rule.rule if rule else ""


def places_of(rows) -> dict[str, str]:
    """The columns of the board: code and name of each place that some row has, destinations in their order first."""
    areas, used = codelist("area"), {place for row in rows for place in row.slips}
    tables = SourceTable.objects.in_bulk(used - areas.keys())
    return {code: area.name for code, area in areas.items() if code in used} | {
        code: table.publisher for code, table in tables.items()
    }


def reasons_to_print() -> dict[str, ConceptReason]:
    """The reasons in force of concepts that are treated apart, by the rule whose labels they are printed beside."""
    in_force = list(ConceptReason.objects.filter(state=State.APPROVED).values_list("concept", flat=True))
    rows = [row for row in board(in_force) if row.is_apart] if in_force else []
    return {use.rule.pk: row.kept for row in rows for use in row.uses}


def apart_without_reason() -> dict[str, int]:
    """The concepts of the board that are treated apart for no reason in force, with how many reasons wait for each.

    The same as the board says, from the columns that this takes.
    """
    rules, ways, spoken = queries.rules_by_code(), defaultdict(set), set()
    decided = treatments_decided()
    for label, code in rules_of_labels():
        spoken.add(code)
        for treatment in decided.get(label) or [rules[code]]:
            ways[rules[code].concept].add(treatments.way(treatment) if is_a_way(treatment) else "")
    for code, rule in rules.items():
        if rule.concept and code not in spoken:
            ways[rule.concept].add(treatments.way(rule) if is_a_way(rule) else "")
    given = list(ConceptReason.objects.values_list("concept", "state"))
    settled = {concept for concept, state in given if state == State.APPROVED}
    waiting = Counter(concept for concept, state in given if state == State.PROPOSED)
    return {
        concept: waiting[concept] for concept, found in ways.items() if len(found - {""}) > 1 and concept not in settled
    }


def rules_of_labels() -> Iterator[tuple[int, str]]:
    """Each label of a concept with the rule that names it: as its standing says, or, where it has none, as it is."""
    yield from Standing.objects.exclude(concept="").values_list("label", "rule")
    sources = {rule.source for rule in queries.codebook_rules() if rule.concept}
    others = Label.objects.filter(standing__isnull=True, source__in=sources).values_list("pk", "source", "parts")
    for label, source, parts in others:
        code = rule_for(source, tuple(text for _column, text in parts))
        if code and queries.rules_by_code()[code].concept:
            yield label, code


def treatments_decided() -> dict[int, list["Treated"]]:
    """The decisions that say how labels of concepts are treated."""
    said = CategoryDecision.objects.filter(state__in=queries.DECIDED).exclude(label__standing__concept="")
    found = defaultdict(list)
    for label, *columns in said.values_list("label", *Treated._fields):
        found[label].append(Treated(*columns))
    return {label: standing(decisions) for label, decisions in found.items()}


class Treated(NamedTuple):
    """As much of a decision as says how its label is treated."""

    state: str
    disposition: str
    category: str
    reason_code: str
