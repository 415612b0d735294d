"""The description of the API is true: what it allows is answered as it says, what it does not is refused.

`API_EXAMPLES` says how many examples of either kind are tried at each address: `make api` tries 200 on each engine.
"""

import json
import os
import re

import jsonschema
import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

from flows import renamed
from flows.api import described, examples
from flows.api.numbers import Provenance, Root

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("API_EXAMPLES", 8))


@pytest.fixture
def application(both):
    """The site as a server runs it, but that a request leaves the connection open, whose transaction is the test's."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


def first_year_comes_first(case):
    """What no schema can say of two words."""
    first, last = ((case.query or {}).get(name) for name in ("year_from", "year_to"))
    return not (isinstance(first, int) and isinstance(last, int) and first > last)


def no_code_is_an_old_one(case):
    """Which is none of the list's and leads on: tests/flows/test_renamed.py."""
    said = [*map(str, (case.query or {}).values()), *map(str, (case.path_parameters or {}).values())]
    return not any(renamed.current(word) != word for each in said for word in re.findall(r"[A-Z]+", each))


@pytest.mark.parametrize("mode", schemathesis.GenerationMode, ids=str)
@pytest.mark.parametrize("path", described.description()["paths"])
def test_what_is_allowed_is_answered_as_described_and_what_is_not_is_refused(application, path, mode):
    operation = schemathesis.openapi.from_wsgi("/api/openapi.json", application)[path]["GET"]

    @given(
        case=operation.as_strategy(generation_mode=mode).filter(first_year_comes_first).filter(no_code_is_an_old_one)
    )
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def answered(case):
        case.call_and_validate()

    answered()


def test_it_is_openapi_3_1_of_every_address(client):
    said = client.get("/api/openapi.json").json()
    assert said == json.loads(json.dumps(described.description()))
    assert said["openapi"] == "3.1.0"
    assert list(said["paths"]) == ["/api/", "/api/observations/{slug}/provenance"] + [
        f"/api/{each.name}" for each in Root.listed
    ]
    for schema in said["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("each", [Root, Provenance, *Root.listed], ids=lambda each: each.name or "root")
def test_fields_are_described_by_the_definition_of_columns(each):
    fields = described.row_of(each.columns)["properties"]
    assert {name: field["description"] for name, field in fields.items()} == {c.name: c.en for c in each.columns}
    assert set(each.asked()) <= set(described.WORDS)


@pytest.mark.parametrize("each", [Root, Provenance, *Root.listed], ids=lambda each: each.name or "root")
def test_examples_are_answers(client, both, each):
    """Of the record that readers meet in these tests; the figures of the United States are real."""
    told = examples.of(each)
    assert told and [client.get(address).json() for _about, address, _page in told] == [page for *_, page in told]


def test_every_operation_has_an_example_of_the_schema_it_describes():
    said = json.loads(json.dumps(described.description()))
    for path, operation in said["paths"].items():
        answer = operation["get"]["responses"]["200"]["content"]["application/json"]
        assert answer["examples"], path
        schema = {**answer["schema"], "components": said["components"]}
        for example in answer["examples"].values():
            jsonschema.validate(example["value"], schema)
