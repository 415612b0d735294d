"""A reader asks about a number: the form, and the thanks. Works without a script, and sets no cookie."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from flows import asking, senders
from flows.forms import AskForm
from flows.proof.why import Proof, key_of
from flows.queries import Edition
from flows.views import of_release

NOT_FROM_HERE = gettext_lazy(
    "This form was not sent from our own page, or your browser did not say so: open the page of the number, and send "
    "it from there."
)
TOO_LARGE = gettext_lazy("This is longer than any question: 2,000 characters are taken.")


@csrf_exempt  # a token would want a cookie; `senders` looks at what the browser itself says instead
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, version, slug):
    """The form by itself; sent, the question is kept, or the form comes back with what is wrong."""
    edition = Edition(version)
    shown = {"edition": edition, "proof": proof_of(edition, slug), "asking": AskForm()}
    if request.method != "POST":
        return render(request, "flows/ask.html", shown)
    if senders.is_too_large(request):
        return render(request, "flows/ask.html", shown | {"refusal": TOO_LARGE}, status=413)
    if not senders.is_from_here(request):
        return render(request, "flows/ask.html", shown | {"refusal": NOT_FROM_HERE}, status=403)
    shown["asking"] = form = AskForm(request.POST)
    if not form.is_valid():
        return render(request, "flows/ask.html", shown, status=422)
    try:
        keep(form.cleaned_data, shown["proof"].row, request)
    except asking.TooMany as refusal:
        response = render(request, "flows/ask.html", shown | {"refusal": str(refusal)}, status=429)
        response["Retry-After"] = str(refusal.wait)
        return response
    return redirect("flows:asked", version, slug)


def keep(said, row, request):
    """Whoever fills in what nobody sees is thanked like everybody, and nothing is kept."""
    if not said.pop("website"):
        asking.ask(row, **said, language=request.LANGUAGE_CODE, mark=senders.mark_of(request))


@of_release
def asked(request, edition, slug):
    """Thanks."""
    return render(request, "flows/asked.html", {"edition": edition, "proof": proof_of(edition, slug)})


def proof_of(edition, slug):
    """What the edition says of a number; a name that names nothing is not found."""
    key = key_of(slug)
    proof = Proof(edition, key) if key else None
    if proof is None or proof.row is None:
        raise Http404(_("There is no such number in this release, so there is nothing to ask about."))
    return proof
