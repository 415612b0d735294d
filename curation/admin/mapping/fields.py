"""What a person said in a row of the desk, and what a suggestion would say there."""

import json

from curation.actions.drafts import FIELDS
from curation.actions.refused import Refused
from curation.forms.labels import DecideForm

KEYS = {"w": "work", "s": "study", "r": "residence", "a": "asylum", "x": "exclude", "t": "total", "n": "not_data"}


def of_row(data, pk) -> dict[str, str]:
    """The fields of one label out of a page's form."""
    return {name: text for name in FIELDS if (text := data.get(f"{pk}-{name}", "").strip())}


def of_request(data) -> dict[str, str]:
    """The fields of the one label that a request speaks of."""
    return {name: text for name in FIELDS if (text := data.get(name, "").strip())}


def of_suggestion(suggestion) -> dict[str, str]:
    """The fields as a suggestion would fill them in."""
    filled = DecideForm.filled_with(suggestion)
    condition = filled.pop("condition", None)
    if condition:
        filled["condition"] = json.dumps(condition, ensure_ascii=False)
    return {name: text for name, text in filled.items() if text}


def completed(said, suggestion) -> dict[str, str]:
    """What a person said, and where it is what is suggested, the details that they left open.

    An exclusion against the codebook keeps the category that the codebook counts the label in.
    """
    if suggestion is None:
        return said
    suggested = {**of_suggestion(suggestion), "rationale": ""}
    if said.get("what") == suggested["what"]:
        return suggested | said
    if said.get("what") == "exclude" and suggestion.disposition == "include":
        return {"kept_out_of": suggestion.category} | said
    return said


def proposal(said) -> dict:
    """The keywords of `decisions.propose`, or a refusal in one sentence."""
    if not said.get("what"):
        raise Refused("Say what it is: choose one of the keys w s r a x t n.")
    if not said.get("rationale"):
        raise Refused(
            "Give a rationale, one sentence that a reader of the codebook can follow; until then it is a draft."
        )
    form = DecideForm(said)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        name = form.fields[field].label or field.replace("_", " ")
        raise Refused(f"{name.capitalize()}: {errors[0]}")
    return form.proposal | {"condition": form.cleaned_data["condition"] or {}}
