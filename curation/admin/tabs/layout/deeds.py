"""What is asked of a file's layout beside its page: parts of the grid, a look with other corrections, keeping them."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from curation import grids, looking
from curation.actions import layouts
from curation.admin.pages import is_number, may, telling
from curation.admin.tabs.layout.asked import Asked, read, written
from curation.admin.tabs.layout.page import Seeing, may_correct, may_declare
from curation.core.problems import Unreadable
from curation.core.taken import Mistaken

ROWS, COLUMNS = 60, 40
TEMPLATES = {"dock": "layout_dock.html", "side": "layout_side.html", "kept": "layout_kept.html"}


def deeds(admin):
    """The paths below a file's layout."""
    asking, doing = (cells, look, take), (save, anew)

    def bound(view, allowed):
        opened = allowed(lambda request, pk: view(admin, request, admin.found(request, pk)))
        return path(
            f"<int:pk>/layout/{view.__name__}/",
            admin.admin_site.admin_view(opened),
            name=f"file_layout_{view.__name__}",
        )

    return [bound(view, require_GET) for view in asking] + [bound(view, require_POST) for view in doing]


def cells(admin, request, file):
    """A window of a sheet's cells: `rows` begin at line `top`, each with its texts from column `left` on."""
    said = {name: request.GET.get(name, "0") for name in ("sheet", "top", "left")}
    if not all(text.isdecimal() and len(text) < 8 for text in said.values()):
        return refused("A window of a sheet is asked for by sheet, top and left.")
    sheet, top, left = map(int, said.values())
    try:
        book = grids.of(file)
    except Unreadable as reason:
        return refused(str(reason))
    if sheet >= len(book.sheets):
        return refused(f"This file has {len(book.sheets)} sheets.")
    response = JsonResponse({"top": top, "left": left, "rows": book.window(sheet, top, left, ROWS, COLUMNS)})
    response["Cache-Control"] = "private, max-age=600"
    return response


def look(admin, request, file):
    """The sheet with the corrections of the address: what the grid is drawn from, and the sides of the page."""
    asked = Asked.of(request.GET)
    try:
        seeing = Seeing(file, asked)
    except (Unreadable, Mistaken) as reason:
        return refused(str(reason))
    may = {"may_correct": may_correct(request.user, file), "may_declare": may_declare(request.user, file)}
    shown = seeing.parts() | may | {"original": file}
    parts = {
        name: render_to_string(f"admin/curation/file/{template}", shown, request=request)
        for name, template in TEMPLATES.items()
    }
    new = seeing.dock.new if seeing.dock else []
    after = written(seeing.looking.after(new).taken) if new else ""
    return JsonResponse({"data": seeing.data(), "parts": parts, "after": after, "taken": shown["taken"]})


def refused(sentence):
    return JsonResponse({"refused": sentence}, status=404)


def take(admin, request, file):
    """Back to the page with one correction more, or less: the address holds what is not saved yet."""
    asked = Asked.of(request.GET)
    at = None
    try:
        now = looking.at(file, asked.taken)
        if is_number(request.GET.get("drop")):
            number = int(request.GET["drop"])
            taken = [one for place, one in enumerate(now.taken) if place != number]
        elif request.GET.get("what") in ("origin", "destination", "period"):
            new = now.said(asked.sheet, request.GET["what"], request.GET.get("text", "").strip(), only_here=asked.here)
            taken = now.after(new).taken
        else:
            at, seen = asked.at, now.look(asked.sheet)
            taken = now.after(now.proposed(asked.sheet, seen, at, asked.role, only_here=asked.here)).taken
    except (Unreadable, Mistaken) as reason:
        messages.error(request, str(reason))
        return redirect(page_of(file, asked))
    return redirect(page_of(file, asked, taken=taken, at=at or "", role=""))


def page_of(file, asked, **changes):
    return reverse("admin:file_layout", args=[file.pk]) + asked.address(**changes)


@may("lay_out_sourcefile")
def save(admin, request, file):
    """Keep the corrections with the source table; the file is read anew in the background."""
    asked, (seen, problem) = Asked.of(request.POST), read(request.POST.get("was", ""))
    if asked.problem or problem or asked.taken is None or seen is None:
        messages.error(request, asked.problem or problem or _("There is no correction in what was sent."))
        return redirect(page_of(file, asked))
    said = _("The layout is kept with table %(table)s, and %(file)s is being read anew.")
    with telling(request, said % {"table": file.source_id, "file": file}) as told:
        layouts.save(file, taken=asked.taken, seen=seen, sheet=asked.sheet, by=request.user)
    return redirect(page_of(file, asked) if told.refused else page_of(file, asked, taken=None, at="", role=""))


@may("lay_out_sourcefile")
def anew(admin, request, file):
    """Have the file read with the layout that its table has now."""
    with telling(request, _("%(file)s is being read anew.") % {"file": file}):
        layouts.read_anew(file, by=request.user)
    return redirect("admin:file_layout", file.pk)
