"""Saying what labels mean on the mapping desk, by script and by plain form, one by one and several at once.

The figures are made up.
"""

import pytest
from django.urls import reverse

from curation.actions import decisions
from curation.models import Batch, CategoryDecision, Draft, SourceTable

DESK = "/admin/curation/label/desk/"
TEMPORARY = {"what": "exclude", "kept_out_of": "study", "reason_code": "temporary", "rationale": "Temporary visits."}
JSON = {"Accept": "application/json"}


@pytest.fixture
def three(make_label):
    return [make_label(text, ("FY2018", people)) for text, people in (("H-1B", 9), ("J-1", 5), ("ZZ-9", 3))]


def send(browser, name, *arguments, headers=None, **said):
    return browser.post(reverse(f"admin:curation_label_{name}", args=arguments), said, headers=headers)


def plain(*rows, save="page", **more):
    """The fields of a page's form: `(label, {field: text})` for each row."""
    said = {"on_page": [label.pk for label, _fields in rows], "save": save, **more}
    for label, fields in rows:
        said |= {f"{label.pk}-{name}": text for name, text in fields.items()}
    return said


# by script


def test_a_key_keeps_a_draft_and_proposes_nothing(desk, label, people):
    response = send(desk("assistant"), "draft", label.pk, what="exclude", reason_code="temporary")
    assert (response.status_code, response.content) == (204, b"")
    assert Draft.objects.get().content == {"what": "exclude", "reason_code": "temporary"}
    assert not CategoryDecision.objects.exists()


def test_control_enter_proposes_and_tells_how_the_row_stands(desk, label, people):
    response = send(desk("assistant"), "say", label.pk, **TEMPORARY, seen="0")
    decision = CategoryDecision.objects.get()
    said = response.json()["said"]
    assert (said["what"], said["words"], said["flagged"]) == ("exclude", "excluded (temporary)", False)
    assert response.json()["seen"] == decision.pk and decision.proposed_by == people.assistant


@pytest.mark.parametrize(
    "said, sentence",
    [
        (
            {"what": "study"},
            "Give a rationale, one sentence that a reader of the codebook can follow; until then it is a",
        ),
        ({"rationale": "So."}, "Say what it is: choose one of the keys w s r a x t n."),
        ({"what": "exclude", "rationale": "So."}, "Say for which reason the label is excluded: choose a reason code."),
        ({"what": "work", "rationale": "So.", "year_from": "soon"}, "Year from: Enter a whole number."),
        ({"what": "work", "rationale": "So.", "condition": "{"}, "Condition: Enter a valid JSON."),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(desk, label, said, sentence):
    response = send(desk("assistant"), "say", label.pk, **said)
    assert response.status_code == 422 and response.json()["refused"].startswith(sentence)
    assert not CategoryDecision.objects.exists()


def test_whoever_writes_while_somebody_else_decides_is_told_and_may_propose_all_the_same(desk, label, people):
    decisions.propose(label, category="work", rationale="Paid.", by=people.colleague)
    response = send(desk("assistant"), "say", label.pk, **TEMPORARY, seen="0")
    assert response.status_code == 409 and response.json()["first"]["words"] == "work"
    assert response.json()["first"]["by"] == "colleague"
    again = send(desk("assistant"), "say", label.pk, **TEMPORARY, seen=response.json()["seen"])
    assert again.status_code == 200


def test_undo_takes_ones_own_proposal_back_and_only_that(desk, label, people):
    decisions.propose(label, category="work", rationale="Paid.", by=people.colleague)
    refused = send(desk("assistant"), "take_back", label.pk)
    assert refused.status_code == 422
    assert refused.json()["refused"] == "No proposal of yours about “J-1” waits any more: look at its page."
    send(desk("assistant"), "say", label.pk, **TEMPORARY, seen="9999")
    assert send(desk("assistant"), "take_back", label.pk).status_code == 204
    assert list(CategoryDecision.objects.order_by("pk").values_list("state", flat=True)) == ["proposed", "withdrawn"]


def test_saving_asks_little(desk, label, django_assert_max_num_queries):
    browser = desk("assistant")
    browser.get(DESK)
    with django_assert_max_num_queries(8):
        send(browser, "draft", label.pk, what="exclude")
    with django_assert_max_num_queries(45):
        send(browser, "say", label.pk, **TEMPORARY)


# by plain form


def test_one_row_is_saved_by_its_own_button_and_can_be_undone_on_the_next_page(desk, three, people):
    browser = desk("assistant")
    rows = (three[0], {"what": "work", "rationale": "Paid."}), (three[1], {"what": "study", "rationale": "They learn."})
    shown = browser.post(reverse("admin:curation_label_save"), plain(*rows, save=str(three[0].pk)), follow=True)
    assert "Proposed: 1 label." in shown.content.decode()
    assert CategoryDecision.objects.get().label == three[0]
    batch = Batch.objects.get()
    assert shown.context["last"][0] == batch
    undone = browser.post(reverse("admin:curation_label_batch_undo", args=[batch.pk]), follow=True)
    assert "Undone: 1 proposal is withdrawn." in undone.content.decode() and undone.context["last"] is None


def test_a_page_is_saved_at_once_and_what_has_no_words_stays_a_draft(desk, three, people):
    rows = (three[0], {"what": "work", "rationale": "Paid."}), (three[1], {"what": "study"}), (three[2], {})
    shown = desk("assistant").post(reverse("admin:curation_label_save"), plain(*rows), follow=True).content.decode()
    assert "Proposed: 1 label." in shown
    assert "“J-1”: Give a rationale, one sentence" in shown
    assert Draft.objects.get().label == three[1] and CategoryDecision.objects.get().label == three[0]


def test_the_details_that_a_plain_form_leaves_open_are_those_that_are_suggested(desk, three, people):
    rows = (
        (three[1], {"what": "exclude", "rationale": "Visits."}),
        (three[0], {"what": "exclude", "rationale": "No.", "reason_code": "not_stated"}),
    )  # noqa: E501
    desk("assistant").post(reverse("admin:curation_label_save"), plain(*rows))
    found = {d.label.text: (d.category, d.reason_code) for d in CategoryDecision.objects.all()}
    assert found == {"J-1": ("study", "temporary"), "H-1B": ("work", "not_stated")}


def test_enter_in_a_field_proposes_nothing(desk, three, people):
    row = three[0], {"what": "work", "rationale": "Paid."}
    shown = desk("assistant").post(reverse("admin:curation_label_save"), plain(row, save=""), follow=True)
    assert "Kept as drafts; nothing is proposed." in shown.content.decode()
    assert Draft.objects.count() == 1 and not CategoryDecision.objects.exists()


@pytest.mark.parametrize(
    "save, sentence",
    [("", "The rationale has 4,001 characters, and 4,000 are kept"), ("page", "has at most 4000 characters")],
    ids=["kept", "proposed"],
)
def test_words_longer_than_are_kept_are_refused_in_a_sentence(desk, three, people, save, sentence):
    rows = (three[0], {"what": "work", "rationale": "x" * 4_001}), (three[1], {"what": "study"})
    shown = desk("assistant").post(reverse("admin:curation_label_save"), plain(*rows, save=save), follow=True)
    assert sentence in shown.content.decode()
    assert Draft.objects.get().label == three[1] and not CategoryDecision.objects.exists()


def test_one_comes_back_to_the_labels_that_one_was_looking_at(desk, three):
    row = three[0], {"what": "work", "rationale": "Paid."}
    said = plain(row, source="us-niv", size="1", state="open")
    response = desk("assistant").post(reverse("admin:curation_label_save"), said)
    assert response.url == f"{DESK}?source=us-niv&size=1"


# several at once


def previewed(browser, labels, **said):
    """The preview of some labels, reached as the plain form reaches it."""
    form = {"save": "ticked", "label": [label.pk for label in labels], **said}
    return browser.post(reverse("admin:curation_label_save"), form, follow=True)


def test_a_preview_saves_nothing_and_says_what_each_would_be(desk, three, people):
    preview = previewed(desk("assistant"), three, what="work").context["preview"]
    assert [(row.label.text, what.category) for row, what in preview.lines] == [
        ("H-1B", "work"),
        ("J-1", "work"),
        ("ZZ-9", "work"),
    ]
    assert preview.sums == [(17, "visas")] and preview.against == 1
    assert not CategoryDecision.objects.exists()


def test_people_of_several_measures_are_never_added_up(desk, three, make_label):
    korea = make_label("F4", ("2018-12-31", 40), source=SourceTable.objects.get(pk="kr-status"), destination="KOR")
    preview = previewed(desk("assistant"), [*three, korea], what="residence").context["preview"]
    assert preview.sums == [(40, "persons"), (17, "visas")]


def test_what_was_returned_is_left_out_until_it_is_taken_in(desk, three, people):
    back = decisions.propose(three[1], category="study", rationale="They learn.", by=people.assistant)
    decisions.return_(back, reason="Do they?", by=people.director)
    browser = desk("assistant")
    shown = previewed(browser, three, what="work")
    assert [(row.label.text, why) for row, why in shown.context["preview"].left_out] == [
        ("J-1", "It was returned: “Do they?”")
    ]
    assert "was left out for you: 5 people." in shown.content.decode()
    taken = previewed(browser, three, what="work", take=three[1].pk)
    assert taken.context["preview"].left_out == []


def test_proposed_together_with_one_rationale_and_undone_together(desk, three, people):
    browser = desk("assistant")
    said = {"label": [label.pk for label in three], "what": "work", "rationale": "Paid."}
    shown = browser.post(reverse("admin:curation_label_batch_propose"), said, follow=True)
    assert "Proposed: 3 labels." in shown.content.decode()
    assert set(CategoryDecision.objects.values_list("rationale", "batch")) == {("Paid.", Batch.objects.get().pk)}
    browser.post(reverse("admin:curation_label_batch_undo", args=[Batch.objects.get().pk]))
    assert not CategoryDecision.objects.waiting().exists()


def test_the_undo_is_offered_until_somebody_reviewed_a_member(desk, three, people):
    browser = desk("assistant")
    said = {"label": [label.pk for label in three], "what": "work", "rationale": "Paid."}
    browser.post(reverse("admin:curation_label_batch_propose"), said)
    assert browser.get(DESK).context["last"]
    decisions.approve(CategoryDecision.objects.get(label=three[2]), by=people.director)
    assert browser.get(DESK).context["last"] is None
    refused = browser.post(reverse("admin:curation_label_batch_undo", args=[Batch.objects.get().pk]), headers=JSON)
    assert refused.status_code == 422 and "director reviewed “ZZ-9”" in refused.json()["refused"]


def test_one_tick_stands_for_all_that_are_shown(desk, three):
    form = plain(*((label, {}) for label in three), save="ticked", what="work", all_shown="on")
    preview = desk("assistant").post(reverse("admin:curation_label_save"), form, follow=True).context["preview"]
    assert [row.label for row, _what in preview.lines] == three


def test_without_a_rationale_nothing_is_proposed_and_one_is_back_at_the_preview(desk, three):
    said = {"label": [label.pk for label in three], "what": "work", "rationale": ""}
    shown = desk("assistant").post(reverse("admin:curation_label_batch_propose"), said, follow=True)
    assert "Give a rationale for all of them" in shown.content.decode() and "preview" in shown.context
    assert not CategoryDecision.objects.exists()


def test_the_script_is_told_the_same_as_json(desk, three, people):
    said = {"label": [label.pk for label in three], "what": "work", "rationale": "Paid."}
    told = desk("assistant").post(reverse("admin:curation_label_batch_propose"), said, headers=JSON).json()
    assert told["said"].keys() == {str(label.pk) for label in three} and told["refused"] == {}
    assert told["undo"] == reverse("admin:curation_label_batch_undo", args=[told["batch"]])
    again = desk("assistant").post(reverse("admin:curation_label_batch_propose"), said, headers=JSON)
    assert again.status_code == 422 and "It is proposed as work already." in again.json()["refused"]


def test_as_the_codebook_says_is_for_each_label_another_thing_in_its_words(desk, three, people):
    browser = desk("assistant")
    preview = previewed(browser, three, what="suggested").context["preview"]
    assert [what.disposition for _row, what in preview.lines] == ["include", "exclude", "exclude"]
    said = {"label": [label.pk for label in three], "what": "suggested"}
    browser.post(reverse("admin:curation_label_batch_propose"), said)
    words = dict(CategoryDecision.objects.values_list("label__text", "rationale"))
    assert words["J-1"] == "The codebook keeps J visas (“Exchange Visitor”) out of study as temporary visits."
    assert words["H-1B"] == "The codebook counts H visas (“Work”) as work."


def test_the_same_batch_twice_is_left_out_label_by_label(desk, three, people):
    said = {"label": [label.pk for label in three], "what": "suggested"}
    for _ in range(2):
        done = desk("assistant").post(reverse("admin:curation_label_batch_propose"), said, follow=True)
    assert "“J-1”: It is proposed as excluded (temporary) already." in done.content.decode()
    assert CategoryDecision.objects.count() == 3


def test_more_than_200_are_refused_before_anything_is_shown(desk, three, make_label):
    labels = [make_label(f"ZZ-{number}", ("FY2018", 1)) for number in range(201)]
    shown = previewed(desk("assistant"), labels, what="work").content.decode()
    assert "201 labels are ticked, and 200 go at once: tick fewer." in shown
