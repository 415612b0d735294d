"""What was checked of a file: each check with its items, warnings to be ticked off by name, the workbook with notes."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from curation import checks, marked
from curation.actions import ticks
from curation.admin.pages import telling
from curation.admin.remedies import with_links

TITLE = _("Checks")
ITEMS_SHOWN = 50


def said(file):
    if not checks.of(file):
        return ""
    if count := len(checks.failing(file)):
        return ngettext("%(count)d failed", "%(count)d failed", count) % {"count": count}
    count = len(checks.unticked(file))
    return ngettext("%(count)d warning", "%(count)d warnings", count) % {"count": count} if count else _("no warning")


def context(request, file):
    notes = checks.notes(file)
    rows = [Row(check, notes) for check in checks.of(file)]
    return {
        "checks": rows,
        "unticked": len(checks.unticked(file)),
        "answer": answer(rows),
        "problems": with_links(file.problems, file)[:ITEMS_SHOWN] if file.state == "quarantined" else [],
        "problems_more": max(0, len(file.problems) - ITEMS_SHOWN),
        "may_tick": request.user.has_perm("curation.upload_sourcefile"),
    }


def answer(rows):
    """How many checks came out how, and how many warnings wait: `12 of 14 checks passed, 2 warned. 1 of 3 …`"""
    outcomes = Counter(row.check.outcome for row in rows)
    said = [_("%(passed)d of %(all)d checks passed") % {"passed": outcomes[checks.PASSED], "all": len(rows)}]
    if count := outcomes[checks.WARNED]:
        said.append(ngettext("%(count)d warned", "%(count)d warned", count) % {"count": count})
    if count := outcomes[checks.FAILED]:
        said.append(ngettext("%(count)d failed", "%(count)d failed", count) % {"count": count})
    return f"{', '.join(map(str, said))}. {warnings_left(rows)}"


def warnings_left(rows):
    """How many of all warnings are not ticked off."""
    every = sum(item.weight == checks.WARNED for row in rows for item in row.check.items)
    left = sum(len(row.check.unticked) for row in rows)
    if not left:
        return _("No warning waits to be ticked off.")
    if left == every:
        words = ngettext("%(left)d warning waits to be ticked off.", "%(left)d warnings wait to be ticked off.", left)
    else:
        words = ngettext(
            "%(left)d of %(every)d warnings waits to be ticked off.",
            "%(left)d of %(every)d warnings wait to be ticked off.",
            left,
        )
    return words % {"left": left, "every": every}


class Row:
    """A check as the page shows it: so many of its items, those that ask for somebody first, and its notes."""

    def __init__(self, check, notes):
        self.check = check
        items = sorted(check.items, key=lambda item: (item.settled, item.weight != checks.FAILED))
        self.items, self.more = items[:ITEMS_SHOWN], max(0, len(items) - ITEMS_SHOWN)
        self.notes = [note for rule in check.rules for note in notes.get(rule, [])]


def deeds(admin):
    """The addresses below a file that this tab has for itself."""

    def tick(request, pk):
        file = admin.found(request, pk)
        names = request.POST.getlist("warning")
        done = ngettext("%(count)d warning ticked off.", "%(count)d warnings ticked off.", len(names))
        with telling(request, done % {"count": len(names)}):
            ticks.tick(file, names, words=request.POST.get("words"), by=request.user)
        return redirect("admin:file_checks", file.pk)

    def untick(request, pk):
        file = admin.found(request, pk)
        with telling(request, _("The warning stands again.")):
            ticks.take_back(file, request.POST.get("tick"), by=request.user)
        return redirect("admin:file_checks", file.pk)

    def notes(request, pk):
        name, kind, content = marked.workbook(admin.found(request, pk))
        response = HttpResponse(content, content_type=kind)
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        return response

    views = {"tick": require_POST(tick), "untick": require_POST(untick), "notes": notes}
    behind = admin.admin_site.admin_view
    return [path(f"<int:pk>/{name}/", behind(view), name=f"file_{name}") for name, view in views.items()]
