"""Changes of reference lists in the desk: proposed by form, reviewed cell by cell, several at once."""

import pytest
from django.urls import reverse

from curation.actions import amendments
from curation.models import Alias, Amendment, SourceTable

LIST = "/admin/curation/amendment/"
WHY = "The publisher spells it so."


@pytest.fixture
def alias(db):
    return Alias.objects.create(text="nederlandia", area="NLD", note="made up")


@pytest.fixture
def amendment(alias, people):
    return amendments.propose("alias", "nederlandia", values={"area": "BEL"}, rationale=WHY, by=people.assistant)


def deed(browser, name, amendment, **said):
    return browser.post(reverse(f"admin:amendment_{name}", args=[amendment.pk]), said, follow=True)


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


def state(amendment):
    return Amendment.objects.get(pk=amendment.pk).state


def test_the_page_shows_the_row_cell_by_cell(desk, amendment):
    page = desk("colleague").get(f"{LIST}{amendment.pk}/change/").content.decode()
    assert "<del>NLD</del></td><td><ins>BEL</ins>" in page
    assert "made up" in page and WHY in page


def test_it_is_approved_by_another_and_applied(desk, amendment, alias, said):
    assert said(deed(desk("assistant"), "approve", amendment)) == [
        "You proposed this yourself, so somebody else has to approve it."
    ]
    assert said(deed(desk("colleague"), "approve", amendment)) == ["Approved, and applied."]
    alias.refresh_from_db()
    assert (state(amendment), alias.area) == ("approved", "BEL")
    history = desk("colleague").get(f"/admin/curation/alias/{alias.pk}/history/").content.decode()
    assert f"Amendment {amendment.pk}, approved by colleague" in history


def test_it_is_returned_with_a_reason_or_withdrawn(desk, amendment, people):
    deed(desk("colleague"), "return", amendment, reason="Belgium?")
    assert (state(amendment), Amendment.objects.get().review_note) == ("returned", "Belgium?")
    own = amendments.propose("alias", "nederlandia", values={"area": "LUX"}, rationale=WHY, by=people.assistant)
    deed(desk("assistant"), "withdraw", own)
    assert state(own) == "withdrawn"


def test_several_are_approved_after_a_preview_that_leaves_one_s_own_out(desk, amendment, people, said):
    own = amendments.propose("alias", "Luxia", values={"area": "LUX"}, rationale=WHY, by=people.colleague)
    ticked = {"action": "approve_several", "_selected_action": [amendment.pk, own.pk]}
    page = desk("colleague").post(LIST, ticked)
    assert page.context["ready"] == [amendment]
    assert page.context["left_out"] == [(own, "you proposed it yourself")]
    done = desk("colleague").post(
        reverse("admin:amendments_approve"), {"amendment": [amendment.pk, own.pk]}, follow=True
    )
    assert said(done)[0] == "Approved and applied: 1 of 2 changes."
    assert levels(done) == ["warning", "error"]
    assert (state(amendment), state(own)) == ("approved", "proposed")


def test_all_that_were_ticked_is_a_success(desk, amendment):
    done = desk("colleague").post(reverse("admin:amendments_approve"), {"amendment": amendment.pk}, follow=True)
    assert levels(done) == ["success"]


def test_one_row_is_proposed_by_the_list_s_own_form(desk, alias, people):
    offered = desk("assistant").get(f"/admin/curation/alias/{alias.pk}/change/").content.decode()
    url = reverse("admin:amendment_propose", query={"table": "alias", "key": "nederlandia"})
    assert url.replace("&", "&amp;") in offered
    filled = {"area": "BEL", "language": "", "note": "", "rationale": WHY}
    page = desk("assistant").post(url, filled, follow=True)
    amendment = Amendment.objects.get()
    assert page.redirect_chain[-1][0] == f"{LIST}{amendment.pk}/change/"
    assert amendment.after == {"area": "BEL", "language": "", "note": ""}
    refused = desk("assistant").post(url, filled | {"area": "NWH", "rationale": ""})
    assert refused.status_code == 422
    assert "“NWH” is no area" in refused.content.decode() and refused.context["rationale"].errors


def test_a_source_table_is_proposed_with_its_hints(desk, people):
    table = SourceTable.objects.get(pk="us-niv")
    url = reverse("admin:amendment_propose", query={"table": "source", "key": "us-niv"})
    form = desk("assistant").get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    desk("assistant").post(url, values | {"lag_months": 7, "rationale": WHY})
    amendment = Amendment.objects.get()
    assert amendments.in_words(amendment) == f"lag_months: “{table.lag_months}” → “7”"


@pytest.mark.parametrize("query", ["", "?table=people&key=x"])
def test_there_are_two_lists_to_amend(desk, people, query):
    assert desk("assistant").get(reverse("admin:amendment_propose") + query).status_code == 404


def test_assistants_add_an_alias_and_propose_to_change_one(desk, alias, people):
    added = {"text": "Luxia", "area": "LUX", "language": "", "note": ""}
    desk("assistant").post("/admin/curation/alias/add/", added)
    assert Alias.objects.get(text="luxia").added_by == people.assistant
    assert desk("assistant").post(f"/admin/curation/alias/{alias.pk}/change/", added).status_code == 403
    desk("director").post(f"/admin/curation/alias/{alias.pk}/change/", added | {"text": "nederlandia"})
    alias.refresh_from_db()
    assert alias.area == "LUX"
