"""The pages of estimates. What a reader sends is reckoned and forgotten: no row is written, no cookie set."""

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from flows import senders
from flows.core.estimates.methods import METHODS
from flows.estimating import corridors, pace, sent
from flows.estimating.forms import MOST_BYTES, EstimateForm
from flows.estimating.listed import GROUPS, example
from flows.estimating.pages import MethodPage
from flows.lists import index_files
from flows.queries import Edition
from flows.views import of_release

BESIDE = 20_000  # bytes of a form that are not its table
NOT_FROM_HERE = gettext_lazy(
    "This form was not sent from our own page, or your browser did not say so: open the page of the method, and send "
    "the table from there."
)
TOO_LARGE = gettext_lazy(
    "This table has more than 2 MB, which is more than a page reckons with: send it in parts, or use the command "
    "manage.py estimate, which takes millions of rows."
)


@of_release
def methods(request, edition):
    return render(request, "flows/estimates.html", {"edition": edition, "groups": GROUPS})


@csrf_exempt  # a token would want a cookie; `senders` looks at what the browser itself says instead
@require_http_methods(["GET", "HEAD", "POST"])
def method(request, name):
    """The page of a method with its example reckoned; sent, with the reader's own table, or with what is wrong."""
    if name not in METHODS:
        raise Http404(_("There is no method “%(name)s”.") % {"name": name})
    return answer(request, name) if request.method == "POST" else shown(request, name=name)


@of_release
def shown(request, edition, name):
    form = form_of(edition, METHODS[name], {"table": example(METHODS[name])})
    return page(request, edition, form, is_example=True)


@never_cache
def answer(request, name):
    edition = Edition.asked(request)
    if edition.release is None:
        return render(request, "flows/empty.html", {"edition": edition})
    request.upload_handlers = [MemoryFileUploadHandler(request)]  # what is forgotten does not go to disk before
    for status, sentence, headers in refusals(request):
        empty = form_of(edition, METHODS[name])
        return page(request, edition, empty, refusal=sentence, status=status, headers=headers)
    form = form_of(edition, METHODS[name], request.POST, request.FILES)
    wanted = sent.KINDS.get(request.POST.get("as"))
    if wanted and form.reckoned:
        return wanted(form.reckoned)
    return page(request, edition, form, status=200 if form.reckoned else 422)


def refusals(request):
    """(status, sentence, headers) of why a form is not read at all."""
    if senders.is_too_large(request, MOST_BYTES + BESIDE):
        yield 413, TOO_LARGE, {}
    if not senders.is_from_here(request):
        yield 403, NOT_FROM_HERE, {}
    if wait := pace.wait(request):
        yield 429, pace.too_often(wait), {"Retry-After": str(wait)}


def form_of(edition, method, *sent):
    """The form of a method; that of the mirror knows which numbers of the release there are."""
    is_mirror = method is corridors.MIRROR
    series = corridors.series(index_files.of(edition.release)) if is_mirror else []
    return EstimateForm(method, series, edition.release, *sent)


def page(request, edition, form, *, refusal="", is_example=False, status=200, headers=None):
    context = {"edition": edition, "estimate": MethodPage(form, refusal, is_example)}
    response = render(request, "flows/estimates_method.html", context, status=status)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response
