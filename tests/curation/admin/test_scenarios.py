"""The page of what if, and what is done with a question from there. All figures are made up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation import prepared
from curation.actions import releases
from curation.models import CategoryDecision, Label, Scenario
from flows.models import OfferedScenario

NIV = "us-niv"
HERE = "/admin/curation/scenario/whatif/"
WORDS = {"title_en": "What if J?", "title_ru": "Что, если J?", "text_en": "Made up.", "text_ru": "Вымышлено."}


def pk(text):
    return Label.objects.get(source=NIV, key=text.casefold()).pk


def address(*texts, page="", **asked):
    """The address of a page of the question about some labels; `since` for `from`."""
    asked = {"from": asked.pop("since", ""), **asked}
    said = {"label": [pk(text) for text in texts], **{name: value for name, value in asked.items() if value}}
    return reverse(f"admin:curation_scenario_{page or 'whatif'}", query=said)


@pytest.fixture
def visas(hold, decide):
    hold(NIV, [
        ("KAZ", "F-1", "FY2018", 1_178), ("KAZ", "J-1", "FY2018", 2_205), ("KAZ", "H-1B", "FY2018", 98),
        ("UZB", "F-1", "FY2018", 1_330), ("UZB", "J-1", "FY2018", 12), ("KAZ", "F-1", "FY2019", 1_200),
        ("KAZ", "J-1", "FY2019", 1_999), ("KAZ", "Z-1", "FY2018", 0),
        ("KAZ", "U-1", "FY2018", 5),
    ])  # fmt: skip
    decide(NIV, "F-1", category="study")
    decide(NIV, "J-1", category="study", reason_code="temporary")
    decide(NIV, "H-1B", category="work")
    decide(NIV, "Z-1", reason_code="temporary")
    prepared.make()


@pytest.fixture
def assistant(desk, visas):
    return desk("assistant")


@pytest.fixture
def public(visas, decide, people):
    decide(NIV, "U-1", reason_code="temporary")
    return releases.publish(version="1.0.0", notes_en="Made up.", by=people.director)


def larges(response):
    return [(large.figure, large.what, large.small) for large in response.context["answer"].compared.larges]


# Asking


def test_the_address_is_the_question_and_the_page_its_answer(assistant):
    page = assistant.get(address("J-1", since="out", to="study"))
    assert larges(page) == [
        ("3", "numbers change", "study, United States, 2 origins × 2 years"),
        ("+4,216", "visas", "3,708 → 7,924"),
        ("×\xa02.1", "study, United States, FY2018 to FY2019", "from ×\xa01.0 to ×\xa02.8 by origin"),
        ("0", "numbers elsewhere", "no other destination, no other category"),
    ]
    body = page.content.decode()
    assert "<h1>What if J-1 counted as study?</h1>" in body
    assert "Nothing is decided by looking. Against the draft of 1.0.0" in body
    assert '<option value="out" selected>exclude</option>' in body
    assert '<option value="study" selected>study</option>' in body


def test_a_class_that_moves_changes_two_series_and_they_are_never_added_up(assistant):
    told = larges(assistant.get(address("H-1B", to="study")))
    assert told[0] == ("2", "numbers change", "in 2 series")
    assert [large[:2] for large in told[1:3]] == [
        ("+98", "visas, study, United States"), ("−98", "visas, work, United States"),
    ]  # fmt: skip
    assert told[-1] == ("1", "number elsewhere", "work, United States")


def test_who_overtakes_whom_is_drawn_and_said(assistant):
    body = assistant.get(address("J-1", to="study")).content.decode()
    assert "Kazakhstan from place 2 to place 1." in body and "Uzbekistan from place 1 to place 2." in body
    assert 'class="drawing crossing"' in body and "style=" not in body


def test_sentences_have_the_old_words_struck_and_the_new_ones_strong(assistant):
    body = " ".join(assistant.get(address("J-1", to="study")).content.decode().split())
    assert "Study visas of Kazakhstan’s citizens <del>" in body
    for said in ("now: </span>rose by 1.9 %</del>", "then: </span>fell by 5.4 %</ins>"):
        assert said in body


def test_in_some_years_only(assistant):
    page = assistant.get(address("J-1", to="study", years="2019"))
    assert larges(page)[0] == ("1", "number changes", "study, United States, 1 origin × 1 year")
    assert 'name="years" value="2019"' in page.content.decode()


@pytest.mark.parametrize(
    ("label", "asked", "sentence"),
    [
        ("F-1", {"to": "study"}, "F-1 counts as study already."),
        ("J-1", {"to": "out"}, "J-1 is left out already."),
        ("F-1", {"to": "residence", "since": "work"}, "F-1 does not count as “work” now."),
        ("U-1", {"to": "out"}, "U-1 does not count now."),
        ("J-1", {"to": "asylum"}, "No series of the category “asylum” is made of the table of J-1"),
        ("Z-1", {"to": "study", "years": "1999"}, "The cells of Z-1 are zero, or lie outside of the years"),
    ],
)
def test_where_nothing_changes_the_page_says_why(assistant, label, asked, sentence):
    body = assistant.get(address(label, **asked)).content.decode()
    assert "No public number changes" in body and sentence in body


def test_what_no_accepted_file_holds_is_said_so(assistant, make_label):
    make_label("K-1", ("FY2018", 50))
    body = assistant.get(address("K-1", to="study")).content.decode()
    assert "No accepted file holds K-1." in body


def test_while_the_sums_are_being_made_the_page_says_so_and_asks_again(assistant, monkeypatch, hold):
    hold(NIV, [("KAZ", "F-1", "FY2018", 1)], later=1)
    monkeypatch.setattr(prepared, "AT_ONCE", 0)
    body = assistant.get(address("J-1", to="study")).content.decode()
    assert "The sums of the draft are being made" in body
    assert "data-waits" in body and '<noscript><meta http-equiv="refresh" content="5"></noscript>' in body


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?label=1&to=nonsense", "“nonsense” is nothing a label can count as"),
        ("?label=x&to=study", "“x” is no label"),
        ("?label=999999&to=study", "There is no label 999999: leave it out."),
        ("?label=1&to=study&years=2019-2016", "The years run backwards"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_answered(assistant, query, sentence):
    page = assistant.get(HERE + query)
    assert page.status_code == 400 and page.context["answer"] is None
    assert sentence in page.content.decode()


def test_what_was_asked_besides_stays_in_the_form_to_be_put_right(assistant):
    body = assistant.get(address("J-1", to="study", years="twenty", add="F-1")).content.decode()
    assert "“twenty” are no years" in body and 'name="years" value="twenty"' in body
    assert f'name="label" value="{pk("J-1")}"' in body and '<option value="study" selected>study</option>' in body


# The sentence of controls


def test_the_one_label_of_these_words_is_added_at_once(assistant):
    page = assistant.get(address("F-1", to="work", add="j-1"))
    assert page.status_code == 302 and page.url == address("F-1", "J-1", to="work")


@pytest.mark.parametrize("words", ["exchange", "Участники обменов"])
def test_a_label_is_found_by_what_the_codebook_or_its_concept_calls_it(assistant, words):
    page = assistant.get(address("F-1", to="work", add=words))
    assert page.status_code == 302 and page.url == address("F-1", "J-1", to="work")


def test_where_nothing_changes_no_proposal_is_offered(assistant):
    nothing, something = (assistant.get(address("F-1", to=to)) for to in ("study", "work"))
    assert "No public number changes" in nothing.content.decode()
    assert "Make it a proposal" not in nothing.content.decode()
    assert "Make it a proposal" in something.content.decode()


def test_of_several_labels_one_is_chosen_and_words_nobody_has_are_told(assistant):
    several = assistant.get(address("F-1", to="work", add="-1")).content.decode()
    assert f'href="{address("F-1", "H-1B", to="work").replace("&", "&amp;")}"' in several
    assert "F-1 is asked about already." in several
    assert "No label has these words." in assistant.get(address("F-1", add="nowhere")).content.decode()


def test_a_form_that_adds_nothing_leads_to_the_plain_address(assistant):
    page = assistant.get(f"{HERE}?label={pk('J-1')}&add=&from=&to=study&years=")
    assert page.status_code == 302 and page.url == address("J-1", to="study")


def test_each_label_can_be_left_out_again(assistant):
    body = assistant.get(address("F-1", "J-1", to="work")).content.decode()
    assert f'href="{address("J-1", to="work").replace("&", "&amp;")}"' in body


def test_without_a_question_the_page_shows_what_was_kept(assistant, people):
    assert "Nobody has kept one yet." in assistant.get(HERE).content.decode()
    assistant.post(address("J-1", to="study", page="keep"), {"title": "J as study", "note": ""})
    assert "J as study" in assistant.get(HERE).content.decode()


# What is done with it


def test_it_is_kept_under_a_title_and_known_again_by_its_question(assistant, people):
    form = assistant.get(address("J-1", to="study", page="keep")).content.decode()
    assert 'value="J-1 as study"' in form
    page = assistant.post(address("J-1", to="study", page="keep"), {"title": "J", "note": ""}, follow=True)
    assert page.redirect_chain[-1][0] == address("J-1", to="study")
    assert "Kept as" in page.content.decode() and "Keep as a scenario" not in page.content.decode()
    assert "Kept as" not in assistant.get(address("J-1", to="work")).content.decode()


def test_a_proposal_is_previewed_and_then_waits_for_somebody_else(assistant, people):
    preview = assistant.get(address("J-1", "F-1", to="study", page="propose")).content.decode()
    assert "1 label would be proposed" in preview and "1 label is left out" in preview
    assert "“F-1” would count no other than it does" in preview
    assert not CategoryDecision.objects.waiting().exists()
    page = assistant.post(address("J-1", "F-1", to="study", page="propose"), {"rationale": "They learn."}, follow=True)
    decision = CategoryDecision.objects.waiting().get()
    assert (decision.label.text, decision.category, decision.proposed_by) == ("J-1", "study", people.assistant)
    assert "Proposed for 1 label: a second person reviews it." in page.content.decode()


def test_a_proposal_asks_for_its_words_and_leaving_out_for_a_code(assistant):
    page = assistant.post(address("F-1", to="out", page="propose"), {"rationale": "", "reason_code": ""})
    assert page.status_code == 422 and set(page.context["form"].errors) == {"rationale", "reason_code"}


@pytest.mark.parametrize("page", ["keep", "propose"])
def test_what_asks_nothing_has_no_page_to_do_something_with(assistant, page):
    assert assistant.get(reverse(f"admin:curation_scenario_{page}")).status_code == 404


def test_on_the_way_to_readers_it_is_kept_first(desk, public):
    director = desk("director")
    page = director.get(address("J-1", since="out", to="study")).content.decode()
    assert "Offer to readers" in page
    keep = address("J-1", since="out", to="study", page="keep")
    page = director.post(keep, {"title": "J", "note": "", "offer": "1"})
    scenario = Scenario.objects.get()
    assert page.url == reverse("admin:scenario_offer", args=[scenario.pk])
    assert director.post(page.url, {**WORDS, "text_ru": ""}).status_code == 422
    page = director.post(page.url, WORDS, follow=True).content.decode()
    assert "/what-if/what-if-j/" in page and "offered to readers" in page
    assert director.get("/what-if/what-if-j/").status_code == 200
    director.post(reverse("admin:scenario_take-back", args=[scenario.pk]), {"reason": "It misled people."})
    assert OfferedScenario.objects.get().withdrawn_reason == "It misled people."
    assert director.get("/what-if/what-if-j/").status_code == 410


def test_an_assistant_is_shown_no_way_to_readers(assistant, public):
    assert "Offer to readers" not in assistant.get(address("J-1", to="study")).content.decode()


# From elsewhere


def test_the_mapping_desk_the_label_and_the_decision_lead_here(assistant):
    decision = CategoryDecision.objects.get(label=pk("J-1"))
    review = assistant.get(reverse("admin:curation_categorydecision_change", args=[decision.pk])).content.decode()
    assert f'href="{address("J-1", to="out").replace("&", "&amp;")}"' in review
    pane = assistant.get(reverse("admin:curation_label_pane", args=[pk("J-1")])).content.decode()
    assert f'href="{address("J-1")}"' in pane
    assert f'href="{address("J-1")}"' in assistant.get(f"/admin/curation/label/{pk('J-1')}/change/").content.decode()


def test_the_ticked_labels_of_the_mapping_desk_come_here_together(assistant):
    said = {"save": "what-if", "label": [pk("J-1"), pk("F-1")], "what": "exclude"}
    page = assistant.post(reverse("admin:curation_label_save"), said)
    assert page.url == address("J-1", "F-1", to="out")
    assert "“" not in page.url and not CategoryDecision.objects.waiting().exists()


# Speed


def test_the_page_asks_as_little_for_many_labels_as_for_one(assistant):
    every = list(Label.objects.values_list("text", flat=True))
    for texts in (["J-1"], every):
        here = address(*texts, to="residence")
        assistant.get(here)
        with CaptureQueriesContext(connection) as asked:
            assert assistant.get(here).status_code == 200
        assert len(asked) <= 30, [query["sql"] for query in asked]
