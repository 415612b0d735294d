"""The password again: every door to accounts and releases, without it, with it, and when it is too long ago."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from curation.admin import again, site
from curation.admin.again import AgainMixin
from tests.curation.admin.conftest import confirm
from tests.curation.admin.test_doors import names_in

PASSWORD = "made-up"
TYPED = "quite-made-up-1"
NEW = {"username": "newcomer", "password1": TYPED, "password2": TYPED, "usable_password": "true"}
READ_ONLY = {"auth_user_history", "auth_group_history"}


@pytest.fixture
def administrator(db):
    browser = Client()
    browser.force_login(User.objects.create_superuser("administrator", password=PASSWORD))
    return browser


@pytest.fixture
def idle(db):
    """Somebody who never did anything."""
    return User.objects.create_user("idle", password="quite-made-up-0")


@pytest.fixture
def readers(db):
    return Group.objects.create(name="readers")


@pytest.fixture
def doors(idle, readers):
    """Each door to accounts: its arguments, what is sent to it, and whether it did what it is for."""
    joined = {"date_joined_0": "2026-01-02", "date_joined_1": "03:04:05"}
    ticked = {"action": "delete_selected", "_selected_action": [readers.pk], "post": "yes"}
    users, groups = User.objects, Group.objects
    return {
        "auth_user_add": ([], NEW, lambda: users.filter(username="newcomer").exists()),
        "auth_user_change": ([idle.pk], {"username": "busy", **joined}, lambda: users.filter(username="busy").exists()),
        "auth_user_delete": ([idle.pk], {"post": "yes"}, lambda: not users.filter(pk=idle.pk).exists()),
        "auth_user_password_change": ([idle.pk], NEW, lambda: users.get(pk=idle.pk).check_password(TYPED)),
        "auth_user_changelist": ([], {"action": "delete_selected"}, lambda: True),  # which offers no action
        "auth_group_add": ([], {"name": "writers"}, lambda: groups.filter(name="writers").exists()),
        "auth_group_change": ([readers.pk], {"name": "writers"}, lambda: groups.filter(name="writers").exists()),
        "auth_group_delete": ([readers.pk], {"post": "yes"}, lambda: not groups.filter(pk=readers.pk).exists()),
        "auth_group_changelist": ([], ticked, lambda: not groups.filter(pk=readers.pk).exists()),
    }


NAMES = sorted({name for pattern in site.get_urls() for name in names_in(pattern) if name.startswith("auth_")})


def asks(response):
    return again.FIELD in response.content.decode()


def give(browser, asked, password=PASSWORD):
    """Fills in the page that asks, with all that waits in it."""
    waiting = {}
    for name, value in asked.context["kept"]:
        waiting.setdefault(name, []).append(value)
    shows = {again.SHOWING: "1"} if asked.context["showing"] else {}
    return browser.post(asked.wsgi_request.get_full_path(), {**waiting, **shows, again.FIELD: password})


def everything():
    return list(User.objects.order_by("pk").values()), list(Group.objects.order_by("pk").values())


# --- The doors --------------------------------------------------------------------------------------------------------


def test_the_doors_to_accounts_are_all_known(doors):
    """A new one is listed above, with what is sent to it, or this fails; asked it is anyway."""
    assert set(NAMES) == doors.keys() | READ_ONLY
    assert all(
        isinstance(admin, AgainMixin) for model, admin in site._registry.items() if model._meta.app_label == "auth"
    )


@pytest.mark.parametrize("name", NAMES)
def test_without_the_password_nothing_is_done(administrator, doors, readers, idle, name):
    arguments, sent, _done = doors.get(name, ([idle.pk], {}, None))
    before = everything()
    response = administrator.post(reverse(f"admin:{name}", args=arguments), sent)
    assert asks(response) and everything()[1] == before[1] and len(everything()[0]) == len(before[0])
    assert User.objects.get(pk=idle.pk).password == idle.password
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize("name", sorted(set(NAMES) - READ_ONLY))
def test_with_the_password_it_is_done_and_the_log_says_so(administrator, doors, name):
    arguments, sent, done = doors[name]
    confirm(administrator)
    response = administrator.post(reverse(f"admin:{name}", args=arguments), sent, follow=True)
    assert response.status_code == 200 and not asks(response) and done()
    told = LogEntry.objects.values_list("change_message", flat=True)
    assert all(words.endswith("Password confirmed.") for words in told)
    assert len(told) == (name != "auth_user_changelist")


@pytest.mark.parametrize(
    "name", sorted(set(NAMES) - READ_ONLY - {"auth_user_add", "auth_user_password_change", "auth_user_changelist"})
)
def test_what_was_sent_is_done_once_the_password_is_given(administrator, doors, name):
    arguments, sent, done = doors[name]
    asked = administrator.post(reverse(f"admin:{name}", args=arguments), sent)
    assert not done()
    assert give(administrator, asked).status_code == 302 and done()


@pytest.mark.parametrize("name", ["auth_user_add", "auth_user_password_change"])
def test_a_form_that_takes_passwords_asks_before_it_is_filled_in(administrator, doors, name):
    arguments, sent, done = doors[name]
    address = reverse(f"admin:{name}", args=arguments) + "?_popup=1"
    asked = administrator.get(address)
    assert asks(asked) and "password1" not in asked.content.decode()
    shown = give(administrator, asked)
    assert shown.status_code == 302 and shown.url == address
    assert 'name="password1"' in administrator.get(address).content.decode()
    administrator.post(reverse(f"admin:{name}", args=arguments), sent)
    assert done()


@pytest.mark.parametrize("name", ["auth_user_change", "auth_user_delete", "auth_group_add", "auth_user_changelist"])
def test_looking_asks_for_nothing(administrator, doors, name):
    assert not asks(administrator.get(reverse(f"admin:{name}", args=doors[name][0])))


@pytest.mark.parametrize("name", ["auth_user_add", "auth_user_password_change"])
def test_no_page_repeats_a_password_that_was_typed_for_somebody(administrator, doors, name):
    """It took too long: what is safe waits in the page, the passwords are asked for anew."""
    arguments, sent, done = doors[name]
    asked = administrator.post(reverse(f"admin:{name}", args=arguments), sent)
    assert TYPED not in asked.content.decode()
    assert "type it again on the next one" in asked.content.decode()
    assert ("username", "newcomer") in asked.context["kept"]
    shown = give(administrator, asked)
    assert shown.status_code == 200 and "This field is required." in shown.content.decode() and not done()


# --- The password -----------------------------------------------------------------------------------------------------


@pytest.fixture
def adding(administrator):
    """A function that tries to add a group."""
    return lambda **more: administrator.post(reverse("admin:auth_group_add"), {"name": "writers", **more})


@pytest.mark.parametrize("password", ["", "Made-up", " made-up", "quite-made-up-0"])
def test_another_password_is_refused_without_a_hint(administrator, adding, idle, password):
    """The last one is somebody else's."""
    refused = give(administrator, adding(), password)
    assert refused.status_code == 400 and asks(refused)
    assert "This is not your password. Nothing has been done yet." in refused.content.decode()
    assert not password or f'value="{password}"' not in refused.content.decode()
    assert ("name", "writers") in refused.context["kept"]
    assert asks(adding()) and not Group.objects.filter(name="writers").exists()
    assert give(administrator, refused).status_code == 302 and Group.objects.filter(name="writers").exists()


def test_the_view_never_sees_it(administrator, adding, monkeypatch):
    seen, groups = [], site._registry[Group]
    answer = groups.response_add
    monkeypatch.setattr(
        groups, "response_add", lambda request, *more: seen.append(request.POST) or answer(request, *more)
    )
    give(administrator, adding())
    assert [dict(sent.items()) for sent in seen] == [{"name": "writers"}]


def test_five_wrong_ones_end_the_session(administrator, adding):
    for _ in range(4):
        assert asks(adding(**{again.FIELD: "wrong"}))
    ended = adding(**{again.FIELD: "wrong"})
    assert ended.status_code == 302 and ended.url == "/admin/login/"
    assert "5 wrong passwords: you are logged out" in administrator.get(ended.url).content.decode()
    assert adding(**{again.FIELD: PASSWORD}).url.startswith("/admin/login/")
    assert [entry.change_message for entry in LogEntry.objects.all()] == [
        "Gave a wrong password 5 times: the session was ended."
    ]


def test_a_right_one_forgives_the_wrong_ones_before(administrator, adding):
    for _ in range(3):
        for _ in range(4):
            adding(**{again.FIELD: "wrong"})
        adding(**{again.FIELD: PASSWORD})
    assert administrator.get("/admin/").status_code == 200


def test_tries_that_are_sent_side_by_side_are_counted_one_by_one(transactional_db, monkeypatch):
    user = User.objects.create_superuser("administrator", password=PASSWORD)
    first = Client()
    first.force_login(user)
    tried, barrier = [], Barrier(8)
    monkeypatch.setattr(again, "authenticate", lambda request, **said: tried.append(said["password"]))

    def guess(number):
        browser = Client()
        browser.cookies = first.cookies
        barrier.wait()
        try:
            browser.post(reverse("admin:auth_group_add"), {again.FIELD: f"guess {number}"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(8)))
    assert len(tried) == again.MOST_WRONG
    assert first.get("/admin/").status_code == 302


class Locked(ModelBackend):
    """A lock-out, as packages bring one: nobody comes in, whatever the password."""

    def authenticate(self, request, **said):
        raise PermissionDenied


def test_a_lock_out_holds_here_as_well(administrator, adding, settings):
    here = f"{__name__}.Locked"
    settings.AUTHENTICATION_BACKENDS = [here, *settings.AUTHENTICATION_BACKENDS]
    assert asks(adding(**{again.FIELD: PASSWORD})) and not Group.objects.filter(name="writers").exists()


# --- How long it is good ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (599, True), (600, False), (86_400, False), (-1, False)])
def test_it_is_good_for_ten_minutes(administrator, adding, monkeypatch, seconds, good):
    start = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: start)
    give(administrator, administrator.get(reverse("admin:auth_user_add")))
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(seconds=seconds))
    assert asks(adding()) is not good


def test_how_long_is_a_setting(administrator, adding, settings):
    settings.PASSWORD_AGAIN_AFTER = 0
    assert asks(adding(**{again.FIELD: "wrong"}))
    assert adding(**{again.FIELD: PASSWORD}).status_code == 302  # this once, and for nothing after it
    assert asks(adding())


def test_it_ends_with_the_logout(administrator, adding):
    confirm(administrator)
    administrator.post("/admin/logout/")
    administrator.force_login(User.objects.get(username="administrator"))
    assert asks(adding())


def test_nor_is_it_another_persons(administrator, idle, desk):
    """Somebody else who logs in at the same browser begins anew."""
    confirm(administrator)
    User.objects.filter(pk=idle.pk).update(is_staff=True, is_superuser=True)
    administrator.force_login(User.objects.get(pk=idle.pk))
    assert asks(administrator.post(reverse("admin:auth_group_add"), {"name": "writers"}))
