"""The record once more behind the link of a preview: the same views, the same templates, and nothing to send."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import page_not_found

from flows import previews

OPEN = {"flows", "files"}  # whatever else the site has, no link leads there
CLOSED = {"ask", "asked"}


@csrf_exempt  # so that what is sent is refused by a page that says why; nothing is ever kept
def page(request, token, rest=""):
    """Any page or file of the record, with the candidate as its newest release."""
    try:
        request.preview = previews.opened(token, timezone.now())
        try:
            return behind(request, token, f"/{rest}")
        finally:
            previews.opened(token, timezone.now())  # sent back meanwhile, it would be half a page, or an error of ours
    except previews.Ended as ended:
        return render(request, "flows/preview_ended.html", {"release": ended.release}, status=410)


def behind(request, token, path):
    """The answer with its addresses behind the link, in the language of its own address."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language), previews.mounted(token):
        request.LANGUAGE_CODE = language
        response = answer(request, path)
    response.headers["Content-Language"] = language
    return response


def answer(request, path):
    """What the record itself answers; what is not there is said behind the link too, so that its links stay there."""
    try:
        request.resolver_match = match = resolve(path)
        if match.namespace not in OPEN:
            raise Http404
        if match.url_name in CLOSED or request.method not in ("GET", "HEAD"):
            return nothing_taken(request)
        return match.func(request, *match.args, **match.kwargs)
    except Http404 as unknown:
        return page_not_found(request, unknown)


def nothing_taken(request):
    response = render(request, "flows/preview_only.html", status=405)
    response.headers["Allow"] = "GET, HEAD"
    return response
