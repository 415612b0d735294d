"""The one address under which a page is known, whoever links to it and with whatever words behind the question mark."""

from django.urls import get_script_prefix

from flows.addresses import with_query
from flows.differences.comparison import Asked
from flows.filters import ObservationFilter
from flows.graphics.asked import TAKES
from flows.indicators.asked import IndicatorQuestion
from flows.maps.asked import MapQuestion
from flows.questions import OfPages, Question
from flows.trust import reconciliation

RUSSIAN = "ru/"
# What an address asks of a page; any other word behind a question mark says where a reader came from.
ASKED = {
    "observations": [*ObservationFilter.base_filters, *Question.base_fields],
    "indicator": list(IndicatorQuestion.base_fields),
    "map": ["from", *MapQuestion.base_fields],
    "graphic": sorted({word for words in TAKES.values() for word in words}),
    "difference": list(Asked.base_fields),
    "reconciliation": list(reconciliation.Asked.base_fields),
    **dict.fromkeys(["coverage", "covered", "codebooks"], list(OfPages.base_fields)),
}
OF_PATH = {"version", "new"}  # words of a path that name the release


def address(request, edition, language):
    """The path of this page in a language, with what it was asked, and with its release where that is an older one."""
    return _address(request, language, edition.release if edition and not edition.is_latest else None)


def permanent(request, edition, language):
    """The same with its release whichever it is: what stands there now will always stand there."""
    return _address(request, language, edition.release)


def _address(request, language, release):
    match = request.resolver_match
    asked = {name: request.GET.getlist(name) for name in ASKED.get(match.url_name, ()) if name != "release"}
    if release and not OF_PATH & set(match.kwargs):
        asked["release"] = release.version
    return with_query(in_language(request.path, language), asked)


def in_language(path, language):
    """The same path in another language."""
    root = get_script_prefix()
    return f"{root}{RUSSIAN if language == 'ru' else ''}{path.removeprefix(root).removeprefix(RUSSIAN)}"
