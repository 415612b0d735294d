"""In which form an answer comes: JSON or CSV, by `?format=` or else by what the reader says to accept."""

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


class Negotiation(DefaultContentNegotiation):
    def select_renderer(self, request, renderers, format_suffix=None):
        if request.method == "OPTIONS":  # asks what may be asked, and gets no body
            return renderers[0], renderers[0].media_type
        if asked := request.query_params.get("format"):
            return self._named(asked, renderers)
        try:
            return super().select_renderer(request, renderers, format_suffix)
        except NotAcceptable:
            known = " or ".join(renderer.media_type for renderer in renderers)
            raise NotAcceptable(f"The header Accept allows nothing that there is here: ask for {known}.") from None

    def _named(self, asked, renderers):
        for renderer in renderers:
            if renderer.format == asked:
                return renderer, renderer.media_type
        known = " or ".join(renderer.format for renderer in renderers)
        raise NotAcceptable(f"There is no format “{asked}” here: ask for {known}.")
