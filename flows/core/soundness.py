"""Whether what is handed over can be published: each record by itself, with a sentence for the first that cannot.

What only shows when all are together (that cells add up, that nothing is said twice) is asked of the tables,
by `flows.verify`.
"""

from typing import NamedTuple

from flows.core.refusals import Refused

WITHOUT_VALUE = {"partial", "suppressed"}
WITHOUT_NUMBER = {"missing", "excluded"}
DISPOSITIONS = {"include", "exclude", "total", "not_data"}
OUTCOMES = {"equal", "rounding", "hidden", "explained", "open"}


class Codes(NamedTuple):
    """The codes that may be used, by codelist."""

    areas: frozenset
    categories: frozenset
    measures: frozenset
    statuses: frozenset
    year_bases: frozenset
    reason_codes: frozenset


def said(key):
    """A key in words: `KAZ → USA, study, visas_issued, 2018`."""
    return f"{key.origin} → {key.destination}, {key.category}, {key.measure}, {key.year}"


def within(lower, value, upper):
    """Whether bounds are in order and hold the value; a value or an upper bound may be unknown."""
    if lower is None:
        return False
    return (value is None or lower <= value) and (upper is None or (lower if value is None else value) <= upper)


def sound(records, fault, *known):
    """The same records; Refused at the first in which `fault(record, *known)` finds something to say."""
    for record in records:
        if sentence := fault(record, *known):
            raise Refused(sentence)
        yield record


def fault_of_key(key, year_basis, codes, open_to_all=False):
    """What is wrong with a key, or None; `open_to_all`: category and measure may be empty, which means all of them."""
    for code, known, kind in [
        (key.origin, codes.areas, "area"),
        (key.destination, codes.areas, "area"),
        (key.category, codes.categories, "category"),
        (key.measure, codes.measures, "measure"),
        (year_basis, codes.year_bases, "year basis"),
    ]:
        if code not in known and not (open_to_all and code == "" and kind in ("category", "measure")):
            return f"{said(key)}: “{code}” is no {kind} of the codelist: correct it, or add it there."


def fault_of_source(source, numbers):
    """`numbers` counts how often each number is used."""
    if numbers[source.number] > 1:
        return f"Two sources have the number {source.number}: number them anew."
    if len(source.sha256) != 64:
        return f"Source {source.number}, {source.file_name}, has no SHA-256: read the file again."


def fault_of_treatment(treatment, numbers, codes):
    """What is wrong with one decision, or None."""
    place = f"The decision about “{treatment.label}” of {treatment.source}"
    if numbers[treatment.number] > 1:
        return f"Two decisions have the number {treatment.number}: number them anew."
    if treatment.disposition not in DISPOSITIONS:
        return f"{place} says “{treatment.disposition}”, which is none of {', '.join(sorted(DISPOSITIONS))}."
    if not treatment.rationale:
        return f"{place} has no rationale: write one."
    if treatment.disposition == "include" and treatment.category not in codes.categories:
        return f"{place} includes it in “{treatment.category}”, which is no category of the codelist."
    unknown = [
        code
        for code, known in [
            (treatment.category, codes.categories),
            (treatment.measure, codes.measures),
            (treatment.reason_code, codes.reason_codes),
        ]
        if code and code not in known
    ]
    if unknown:
        return f"{place} uses the code “{unknown[0]}”, which is in no codelist: correct it, or add it to the codelist."


def fault_of_observation(observation, sources, codes):
    """`sources` are the codes of the source tables handed over."""
    key, place = observation.key, said(observation.key)
    if fault := fault_of_key(key, observation.year_basis, codes):
        return fault
    if observation.status not in codes.statuses or observation.status in WITHOUT_NUMBER:
        return f"{place}: “{observation.status}” is no status of a number."
    if (observation.value is None) != (observation.status in WITHOUT_VALUE):
        held = "has no value" if observation.value is None else "has a value"
        return f"{place}: the number is {observation.status} and {held}; half a number has none, a whole one has."
    if not within(observation.lower, observation.value, observation.upper):
        return f"{place}: {observation.value} is not within its bounds {observation.lower} to {observation.upper}."
    if not set(filter(None, observation.sources.split(";"))) <= sources:
        return f"{place}: it rests on “{observation.sources}”, and not all of these were handed over."


def fault_of_contribution(contribution, sources, treatments):
    """`sources` are the numbers of the sources; `treatments` tells the disposition of each number."""
    place = f"The cell {contribution.sheet}!{contribution.cell} for {said(contribution.key)}"
    if contribution.source not in sources:
        return f"{place} is of source {contribution.source}, which was not handed over."
    if contribution.treatment not in treatments:
        return f"{place} follows decision {contribution.treatment}, which was not handed over."
    if contribution.counted and treatments[contribution.treatment] != "include":
        return f"{place} is counted, and the decision about its label says {treatments[contribution.treatment]}."
    if contribution.counted and not within(contribution.lower, contribution.value, contribution.upper):
        return f"{place}: {contribution.value} is not within its bounds {contribution.lower} to {contribution.upper}."


def fault_of_gap(gap, codes):
    """What is wrong with one place without a number, or None."""
    if fault := fault_of_key(gap.key, gap.year_basis, codes, open_to_all=True):
        return fault
    if gap.status not in WITHOUT_NUMBER:
        return f"{said(gap.key)}: “{gap.status}” is no status of a gap; it is missing or excluded."
    if gap.reason_code not in codes.reason_codes:
        return f"{said(gap.key)}: the gap has the reason “{gap.reason_code}”, which is in no codelist."


def fault_of_population(population, taken, sources, codes):
    """`taken` counts how often each origin and year is said; `sources` are the numbers of the sources."""
    place = f"The population of {population.origin} in {population.year}, {population.sheet}!{population.cell}"
    if taken[population.origin, population.year] > 1:
        return f"{place}, is said {taken[population.origin, population.year]} times: it is said once."
    if population.source not in sources:
        return f"{place}, is of source {population.source}, which was not handed over."
    if population.origin not in codes.areas:
        return f"{place}: “{population.origin}” is no area of the codelist: correct it, or add it there."
    if population.status not in codes.statuses - WITHOUT_NUMBER - WITHOUT_VALUE:
        return f"{place}: “{population.status}” is no status of a whole number."
    if population.value < 1:
        return f"{place}, is {population.value}: nobody can be told by it; withdraw the file, and ask its publisher."


def fault_of_total(total, sources):
    """`sources` are the numbers of the sources."""
    place = f"The printed total {total.printed} at {total.sheet}!{total.cell}"
    if total.source not in sources:
        return f"{place} is of source {total.source}, which was not handed over."
    if total.outcome not in OUTCOMES:
        return f"{place} has the outcome “{total.outcome}”, which is none of {', '.join(sorted(OUTCOMES))}."
