"""A table that a reader pastes: drawn, sent back, and forgotten. Nothing of it is kept, nowhere."""

import re
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from flows import senders
from flows.ask_views import NOT_FROM_HERE
from flows.core.estimates.reading import lines_of, unused
from flows.core.estimates.wrong import Wrong
from flows.estimating import pace
from flows.estimating.words import refusal
from flows.graphics import drawing, words
from flows.graphics.looks import look
from flows.graphics.shown import FORMATS, TYPES, Graphic
from flows.graphics.tables import Table
from flows.queries import Edition

LARGEST, MOST_ROWS = 200_000, 2_000  # bytes of a table, and its lines
LONGEST = 80  # letters of a title
NOT_PRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


class Form:
    """What stands in the form: a table and a title, at first those of the example."""

    def __init__(self, graphic, sent=None):
        self.graphic, self.sent = graphic, sent

    @property
    def table(self):
        return words.example(self.graphic.technique) if self.sent is None else self.sent.get("table", "")

    @property
    def title(self):
        return "" if self.sent is None else self.sent.get("title", "")

    formats = FORMATS


class Pasted(Graphic):
    """The picture of a reader's table."""

    chosen = {}

    def __init__(self, edition, code, text, title):
        super().__init__(edition, code)
        self.text, self.title = text, title

    @cached_property
    def look(self):
        return look(self.title or self.words.title)

    @cached_property
    def read(self):
        return self.technique.read(self.text)

    @cached_property
    def drawn(self):
        return self.technique.draw(self.technique.rows(self.read), self.look)

    @property
    def unused(self):
        return unused(self.read)

    @property
    def table(self):
        return Table(self.drawn)

    @property
    def picture(self):
        return drawing.inline(self.drawn.spec, drawing.svg)


def answer(request, code):
    """The page with the picture of the table, or the picture itself, or what is wrong in a sentence."""
    edition = Edition.asked(request)
    example = Graphic(edition, code)
    shown = {"edition": edition, "form": Form(example), "graphic": example, "pasted": True}
    if senders.is_too_large(request, LARGEST + 2_000):
        sentence = _("The table is larger than 200 kB: leave rows or columns out that the picture does not need.")
        return _page(request, shown | {"refusal": sentence}, 413)
    if not senders.is_from_here(request):
        return _page(request, shown | {"refusal": NOT_FROM_HERE}, 403)
    text, title = (NOT_PRINTED.sub("", request.POST.get(word, "")) for word in ("table", "title"))
    text, title = text.replace("\r\n", "\n").lstrip("\ufeff"), " ".join(title.split())[:LONGEST]
    shown["form"] = Form(example, {"table": text, "title": title})
    if sentence := _too_much(text):
        return _page(request, shown | {"refusal": sentence}, 422)
    if wait := pace.wait(request):
        response = _page(request, shown | {"refusal": pace.too_often(wait)}, 429)
        response.headers["Retry-After"] = str(wait)
        return response
    found = Pasted(edition, code, text, title)
    try:
        spec = found.drawn.spec
    except Wrong as wrong:
        return _page(request, shown | {"refusal": refusal(wrong)}, 422)
    wanted = request.POST.get("as", "page")
    if wanted in FORMATS:
        return _file(code, wanted, spec)
    return _page(request, shown | {"graphic": found}, 200)


def _too_much(text):
    if not text.strip():
        return _("There is no table: paste cells of a spreadsheet, with the names of the columns in the first line.")
    rows = sum(1 for _line in lines_of(text))
    if rows > MOST_ROWS:
        return ngettext(
            "The table has %(count)d line, and 2,000 are taken: leave out what the picture does not need.",
            "The table has %(count)d lines, and 2,000 are taken: leave out what the picture does not need.",
            rows,
        ) % {"count": rows}
    return ""


def _page(request, context, status):
    response = render(request, "flows/graphic.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _file(code, format, spec):
    content = drawing.AND_FORGOTTEN[format](drawing.written(spec))
    headers = {
        "Content-Type": TYPES[format],
        "Cache-Control": "private, no-store",
        "Content-Disposition": content_disposition_header(True, f"{code}.{format}"),
        "Content-Language": get_language(),
    }
    return HttpResponse(content, headers=headers)
