"""What pages show of a release, prepared when it is composed, so that none reckons while somebody waits.

A maker is a function `prepare(release)` that yields (name, content) of each piece: codes and numbers, in JSON's own
types. Pieces say nothing that the rows do not say: they can be made again at any time (`manage.py prepare`), are made
on the spot for a release that has none of this make, and `manage.py verify` holds them against the rows.
"""

import json

from django.db import transaction
from django.utils.module_loading import import_string

from flows.core.streams import chunks
from flows.models import KEY, Observation, Piece, Release

SHAPE = 5  # another number makes all pieces anew: whoever changes what a maker yields adds one
MAKERS = {
    "home": "flows.home.prepare",
    "map": "flows.maps.prepared.prepare",
    "profile": "flows.profiles.prepared.prepare",
    "report": "flows.report.prepared.prepare",
    "dataset": "flows.described.prepare",
    "coverage": "flows.trust.covered.prepare",
    "reconciliation": "flows.trust.reconciliation.prepare",
    "limitations": "flows.trust.limits.prepare",
    "methodology": "flows.trust.method.prepare",
}
TOGETHER = 100  # pieces that are held at once
ROW = [*KEY, "year_basis", "value", "lower", "upper", "status", "headline", "part_of", "sources", "cells"]


def of(release, name):
    """The content of a piece, or None where the release says nothing of that name."""
    kept = Piece.public.of(release).filter(name=name, shape=SHAPE).values_list("content", flat=True)
    if (content := kept.first()) is not None:
        return content
    if is_prepared(release):
        return kept.first()  # asked again: they may have been written since
    made = made_by(name.partition("/")[0], release)
    return as_kept(next((content for each, content in made if each == name), None))


def together(release, *names):
    """The contents of several pieces, asked for at once."""
    kept = Piece.public.of(release).filter(name__in=names, shape=SHAPE)
    kept = dict(kept.values_list("name", "content"))
    return [kept[name] if name in kept else of(release, name) for name in names]


def is_prepared(release):
    return Piece.everything.of(release).filter(shape=SHAPE).exists()


def write(release):
    """Makes all pieces of a release anew, whole or not at all."""
    with transaction.atomic():
        Piece.everything.of(release).delete()
        for some in chunks(made(release), TOGETHER):
            rows = [Piece(release=release, name=name, shape=SHAPE, content=content) for name, content in some]
            Piece.everything.bulk_create(rows)


def write_outdated():
    """Makes the pieces of every release that has none of this make, and yields the releases."""
    for release in Release.objects.order_by("pk"):
        if not is_prepared(release):
            write(release)
            yield release


def write_all():
    for release in Release.objects.order_by("pk"):
        write(release)
        yield release


def unlike_rows(release):
    """Names of pieces that say something else than the rows of their release, or are missing, or too many."""
    if not is_prepared(release):
        return
    names = set(Piece.everything.of(release).values_list("name", flat=True))
    for name, content in made(release):
        kept = Piece.everything.of(release).filter(name=name).values_list("content", flat=True).first()
        names.discard(name)
        if kept != as_kept(content):
            yield name
    yield from sorted(names)


def made(release):
    for maker in MAKERS:
        yield from made_by(maker, release)


def made_by(maker, release):
    return import_string(MAKERS[maker])(release) if maker in MAKERS else ()


def as_kept(content):
    """A content as it comes back from the database: lists for tuples, texts for keys."""
    return json.loads(json.dumps(content))


def row(observation):
    """An observation as it stands in a piece."""
    return {name: getattr(observation, name) for name in ROW}


def observation(release, row):
    """The observation of a row in a piece, as pages know it; it is not one of the table's."""
    return Observation(release=release, **row)
