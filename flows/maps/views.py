"""The map as a page, as numbers for programs, and as a picture to take home."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from flows import kept, pieces, reading
from flows.file_views import answered, refused
from flows.maps import pictures
from flows.maps.asked import MapQuestion, PictureQuestion
from flows.maps.lines import Map
from flows.maps.pages import MapPage
from flows.maps.prepared import ENDS
from flows.queries import Edition
from flows.renamed import led_on
from flows.views import of_release

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@of_release
def page(request, edition):
    question = MapQuestion(request.GET, pieces.of(edition.release, "map"))
    if not question.is_valid():
        context = {"edition": edition, "question": question, "sentences": list(question.sentences())}
        return render(request, "flows/map_refused.html", context, status=question.status)
    return render(request, "flows/map.html", {"edition": edition, "map": MapPage(edition, question)})


def of_question(form, format):
    """Gives the view the map that was asked for; what cannot be answered is answered by a sentence."""

    def made(view):
        @reading.only
        @led_on
        def asked(request):
            try:
                edition = Edition.asked(request)
            except Http404 as unknown:
                return refused(format, [str(unknown)], 404)
            if edition.release is None:
                return refused(format, [_("No release has been published yet, so there is no map.")], 404)
            question = form(request.GET, pieces.of(edition.release, "map"))
            if not question.is_valid():
                return refused(format, question.sentences(), question.status)
            return view(request, edition, Map(edition.release, question))

        return asked

    return made


@of_question(MapQuestion, "json")
def numbers(request, edition, shown):
    """The numbers of one end and category in every year, as they were prepared."""
    headers = {"ETag": tag(edition.release, shown, "json"), "Cache-Control": kept.ASK_AGAIN}
    return answered(request, headers, lambda: JsonResponse(told(edition.release, shown)), "application/json")


def told(release, shown):
    """The numbers of every year by what they are called in the files, the other end of the line under its own name."""
    end = ENDS[shown.direction][1]
    years = {}
    for year in shown.years:
        found = [figure.told(end) for figure in shown.numbers.of(year)]
        beside = [figure.told(end) for figure in shown.numbers.beside(year)]
        years[year] = {"headline": found, "beside": beside}
    return {"release": release.version, shown.direction: shown.place, "category": shown.category, "years": years}


def picture(format):
    """The view that draws the map as SVG or PNG, in the language that the address asks for."""

    @of_question(PictureQuestion, format)
    def drawn(request, edition, shown):
        language = shown.question.cleaned_data["language"] or "en"
        name = "-".join([*edition.release.file_words, shown.place, shown.category, str(shown.year)])
        headers = {
            "ETag": tag(edition.release, shown, f"{format} {language}"),
            "Cache-Control": kept.ASK_AGAIN,
            "Content-Disposition": content_disposition_header(False, f"{name}.{format}"),
            "Content-Language": language,
        }
        with translation.override(language):
            return answered(request, headers, lambda: HttpResponse(written(edition, shown, format)), PICTURES[format])

    return drawn


def written(edition, shown, format):
    drawing = pictures.svg(edition.release, shown)
    return drawing if format == "svg" else pictures.png(drawing)


def tag(release, shown, kind):
    return kept.strong_tag(release.digest, release.version, kind, sorted(shown.asked.items()))
