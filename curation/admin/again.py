"""The password again: some deeds are done only by whoever gave it lately, not by whoever found a desk left open.

`@again` stands at a door, `AgainMixin` at all doors of a list. What was sent is not lost: it waits in the page that
asks, except for passwords that were typed for somebody, which no page repeats.
"""

import json
from datetime import timedelta
from functools import wraps

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth import authenticate, logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext, gettext_lazy, ngettext, override
from django.views.decorators.debug import sensitive_post_parameters

from curation.actions.history import CONFIRMED, tell, tell_all
from curation.admin.desk import site

SINCE, WRONG = "password_confirmed_at", "passwords_wrong"  # in the session, which ends with the logout
FIELD, SHOWING = "password_again", "password_again_shows"
MOST_WRONG = 5


class AgainForm(forms.Form):
    """The password of whoever is logged in."""

    password_again = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


def again(view=None, *, first=False):
    """Lets a page act only for whoever gave their password lately; with `first`, not even show itself to others."""
    if view is None:
        return lambda decorated: again(decorated, first=first)

    @wraps(view)
    def asked(*arguments, **keywords):
        request = next(each for each in arguments if isinstance(each, HttpRequest))
        return answer(request, first) or view(*arguments, **keywords)

    return asked


def answer(request, first):
    """The page that asks, or nothing where the view may go on."""
    if FIELD in request.POST:
        return checked(request)
    if request.method != "POST" and not first:
        return None
    request.password_confirmed = is_fresh(request)
    return None if request.password_confirmed else page(request, AgainForm(), request.POST, request.method != "POST")


def is_fresh(request):
    """Whether the password was given lately in this session; a clock that was set back does not lengthen it."""
    age = timezone.now().timestamp() - request.session.get(SINCE, 0)
    return 0 <= age < settings.PASSWORD_AGAIN_AFTER


@sensitive_post_parameters(FIELD)
def checked(request):
    """A password was given: go on with what was sent, show what was asked for, or ask once more."""
    sent = request.POST.copy()
    password, showing = sent.pop(FIELD)[-1], bool(sent.pop(SHOWING, None))
    attempt = attempts(request)
    if attempt > MOST_WRONG or not is_right(request, password):
        return wrong(request, attempt, sent, showing)
    request.session.pop(WRONG, None)
    request.session[SINCE] = timezone.now().timestamp()
    request.POST, request.password_confirmed = sent, True
    return redirect(request.get_full_path()) if showing else None


def attempts(request):
    """How many passwords were tried, with this one, since the last right one.

    Counted in the session's own row, under its lock and before the password is looked at: each of several requests
    that are sent side by side has a session of its own in memory, and all would count the same one.
    """
    with transaction.atomic():
        row = Session.objects.select_for_update().filter(pk=request.session.session_key).first()
        if row is None:  # ended meanwhile
            return MOST_WRONG + 1
        kept = row.get_decoded()
        kept[WRONG] = kept.get(WRONG, 0) + 1
        row.session_data = request.session.encode(kept)
        row.save(update_fields=["session_data"])
    return kept[WRONG]


def is_right(request, password):
    """Whether the password is that of the person who is logged in; asked where a lock-out would listen."""
    found = authenticate(request, username=request.user.get_username(), password=password)
    return found is not None and found.pk == request.user.pk


def wrong(request, attempt, sent, showing):
    """The same page without a hint, or the end of the session."""
    if attempt >= MOST_WRONG:
        return ended(request)
    form = AgainForm({FIELD: ""})
    form.errors[FIELD] = form.error_class([gettext("This is not your password. Nothing has been done yet.")])
    return page(request, form, sent, showing, status=400)


def ended(request):
    """Whoever does not know the password after so many tries is not the one who logged in."""
    tell(request.user, request.user, f"Gave a wrong password {MOST_WRONG} times: the session was ended.")
    logout(request)
    said = ngettext(
        "%(number)d wrong password: you are logged out, and nothing was done.",
        "%(number)d wrong passwords: you are logged out, and nothing was done.",
        MOST_WRONG,
    )
    messages.error(request, said % {"number": MOST_WRONG})
    return redirect("admin:login")


def page(request, form, sent, showing, *, status=200):
    """Asks for the password; what was sent waits in the page."""
    fields = [(name, value) for name, values in sent.lists() for value in values if name != "csrfmiddlewaretoken"]
    response = site.page(
        request,
        "again.html",
        status=status,
        title=gettext("Your password again"),
        form=form,
        kept=[(name, value) for name, value in fields if not is_secret(name)],
        dropped=any(is_secret(name) and value for name, value in fields),
        showing=showing,
        minutes=round(timedelta(seconds=settings.PASSWORD_AGAIN_AFTER) / timedelta(minutes=1)),
    )
    add_never_cache_headers(response)
    return response


def is_secret(name):
    """Whether a field is one that no page repeats."""
    return "password" in name.lower()


class AgainMixin:
    """A list of which nothing changes without the password, by whichever of its addresses, also one made later.

    `asked_first` names those whose form takes passwords: they ask before it is filled in.
    """

    asked_first = ()

    def get_urls(self):
        return [self.asking(pattern) for pattern in super().get_urls()]

    def asking(self, pattern):
        if pattern.name is None:  # a redirection of old addresses
            return pattern
        asked = again(pattern.callback, first=pattern.name in self.asked_first)

        @wraps(pattern.callback)
        def opened(request, *arguments, **keywords):
            """Whoever has no business here is told so, not asked."""
            view = asked if self.is_for(request) else pattern.callback
            return view(request, *arguments, **keywords)

        return URLPattern(pattern.pattern, opened, pattern.default_args, pattern.name)

    def is_for(self, request):
        return self.admin_site.has_permission(request) and any(self.get_model_perms(request).values())

    def log_addition(self, request, found, message):
        return super().log_addition(request, found, confirmed(message))

    def log_change(self, request, found, message):
        return super().log_change(request, found, confirmed(message))

    def log_deletions(self, request, queryset):
        return tell_all(queryset, request.user, [f"Deleted. {CONFIRMED}"] * len(queryset), flag=DELETION)


def confirmed(message):
    """What the admin tells of a change, in words as the other lines of the log are, and that the password was given."""
    with override("en"):
        told = LogEntry(change_message=message if isinstance(message, str) else json.dumps(message))
        return f"{told.get_change_message()} {CONFIRMED}"
