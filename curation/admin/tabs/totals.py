"""Each printed total against our own sum."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from curation import explained, stages
from curation.actions import explanations
from curation.admin.pages import may, numbers, telling
from curation.admin.tabs.lists import back_to, csv_file, paths_of
from curation.admin.tabs.totals_page import Page, totals_of

TITLE = gettext_lazy("Totals")
HEAD = [
    "sheet", "cell", "origin", "what was added up", "cells", "printed", "least", "most", "lower", "upper", "parts",
    "hidden", "outcome", "explanation", "by", "at",
]  # fmt: skip


def said(file):
    if count := stages.opened(file):
        return _("%(count)d open") % {"count": count}
    return _("all explained") if totals_of(file).exists() else _("none printed")


def context(request, file):
    page = Page(request, file)
    return {"totals": page if page.chosen else None, "page": page.lines}


# deeds


def deeds(admin):
    """Paths of this page's own, below the file's."""
    views = {"explain": require_POST(explain), "doubt": require_POST(doubt), "csv": require_GET(as_csv)}
    return paths_of(admin, "totals", views)


def chosen(request, file):
    """The ticked totals of this file, or the one whose own button was pressed."""
    ticked = request.POST.getlist("only") or request.POST.getlist("total")
    return totals_of(file).filter(pk__in=numbers(ticked))


@may("upload_sourcefile")
def explain(request, file):
    if "nothing" in request.POST:
        return back_to("totals", file, request)
    with telling(request, _("Explained.")):
        explanations.explain_totals(file, chosen(request, file), text=request.POST.get("text"), by=request.user)
    return back_to("totals", file, request)


@may("add_concern")
def doubt(request, file):
    places = [explained.place(total) for total in chosen(request, file)]
    with telling(request, _("A concern is raised.")):
        explanations.doubt(file, places, text=request.POST.get("doubt"), by=request.user)
    return back_to("totals", file, request)


def as_csv(request, file):
    """Every total of a file."""
    return csv_file(f"totals-{file.pk}.csv", HEAD, csv_rows(file))


def csv_rows(file):
    words = explained.Explained([file.pk])
    for total in totals_of(file).iterator(chunk_size=2_000):
        said = words.words(total) if total.outcome == "open" else ""
        by, at = words.who_and_when(total) if said else (None, None)
        yield (
            total.sheet.name, explained.place(total).rpartition("!")[2], total.origin, total.what, total.cells,
            total.printed, total.least, total.most, total.lower, total.upper, total.parts, total.hidden,
            "explained" if said else total.outcome, said or total.explanation, by, at and f"{at:%Y-%m-%d %H:%M}",
        )  # fmt: skip
