"""The pages of the public record. No session and no cookie: what a page shows stands in its address."""

from functools import wraps

from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from flows import home as front
from flows import kept, pieces, populations, previews
from flows.addresses import full
from flows.differences import now_and_then
from flows.differences.comparison import Asked, Comparison
from flows.figures import name_of
from flows.filters import ObservationFilter
from flows.forms import AskForm
from flows.lists.shown import Listing
from flows.maps.pages import opening
from flows.models import OfferedScenario, SourceUsed
from flows.proof.why import Proof, key_of, nearest
from flows.queries import LATEST, Edition, entry
from flows.questions import OfPages
from flows.renamed import led_on
from flows.report.contents import Report
from flows.taking import snippets
from flows.taking.page import Data
from flows.trust import codebook as book
from flows.what_if import Supposed

asked_again = cache_control(public=True, no_cache=True)


def of_release(view):
    """Give the view the edition its reader chose, by the path or by `?release=`; say plainly where there is none."""

    @require_safe
    @led_on
    @asked_again
    @wraps(view)
    def chosen(request, version="", **kwargs):
        if version == LATEST:
            return to_newest(request)
        edition = Edition.asked(request, version)
        if edition.release is None:
            return render(request, "flows/empty.html", {"edition": edition})
        if (asked := getattr(view, "asked", None)) is None:
            return kept.answer(request, edition, lambda: view(request, edition, **kwargs))
        told = asked()
        return kept.answer(
            request, edition, lambda: view(request, edition, told, **kwargs), [each.state for each in told]
        )

    return chosen


def to_newest(request):
    """From an address that says `latest` where others say a version to that of the newest release."""
    match, newest = request.resolver_match, Edition.asked(request).named_latest()
    return redirect(full(reverse(match.view_name, kwargs={**match.kwargs, "version": newest.version}), request.GET))


def of_two(view):
    """Give the view two releases of the address, as an edition and what is older; the older one comes first there."""

    @require_safe
    @asked_again
    @wraps(view)
    def chosen(request, old, new):
        edition = Edition.asked(request, new)
        older = edition.named(old)
        if older.number > edition.release.number:
            return redirect(full(reverse(f"flows:{view.__name__}", args=[new, old]), request.GET))
        return kept.answer(request, edition, lambda: view(request, edition, older))

    return chosen


@of_release
def home(request, edition):
    said, held = pieces.together(edition.release, "home", "map")
    context = {"edition": edition, "front": front.Front(edition, said), "map": opening(edition, held)}
    return render(request, "flows/home.html", context)


@of_release
def observations(request, edition):
    question = ObservationFilter(request.GET, edition.release)
    shown = Listing(question, edition) if question.is_valid() else None
    sentences = list(filter(None, [shown.refusal] if shown else question.form.sentences()))
    if sentences:
        return render(request, "flows/refused.html", {"edition": edition, "sentences": sentences}, status=400)
    lines = [] if previews.led_to(request) else snippets.of(question, request.build_absolute_uri)
    return render(request, "flows/observations.html", {"edition": edition, "list": shown, "snippets": lines})


def page_of_cells(request):
    """What an address asks of the cells of a number; other words behind a question mark say where one came from."""
    words = QueryDict(mutable=True)
    words.setlist("page", request.GET.getlist("page"))
    return OfPages(words)


@of_release
def why(request, edition, slug):
    key, asked = key_of(slug), page_of_cells(request)
    asked.is_valid()
    proof = Proof(edition, key, asked.cleaned_data.get("page") or 1, request.path) if key else None
    sentences = [*asked.sentences(), proof.listed.refusal if proof and proof.observation else ""]
    if sentences := list(filter(None, sentences)):
        return render(request, "flows/refused.html", {"edition": edition, "sentences": sentences}, status=400)
    if proof is None or proof.row is None:
        context = {
            "edition": edition,
            "key": key,
            "slug": slug,
            "elsewhere": proof.releases if proof else [],
            "nearest": nearest(edition.release, key) if key else [],
        }
        return render(request, "flows/why_unknown.html", context, status=404)
    template = "flows/why.html" if proof.observation else "flows/why_gap.html"
    return render(request, template, {"edition": edition, "proof": proof, "asking": AskForm()})


@of_release
def population(request, edition, origin, year):
    opened = populations.Opened(edition, origin, year)
    if opened.row is None:
        said = {"version": edition.release.version, "origin": name_of("area", origin), "year": year}
        raise Http404(_("Release %(version)s has no population of %(origin)s in %(year)s.") % said)
    return render(request, "flows/population.html", {"edition": edition, "population": opened})


def offered():
    """What readers may ask of any release, and what they could ask before."""
    return list(OfferedScenario.objects.all())


@of_release
@kept.told_by(offered)
def what_ifs(request, edition, offered):
    standing = [scenario for scenario in offered if not scenario.withdrawn_at]
    return render(request, "flows/what_ifs.html", {"edition": edition, "scenarios": standing})


@of_release
@kept.told_by(offered)
def what_if(request, edition, offered, slug):
    scenario = next((each for each in offered if each.slug == slug), None)
    if scenario is None:
        raise Http404(_("There is no such question."))
    if scenario.withdrawn_at:
        return render(request, "flows/what_if_gone.html", {"edition": edition, "scenario": scenario}, status=410)
    supposed = Supposed(edition.release, scenario)
    context = {"scenario": scenario, "supposed": supposed, "compared": now_and_then.Comparison(supposed.series)}
    return render(request, "flows/what_if.html", {"edition": edition, **context})


@of_release
def codebook(request, edition):
    return render(request, "flows/codebook.html", {"edition": edition, "book": book.codebook(edition.release)})


@of_release
def report(request, edition):
    return render(request, "flows/report.html", {"edition": edition, "report": Report(edition.release)})


@of_release
def report_chapter(request, edition, category):
    if entry("category", category) is None:
        raise Http404(_("The report has no chapter “%(category)s”.") % {"category": category})
    told = Report(edition.release)
    context = {"report": told, "category": category, "chapter": dict(told.chapters).get(category, [])}
    return render(request, "flows/report_chapter.html", {"edition": edition, **context})


@of_release
def releases(request, edition):
    return render(request, "flows/releases.html", {"edition": edition})


@of_release
def release(request, edition):
    sources = SourceUsed.public.of(edition.release).order_by("code", "number")
    return render(request, "flows/release.html", {"edition": edition, "sources": sources})


@of_release
def data(request, edition):
    """Where the data is taken home, as files or by a program."""
    shown = Data(edition, request.build_absolute_uri)
    return render(request, "flows/data.html", {"edition": edition, "data": shown})


@of_two
def difference(request, edition, older):
    """What changed from one release to another, and why."""
    if older == edition.release:
        return render(request, "flows/difference_none.html", {"edition": edition})
    asked = Asked(request.GET)
    shown = Comparison(edition, older, asked.cleaned_data) if asked.is_valid() else None
    sentences = list(filter(None, [shown.refusal] if shown else asked.sentences()))
    if sentences:
        return render(request, "flows/refused.html", {"edition": edition, "sentences": sentences}, status=400)
    people = populations.Difference(older, edition.release)
    context = {"edition": edition, "list": shown, "older": older, "people": people}
    return render(request, "flows/difference.html", context)
