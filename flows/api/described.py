"""The description of the API (OpenAPI 3.1), made of its lists, their forms and the one definition of columns."""

from functools import cache

from django import forms as django_forms
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from flows import codelists
from flows.api import columns, examples
from flows.api.faults import PROBLEM
from flows.api.forms import MOST, USUALLY, LimitField, NamesField
from flows.questions import FIRST_YEAR, LAST_YEAR, CodesField, OneOfField, YearField, YearsField

CODELISTS = {"area": "areas", "category": "categories", "measure": "measures", "status": "statuses"}
VERSION = r"(0|[1-9][0-9]{0,3})"
WORDS = {
    "release": "The release: `latest`, a whole version such as `1.0.0`, or how one begins (`1`, `1.0`), which means "
    "the highest such release that was not withdrawn. Without it: the latest.",
    "from": "The earlier release to compare with, spelled like `release`. Without it: the one before.",
    "origin": "Codes of places people come from.",
    "destination": "Codes of places they go to; members of a union are shown where they are named.",
    "category": "Codes of categories.",
    "measure": "Codes of measures.",
    "status": "Codes of statuses; `missing` and `excluded` show the places without a number that have it.",
    "year": "Single years, each in its own basis.",
    "year_from": "The first year, not after `year_to`.",
    "year_to": "The last year.",
    "series": "`headline`: only the measure shown first for each destination and category.",
    "gaps": "`1`: also the places without a number, with their status. Without it: numbers alone.",
    "members": "`1`: also numbers that a union’s number holds already.",
    "cause": "One kind of cause: only the rows of this kind, of numbers that may have others as well.",
    "fields": "The fields to tell, in this order. Without it: all.",
    "limit": f"How many rows a page has. Without it: {USUALLY}.",
    "cursor": "Where a page goes on: taken from the link `next`, never made up.",
    "format": "The form of the answer, whatever the header Accept says.",
}
FAULTS = {
    400: "Something in the address cannot be understood; each fault is told in a sentence.",
    404: "There is no such release, number or page.",
    406: "There is no such form of the answer.",
    429: "Asked more often than is fair to others; the header Retry-After says when to come again.",
}


class ListSchema(AutoSchema):
    """What is said of an address that tells a list."""

    @property
    def list(self):
        return self.view.list

    def get_operation_id(self):
        return self.list.name.replace("-", "_") or "lists"

    def get_tags(self):
        return [self.list.tag]

    def get_summary(self):
        return self.list.about.partition(". ")[0].removesuffix(".")

    def get_description(self):
        return self.list.about

    def get_override_parameters(self):
        told = [self._word(name, field) for name, field in self.list.asked().items()]
        return told + [self._slug()] * ("slug" in self.path)

    def get_response_serializers(self):
        rows = self._component(f"Row of {self.list.name or 'lists'}", row_of(self.list.columns))
        csv = OpenApiResponse({"type": "string"}, "The rows of the page alone, RFC 4180.")
        faults = self._component("Problem", problem())
        return {
            (200, "application/json"): OpenApiResponse(page_of(rows), "A page of the list.", self._examples()),
            (200, "text/csv"): csv,
            301: OpenApiResponse(None, "An area is named by an old code: the same with that of today."),
            304: OpenApiResponse(None, "What the reader has already is still the answer."),
            **{(status, PROBLEM): OpenApiResponse(faults, words) for status, words in FAULTS.items()},
        }

    def _examples(self):
        """Each with the address that it answers."""
        told = examples.of(self.list)
        return [OpenApiExample(name, value, summary=name, description=f"`{asked}`") for name, asked, value in told]

    def _word(self, name, field):
        schema, several = self._schema(name, field)
        schema = {"type": "array", "items": schema, "minItems": 1} if several else schema
        separately = {"style": "form", "explode": False} if several else {}
        return OpenApiParameter(name, schema, description=WORDS[name], **separately)

    def _slug(self):
        return OpenApiParameter(
            "slug", {"type": "string", "minLength": 1}, OpenApiParameter.PATH, required=True,
            description="The number’s name in addresses, as its field `slug` has it.",
            examples=[OpenApiExample("a number", "KAZ-USA-study-visas_issued-2018")],
        )  # fmt: skip

    def _schema(self, name, field):
        """The schema of one value, and whether there may be several."""
        match field:
            case CodesField():
                return self._component(
                    f"Code of {CODELISTS[field.codelist]}", {"type": "string", "enum": codes(field)}
                ), 1
            case NamesField():
                return {"type": "string", "enum": field.names}, True
            case YearsField():
                return YEAR, True
            case YearField():
                return YEAR, False
            case LimitField():
                return {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUALLY}, False
            case OneOfField():
                return {"type": "string", "enum": [code for code, _name in field.choices if code]}, False
            case django_forms.CharField() if name == "cursor":
                return {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}, False
            case django_forms.CharField():
                return {"type": "string", "pattern": rf"^(latest|{VERSION}(\.{VERSION}){{0,2}})$"}, False

    def _component(self, name, schema):
        """The schema under a name of its own, by which it is referred to."""
        name = name.title().replace(" ", "").replace("-", "")
        component = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema=schema, object=name)
        self.registry.register_on_missing(component)
        return component.ref


YEAR = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}


def codes(field):
    """From the files of the codelists, so that the description can be made before there are any tables."""
    return [line["code"] for line in codelists.read(codelists.DATA / f"{CODELISTS[field.codelist]}.csv")]


TYPES = {
    "code": {"type": "string"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}


def row_of(described):
    """A row with any of the fields: which ones it has is asked for by `fields`."""
    fields = {column.name: {**typed(column), "description": column.en} for column in described}
    return {"type": "object", "properties": fields, "additionalProperties": False}


def typed(column):
    schema = TYPES[column.type]
    may_be_empty = column.type in ("integer", "date") and column.name not in columns.ALWAYS_THERE
    return {**schema, "type": [schema["type"], "null"]} if may_be_empty else schema


def page_of(rows):
    told = {
        "release": {"type": ["string", "null"], "description": "Whole version; null where the list is of no release."},
        "withdrawn": {"type": ["string", "null"], "description": "Why the release was withdrawn; null for most."},
        "licence": {"type": "string", "description": "What may be done with the answer."},
        "next": {"type": ["string", "null"], "format": "uri", "description": "The next page; null on the last one."},
        "rows": {"type": "array", "items": rows, "maxItems": MOST},
    }
    return {"type": "object", "properties": told, "required": list(told), "additionalProperties": False}


def problem():
    told = {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "What the status is called."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "All that is wrong, in words."},
        "errors": {"type": "array", "items": {"type": "string"}, "description": "The same, a sentence each."},
    }
    return {"type": "object", "properties": told, "required": list(told), "additionalProperties": False}


@cache
def description():
    """The whole description, made once by each process: it changes with the program alone."""
    return SchemaGenerator().get_schema(request=None, public=True)
