"""Numbers longer than any key, at every door of the desk that takes one: they name nothing, and break nothing."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from curation.models import CategoryDecision, Draft

TOO_LONG = ["9" * 20, "9" * 5_000]  # one that no database holds, and one that Python itself does not read
each_too_long = pytest.mark.parametrize("number", TOO_LONG, ids=["20 digits", "5,000 digits"])


@each_too_long
@pytest.mark.parametrize(
    "address",
    [
        "label/desk/?file={}",
        "label/desk/?after=5-{}",
        "label/desk/?after={}-5",
        "label/desk/?open={}",
        "label/desk/facets/?file={}",
        "label/desk/facets/?newest={}",
        "label/desk/batch/?what=work&label={}&take={}",
        "label/{label}/change/?use={}",
        "sourcefile/add/?file={}",
        "sourcefile/{file}/labels/?after=5-{}",
        "sourcefile/{file}/totals/?total={}",
        "sourcefile/{file}/layout/?sheet={}",
        "concern/add/?file={}&label={}",
        "amendment/?proposed_by={}",
        "concern/?file={}",
        "categorydecision/?label={}",
        "drawn/?page={}",
        "drawn/{drawn}/change/?cell={}",
        "categorydecision/{decision}/change/?cites={}",
    ],
)
def test_an_address_with_one_is_answered(desk, things, address, number):
    keys = {name: thing.pk for name, thing in things.items()}
    address = address.replace("{}", number).format(**keys)
    assert desk("assistant").get(f"/admin/curation/{address}", follow=True).status_code == 200


@each_too_long
@pytest.mark.parametrize(
    "door, of, form",
    [
        ("file_difference-explain", "file", {"change": "{}", "text": "So."}),
        ("file_difference-doubt", "file", {"change": "{}", "doubt": "So?"}),
        ("file_totals-explain", "file", {"only": "{}", "text": "So."}),
        ("file_totals-doubt", "file", {"total": "{}", "doubt": "So?"}),
        ("curation_sourcefile_add", None, {"kept": "{}"}),
        ("curation_concern_add", None, {"file": "{}", "label": "{}", "text": "So?", "severity": "concern"}),
        ("decisions_approve", None, {"decision": "{}"}),
        ("decision_approve", "decision", {"cites": "{}"}),
        ("decision_answer", "decision", {"concern": "{}", "words": "So."}),
        ("decision_take-over", "decision", {"cites": "{}", "what": "work"}),
        ("amendments_approve", None, {"amendment": "{}"}),
        ("curation_label_say", "label", {"seen": "{}", "what": "work"}),
        ("curation_label_save", None, {"save": "{}", "{}-what": "work"}),
        ("curation_label_save", None, {"save": "page", "on_page": "{}", "{}-what": "work"}),
        ("curation_label_batch_propose", None, {"label": "{}", "take": "{}", "what": "work", "rationale": "So."}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_form_with_one_is_answered_and_changes_nothing(desk, things, door, of, form, number):
    address = reverse(f"admin:{door}", args=[things[of].pk] if of else [])
    form = urlencode({name.replace("{}", number): said.replace("{}", number) for name, said in form.items()})
    before = list(CategoryDecision.objects.values_list("pk", "state"))
    response = desk("director").post(address, form, content_type="application/x-www-form-urlencoded", follow=True)
    assert response.status_code in (200, 409, 422)
    assert list(CategoryDecision.objects.values_list("pk", "state")) == before


def test_a_key_that_is_written_otherwise_is_still_the_label_s(desk, label):
    """A number in other digits, or with zeros before it, reads as the same one."""
    form = {"save": "", "on_page": f"00{label.pk}", f"00{label.pk}-what": "work"}
    assert desk("assistant").post(reverse("admin:curation_label_save"), form, follow=True).status_code == 200
    assert Draft.objects.get().label == label
