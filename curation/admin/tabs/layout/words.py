"""A layout in words: the legend, the sentences beside the grid, and what a correction would change."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation.core.cells import ROLES
from curation.core.layouts import Layout
from curation.core.looks import Look
from curation.core.places import letters
from flows.models import Area

KEYS = dict(zip(ROLES, "hodlbpvtnx", strict=True))
NAMES = {
    "heading": gettext_lazy("heading"),
    "origin": gettext_lazy("origin"),
    "destination": gettext_lazy("destination"),
    "label": gettext_lazy("label"),
    "breakdown": gettext_lazy("breakdown"),
    "period": gettext_lazy("period"),
    "value": gettext_lazy("value"),
    "total": gettext_lazy("printed total"),
    "note": gettext_lazy("note"),
    "out_of_scope": gettext_lazy("out of scope"),
    "flag": gettext_lazy("the publisher’s flag"),
    "same": gettext_lazy("the same as another column"),
    "first": gettext_lazy("first line of numbers"),
    "last": gettext_lazy("last line of numbers"),
}
CONSTANTS = {
    "origin": gettext_lazy("origin"),
    "destination": gettext_lazy("destination"),
    "period": gettext_lazy("period"),
}
TIMES = {
    "year": gettext_lazy("the year"),
    "quarter": gettext_lazy("the quarter"),
    "month": gettext_lazy("the month"),
    "period": gettext_lazy("the period"),
}
CHOICES = [(role, name, KEYS.get(role, "")) for role, name in NAMES.items()]
NAMED = 3


def legend(seen: Look) -> list[dict]:
    """Each role with its key, its cells and where they are; those that no sheet of this kind has are left out."""
    rare = {"breakdown", "destination"}
    where = ranges(seen)
    return [
        {"role": role, "key": KEYS[role], "name": NAMES[role], "count": seen.counts[role], "where": where[role]}
        for role in ROLES
        if seen.counts[role] or role not in rare
    ]


def ranges(seen: Look) -> dict[str, str]:
    """Where the cells of each role are, in a few words."""
    found = defaultdict(list)
    for top, left, bottom, right, role in seen.runs:
        found[role].append((top, left, bottom, right))
    said = {role: _named(found[role]) for role in ROLES}
    said["value"] = _("read") if seen.counts["value"] else ""
    said["total"] = _totals(seen)
    said["out_of_scope"] = _out_of_scope(seen)
    return said


def _named(runs) -> str:
    named = [_range(*run) for run in runs[:NAMED]]
    more = len(runs) - NAMED
    said = ", ".join(named)
    return _("%(named)s and %(more)d more") % {"named": said, "more": more} if more > 0 else said


def _range(top, left, bottom, right) -> str:
    first, last = f"{letters(left)}{top + 1}", f"{letters(right)}{bottom + 1}"
    return first if first == last else f"{first}:{last}"


def _totals(seen: Look) -> str:
    lines = sum(reason == "total" for reason in seen.lines)
    columns = sum(column.role == "total" for column in seen.layout.values) if seen.layout else 0
    said = [ngettext("%(n)d line", "%(n)d lines", lines) % {"n": lines}] if lines else []
    said += [ngettext("%(n)d column", "%(n)d columns", columns) % {"n": columns}] if columns else []
    return ", ".join(said)


def _out_of_scope(seen: Look) -> str:
    lines = sum(reason in ("out_of_scope", "unknown_place", "unnamed") for reason in seen.lines)
    said = [ngettext("%(n)d line", "%(n)d lines", lines) % {"n": lines}] if lines else []
    unknown = len(seen.unknown_places)
    if unknown:
        words = ngettext("%(n)d place nobody knows yet", "%(n)d places nobody knows yet", unknown)
        said.append(words % {"n": unknown})
    return ", ".join(said)


def fold_words(fold) -> str:
    """What stands in the one line in place of many."""
    of = {
        "out_of_scope": ngettext("%(n)d line out of scope", "%(n)d lines out of scope", fold.count),
        "total": ngettext("%(n)d line of printed totals", "%(n)d lines of printed totals", fold.count),
        "note": ngettext("%(n)d line of notes", "%(n)d lines of notes", fold.count),
        "value": ngettext("%(n)d line that is read", "%(n)d lines that are read", fold.count),
    }
    return of[fold.what] % {"n": fold.count}


def sentences(seen: Look) -> list[str]:
    """The layout, sentence by sentence."""
    layout = seen.layout
    if layout is None:
        return []
    said = [_headings(layout), *_keys(layout), _numbers(layout), *_constants(layout)]
    return [sentence for sentence in said if sentence]


def _headings(layout: Layout) -> str:
    top, bottom = (row + 1 for row in layout.headings)
    named = [column.column for column in layout.values if column.role == "value" and column.label]
    if top == bottom:
        said = _("Row %(row)d holds the headings.") % {"row": top}
    else:
        said = _("Rows %(top)d to %(bottom)d hold the headings.") % {"top": top, "bottom": bottom}
    if not named:
        return said
    return _("%(said)s They name the labels of columns %(columns)s.") % {"said": said, "columns": spans(named)}


def _keys(layout: Layout):
    by_role = defaultdict(list)
    for key in layout.keys:
        by_role[key.role].append(key.column)
    for role, columns in by_role.items():
        place = {"columns": spans(sorted(set(columns)))}
        if role in ("origin", "destination"):
            yield _("Column %(columns)s names the %(role)s.") % {**place, "role": CONSTANTS[role]}
        elif role in TIMES:
            yield _("Column %(columns)s says %(when)s.") % {**place, "when": TIMES[role]}
        elif role == "label":
            yield _("Column %(columns)s is a part of the label.") % place
        elif role.startswith("breakdown:"):
            yield _("Column %(columns)s breaks down by %(name)s.") % {**place, "name": role.partition(":")[2]}


def _numbers(layout: Layout) -> str:
    first, last = (row + 1 for row in layout.body)
    totals = [column.column for column in layout.values if column.role == "total"]
    said = _("Lines %(first)d to %(last)d hold the numbers.") % {"first": first, "last": last}
    if totals:
        said = _("%(said)s Columns %(columns)s are printed totals.") % {"said": said, "columns": spans(totals)}
    return said


def _constants(layout: Layout):
    """What holds for the whole sheet, places by their names."""
    codes = {text for name, text in layout.constants.items() if name in ("origin", "destination") and text}
    names = {area.code: area.name for area in Area.objects.filter(code__in=codes)} if codes else {}
    for name, text in layout.constants.items():
        if text and name in CONSTANTS:
            said = {"what": CONSTANTS[name], "text": names.get(text, text)}
            yield _("For the whole sheet: %(what)s %(text)s.") % said


def spans(columns) -> str:
    """`B to CF, CH`"""
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1][1] = column
        else:
            runs.append([column, column])
    said = [_span(*map(letters, run)) for run in runs[:NAMED]]
    return ", ".join(said) + (", …" if len(runs) > NAMED else "")


def _span(first: str, last: str) -> str:
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def entry(one: dict) -> str:
    """One correction, as it stands in the list of them."""
    name = one.get("column", one.get("row", one.get("constant")))
    name = name if isinstance(name, str) else " / ".join(name)
    role = str(NAMES.get(one["for"], TIMES.get(one["for"], one["for"])))
    said = {"name": name or one.get("at", ""), "role": role}
    if "constant" in one:
        words = _("%(what)s: %(role)s") % {"what": CONSTANTS[one["constant"]], "role": one["for"]}
    elif "row" in one:
        words = _("line “%(name)s” is %(role)s") % said
    else:
        words = _("column “%(name)s” is %(role)s") % said
    if one.get("data"):
        return _("%(words)s, in this file alone") % {"words": words}
    return _("%(words)s, in sheet %(sheet)s") % {"words": words, "sheet": one["sheets"]} if one.get("sheets") else words
