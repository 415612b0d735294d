"""The pages of indicators, and the same as files."""

from django.http import Http404
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from flows import kept, previews, reading
from flows.file_views import refused, streamed
from flows.indicators import tables
from flows.indicators.asked import IndicatorQuestion
from flows.indicators.overview import Overview
from flows.indicators.page import Page
from flows.indicators.registry import INDICATORS
from flows.indicators.shown import Shown
from flows.queries import Edition
from flows.renamed import led_on
from flows.taking import citing
from flows.views import of_release


@of_release
def indicators(request, edition):
    """All of them, each with a sentence and a small picture of the release."""
    return render(request, "flows/indicators.html", {"edition": edition, "overview": Overview(edition)})


@of_release
def indicator(request, edition, code):
    found = known(code)
    question = IndicatorQuestion(request.GET, found)
    shown = Page(edition, found, question) if question.is_valid() else None
    sentences = list(filter(None, [shown.refusal] if shown else question.sentences()))
    if sentences:
        context = {"edition": edition, "indicator": found, "sentences": sentences}
        return render(request, "flows/indicator_refused.html", context, status=400)
    context = {"edition": edition, "list": shown, "indicator": found}
    if not previews.led_to(request):
        context["citation"] = citing.of_indicator(shown, request.build_absolute_uri)
    return render(request, "flows/indicator.html", context)


def known(code):
    """The indicator of a code; Http404 with a sentence where there is none."""
    if code not in INDICATORS:
        said = _("There is no indicator “%(code)s”. There are: %(known)s.")
        raise Http404(said % {"code": code, "known": ", ".join(INDICATORS)})
    return INDICATORS[code]


@reading.only
@led_on
def file(request, code, format):
    """What the page of the same address shows, every row of it, as CSV or JSON."""
    try:
        found, edition = known(code), Edition.asked(request)
    except Http404 as unknown:
        return refused(format, [str(unknown)], 404)
    if edition.release is None:
        return refused(format, [_("No release has been published yet, so there is no file.")], 404)
    question = IndicatorQuestion(request.GET, found)
    shown = Shown(edition, found, question) if question.is_valid() else None
    sentences = list(filter(None, [shown.refusal] if shown else question.sentences()))
    if sentences:
        return refused(format, sentences, 400)
    name = "-".join([*edition.release.file_words, code])
    headers = {
        "ETag": tables.tag(shown, format),
        "Cache-Control": kept.ASK_AGAIN,
        "Content-Disposition": content_disposition_header(format != "json", f"{name}.{format}"),
    }
    return streamed(request, headers, lambda: tables.stream(shown, format), format, edition.release)
