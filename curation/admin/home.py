"""The first page: what is mine, what came back, what is late, what is there. Every region asks once for all it shows."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation import left, overdue, queries
from curation.admin.coverage import Shown
from curation.admin.navigation import waiting_counts
from curation.core import periods
from curation.models import CategoryDecision, Label, Reading, SourceFile
from curation.scope import Scope
from flows import figures

SHOWN = 20


def context(request):
    """Everything the first page shows to one person."""
    user, scope = request.user, Scope()
    held = overdue.held_periods()
    late = overdue.sources(scope, held=held) if user.has_perm("curation.view_sourcetable") else []
    undecided = queries.labels_to_decide()
    found = {
        "director": user.has_perm("curation.approve_flagged"),
        "left": left.of(queries.files_in_work(user), undecided),
        "returned": list(queries.returned_to(user)),
        "to_accept": list(queries.files_to_accept(user).select_related("source", "uploaded_by")),
        "to_review": queries.reviewable(user).select_related("label__source", "proposed_by")[:SHOWN],
        "late": late,
        "coverage": Shown(scope, usual=True) if user.has_perm("curation.view_series") else None,
        "counts": waiting_counts(request),
    }
    found["figures"] = numbers(found, scope, held, undecided)
    nothing = not any([found["left"], found["returned"], found["to_accept"], found["counts"].get("decisions")])
    if nothing and not found["counts"].get("labels"):
        found["elsewhere"] = waits_for_the_director()
    return found


def numbers(found, scope, held, undecided):
    """The four large figures: how many, of what, a few words, where they are."""
    labels = found["counts"].get("labels", 0)
    stuck = sum(each.wrong for each in found["left"])
    never = sum(not each.received for each in found["late"])
    return [
        figure(
            labels,
            ngettext("label undecided", "labels undecided", labels),
            people_words(scope, held, undecided) if labels else _("every label has a proposal or a decision"),
            reverse("admin:curation_label_desk"),
        ),
        figure(len(found["returned"]), _("returned to me"), _("answer, then hand in again"), "#returned"),
        figure(
            len(found["left"]),
            ngettext("file in work", "files in work", len(found["left"])),
            ngettext("%(count)d stopped at a check", "%(count)d stopped at a check", stuck) % {"count": stuck}
            if stuck
            else _("none stopped at a check"),
            "#files",
        ),
        figure(
            len(found["late"]),
            ngettext("source overdue", "sources overdue", len(found["late"])),
            ngettext("%(count)d never received", "%(count)d never received", never) % {"count": never}
            if never
            else _("each was received before") if found["late"] else _("every table is up to date"),
            "#overdue",
        ),
    ]  # fmt: skip


def figure(count, what, words, url):
    return {"count": count, "what": what, "words": words, "url": url}


def people_words(scope, held, undecided):
    """`41 of them with people in 2016 to 2019`."""
    count = with_people(scope, held, undecided)
    years = [year for series in scope.series for year in (series.from_year, series.to_year)]
    said = {"count": count, "years": figures.year_span(min(years), max(years))}
    return ngettext("%(count)d of them with people in %(years)s", "%(count)d of them with people in %(years)s", count) % said


def with_people(scope, held, undecided) -> int:
    """How many undecided labels have a cell with somebody in it, in the years of the series of their table."""
    wanted = Q(pk__in=[])
    for table, years in tables_with_years(scope).items():
        within = [period for period in held[table] if any(first <= (year_of(period, basis) or 0) <= last
                                                          for basis, first, last in years)]  # fmt: skip
        wanted |= Q(label__source=table, period__in=within)
    cells = Reading.objects.filter(wanted, sheet__file__in=SourceFile.objects.readable(), lower__gt=0)
    return Label.objects.filter(pk__in=cells.filter(label__in=undecided).values("label")).count()


def tables_with_years(scope):
    found = {}
    for series in scope.series:
        for table in series.tables:
            found.setdefault(table, set()).add((series.year_basis, series.from_year, series.to_year))
    return found


def year_of(period, basis):
    return periods.observation_year(period, basis)


def waits_for_the_director() -> int:
    """How much waits for the director: flagged proposals and files handed in."""
    flagged = CategoryDecision.objects.waiting().filter(flagged=True).count()
    return flagged + SourceFile.objects.filter(state=SourceFile.State.SUBMITTED).count()
