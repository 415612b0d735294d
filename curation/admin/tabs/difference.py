"""What a file says otherwise than the last accepted one of its table."""

from operator import attrgetter

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from curation import corrected, differences, stages, touched, understood
from curation.actions import explanations
from curation.admin.pages import may, numbers, telling
from curation.admin.tabs import band
from curation.admin.tabs.lists import back_to, csv_file, page_of, paths_of
from curation.core import changes as rules
from curation.explained import unexplained_changes
from curation.models import Change, Explanation, Tick
from curation.understood import counted
from flows.models import Area

TITLE = gettext_lazy("Difference")
TOUCHED_SHOWN = 12
LABELS_SHOWN = 12
Kind = Change.Kind
HEAD = [
    "kind", "origin", "destination", "period", "label", "breakdown", "was at", "was", "is at", "is",
    "change from", "change to", "understood as", "explained as",
]  # fmt: skip


def difference_of(file):
    """The kept difference, for the tab and its page alike."""
    return stages.once(file, "difference", lambda: differences.of(file))


def said(file):
    difference = difference_of(file)
    if difference is None:
        return _("first file") if file.state in ("read", "submitted", "accepted") else ""
    count = difference.changed + difference.new + difference.gone
    words = ngettext("%(count)s cell", "%(count)s cells", count) if count else _("no change")
    return words % {"count": counted(count)}


def context(request, file):
    difference = difference_of(file)
    if difference is None:
        return {"difference": None, "before": differences.before(file)}
    difference.file, names = file, Area.objects.in_bulk()
    asked, found = listed(request, difference)
    page = page_of(found, request)
    made = corrected.cells([difference.file_id, difference.against_id])
    rows = rows_of(list(page), difference, names, made)
    return {
        "difference": difference,
        "stale": differences.before(file) != difference.against,
        "figures": figures(file, difference),
        "labels": {kind: differences.label_texts(difference.labels[kind][:LABELS_SHOWN]) for kind in ("new", "gone")},
        "band_years": band.years_of(difference.band),
        "band": band.rows_of(difference.band, names),
        "rules": understood.rules(difference, names),
        "touched": touched.of(difference),
        "touched_shown": TOUCHED_SHOWN,
        "asked": asked,
        "origins": [(origin, names.get(origin, origin)) for origin in difference.band],
        "years": sorted({year for of in difference.years.values() for year in of}),
        "kinds": Kind.choices,
        "page": page,
        "rows": rows,
        "told": any(row["of_what"] for row in rows),
        "left_out": difference.new if not any(asked.values()) else 0,
        "unexplained": unexplained_changes([file.pk]).count(),
        "understood_by": Tick.objects.filter(file=file, check_name=explanations.check_name(difference)).first(),
        "names": names,
    }


# the list


def listed(request, difference):
    """What is asked for, and the changes that answer it: without asking, all but what is new and understood."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "origin", "year")}
    said = Explanation.objects.select_related("by").order_by("-at", "-pk")
    rows = difference.changes.select_related("label").prefetch_related(Prefetch("explanations", queryset=said))
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    elif not any(asked.values()):
        rows = rows.exclude(kind=Kind.NEW, why__gt="")
    if asked["origin"]:
        rows = rows.filter(origin=asked["origin"])
    if asked["year"]:
        held = difference.changes.order_by().values_list("period", flat=True).distinct()
        rows = rows.filter(period__in=[each for each in held if str(rules.order(each)[0]) == asked["year"]])
    return asked, rows


def rows_of(found, difference, names, made):
    """Changes as the list shows them; the sheets are named where there are several. `made` are corrected cells."""
    short = all(len({place(change).rpartition("!")[0] for change in found} - {""}) <= 1 for place in (was_at, is_at))
    corrections = [
        (made.get((difference.against_id, change.was_at)), made.get((difference.file_id, change.is_at)))
        for change in found
    ]
    return [
        row_of(change, difference.file, names, short) | dict(zip(("was_corrected", "corrected"), pair, strict=True))
        for change, pair in zip(found, corrections, strict=True)
    ]


def row_of(change, file, names, short):
    whither = "" if change.destination == file.source.destination else f"→ {names.get(change.destination, '')}"
    return {
        "change": change,
        "origin": names.get(change.origin, change.origin),
        "of_what": " ".join(filter(None, [change.label.text, change.breakdown, whither])),
        "period": understood.period(change.period),
        "was_at": was_at(change).rpartition("!")[2] if short else was_at(change),
        "sheet": is_at(change).rpartition("!")[0],
        "cell": is_at(change).rpartition("!")[2],
        "is_at": is_at(change).rpartition("!")[2] if short else is_at(change),
        "by_how_much": understood.change(change.lower, change.upper),
        "why": understood.why(change.why),
        "words": next(iter(change.explanations.all()), None),
    }


was_at, is_at = attrgetter("was_at"), attrgetter("is_at")


# the large figures


def figures(file, difference):
    """Number, how it is coloured, of what, and a few words."""
    known = difference.labels["known"] + len(difference.labels["new"])
    undecided = stages.undecided(file)
    return [
        (difference.changed, "changed", _("changed"), years(difference, Kind.CHANGED) or _("no number is another")),
        (difference.new, "new", _("new"), years(difference, Kind.NEW) or _("nothing was added")),
        (difference.gone, "gone", _("gone"), years(difference, Kind.GONE) or _("nothing vanished")),
        (difference.same, "same", _("the same"), spanned(difference)),
        (
            _("%(undecided)s of %(known)s") % {"undecided": undecided, "known": known},
            "labels",
            ngettext("label needs you", "labels need you", known),
            label_words(difference),
        ),
    ]


def years(difference, kind):
    """`all in 2023`, `2023 50, 2024 85`, `2015 to 2024`"""
    counts = difference.years.get(kind, {})
    if len(counts) == 1:
        return _("all in %(year)s") % {"year": next(iter(counts))}
    if len(counts) > 4:
        return _("%(first)s to %(last)s") % {"first": min(counts), "last": max(counts)}
    return ", ".join(f"{year} {counted(count)}" for year, count in counts.items())


def spanned(difference):
    """From which period to which there are cells that are the same."""
    same = {period for row in difference.band.values() for period, kind in row.items() if kind == band.SAME}
    ordered = sorted(same, key=rules.order)
    if not ordered:
        return ""
    first, last = (rules.order(period)[0] for period in (ordered[0], ordered[-1]))
    return str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def label_words(difference):
    new, gone = len(difference.labels["new"]), len(difference.labels["gone"])
    counts = {"new": new, "gone": gone, "known": difference.labels["known"]}
    return _("%(new)s new, %(gone)s gone, %(known)s known") % counts


# deeds


def deeds(admin):
    """Paths of this page's own, below the file's."""
    views = {
        "explain": require_POST(explain), "doubt": require_POST(doubt), "understood": require_POST(understand),
        "again": require_POST(again), "csv": require_GET(as_csv),
    }  # fmt: skip
    return paths_of(admin, "difference", views)


def chosen(request, file):
    """The ticked changes of this file, or all that are listed and that nobody understands."""
    if "all" in request.POST and (difference := differences.of(file)):
        return listed(request, difference)[1].filter(why="", explanations__isnull=True)
    return Change.objects.filter(difference__file=file, pk__in=numbers(request.POST.getlist("change")))


@may("upload_sourcefile")
def explain(request, file):
    if "nothing" in request.POST:
        return back_to("difference", file, request)
    with telling(request, _("Explained.")):
        explanations.explain_changes(file, chosen(request, file), text=request.POST.get("text"), by=request.user)
    return back_to("difference", file, request)


@may("add_concern")
def doubt(request, file):
    places = [change.is_at or change.was_at for change in chosen(request, file)]
    with telling(request, _("A concern is raised.")):
        explanations.doubt(file, places, text=request.POST.get("doubt"), by=request.user)
    return back_to("difference", file, request)


@may("upload_sourcefile")
def understand(request, file):
    with telling(request, _("It is recorded that you understood the difference.")):
        explanations.understand(file, by=request.user)
    return back_to("difference", file, request)


@may("upload_sourcefile")
def again(request, file):
    with telling(request, _("Compared again.")):
        explanations.compare_again(file, by=request.user)
    return back_to("difference", file, request)


def as_csv(request, file):
    """Every change, whatever the page is filtered by."""
    difference = differences.of(file)
    rows = csv_rows(difference) if difference else ()
    return csv_file(f"difference-{file.pk}.csv", HEAD, rows)


def csv_rows(difference):
    said = Prefetch("explanations", queryset=Explanation.objects.order_by("-at", "-pk"))
    for change in difference.changes.select_related("label").prefetch_related(said).iterator(chunk_size=2_000):
        words = next(iter(change.explanations.all()), None)
        yield (
            change.kind, change.origin, change.destination, change.period, change.label.text, change.breakdown,
            change.was_at, change.was, change.is_at, change.now, change.lower, change.upper,
            understood.why(change.why), words.text if words else "",
        )  # fmt: skip
