"""An administrator makes accounts; whoever is given a group can log in at the desk."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from curation.actions.history import tell
from tests.curation.admin.conftest import confirm


@pytest.fixture
def administrator(db):
    browser = Client()
    browser.force_login(User.objects.create_superuser("administrator", password="made-up"))
    return confirm(browser)


@pytest.fixture
def newcomer(administrator):
    """Somebody whose account was made by the stock form, in which nobody is asked for groups."""
    said = {"username": "newcomer", "password1": "quite-made-up-1", "password2": "quite-made-up-1"}
    answered = administrator.post(reverse("admin:auth_user_add"), {**said, "usable_password": "true"})
    assert answered.status_code == 302
    return User.objects.get(username="newcomer")


def save(browser, user, *groups, **said):
    page = reverse("admin:auth_user_change", args=[user.pk])
    joined = f"{user.date_joined:%Y-%m-%d}", f"{user.date_joined:%H:%M:%S}"
    sent = {"username": user.username, "is_active": "on", "date_joined_0": joined[0], "date_joined_1": joined[1]}
    return browser.post(page, {**sent, "groups": [group.pk for group in groups], **said}, follow=True)


@pytest.mark.parametrize("name", ["assistant", "director"])
def test_whoever_is_given_a_group_can_log_in_and_that_is_said(administrator, newcomer, name):
    shown = save(administrator, newcomer, Group.objects.get(name=name)).content.decode()
    assert f"newcomer may log in at the desk now: the group {name} works there." in shown
    browser = Client()
    assert browser.post("/admin/login/", {"username": "newcomer", "password": "quite-made-up-1"}).status_code == 302
    assert browser.get("/admin/").status_code == 200


def test_a_group_of_somebody_elses_making_opens_nothing(administrator, newcomer):
    save(administrator, newcomer, Group.objects.create(name="readers"))
    newcomer.refresh_from_db()
    assert not newcomer.is_staff


def test_only_an_administrator_sees_people(desk):
    assert desk("director").get(reverse("admin:auth_user_changelist")).status_code == 403


@pytest.mark.parametrize("page", ["password_change", "password_change_done"])
def test_the_password_pages_have_the_desks_own_header(desk, page):
    shown = desk("assistant").get(reverse(f"admin:{page}")).content.decode()
    for there in ("View site", 'id="language-form"', f'href="{reverse("admin:password_change")}">Password</a>'):
        assert there in shown


@pytest.mark.parametrize("send", ["get", "post"])
def test_whoever_did_something_stays_and_the_page_says_what_to_do(administrator, newcomer, send):
    tell(newcomer, newcomer, "Approved.")
    address = reverse("admin:auth_user_delete", args=[newcomer.pk])
    answered = getattr(administrator, send)(address, {"post": "yes"}, follow=True)
    assert answered.redirect_chain == [(reverse("admin:auth_user_change", args=[newcomer.pk]), 302)]
    said = "newcomer did something here, so the account stays: untick “Active”, and nobody can log in with it."
    assert said in answered.content.decode()
    assert User.objects.filter(pk=newcomer.pk).exists()
    save(administrator, newcomer, is_active="")
    assert not Client().login(username="newcomer", password="quite-made-up-1")


def test_so_does_an_administrator_whose_first_deed_it_would_be(administrator):
    """The line that tells of it would be theirs, and cannot go with them."""
    own = User.objects.get(username="administrator")
    answered = administrator.post(reverse("admin:auth_user_delete", args=[own.pk]), {"post": "yes"}, follow=True)
    assert "administrator did something here, so the account stays" in answered.content.decode()
    assert User.objects.filter(pk=own.pk).exists() and not LogEntry.objects.exists()


def test_whoever_did_nothing_is_deleted(administrator):
    idle = User.objects.create_user("idle")
    administrator.post(reverse("admin:auth_user_delete", args=[idle.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=idle.pk).exists()
    assert LogEntry.objects.get().change_message == "Deleted. Password confirmed."
