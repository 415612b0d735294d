"""The list of labels, and each one's page with the form to decide it. The figures are made up."""

import pytest
from django.urls import reverse

from curation.forms.labels import DecideForm
from curation.models import CategoryDecision

EXCLUDED = {"what": "exclude", "kept_out_of": "study", "reason_code": "temporary", "rationale": "Temporary visits."}


def decide(browser, label, **said):
    return browser.post(reverse("admin:curation_label_decide", args=[label.pk]), said, follow=True)


def test_a_labels_page_shows_what_hangs_on_it_and_what_is_suggested(desk, label):
    shown = desk("assistant").get(reverse("admin:curation_label_change", args=[label.pk])).content.decode()
    assert "<strong>120</strong>" in shown
    assert "The project team excluded J visas (“Exchange Visitor”)" in shown
    assert "FY18!B1" in shown


def test_the_suggestion_fills_the_form_in(desk, label):
    response = desk("assistant").get(reverse("admin:curation_label_change", args=[label.pk]) + "?use=0")
    assert response.context["form"].initial == {
        "what": "exclude",
        "kept_out_of": "study",
        "reason_code": "temporary",
        "measure": "",
        "rationale": "The codebook keeps J visas (“Exchange Visitor”) out of study as temporary visits.",
    }


def test_a_label_is_proposed_by_the_form(desk, people, label):
    decide(desk("assistant"), label, **EXCLUDED, year_from="2017", year_to="2018", flag="Are they?")
    decision = CategoryDecision.objects.get()
    assert (decision.disposition, decision.category, decision.reason_code) == ("exclude", "study", "temporary")
    assert (decision.year_from, decision.year_to, decision.flagged) == (2017, 2018, True)
    assert decision.proposed_by == people.assistant


@pytest.mark.parametrize("said", [None, {}])
def test_without_a_condition_the_field_is_empty(db, said):
    assert "value=" not in str(DecideForm(initial={"condition": said})["condition"])
    assert "value=" in str(DecideForm(initial={"condition": {"duration": ["M6-11"]}})["condition"])


def test_a_condition_is_written_as_json(desk, label):
    decide(desk("assistant"), label, **EXCLUDED, condition='{"destination": ["USA"]}')
    assert CategoryDecision.objects.get().condition == {"destination": ["USA"]}


def test_what_is_missing_is_said_beside_its_field_and_what_was_written_stays(desk, label):
    response = decide(desk("assistant"), label, what="work", rationale="", flag="Hm.")
    assert response.status_code == 422
    assert response.context["form"].errors == {"rationale": ["This field is required."]}
    assert "Hm." in response.content.decode()


def test_what_the_verb_refuses_is_said_in_its_sentence(desk, label):
    response = decide(desk("assistant"), label, what="exclude", rationale="Because.")
    assert response.status_code == 422
    assert "Say for which reason the label is excluded: choose a reason code." in response.content.decode()


def test_a_label_is_translated(desk, label):
    url = reverse("admin:curation_label_translate", args=[label.pk])
    desk("assistant").post(url, {"translation_en": "Exchange visitor", "translation_ru": "Участник обмена"})
    label.refresh_from_db()
    assert label.translation_ru == "Участник обмена"


def test_the_list_filters_by_decision_and_concern(desk, label, make_label, people):
    decide(desk("assistant"), label, **EXCLUDED, flag="Are they?")
    make_label("F-1", ("FY2018", 5))
    for query, texts in [
        ("decided=no", ["F-1"]),
        ("decided=waiting", ["J-1"]),
        ("decided=yes", []),
        ("doubted=yes", ["J-1"]),
    ]:
        listed = desk("assistant").get(reverse("admin:curation_label_changelist") + f"?{query}")
        assert [each.text for each in listed.context["cl"].result_list] == texts, query
