"""Addresses that programs only read: pages of any site may ask them (CORS), and no token of a form is asked for.

Every answer says the same to everybody, whoever asks, errors and 304 among them.
"""

from functools import wraps

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import page_not_found

METHODS = "GET, HEAD, OPTIONS"
FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Length, Content-Location, "
    "Content-Range, ETag, Link, Retry-After",
}
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-Match, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}


def only(view):
    """Marks a view of a file: GET and HEAD are answered by it, OPTIONS by what may be asked, all else by a sentence."""

    @csrf_exempt  # nothing is ever taken here: what is no reading is answered by 405, and needs no token to be refused
    @wraps(view)
    def asked(request, *args, **kwargs):
        response = answer(view, request, *args, **kwargs)
        for name, value in FOR_ALL.items():
            response.headers[name] = value
        return response

    return asked


def answer(view, request, *args, **kwargs):
    if request.method == "OPTIONS":
        return asked_before()
    if request.method not in ("GET", "HEAD"):
        sentence = _("%(method)s is not taken here: this address is for reading. Taken are %(taken)s.")
        said = sentence % {"method": request.method, "taken": METHODS}
        told = {"status": 405, "content_type": "text/plain; charset=utf-8", "headers": {"Allow": METHODS}}
        return HttpResponse(f"{said}\n", **told)
    try:
        return view(request, *args, **kwargs)
    except Http404 as unknown:
        return page_not_found(request, unknown)


def asked_before():
    """What a browser asks before it lets a page of another site read with headers of its own."""
    return HttpResponse(status=204, headers={"Allow": METHODS, **ASKED_BEFORE})
