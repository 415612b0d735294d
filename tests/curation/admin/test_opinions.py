"""Second opinions in the desk: what waits, the blind page, what comes of it, and agreement. Figures are made up."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from curation.actions import concerns, decisions, opinions, thresholds
from curation.models import Concern, Drawn, SecondOpinion
from curation.thresholds import THRESHOLDS

LIST = "/admin/curation/drawn/"
STUDY = {"category": "study", "rationale": "Secret rationale one."}
LEFT_OUT = {"category": "study", "reason_code": "temporary", "rationale": "Quite other words."}
WORK = {"category": "work", "measure": "entries", "rationale": "They work."}
DOUBTED = STUDY | {"note": "Another note.", "flag": "Do they study?"}
TOTAL = {"disposition": "total", "rationale": "It adds up the others."}


@pytest.fixture
def decide(people):
    """A function that has a label decided by assistant and director, and drawn."""
    share = THRESHOLDS["second_opinion_share"]
    thresholds.set_(share, to=100, why="Made up.", by=people.director, turn=0)

    def decided(label, note="Secret note.", flag="", **said):
        made = decisions.propose(label, **(said or STUDY), flag=flag, by=people.assistant)
        decisions.approve(made, note=note, by=people.director)
        return made.drawn

    return decided


@pytest.fixture
def drawn(decide, label):
    return decide(label)


def page_of(drawn):
    return reverse("admin:curation_drawn_change", args=[drawn.pk])


def give(browser, drawn, **said):
    return browser.post(reverse("admin:drawn_recode", args=[drawn.pk]), said, follow=True)


def html(response):
    return response.content.decode()


# --- Blind ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def blind(decide, label, desk, people):
    """A function that gives the page of J-1 as decided so, for who did not see it, less what no two pages share."""
    pages = {"list": lambda drawn: LIST, "page": page_of, "cell": lambda drawn: page_of(drawn) + "?cell=2"}
    pages["history"] = lambda drawn: reverse("admin:curation_drawn_history", args=[drawn.pk])

    def seen(which, **said):
        with transaction.atomic():
            drawn = decide(label, **said)
            browser = desk("colleague")
            shown = html(browser.get(pages[which](drawn)))
            transaction.set_rollback(True)
        shown = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shown)
        return shown.replace(f"/drawn/{drawn.pk}/", "/drawn/…/")

    return seen


@pytest.mark.parametrize("which", ["list", "page", "cell", "history"])
@pytest.mark.parametrize("said", [LEFT_OUT, WORK, TOTAL, DOUBTED], ids=["out", "work", "total", "doubted"])
def test_the_page_is_the_same_whatever_was_decided_and_why(blind, which, said):
    shown = blind(which, **STUDY)
    assert "J-1" in shown
    assert shown == blind(which, **said)


def test_it_tells_the_label_its_cells_and_the_codes_and_nothing_else(decide, label, desk, people):
    label.translation_en = "Exchange visitor"
    label.save()
    concerns.raise_("A secret doubt.", severity="note", by=people.assistant, label=label)
    drawn = decide(label)
    shown = html(desk("colleague").get(page_of(drawn)))
    for told in ("J-1", "Exchange visitor", "all years", "It prints <code>70</code>", "Coming to study", "2018"):
        assert told in shown, told
    suggested = "The project team excluded J visas"  # the codebook's sentence about this label
    for secret in ("Secret rationale", "Secret note", "secret doubt", suggested, "approved", "director", "assistant"):
        assert secret not in shown, secret
    for address in ("curation_label_change", "curation_categorydecision_change", "curation_label_pane"):
        model = drawn.decision if "decision" in address else label
        assert reverse(f"admin:{address}", args=[model.pk]) not in shown


def test_a_corrected_heading_is_told_beside_the_cell(decide, make_label, desk):
    """The heading that is printed above contradicts the label where a correction of the headings is declared."""
    label = make_label("Student", ("FY2018", 7))
    sheet = label.readings.get().sheet
    declared = {"sheet": sheet.name, "what": "The headings stand one column too far left.", "why": "Made up."}
    drawn = decide(label)
    for cells, told in (("B1:C1", True), ("Q1:AU1", False)):
        sheet.layout = {"values": [], "corrections": [declared | {"cells": cells}]}
        sheet.save()
        assert ("The headings stand one column too far left." in html(desk("colleague").get(page_of(drawn)))) is told


def test_years_and_condition_are_the_question_and_the_cells_are_those(decide, make_label, desk):
    label = make_label("J-1", ("FY2016", 11), ("FY2017", 22), ("FY2018", 33))
    drawn = decide(label, **STUDY, year_to=2017, condition={"destination": ["USA"]})
    shown = desk("colleague").get(page_of(drawn))
    question = shown.context["question"]
    assert (question.years, question.condition) == ("up to 2017", "destination: USA")
    assert question.where.by_origin == [("Kazakhstan", [11, 22])]
    assert question.where.seen.reading.printed == "22"
    second = desk("colleague").get(page_of(drawn), {"cell": question.where.next_number})
    assert second.context["question"].where.seen.reading.printed == "11"


@pytest.mark.parametrize("name", ["assistant", "director"])
def test_who_proposed_or_reviewed_is_not_asked(drawn, desk, name):
    shown = desk(name).get(page_of(drawn))
    assert "it waits for somebody who may propose" in html(shown)
    assert "question" not in shown.context and reverse("admin:drawn_recode", args=[drawn.pk]) not in html(shown)
    assert "You spoke about “J-1” yourself" in html(give(desk(name), drawn, what="total"))
    assert not SecondOpinion.objects.exists()


# --- Given ------------------------------------------------------------------------------------------------------------


def test_what_waits_is_counted_listed_and_answered_one_after_the_other(decide, make_label, desk):
    first, second = (decide(make_label(text, ("FY2018", 7))) for text in ("J-1", "J-2"))
    browser = desk("colleague")
    shown = browser.get(LIST)
    links = {str(link["title"]): link for _title, several in shown.context["navigation"] for link in several}
    assert (links["Second opinion"]["count"], links["Second opinion"]["current"]) == (2, "page")
    assert [each for each in shown.context["waiting"]] == [first, second]
    answer = give(browser, first, what="study", words="They study.")
    assert answer.redirect_chain[-1][0] == page_of(second)
    assert "Your second opinion on “J-1” is kept." in html(answer)
    assert f'<a href="{page_of(first)}">What was decided, and why</a>' in html(answer)
    answer = give(browser, second, what="exclude", reason_code="temporary")
    assert answer.redirect_chain[-1][0] == LIST
    assert "Nothing waits for you" in html(answer)
    given = SecondOpinion.objects.order_by("pk").values_list("disposition", "category", "reason_code", "words")
    assert list(given) == [("include", "study", "", "They study."), ("exclude", "", "temporary", "")]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose what it is, or that you cannot say."),
        ({"what": "leisure"}, "Select a valid choice."),
        ({"what": "exclude"}, "Say for which reason it is excluded."),
        ({"what": "total", "reason_code": "temporary"}, "A reason belongs to an exclusion"),
    ],
    ids=str,
)
def test_what_is_missing_is_said_on_the_page_and_what_was_said_stays(drawn, desk, said, sentence):
    browser = desk("colleague")
    answer = give(browser, drawn, words="My own words.", **said)
    assert answer.status_code == 422
    assert sentence in html(answer) and "My own words." in html(answer)
    assert not SecondOpinion.objects.exists()


def test_once_answered_both_are_shown_to_everybody(drawn, desk):
    give(desk("colleague"), drawn, what="work", words="They are paid.")
    for name in ("colleague", "assistant", "director"):
        shown = html(desk(name).get(page_of(drawn)))
        for told in ("Secret rationale one.", "They are paid.", "The second opinion differs.", "The concern is open"):
            assert told in shown, told


def test_who_is_second_is_told_and_sees_what_was_said(drawn, desk, people):
    opinions.give(drawn, disposition="include", category="study", by=people.colleague)
    answer = give(desk("colleague"), drawn, what="total")
    assert "colleague was first" in html(answer) and "The second opinion agrees." in html(answer)


# --- Agreement --------------------------------------------------------------------------------------------------------


@pytest.fixture
def answered(decide, make_label, people):
    """Twenty labels: the decision says study of half and work of half, the second opinion work once too often."""
    for number in range(20):
        said = {"category": "study" if number < 10 else "work", "rationale": "Made up."}
        drawn = decide(make_label(f"L-{number}", ("FY2018", 7)), **said)
        opinion = "study" if number < 9 else "work"
        opinions.give(drawn, disposition="include", category=opinion, words="So it seems.", by=people.colleague)
    drawn = decide(make_label("L-20", ("FY2018", 7)))
    opinions.give(drawn, disposition="cannot_say", by=people.colleague)
    return Drawn.objects.all()


def test_agreement_is_shown_by_table_with_its_matrix_and_in_words(answered, desk):
    shown = html(desk("assistant").get(LIST))
    cells = re.findall(r'<td class="number">([^<]*)</td>', shown.split('id="tables"')[1].split("</table>")[0])
    assert cells == ["21", "21", "1", "20", "19", "0.90", "0.71 to 1.00"]  # by chance .45 × .5 + .55 × .5
    assert "19 of 20 agree; by chance 10.0 would." in shown
    assert "Of the way from there to full agreement that is 90 %, and likely between 71 % and 100 %." in shown
    lines = re.findall(r'<td class="number( same)?">(\d+)</td>', shown.split('class="matrix"')[1].split("</table>")[0])
    assert lines == [(" same", "10"), ("", "0"), ("", "0"), ("", "1"), (" same", "9"), ("", "1")]


def test_a_disagreement_leads_to_decision_label_and_concern(answered, desk):
    shown = desk("director").get(LIST)
    [(opinion, concern)] = shown.context["differing"]
    assert (opinion.decision.label.text, concern) == ("L-9", Concern.objects.get(rule="second_opinion"))
    for found in (opinion.decision.label, opinion.decision, concern):
        assert reverse(f"admin:curation_{found._meta.model_name}_change", args=[found.pk]) in html(shown)
    assert "So it seems." in html(shown)


def test_before_anything_was_drawn_the_page_says_so(desk):
    shown = html(desk("assistant").get(LIST))
    assert "Nothing was drawn yet" in shown and "10 of 100 decisions" in shown


@pytest.mark.parametrize(("many", "most"), [(2, 14), (12, 14)])
def test_the_list_asks_as_much_of_many_as_of_few(
    decide, make_label, people, desk, django_assert_max_num_queries, many, most
):
    for number in range(many):
        drawn = decide(make_label(f"L-{number}", ("FY2018", 7)))
        if number % 2:
            opinions.give(drawn, disposition="include", category="work", by=people.colleague)
    browser = desk("colleague")
    browser.get(LIST)
    with django_assert_max_num_queries(most):
        browser.get(LIST)


def test_the_blind_page_asks_little(drawn, desk, django_assert_max_num_queries):
    browser = desk("colleague")
    browser.get(page_of(drawn))
    with django_assert_max_num_queries(20):
        browser.get(page_of(drawn))
