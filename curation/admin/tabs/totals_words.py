"""What the page of totals says of one: what it is made of, how far off it is, what explains it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.admin.tabs.plot import allowed
from curation.core.numbers import Notation
from curation.understood import counted
from flows.figures import signed


def rule_in_words(hints, group):
    """How numbers are printed, and what follows for a sum."""
    notation = Notation.from_hints(hints.get("numbers", {}))
    marks = hints.get("numbers", {}).get("marks", {})
    hidden = [(mark, *meaning[1:]) for mark, meaning in marks.items() if meaning[0] == "hidden"]
    within = notation.within
    if within:
        yield _("The publisher prints multiples of %(step)s.") % {"step": 2 * within + 1}
    for mark, low, high in hidden:
        yield _("%(mark)s stands for %(low)s to %(high)s.") % {"mark": mark, "low": low, "high": high}
    if within and group == "years":
        yield _(
            "So each month may be off by %(within)s, a year by %(within)s, twelve months and a year by %(all)s at most."
        ) % {"within": within, "all": 13 * within}
    if within or hidden:
        yield _("Our sum is an interval; a printed total inside it is explained.")
    else:
        yield _("The publisher prints whole numbers and hides none: a total is our sum, or it is open.")


def interval(low, high):
    if high is None:
        return _("%s or more") % counted(low)
    if low == high:
        return counted(low)
    return _("%(lower)s to %(upper)s") % {"lower": counted(low), "upper": counted(high)}


def made_of(total):
    """`12 months`, `4 months, 8 hidden`, `82 cells`"""
    counts = {"count": total.parts - total.hidden, "hidden": total.hidden}
    if total.period and "month" in total.what:
        words = ngettext("%(count)d month", "%(count)d months", counts["count"]) % counts
    else:
        words = ngettext("%(count)d cell", "%(count)d cells", counts["count"]) % counts
    return f"{words}, {_('%(hidden)d hidden') % counts}" if total.hidden else words


def gap(total, outcome):
    """How far the printed figure lies from our sum, and how far it may."""
    if outcome == "hidden":
        return _("inside the hidden cells")
    if outcome == "rounding":
        return _("inside the rounding")
    if outcome == "equal":
        return ""
    beyond = distance(total)
    low, high = allowed(total)
    under, over = total.least - low, (high - total.most) if total.most is not None else 0
    if not under and not over:
        return _("%(gap)s, nothing is rounded") % {"gap": signed(beyond)}
    reach = f"±{over}" if under == over else f"−{under} +{over}"
    return _("%(gap)s, rounding allows %(reach)s") % {"gap": signed(beyond), "reach": reach}


def distance(total):
    """From our sum, as it is printed, to the total."""
    low, high = (total.value, total.value) if total.value is not None else (total.printed_lower, total.printed_upper)
    if high is not None and high < total.least:
        return high - total.least
    return low - total.most if total.most is not None and low > total.most else 0


def outcome_words(outcome):
    return {
        "open": _("open"),
        "words": _("explained in words"),
        "explained": _("explained by the table’s notes"),
        "hidden": _("explained by hidden cells"),
        "rounding": _("explained by rounding"),
        "equal": _("equal"),
    }[outcome]
