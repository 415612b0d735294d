"""The rules that understand a change, in words. A rule is written `rule|detail|detail` (`curation.core.changes`)."""

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.core import periods
from flows import figures
from flows.core.pairs import Span


def why(rule: str) -> str:
    """Why a number is another one than before, in a few words; "" where no rule understands it."""
    name, *details = rule.split("|")
    if name == "partial":
        return partial(*details)
    if name == "hidden":
        return _("was hidden: %(bounds)s") % {"bounds": bounds(*details)}
    return {
        "": "",
        "hides": _("is hidden now, and may be what it was"),
        "rounding": _("no more than rounding may move a number"),
        "period": _("a new period"),
        "label": _("a new label"),
        "corrected": _("the same print: a declared correction makes the difference"),
        "mended": _("was read with a declared correction, and the publisher prints another number now"),
        "zero": _("none, as a line that is not there says too"),
        "provisional": _("was provisional"),
        "estimated": _("was estimated"),
        "missing": _("was not there: the publisher gave no number"),
        "normal": _("the same number, said otherwise"),
        "break": _("the same number, said otherwise"),
    }.get(name, name)


def partial(first: str, last: str) -> str:
    if first == last:
        return _("was %(month)s alone") % {"month": month(first)}
    return _("was partial: %(first)s to %(last)s") % {"first": month(first), "last": month(last)}


def bounds(lower: str, upper: str) -> str:
    return _("%(lower)s to %(upper)s") % {"lower": lower, "upper": upper} if upper else _("%s or more") % lower


def rules(difference, names) -> list[tuple[str, str]]:
    """What was understood of a whole difference: a heading and a sentence each. `names` are those of the areas."""
    found = [(rule.split("|")[0], rule, what) for rule, what in difference.found]
    said = [sentence(rule, what) for name, rule, what in found if name not in ("moved", "partial")]
    begun = sum(what for name, _rule, what in found if name == "partial")
    moved = next((what for name, _rule, what in found if name == "moved"), [])
    return [
        *([completed(begun)] if begun else []),
        *said,
        *([lines_moved(moved, names)] if moved else []),
        *kept(difference),
    ]


def sentence(rule: str, count: int) -> tuple[str, str]:
    """A rule that looks at single cells, with how many it understood."""
    cells = ngettext("%(count)s cell.", "%(count)s cells.", count) % {"count": counted(count)}
    words = why(rule)
    return words[:1].upper() + words[1:] + ".", cells


def completed(count: int) -> tuple[str, str]:
    words = ngettext(
        "%(count)s total of a year or a quarter was printed before it was over: it held the months until then, and "
        "now holds more.",
        "%(count)s totals of years or quarters were printed before these were over: they held the months until then, "
        "and now hold more.",
        count,
    )
    return _("A partial year was completed."), words % {"count": counted(count)}


def lines_moved(moved: list, names) -> tuple[str, str]:
    told = [
        _("%(place)s %(was)d to %(now)d") % {"place": names.get(origin, origin), "was": was, "now": now}
        for _sheet, origin, was, now in moved[:5]
    ]
    more = [_("and %(count)d more") % {"count": len(moved) - 5}] if len(moved) > 5 else []
    return _("Lines moved, no change."), ", ".join([*told, *more]) + ". " + _("Found by name, not by place.")


def kept(difference) -> list[tuple[str, str]]:
    if not difference.kept:
        return []
    words = ngettext(
        "%(count)s cell of the earlier file is of a period that this one does not hold: it goes on counting.",
        "%(count)s cells of the earlier file are of periods that this one does not hold: they go on counting.",
        difference.kept,
    )
    return [(_("Not gone."), words % {"count": counted(difference.kept)})]


def month(written: str) -> str:
    """`April`"""
    return str(MONTHS[int(written[5:7])])


def period(written: str) -> str:
    """`2023, 2nd quarter`, `April 2023`, `2023, year`, `fiscal year 2018`, `2024-12-31`"""
    if periods.is_date(written):
        return written
    if written.startswith("FY"):
        return _("fiscal year %(year)s") % {"year": written[2:]}
    if periods.is_month(written):
        return _("%(month)s %(year)s") % {"month": month(written), "year": written[:4]}
    if periods.is_year(written):
        return _("%(year)s, year") % {"year": written}
    names = (_("1st quarter"), _("2nd quarter"), _("3rd quarter"), _("4th quarter"))
    return _("%(year)s, %(quarter)s") % {"year": written[:4], "quarter": names[int(written[6]) - 1]}


def change(lower: int | None, upper: int | None) -> str:
    """By how much a number changed: `+325`, `+10 to +14`, `−4 to 0`; "" where nobody knows."""
    return "" if lower is None and upper is None else figures.change(Span(lower, upper))


def counted(number: int) -> str:
    """A count with its thousands apart as the reader's language has it: `1,461`."""
    return number_format(number, force_grouping=True)
