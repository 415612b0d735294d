"""The concept board in the desk: seen, opened, a reason given and reviewed, labels made alike after a preview."""

import pytest
from django.urls import reverse

from curation.models import CategoryDecision, Concept, ConceptReason

BOARD = "/admin/curation/concept/board/"
WHY = "Exchange visitors go home; researchers may stay."


def give(browser, text=WHY, concept="exchange_visitor", **more):
    url = reverse("admin:concept_reason", args=[concept])
    return browser.post(url, {"text_en": text, "text_ru": "", **more}, follow=True)


def deed(browser, name, subject, **said):
    return browser.post(reverse(f"admin:reason_{name}", args=[subject.pk]), said, follow=True)


def test_the_nine_cases_are_shown_and_all_concepts_on_request(desk, people):
    page = desk("assistant").get(BOARD)
    assert len(page.context["rows"]) == 9
    assert [(str(name), count, current) for name, count, _url, current in page.context["chips"]] == [
        ("in two ways", 9, True), ("with a reason", 0, False), ("all concepts", 23, False),
    ]  # fmt: skip
    assert page.content.decode().count("no reason") == 9
    assert len(desk("assistant").get(f"{BOARD}?show=all").context["rows"]) == 23


def test_a_slip_leads_to_its_label_and_without_one_to_the_rule(desk, label):
    page = desk("assistant").get(BOARD).content.decode()
    assert f'class="slip exclude" href="/admin/curation/label/{label.pk}/change/"' in page
    assert 'class="slip work" href="/admin/curation/codebookrule/jpn.work.journalist/change/"' in page


def test_a_row_opens_with_the_codebook_s_sentences_side_by_side(desk, people):
    page = desk("assistant").get(f"{BOARD}?open=exchange_visitor").content.decode()
    assert "Why may “Exchange visitors, research” be treated in two ways?" in page
    assert "The project team excluded J visas" in page and "Includes data on visas for Study and Research." in page
    assert 'aria-keyshortcuts="s"' in page and 'aria-keyshortcuts="x"' in page


def test_a_reason_is_proposed_by_one_and_kept_when_another_agrees(desk, people):
    page = give(desk("assistant"))
    assert page.redirect_chain[-1][0] == f"{BOARD}?open=exchange_visitor#exchange_visitor"
    reason = ConceptReason.objects.get()
    assert "waits for review" in page.content.decode()
    assert "somebody else has to approve it" in deed(desk("assistant"), "approve", reason).content.decode()
    deed(desk("colleague"), "approve", reason, note="Convincing.")
    kept = desk("assistant").get(f"{BOARD}?show=reason&open=exchange_visitor")
    assert [row.concept.pk for row in kept.context["rows"]] == ["exchange_visitor"]
    assert WHY in kept.content.decode() and "Convincing." in kept.content.decode()


def test_without_words_the_row_stays_open_and_says_what_is_missing(desk, people):
    page = give(desk("assistant"), text="")
    assert page.status_code == 422
    assert "This field is required." in page.content.decode()
    assert not ConceptReason.objects.exists()


def test_a_reason_is_returned_with_words_or_withdrawn_by_whoever_gave_it(desk, people):
    give(desk("assistant"))
    reason = ConceptReason.objects.get()
    deed(desk("director"), "return", reason, reason="Say it of researchers too.")
    give(desk("assistant"), text="A better one.")
    deed(desk("assistant"), "withdraw", ConceptReason.objects.first())
    assert list(ConceptReason.objects.values_list("state", flat=True)) == ["withdrawn", "returned"]
    history = desk("assistant").get(f"/admin/curation/conceptreason/{reason.pk}/history/").content.decode()
    assert "Returned: Say it of researchers too." in history


def test_making_alike_is_previewed_and_then_proposed(desk, label, people):
    url = reverse("admin:concept_alike", args=["exchange_visitor"])
    preview = desk("assistant").get(f"{url}?to=study")
    assert "Propose it for 1 label" in preview.content.decode()
    assert "Researchers (E-3)" in preview.content.decode()  # a rule without a label: not touched
    assert not CategoryDecision.objects.exists()
    desk("assistant").post(url, {"to": "study", "rationale": "They all learn."})
    decision = CategoryDecision.objects.get()
    assert (decision.label, decision.category, decision.state, decision.batch.by) == (
        label, "study", "proposed", people.assistant,
    )  # fmt: skip


def test_an_exclusion_asks_for_its_reason_code_and_so_do_the_words(desk, make_label, people):
    make_label("F-2", ("FY2018", 5))
    url = reverse("admin:concept_alike", args=["student_family"])
    page = desk("assistant").post(url, {"to": "exclude", "rationale": "", "reason_code": ""})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"rationale", "reason_code"}
    desk("assistant").post(url, {"to": "exclude", "rationale": "Made up.", "reason_code": "temporary"})
    decision = CategoryDecision.objects.get()
    assert (decision.disposition, decision.category, decision.reason_code) == ("exclude", "study", "temporary")


def test_where_nothing_differs_the_preview_says_so(desk, label):
    page = desk("assistant").get(reverse("admin:concept_alike", args=["exchange_visitor"]) + "?to=exclude")
    assert "there is nothing to propose" in page.content.decode()


def test_an_address_that_cannot_be_meant_is_the_board_itself(desk, people):
    assert desk("assistant").get(f"{BOARD}?open=nothing&show=nonsense").status_code == 200


@pytest.mark.parametrize("query, most", [("", 22), ("?show=all&open=exchange_visitor", 22)])
def test_the_board_asks_little(desk, make_label, django_assert_max_num_queries, query, most):
    for number in range(10):
        make_label(f"J-{number}", ("FY2018", 1))
    browser = desk("assistant")
    browser.get(BOARD)
    with django_assert_max_num_queries(most):
        browser.get(BOARD + query)


def test_concepts_are_kept_in_the_order_of_the_codebook(db):
    assert Concept.objects.first().pk == "journalist"
