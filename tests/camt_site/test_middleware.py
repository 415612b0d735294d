import pytest
from django.http import HttpResponse
from django.utils.translation import get_language

from camt_site.middleware import DeskMessages, DeskSessions, DeskUsers, LanguageOfAddress


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/", "en"),
        ("/observations/", "en"),
        ("/ru/", "ru"),
        ("/ru/observations/", "ru"),
        ("/rules/", "en"),
        ("/observations.csv", "en"),
        ("/admin/", "en"),
    ],
)
@pytest.mark.parametrize("browser", ["ru,en;q=0.5", "en", "ky"])
def test_the_address_alone_says_the_language(rf, address, language, browser):
    def view(request):
        return HttpResponse(f"{get_language()} {request.LANGUAGE_CODE}")

    request = rf.get(address, headers={"accept-language": browser})
    request.COOKIES["django_language"] = browser[:2]
    response = LanguageOfAddress(view)(request)
    assert response.content.decode() == f"{language} {language}"
    assert response.headers == {"Content-Type": "text/html; charset=utf-8", "Content-Language": language}


@pytest.mark.parametrize(
    ("address", "kept", "language"),
    [
        ("/admin/", "ru", "ru"),
        ("/admin/", "fr", "en"),
        ("/admin/", None, "en"),
        ("/", "ru", "en"),
        ("/ru/", "en", "ru"),
    ],
)
def test_at_the_desk_alone_the_session_says_it(rf, settings, address, kept, language):
    request = rf.get(address)
    request.session = {settings.DESK_LANGUAGE: kept}
    response = LanguageOfAddress(lambda request: HttpResponse(get_language()))(request)
    assert response.content.decode() == language


def test_the_language_of_one_request_does_not_reach_the_next(rf):
    before = get_language()
    LanguageOfAddress(lambda request: HttpResponse())(rf.get("/ru/"))
    assert get_language() == before


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/", []),
        ("/why/", []),
        ("/administration/", []),
        ("/ru/admin/", []),
        ("/admin/", ["session", "user", "_messages"]),
    ],
)
def test_sessions_users_and_messages_are_for_the_desk_only(rf, address, known):
    seen = []

    def view(request):
        seen.extend(name for name in ("session", "user", "_messages") if hasattr(request, name))
        return HttpResponse()

    DeskSessions(DeskUsers(DeskMessages(view)))(rf.get(address))
    assert seen == known


@pytest.mark.django_db
def test_a_reader_who_brings_cookies_gets_the_same_bytes(client):
    plain = client.get("/")
    client.cookies["csrftoken"], client.cookies["sessionid"] = "x", "y"
    brought = client.get("/")
    assert brought.content == plain.content
    assert not brought.cookies and "Vary" not in brought.headers


@pytest.mark.parametrize(
    ("send", "address", "sent", "status"),
    [
        ("get", "/admin/login/", {"next": "a\0b"}, 400),
        ("post", "/admin/login/", {"username": "a\0b"}, 400),
        ("get", "/admin/login/", {"next": "/admin/"}, 200),
    ],
)
def test_the_desk_takes_no_text_that_the_database_cannot_keep(client, db, send, address, sent, status):
    assert getattr(client, send)(address, sent).status_code == status
