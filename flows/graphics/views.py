"""The pages of graphic techniques, their pictures as files, and the picture of a table that a reader pastes."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from flows import kept, reading
from flows.core.graphics.techniques import TECHNIQUES
from flows.file_views import answered, refused
from flows.graphics import drawing, pasted, words
from flows.graphics.asked import Asked
from flows.graphics.shown import TYPES, Graphic, Unknown
from flows.queries import Edition
from flows.renamed import led_on
from flows.views import of_release


@of_release
def graphics(request, edition):
    """All techniques, each with its picture."""
    shared = {}
    every = [Graphic(edition, code, shared=shared) for code in TECHNIQUES]
    return render(request, "flows/graphics.html", {"edition": edition, "graphics": every})


@csrf_exempt  # a token would want a cookie; `senders` looks at what the browser itself says instead
def graphic(request, code):
    """One technique: of the release, of its example, or of the table that a reader sends."""
    refuse_unknown(code)
    return pasted.answer(request, code) if request.method == "POST" else shown(request, code=code)


def refuse_unknown(code):
    if code not in TECHNIQUES:
        known = ", ".join(str(each.title) for each in words.TECHNIQUES.values())
        raise Http404(
            _("There is no graphic technique “%(code)s”. There are: %(known)s.") % {"code": code, "known": known}
        )


@of_release
def shown(request, edition, code):
    asked = Asked(request.GET, code)
    if not asked.is_valid():
        return _refused(request, edition, code, asked.sentences(), 400)
    found = Graphic(edition, code, asked.cleaned_data)
    try:
        found.drawn  # noqa: B018  what the release lacks shows while it is drawn
    except Unknown as lacking:
        return _refused(request, edition, code, [str(lacking)], 404)
    return render(request, "flows/graphic.html", {"edition": edition, "graphic": found, "form": pasted.Form(found)})


def _refused(request, edition, code, sentences, status):
    context = {"edition": edition, "code": code, "sentences": list(sentences)}
    return render(request, "flows/graphic_refused.html", context, status=status)


@reading.only
@led_on
def file(request, code, format):
    """The picture as SVG or PNG, or the specification itself, in the language that the address asks for."""
    refuse_unknown(code)
    asked = Asked(request.GET, code, with_language=True)
    if not asked.is_valid():
        return refused(format, asked.sentences(), 400)
    language = asked.cleaned_data["language"] or "en"
    with translation.override(language):
        try:
            edition = Edition.asked(request)
            if edition.release is None:
                return refused(format, [_("No release has been published yet, so there is no file.")], 404)
            found = Graphic(edition, code, asked.cleaned_data)
            name = "-".join([*edition.release.file_words, code, *(str(each) for each in found.chosen.values())])
        except (Http404, Unknown) as unknown:
            return refused(format, [str(unknown)], 404)
        headers = {
            "ETag": tag(found, f"{format} {language}"),
            "Cache-Control": kept.ASK_AGAIN,
            "Content-Disposition": content_disposition_header(False, f"{name}.{format}"),
            "Content-Language": language,
        }
        return answered(request, headers, lambda: HttpResponse(written(found, format)), TYPES[format])


def written(found, format):
    return drawing.AS_FILE[format](drawing.written(found.drawn.spec))


def tag(found, kind):
    release = found.edition.release
    return kept.strong_tag(release.digest, release.version, found.code, kind, sorted(found.chosen.items()))
