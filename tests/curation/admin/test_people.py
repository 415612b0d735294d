"""An administrator makes accounts; whoever is given a group can log in at the desk."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse


@pytest.fixture
def administrator(db):
    browser = Client()
    browser.force_login(User.objects.create_superuser("administrator", password="made-up"))
    return browser


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
