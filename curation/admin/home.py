"""The first page: what is mine, what came back, what is late, what is there. Each region asks once for all it shows."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation import held, left, overdue, queries
from curation.admin.coverage import Shown
from curation.admin.navigation import waiting_counts
from curation.models import CategoryDecision, SourceFile, Standing
from curation.scope import Scope
from flows import figures

SHOWN = 20
WAITING = "labels", "decisions", "corrections", "opinions", "inbox"  # of the counts, what waits for whoever looks


def context(request, released):
    """Everything the first page shows to one person; `released` says whether any release is public."""
    user, scope = request.user, Scope()
    files = held.files()
    late = overdue.sources(scope, files) if user.has_perm("curation.view_sourcetable") else []
    found = {
        "director": user.has_perm("curation.approve_flagged"),
        "left": left.of(queries.files_in_work(user)),
        "returned": list(queries.returned_to(user)),
        "to_accept": list(queries.files_to_accept(user).select_related("source", "uploaded_by")),
        "to_review": queries.reviewable(user).select_related("label__source", "proposed_by")[:SHOWN],
        "late": late,
        "counts": waiting_counts(request),
    }
    if user.has_perm("curation.view_series"):
        found["coverage"] = Shown(scope, usual=True, files=files, released=released)
    found["figures"] = numbers(found, scope)
    mine = [found["left"], found["returned"], found["to_accept"], *(found["counts"].get(name) for name in WAITING)]
    if not any(mine):
        found["elsewhere"] = waits_for_the_director()
    return found


def numbers(found, scope):
    """The four large figures: how many, of what, a few words, where they are."""
    labels, returned = found["counts"].get("labels", 0), len(found["returned"])
    mine, late = len(found["left"]), len(found["late"])
    desk = reverse("admin:curation_label_desk")
    return [
        figure(
            labels,
            ngettext("label undecided", "labels undecided", labels),
            people_words(labels, scope),
            desk,
        ),
        figure(returned, _("returned to me"), _("answer, then hand in again"), "#returned"),
        figure(mine, ngettext("file in work", "files in work", mine), stopped_words(found["left"]), "#files"),
        figure(late, ngettext("source overdue", "sources overdue", late), late_words(found["late"]), "#overdue"),
    ]


def figure(count, what, words, url):
    return {"count": count, "what": what, "words": words, "url": url}


def people_words(labels, scope):
    """`41 of them with people in 2016 to 2019`."""
    if not labels:
        return _("every label has a proposal or a decision")
    count = Standing.objects.filter(state__in=Standing.OPEN, open_people__gt=0).count()
    years = [year for series in scope.series for year in (series.from_year, series.to_year)]
    said = {"count": count, "years": figures.year_span(min(years), max(years))}
    words = ngettext("%(count)d of them with people in %(years)s", "%(count)d of them with people in %(years)s", count)
    return words % said


def stopped_words(left_over):
    count = sum(each.wrong for each in left_over)
    stopped = ngettext("%(count)d stopped at a check", "%(count)d stopped at a check", count) % {"count": count}
    return stopped if count else _("none stopped at a check")


def late_words(late):
    count = sum(not each.received for each in late)
    never = ngettext("%(count)d never received", "%(count)d never received", count) % {"count": count}
    return never if count else _("every table was received before") if late else _("every table is up to date")


def waits_for_the_director() -> int:
    """How much waits for the director: flagged proposals and files handed in."""
    flagged = CategoryDecision.objects.waiting().filter(flagged=True).count()
    return flagged + SourceFile.objects.filter(state=SourceFile.State.SUBMITTED).count()
