"""An import that is killed at any moment leaves nothing half done, and ends once when it is run again."""

import multiprocessing
import random
import time

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from curation.actions import uploads
from curation.models import Coverage, Label, Reading, Sheet, SourceFile, SourceTable
from flows import seals
from tests.curation.importing import read
from tests.processes import environment

TRIES = 20
PATIENCE = 120
ORIGINS = ["Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"]
CLASSES = [f"E{number}" for number in range(100, 140)]
MONTHS = [f"{year}-{month:02}-01" for year in (2017, 2018, 2019) for month in range(1, 13)]
CELLS = len(ORIGINS) * len(CLASSES) * len(MONTHS)


@pytest.fixture
def received(transactional_db, django_user_model, people):
    """A made-up table of 7,200 cells, received and not read yet."""
    lines = [f"{place},{name},{i % 90},{month}" for i, (place, name, month) in enumerate(keys())]
    upload = ContentFile("\n".join(["country,visa_type,count,date", *lines]).encode(), name="made-up.csv")
    source = SourceTable.objects.get(pk="us-iv")
    return uploads.receive(upload, source=source, by=people.assistant, read_in_background=False)


def keys():
    return ((place, name, month) for place in ORIGINS for name in CLASSES for month in MONTHS)


@pytest.fixture
def importing(received, monkeypatch):
    """A function that starts a process which reads the file, and says when that is ready to begin.

    Each is forked from one that stands ready: twenty times to load Django would take longer than the imports.
    """
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.curation.importing"])

    def start():
        hears, says = context.Pipe(duplex=False)
        process = context.Process(target=read, args=(received.pk, says))
        process.start()
        assert hears.poll(PATIENCE) and hears.recv() == "ready"
        return process

    return start


def held(file):
    """What of the file stands in the tables: its state, and how many rows of each kind.

    One query, one moment: a server may still carry out the COMMIT of a client that was killed just after sending it.
    """
    counts = {
        "n_sheets": Sheet.objects.filter(file=OuterRef("pk")),
        "n_cells": Reading.objects.filter(sheet__file=OuterRef("pk")),
        "n_periods": Coverage.objects.filter(file=OuterRef("pk")),
        "n_labels": Label.objects.filter(source=OuterRef("source")),
    }
    counted = {name: number_of(rows) for name, rows in counts.items()}
    return SourceFile.objects.filter(pk=file.pk).annotate(**counted).values_list("state", *counts).get()


def number_of(rows):
    """How many rows there are, as a part of a larger query."""
    counted = rows.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


NOTHING = ("received", 0, 0, 0, 0)
WHOLE = ("read", 1, CELLS, len(MONTHS), len(CLASSES))


def forget(file):
    """Back to the moment before the import."""
    file.concerns.all().delete()
    Sheet.objects.filter(file=file).delete()
    Coverage.objects.filter(file=file).delete()
    Label.objects.filter(source=file.source).delete()
    SourceFile.objects.filter(pk=file.pk).update(state="received", data_hash="")


def test_killed_at_random_points_nothing_is_half_there(received, importing):
    seals.lift(connection)  # the test takes back what was read, again and again
    first, began = importing(), time.monotonic()
    assert ended(first)
    takes = time.monotonic() - began
    assert held(received) == WHOLE
    forget(received)
    outcomes = []
    for _ in range(TRIES):
        process = importing()
        process.join(random.uniform(0, takes * 1.2))
        process.kill()
        process.join(PATIENCE)
        outcomes.append(held(received))
        if outcomes[-1] == WHOLE:
            forget(received)
    assert set(outcomes) <= {NOTHING, WHOLE}
    assert NOTHING in outcomes
    for _ in range(2):  # again, and once more: the second finds it done
        assert ended(importing())
        assert held(received) == WHOLE


def ended(process):
    """Whether a process came to its end by itself, and well."""
    process.join(PATIENCE)
    return process.exitcode == 0
