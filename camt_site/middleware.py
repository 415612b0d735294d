"""What happens to each request: language by address, and sessions for the desk only.

Public pages set no cookie and read no session, because these middlewares are not there for them: a view that asked
for `request.session` or `request.user` outside the desk would fail, not leak.
"""

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest
from django.utils import translation


class LanguageOfAddress:
    """`/ru/…` is Russian, everything else English: no cookie, no negotiation, so that an address shows one page.

    At the desk the language is the person's own, kept in their session.

    Django's own LocaleMiddleware lets the address win as well, but says `Vary: Accept-Language`, which would make
    every cache keep each page once for each browser.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request):
    """Russian where the address says so, or at the desk where the person chose it."""
    if request.path_info.startswith(settings.DESK):
        chosen = getattr(request, "session", {}).get(settings.DESK_LANGUAGE)
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


class PreviewsAreKeptBack:
    """What lies behind the link of a preview is kept by no cache and no search engine, and no site is told the link."""

    KEPT_BACK = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith("/preview/"):
            for name, value in self.KEPT_BACK.items():
                response.headers[name] = value
        return response


class DeskOnly:
    """Mixed into a middleware, lets all requests but those to the desk pass it by."""

    def __call__(self, request):
        if request.path_info.startswith(settings.DESK):
            return super().__call__(request)
        return self.get_response(request)


class DeskSessions(DeskOnly, SessionMiddleware):
    pass


class DeskUsers(DeskOnly, AuthenticationMiddleware):
    pass


class DeskMessages(DeskOnly, MessageMiddleware):
    pass


class NoNulls:
    """At the desk, nothing that is sent has the character NUL in it: PostgreSQL neither keeps nor looks up such a text.

    Forms refuse it in their own words; this is for whatever is sent past a form. What readers ask goes through forms.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        if request.path_info.startswith(settings.DESK):
            said = (text for sent in (request.GET, request.POST) for _name, texts in sent.lists() for text in texts)
            if any("\0" in text for text in said):
                raise BadRequest("What was sent has the character NUL in it, which no text has: send it without.")


class NoCookies:
    """Outside the desk a request comes without its cookies, whatever they are: every reader gets the same bytes.

    Django's guard of forms would else answer a malformed token with a new cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(settings.DESK):
            request.COOKIES = {}
        return self.get_response(request)
