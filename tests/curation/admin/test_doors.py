"""Every address of the desk, tried by those who have no business there."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from curation.admin import site
from curation.models import Publication
from curation.thresholds import THRESHOLDS

FOR_EVERYONE = {"login", "logout", "jsi18n", "index", "password_change", "password_change_done", "language"}
OWN = {
    "file_submit": "upload_sourcefile",
    "file_accept": "accept_sourcefile",
    "file_withdraw": "upload_sourcefile",
    "file_run-again": "upload_sourcefile",
    "file_tick": "upload_sourcefile",
    "file_untick": "upload_sourcefile",
    "file_layout_save": "lay_out_sourcefile",
    "file_layout_anew": "lay_out_sourcefile",
    "curation_label_decide": "propose_categorydecision",
    "curation_label_translate": "change_label",
    "curation_label_save": "propose_categorydecision",
    "curation_label_draft": "propose_categorydecision",
    "curation_label_say": "propose_categorydecision",
    "curation_label_take_back": "propose_categorydecision",
    "curation_label_batch": "propose_categorydecision",
    "curation_label_batch_propose": "propose_categorydecision",
    "curation_label_batch_undo": "propose_categorydecision",
    "decision_approve": "approve_categorydecision",
    "decision_return": "approve_categorydecision",
    "decision_withdraw": "propose_categorydecision",
    "decision_put-away": "propose_categorydecision",
    "decision_answer": "answer_concern",
    "decision_look": "approve_categorydecision",
    "decision_take-over": "approve_categorydecision",
    "decisions_approve": "approve_categorydecision",
    "concern_say": "add_concern",
    "concern_answer": "answer_concern",
    "concern_resolve": "answer_concern",
    "concern_reopen": "add_concern",
    "release_withdraw": "publish_release",
    "room_save": "publish_release",
    "room_tick": "publish_release",
    "room_freeze": "publish_release",
    "room_back": "publish_release",
    "room_publish": "publish_release",
    "file_difference-explain": "upload_sourcefile",
    "file_difference-doubt": "add_concern",
    "file_difference-understood": "upload_sourcefile",
    "file_difference-again": "upload_sourcefile",
    "file_totals-explain": "upload_sourcefile",
    "file_totals-doubt": "add_concern",
    "concept_reason": "propose_categorydecision",
    "concept_alike": "propose_categorydecision",
    "reason_approve": "approve_categorydecision",
    "reason_return": "approve_categorydecision",
    "reason_withdraw": "propose_categorydecision",
    "curation_scenario_keep": "keep_scenario",
    "curation_scenario_propose": "propose_categorydecision",
    "scenario_offer": "offer_scenario",
    "scenario_take-back": "offer_scenario",
    "amendment_propose": "propose_amendment",
    "amendment_approve": "approve_amendment",
    "amendment_return": "approve_amendment",
    "amendment_withdraw": "propose_amendment",
    "amendments_approve": "approve_amendment",
    "correction_propose": "propose_correction",
    "correction_approve": "approve_correction",
    "correction_return": "approve_correction",
    "correction_withdraw": "propose_correction",
    "correction_end": "propose_correction",
    "file_read-anew": "upload_sourcefile",
    "drawn_recode": "propose_categorydecision",
    "setting_set": "set_threshold",
    "curation_categorydecision_inbox_take": "approve_categorydecision",
    "curation_categorydecision_inbox_approve": "approve_categorydecision",
    "curation_categorydecision_inbox_claim": "approve_categorydecision",
    "curation_categorydecision_inbox_let_go": "approve_categorydecision",
}


def addresses(things):
    """Every named address of the desk that the things above can fill in."""
    for pattern in site.get_urls():
        for name in names_in(pattern):
            yield name, address_of(name, things)


def names_in(pattern):
    if hasattr(pattern, "url_patterns"):
        for inner in pattern.url_patterns:
            yield from names_in(inner)
    elif pattern.name and pattern.name != "view_on_site":
        yield pattern.name


def address_of(name, things):
    thing = things.get(name.split("_")[0]) or first_of(name)
    for arguments in ([], [thing.pk], ["flows"]):
        try:
            return reverse(f"admin:{name}", args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"The test does not know how to fill in {name}.")


def first_of(name):
    """One of the things that a list's address is about."""
    for model in site._registry:
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model.objects.first()
    return Publication.objects.first()


def test_nobody_comes_in_without_logging_in(things):
    for name, address in addresses(things):
        if name in FOR_EVERYONE - {"index", "password_change", "language"}:
            continue
        for send in (Client().get, Client().post):
            response = send(address)
            assert response.status_code == 302 and response.url.startswith("/admin/login/"), (name, response)


def test_somebody_with_an_account_and_no_rights_sees_and_does_nothing(things, desk):
    stranger = desk("stranger")
    for name, address in addresses(things):
        if name in FOR_EVERYONE:
            continue
        seen = {send(address).status_code for send in (stranger.get, stranger.post)}
        assert seen <= {403, 404, 405}, (name, seen)


def test_who_may_look_may_not_for_that_act(things, desk, people):
    """With every right to view and none to act, each deed of the desk is refused at its own door."""
    looks = [p for p in people.assistant.groups.get().permissions.all() if p.codename.startswith("view_")]
    people.stranger.user_permissions.set(looks)
    stranger = desk("stranger")
    told = dict(addresses(things))
    assert OWN.keys() <= told.keys()
    for name in OWN:
        response = stranger.post(told[name], {"reason": "x", "note": "x"}, follow=True)
        refused = response.status_code == 403 or "may not" in response.content.decode()
        assert refused, (name, response.status_code)
    assert stranger.get(told["curation_sourcefile_add"]).status_code == 403
    things["decision"].refresh_from_db()
    assert things["decision"].state == "proposed"


@pytest.mark.parametrize("name", ["assistant", "director"])
def test_whoever_works_here_opens_every_page(things, desk, name):
    browser = desk(name)
    for page, address in addresses(things):
        if page not in FOR_EVERYONE and not page.startswith("auth_"):
            assert browser.get(address).status_code in (200, 302, 403, 404, 405), page
    for page in ("index", "curation_sourcefile_changelist", "curation_label_desk", "curation_publication_room"):
        assert browser.get(reverse(f"admin:{page}")).status_code == 200


def test_the_stock_ways_round_the_verbs_are_shut(things, desk):
    director = desk("director")
    for thing in things.values():
        name = f"admin:curation_{thing._meta.model_name}"
        assert director.get(reverse(f"{name}_delete", args=[thing.pk])).status_code == 403
        everything = director.get(reverse(f"{name}_changelist"))
        assert everything.status_code == 200 and "delete_selected" not in everything.content.decode()
    assert director.get(reverse("admin:curation_categorydecision_add")).status_code == 403


WITH_A_QUESTION = {"amendment_propose", "curation_scenario_keep", "curation_scenario_propose"}  # of which they are made
LED_TO = {
    "decision_approve": "decision",
    "decision_look": "decision",
    "curation_label_decide": "label",
    "curation_label_translate": "label",
    "concern_say": "concern",
    "amendment_approve": "amendment",
    "drawn_recode": "drawn",
}


def test_a_deeds_address_opened_without_doing_it_leads_to_a_page(things, desk):
    """Of a page that answered a refused deed, a reload and the language switch open the address: it can be read."""
    director = desk("director")
    for name, address in addresses(things):
        if name in OWN and name not in WITH_A_QUESTION:
            response = director.get(address, follow=True)
            assert response.status_code == 200 and "<h1" in response.content.decode(), (name, response)
            assert response.request["PATH_INFO"] != "/admin/", name


def test_nothing_of_the_desk_answers_that_a_method_is_not_allowed(things, desk):
    director = desk("director")
    assert [name for name, address in addresses(things) if director.get(address).status_code == 405] == []


@pytest.mark.parametrize("name", LED_TO)
def test_it_is_the_page_of_the_thing(things, desk, name):
    response = desk("director").get(address_of(name, things), follow=True)
    assert response.context["original"] == (things[LED_TO[name]] if LED_TO[name] != "label" else first_of(name))


@pytest.mark.parametrize(
    "deed, page",
    [
        (reverse("admin:setting_set", args=[next(iter(THRESHOLDS))]), "curation_setting_changelist"),
        (reverse("admin:decisions_approve"), "curation_categorydecision_changelist"),
        (reverse("admin:curation_categorydecision_inbox_take"), "curation_categorydecision_inbox"),
        (reverse("admin:room_freeze"), "curation_publication_room"),
        (reverse("admin:curation_label_draft", args=[1]), "curation_label_desk"),
        (reverse("admin:language"), "index"),
    ],
)
def test_where_it_is_about_several_it_is_the_page_they_stand_on(db, desk, deed, page):
    response = desk("director").get(deed, follow=True)
    assert response.status_code == 200 and response.request["PATH_INFO"] == reverse(f"admin:{page}")


def test_another_language_after_a_refusal_comes_back_to_a_page(things, desk):
    """A label decided without a word is refused on the spot; there the language is switched."""
    director = desk("director")
    refused = director.post(address_of("curation_label_decide", things), {"what": "work"})
    assert refused.status_code == 422
    onward = {"language": "ru", "next": refused.request["PATH_INFO"]}
    shown = director.post(reverse("admin:language"), onward, follow=True)
    assert shown.status_code == 200 and shown.context["original"] == first_of("curation_label_decide")
    assert shown.headers["Content-Language"] == "ru"


def test_to_take_over_stands_at_an_address_of_its_own(things, desk):
    """It comes back in another language; who may not review the proposal is led to the proposal."""
    address = address_of("decision_take-over", things)
    assert desk("director").get(address).context["form"]
    led = desk("assistant").get(address)
    assert led.status_code == 302 and led.url == reverse(
        "admin:curation_categorydecision_change", args=[things["decision"].pk]
    )
