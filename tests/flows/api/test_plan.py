"""A page far behind is found by the index on the key, among as many rows as there may be. Figures are made up."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from flows import bulk
from flows.api.cursors import written
from flows.intake import OBSERVATION
from flows.models import Observation, Release

pytestmark = pytest.mark.django_db
COUNT = 100_000


@pytest.fixture
def release():
    """Of 100 origins, 100 destinations and 10 years."""
    made = Release.objects.create(version="1.0.0", major=1, minor=0, patch=0, digest="made up")
    said = {
        "release_id": made.pk, "year_basis": "calendar", "category": "work", "measure": "visas_issued", "value": 1,
        "lower": 1, "upper": 1, "status": "normal", "headline": True, "part_of": "", "sources": "us-niv", "cells": 1,
        "hidden_cells": 0, "absent": "[]",
    }  # fmt: skip
    rows = (
        said | {"origin": f"O{at // 1000:02}", "destination": f"D{at // 10 % 100:02}", "year": 2000 + at % 10}
        for at in range(COUNT)
    )
    assert bulk.insert(Observation, OBSERVATION, ([row[name] for name in OBSERVATION] for row in rows)) == COUNT
    Release.objects.update(state=Release.State.PUBLISHED, published_at=datetime(2026, 11, 20, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE flows_observation")
    return made


def plan(sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {sql}", parameters)
        return " ".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("query", ["", "&gaps=1", "&status=normal"])
def test_the_last_page_reads_no_row_before_it_and_sorts_none(client, release, query):
    asked = []

    def noted(execute, sql, parameters, many, context):
        asked.append((sql, parameters))
        return execute(sql, parameters, many, context)

    behind = written(["O99", "D99", 2007, "work", "visas_issued"])
    with connection.execute_wrapper(noted):
        said = client.get(f"/api/observations?fields=slug&cursor={behind}{query}").json()
    assert said["rows"] == [{"slug": f"O99-D99-work-visas_issued-{year}"} for year in (2008, 2009)]
    [numbers] = [told for told in asked if 'FROM "flows_observation"' in told[0]]
    found = plan(*numbers)
    assert "observation_once" in found or "sqlite_autoindex_flows_observation" in found, found
    assert "(origin,destination,year,category,measure)>" in found or "ROW(" in found, found
    assert "TEMP B-TREE" not in found and "Sort" not in found and "Seq Scan on flows_observation" not in found, found
