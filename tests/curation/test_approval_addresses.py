"""Every address of the site that changes something, tried by whoever proposed what could be approved there."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from curation import seen
from curation.admin import again, site
from tests.curation.proposer import AGREED, agreed_to

A_NEW_ADDRESS = """
The site has another set of addresses that take a POST than is listed here. Where one came in: if it only shows, let it
refuse unsafe methods (`require_safe`). If it writes, name it here; if it approves, see that it refuses whoever proposed
the thing, and write it into the doors of `test_approval_doors` as well. Where one is gone: take its name out.
"""
UNSAFE = ("post", "put", "patch", "delete")
STOCK = ("changelist", "add", "history", "delete", "change", "export")  # Django's own, of each list
APPROVING = {
    "admin:decision_approve",
    "admin:decisions_approve",
    "admin:curation_categorydecision_inbox_approve",
    "admin:reason_approve",
    "admin:amendment_approve",
    "admin:amendments_approve",
    "admin:correction_approve",
    "admin:file_accept",
}
OF_THE_DESK = """
    amendment_propose amendment_return amendment_withdraw auth_user_password_change concept_alike concept_reason
    concern_answer concern_reopen concern_resolve concern_say correction_end correction_propose
    correction_return correction_withdraw curation_alias_import curation_alias_process_import
    curation_categorydecision_import curation_categorydecision_inbox_claim
    curation_categorydecision_inbox_let_go curation_categorydecision_inbox_take
    curation_categorydecision_process_import curation_label_batch curation_label_batch_propose
    curation_label_batch_undo curation_label_decide curation_label_draft curation_label_save curation_label_say
    curation_label_take_back curation_label_translate curation_scenario_keep
    curation_scenario_propose curation_sourcetable_import curation_sourcetable_process_import decision_answer
    decision_put-away decision_return decision_take-over decision_withdraw drawn_recode file_difference-again
    file_difference-doubt file_difference-explain file_difference-understood file_layout_anew file_layout_save
    file_read-anew file_run-again file_submit file_tick file_totals-doubt file_totals-explain file_untick
    file_withdraw language login logout password_change reason_return reason_withdraw release_withdraw
    room_back room_freeze room_publish room_save room_tick scenario_offer scenario_take-back setting_set
"""
LENIENT = """
    app_list coverage curation_concept_board curation_label_desk curation_label_facets curation_label_pane
    curation_scenario_whatif decision_look file_checks file_difference file_labels file_layout file_notes
    file_original file_progress file_totals files_held go index log log_csv view_on_site
"""  # they only show, and answer a POST as if it were a GET
OTHERS = {"flows:ask", "flows:estimate", "flows:graphic", "previews:page"} | {
    f"admin:{name}" for name in (OF_THE_DESK + LENIENT).split()
}


def patterns(within=None, before=()):
    """Every address of the site, with its name and those of the namespaces around it."""
    for each in (within or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, (*before, each.namespace) if each.namespace else before)
        else:
            yield ":".join((*before, each.name or "")), each


def addresses(things):
    """The name and the address of each that has a name, about one of the things where it is about anything."""
    return [(name, reverse(name, kwargs=filled(name, each, things))) for name, each in patterns() if each.name]


def filled(name, pattern, things):
    """What an address needs to be known: the key of the thing that it is about, or words that mean nothing."""
    wanted = pattern.pattern.converters or pattern.pattern.regex.groupindex
    said = {"format": "json", "app_label": "curation", "content_type_id": "1", "slug": "x", "code": "x"}
    return {each: said.get(each) or about(name, things) for each in wanted}


def about(name, things):
    last = name.rpartition(":")[2]
    return things.get(last.split("_")[0]) or first_of(last) or 1


def first_of(name):
    """The first row of the list that an address is of."""
    for model in site._registry:
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model._base_manager.order_by("pk").values_list("pk", flat=True).first()
    return None


@pytest.fixture
def things(own):
    """The keys of what waits."""
    return {name: getattr(own, name).pk for name in ("decision", "reason", "amendment", "correction", "file")}


@pytest.fixture
def send():
    """A function that sends something to an address as somebody who gave their password just now, and undoes it all.

    It gives the status, and what had been approved.
    """
    logged_in = {}

    def sent(user, method, address, form=None):
        cookies = logged_in.get(user.pk) or logged_in.setdefault(user.pk, confirmed(user))
        browser = Client(raise_request_exception=False)
        browser.cookies.load(cookies)
        with transaction.atomic():
            status = getattr(browser, method)(address, form or {}).status_code
            approved = agreed_to()
            transaction.set_rollback(True)
        return status, approved

    return sent


def confirmed(user):
    """The cookies of somebody who logged in and gave their password again."""
    browser = Client()
    browser.force_login(user)
    session = browser.session
    session[again.SINCE] = timezone.now().timestamp()
    session.save()
    return {name: cookie.value for name, cookie in browser.cookies.items()}


def everything(own):
    """A form with whatever any of the forms asks for."""
    pk = own.decision.pk
    token = seen.token(pk, seen.look(own.decision).seen)
    words = {name: "Made up." for name in ("words", "note", "reason", "rationale", "text")}
    ticked = {"decision": pk, "amendment": own.amendment.pk, "correction": own.correction.pk, "file": own.file.pk}
    listed = {"action": "approve_several", "_selected_action": pk, "state": "approved", "what": "work"}
    return words | ticked | listed | {"seen": token, f"seen-{pk}": token}


def of_lists(models):
    """The names of Django's own addresses of some lists."""
    return {f"admin:{model._meta.app_label}_{model._meta.model_name}_{each}" for model in models for each in STOCK}


def test_these_are_all_addresses_that_change_something(own, things, send):
    """Of those outside of the desk one takes anything, a reader's question; what shows a preview refuses it inside."""
    stock = of_lists(site._registry)
    asked = [(name, address) for name, address in addresses(things) if name not in stock]
    found = {name for name, address in asked if any(send(own.me, method, address)[0] != 405 for method in UNSAFE)}
    assert found == APPROVING | OTHERS, A_NEW_ADDRESS


def test_what_has_no_name_only_leads_elsewhere():
    unnamed = [each.callback for name, each in patterns() if not name.rpartition(":")[2]]
    views = {getattr(view, "view_class", view).__qualname__ for view in unnamed}
    assert views == {"RedirectView", "AdminSite.catch_all_view"}, A_NEW_ADDRESS


@pytest.fixture
def tried(things):
    """Each address that anything could be approved by, and what is sent to it: nobody's business are other lists."""
    names = (APPROVING | OTHERS) | of_lists(AGREED)
    return [(name, address) for name, address in addresses(things) if name in names]


def test_at_none_of_them_anything_of_ones_own_is_approved(own, tried, send):
    form = everything(own)
    assert {name for name, address in tried if send(own.me, "post", address, form)[1]} == set()


def test_at_some_of_them_a_second_person_approves_it(own, tried, send, people):
    """Else the test above would show nothing: these approve, with the same form."""
    form = everything(own)
    found = {name for name, address in tried if send(people.director, "post", address, form)[1]}
    assert found == APPROVING, A_NEW_ADDRESS
