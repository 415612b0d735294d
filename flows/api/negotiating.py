"""In which form an answer comes: JSON or CSV, by `?format=` or else by what the reader says to accept."""

from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer

from flows.formats import delimited


class AsJson(JSONRenderer):
    """One object; unknown numbers are null."""


class AsCsv(BaseRenderer):
    """The rows alone, as in the files of a release: UTF-8, RFC 4180, cells that a spreadsheet would run defused."""

    media_type, format, charset = "text/csv", "csv", "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        columns = renderer_context["view"].told
        lines = ([spelled(row[column.name]) for column in columns] for row in data["rows"])
        return b"".join(delimited.stream(columns, lines))


def spelled(value):
    """Yes and no as JSON spells them."""
    return str(value).lower() if isinstance(value, bool) else value


def weight(type, said):
    """(how much a type is wanted, 0 for not at all, how exactly it is named) by the ranges of a header Accept.

    The most exact range decides (RFC 9110, section 12.5.1). What else stands behind a range, as DRF's `indent=4`, is
    passed over: it would be other bytes under the same tag. Django's `get_preferred_type` forgets ranges with `q=0`.
    """
    main, _slash, sub = type.partition("/")
    fitting = [each for each in said if each.main_type in ("*", main) and each.sub_type in ("*", sub)]
    told = (((each.main_type != "*") + (each.sub_type != "*"), each.quality) for each in fitting)
    exactly, quality = max(told, default=(0, 0))
    return quality, exactly


class Negotiation(DefaultContentNegotiation):
    def select_renderer(self, request, renderers, format_suffix=None):
        if request.method == "OPTIONS":  # asks what may be asked, and gets no body
            return renderers[0], renderers[0].media_type
        if asked := request.query_params.get("format"):
            return self._named(asked, renderers)
        return self._accepted(request, renderers)

    def _accepted(self, request, renderers):
        """What the header Accept wants most; the first there is where it wants several alike."""
        try:
            said = [MediaType(each) for each in (request.headers.get("Accept") or "*/*").split(",")]
        except ValueError:  # longer than any header
            said = []
        wanted = max(renderers, key=lambda renderer: weight(renderer.media_type, said))
        if not weight(wanted.media_type, said)[0] > 0:
            known = " or ".join(renderer.media_type for renderer in renderers)
            raise NotAcceptable(f"The header Accept allows nothing that there is here: ask for {known}.")
        return wanted, wanted.media_type

    def _named(self, asked, renderers):
        for renderer in renderers:
            if renderer.format == asked:
                return renderer, renderer.media_type
        known = " or ".join(renderer.format for renderer in renderers)
        raise NotAcceptable(f"There is no format “{asked}” here: ask for {known}.")
