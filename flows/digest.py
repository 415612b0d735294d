"""The digest of a release: one SHA-256 over everything it says, the same on every machine and engine."""

import hashlib
import json
from datetime import UTC

from flows.core.streams import ROWS_AT_ONCE, chunks
from flows.models import KEY, Contribution, Gap, Observation, Population, SourceUsed, TotalCheck, Treatment

# Spelled out and not taken from the models: a column added in a later version must leave old digests as they are.
SAID = [
    (SourceUsed, ["number"], [
        "number", "code", "title_en", "title_ru", "publisher_en", "publisher_ru", "url", "licence", "file_name",
        "sha256", "retrieved_on", "declared", "corrections",
    ]),
    (Treatment, ["number"], [
        "number", "source", "label", "label_language", "label_translation", "label_translation_ru", "disposition",
        "category", "measure", "reason_code", "rationale", "rule", "sentence", "year_from", "year_to", "condition",
        "proposed_on", "approved_on",
    ]),
    (Observation, KEY, [
        *KEY, "year_basis", "value", "lower", "upper", "status", "headline", "part_of", "sources", "cells",
        "hidden_cells", "absent",
    ]),
    (Contribution, [*KEY, "pk"], [
        *KEY, "year_basis", "source__number", "treatment__number", "counted", "sheet", "cell", "printed", "value",
        "lower", "upper", "period", "breakdown",
    ]),
    (Gap, KEY, [*KEY, "year_basis", "status", "reason_code", "reason_en", "reason_ru"]),
    (TotalCheck, ["pk"], [
        "source__number", "sheet", "cell", "origin", "what", "printed", "lower", "upper", "outcome", "explanation",
    ]),
]  # fmt: skip

# What came later is told of only where it says something.
LATER = [
    (Treatment, ["number"], ["number", "concept_en", "concept_ru", "apart_en", "apart_ru"], {"apart_en": ""}),
    (Treatment, ["number"], ["number", "decision"], {"decision": 0}),
    (SourceUsed, ["number"], ["number", "accepted_on", "layouts", "places"], {"accepted_on": None}),
    (Contribution, [*KEY, "pk"], [*KEY, "sheet", "cell", "place"], {"place": ""}),
    (Population, ["origin", "year"], [
        "origin", "year", "value", "status", "source__number", "sheet", "cell", "printed",
    ], {}),
]  # fmt: skip


as_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode


def digest(release):
    """64 hexadecimal digits over version, day, notes, names, frame and rows, as they stand in the tables now."""
    day = release.published_at.astimezone(UTC).isoformat()
    head = [release.version, day, release.notes_en, release.notes_ru, release.names]
    head += [release.frame] if release.frame else []
    return summed(release, hashlib.sha256(as_line(head).encode()))


def digest_of_rows(release):
    """The same over the rows alone: equal where two releases say the same."""
    return summed(release, hashlib.sha256())


def summed(release, begun):
    for model, order, fields, silent in [*((*each, {}) for each in SAID), *LATER]:
        told = model.everything.of(release).exclude(**silent) if silent else model.everything.of(release)
        rows = told.order_by(*order).values_list(*fields).iterator(chunk_size=ROWS_AT_ONCE)
        for chunk in chunks(rows, ROWS_AT_ONCE):
            begun.update("".join(f"\n{as_line([model.__name__, *row])}" for row in chunk).encode())
    return begun.hexdigest()
