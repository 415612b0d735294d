"""A handover into the tables of a candidate release."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict

from django.db import IntegrityError

from flows import bulk, codelists
from flows.bulk import as_json
from flows.core import soundness
from flows.core.refusals import Refused
from flows.core.soundness import said, sound
from flows.models import KEY, Contribution, Gap, Observation, Population, SourceUsed, TotalCheck, Treatment

KEYED = ["release_id", *KEY, "year_basis"]
OBSERVATION = [
    *KEYED, "value", "lower", "upper", "status", "headline", "part_of", "sources", "cells", "hidden_cells", "absent",
]  # fmt: skip
CONTRIBUTION = [
    *KEYED, "source_id", "treatment_id", "counted", "sheet", "cell", "printed", "value", "lower", "upper", "period",
    "breakdown", "place",
]  # fmt: skip
GAP = [*KEYED, "status", "reason_code", "reason_en", "reason_ru"]
TOTAL = [
    "release_id", "source_id", "sheet", "cell", "origin", "what", "printed", "lower", "upper", "outcome", "explanation",
]  # fmt: skip
POPULATION = ["release_id", "source_id", "origin", "year", "value", "status", "sheet", "cell", "printed"]


def take_in(handover, release):
    """Writes every record of a `Handover` into the tables; Refused at the first that is not sound."""
    codes = codelists.codes()
    release.frame = handover.frame.as_json() if handover.frame else {}
    sources = take_sources(handover.sources, release)
    treatments = take_treatments(handover.treatments, release, codes)
    take_observations(handover, release, codes)
    take_contributions(handover, release, sources, treatments)
    take_gaps(handover.gaps, release, codes)
    take_totals(handover.total_checks, release, sources)
    take_populations(handover.populations, release, sources, codes)


def take_sources(records, release):
    """{number: primary key}"""
    numbers = Counter(record.number for record in records)
    return take_numbered(SourceUsed, sound(records, soundness.fault_of_source, numbers), release)


def take_treatments(records, release, codes):
    """{number: primary key}"""
    numbers = Counter(record.number for record in records)
    return take_numbered(Treatment, sound(records, soundness.fault_of_treatment, numbers, codes), release)


def take_numbered(model, records, release):
    model.everything.bulk_create(model(release=release, **asdict(record)) for record in records)
    return dict(model.everything.of(release).values_list("number", "pk"))


def take_observations(handover, release, codes):
    tables = {source.code for source in handover.sources}
    records = sound(handover.observations, soundness.fault_of_observation, tables, codes)
    with each_key_once(handover.observations):
        bulk.insert(
            Observation,
            OBSERVATION,
            ((release.pk, *record.key, *record[1:-1], as_json(record.absent)) for record in records),
        )


def take_contributions(handover, release, sources, treatments):
    dispositions = {treatment.number: treatment.disposition for treatment in handover.treatments}
    records = sound(handover.contributions, soundness.fault_of_contribution, sources, dispositions)
    bulk.insert(
        Contribution,
        CONTRIBUTION,
        (
            (release.pk, *key, basis, sources[source], treatments[treatment], *rest)
            for key, basis, source, treatment, *rest in records
        ),
    )


def take_gaps(records, release, codes):
    with each_key_once(records):
        gaps = sound(records, soundness.fault_of_gap, codes)
        bulk.insert(Gap, GAP, ((release.pk, *record.key, *record[1:]) for record in gaps))


def take_totals(records, release, sources):
    totals = sound(records, soundness.fault_of_total, sources)
    bulk.insert(TotalCheck, TOTAL, ((release.pk, sources[source], *rest) for source, *rest in totals))


def take_populations(records, release, sources, codes):
    taken = Counter((record.origin, record.year) for record in records)
    populations = sound(records, soundness.fault_of_population, taken, sources, codes)
    bulk.insert(
        Population,
        POPULATION,
        ((release.pk, sources[each.source], *each[:4], each.sheet, each.cell, each.printed) for each in populations),
    )


@contextmanager
def each_key_once(records):
    """Turns the database's word about a key that comes twice into a sentence that names it."""
    try:
        yield
    except IntegrityError as error:
        for key, times in Counter(record.key for record in records).items():
            if times > 1:
                raise Refused(
                    f"{said(key)} is said {times} times: a number, or the reason for none, is said once."
                ) from error
        raise
