"""Marks and bars that stand in a line of text or a table: shapes of categories, signs of statuses, intervals, shares.

Widths and positions stand in SVG attributes and colours in classes, never in `style`: the policy of the site allows no
inline style, and one drawing then serves light, dark and paper. Every scale starts at zero.
"""

from django.utils.safestring import SafeString, mark_safe

from flows import charts
from flows.charts import drawing, scale
from flows.markup import joined, markup

SHAPES = {
    "square": '<rect x="1" y="1" width="8.5" height="8.5"/>',
    "triangle": '<path d="M5 .8 9.8 9.5H.2z"/>',
    "diamond": '<path d="M5 0 10 5 5 10 0 5z"/>',
    "circle": '<circle cx="5" cy="5" r="4.6"/>',
}
STATUS_MARKS = {
    "missing": '<rect class="hatched" x=".5" y=".5" width="11" height="11"/>',
    "excluded": '<path class="line" d="m2.5 2.5 7 7m0-7-7 7"/>',
    "partial": '<circle class="line" cx="6" cy="6" r="4.7"/><path d="M6 1.3a4.7 4.7 0 0 0 0 9.4z"/>',
    "suppressed": '<path class="line" d="M1 2.5v7M11 2.5v7M1 6h10"/>',
    "zero": '<circle class="line" cx="6" cy="6" r="4"/>',
    "provisional": '<circle class="line dashed" cx="6" cy="6" r="4.6"/>',
    "estimated": '<path class="line" d="M1.5 4.5q2.3-2 4.5 0t4.5 0M1.5 8.5q2.3-2 4.5 0t4.5 0"/>',
    "break": '<path class="line" d="M2.5 10 5.5 2M6.5 10 9.5 2"/>',
}


def category_mark(category):
    """The shape of a category; its word always stands beside it."""
    if category is None or category.shape not in SHAPES:
        return SafeString()
    return markup(
        '<svg class="mark f-{}" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">{}</svg>',
        category.code, mark_safe(SHAPES[category.shape]),
    )  # fmt: skip


def status_mark(status):
    """The sign of a status that is not plain; nothing for a normal value."""
    if status not in STATUS_MARKS:
        return SafeString()
    return markup(
        '<svg class="sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{}</svg>',
        mark_safe(STATUS_MARKS[status]),
    )


def choices(options):
    """What a list offers to choose from: hundreds of places, the same on every page."""
    return joined(markup('<option value="{}">{}</option>', each.code, each.name) for each in options)


# --- In the rows of tables --------------------------------------------------------------------------------------------


def span(row, top, width=100, category=""):
    """A dot for a value, a bar from lower to upper bound, on a scale from 0 to `top`; no upper bound, no end."""
    category = category or row.category
    at = scale(top, width - 10, 4)
    parts = [markup('<path class="gr" d="M0 8H{}"/>', width)]
    ours = f"s-{category}"
    if row.lower != row.upper:
        end = width if row.upper is None else at(row.upper)
        cap = "" if row.upper is None else f"M{end} 4v8"
        bar = f"M{at(row.lower)} 8H{end}M{at(row.lower)} 4v8{cap}"
        parts.append(markup('<path class="{}" d="{}"/>', ours, bar))
    if row.value is not None:
        parts.append(markup('<circle class="f-{}" cx="{}" cy="8" r="3"/>', category, at(row.value)))
    return drawing("span", width, 16, parts)


def share(cell, top, category, left_out=False, width=220):
    """A bar of one cell on the scale of all: an interval for a hidden one, dotted for one left out, a ring for zero."""
    if cell.value is None:
        return span(cell, top, width, category)
    return bar(cell.value, top, "dotted" if left_out else f"f-{category}", width)


def bar(value, top, kind, width=220):
    """A bar of a number from zero to `top`, a ring for zero."""
    if not value:
        return drawing("share", width, 12, [mark_safe('<circle class="ring" cx="4.5" cy="6" r="3.5"/>')])
    long = max(1, round(value / max(top, 1) * width, 1))
    drawn = markup('<rect class="{}" x=".5" y="1" width="{}" height="10"/>', kind, max(1, long - 1))
    return drawing("share", width, 12, [drawn])


def now_then(pair, top, category, width=150):
    """A bar of a number now, behind it pale what comes or dotted what goes, and dashed up to what is possible."""
    now, then = (0 if figure is None else charts.known(figure) for figure in pair)
    at = scale(top, width, 0)
    kind, longer = (f"a-{category}", then) if then >= now else ("dotted", now)
    both = at(min(now, then))
    parts = [
        markup('<rect class="f-{}" y="1" width="{}" height="7"/>', category, both),
        markup('<rect class="{}" x="{}" y="1" width="{}" height="7"/>', kind, both, round(at(longer) - both, 1)),
    ]
    if pair.after is not None and pair.after.value is None:
        end = width if pair.after.upper is None else at(pair.after.upper)
        parts.append(markup('<path class="s-{} dashed" d="M{} 4.5H{}"/>', category, at(then), end))
    return drawing("now-then", width, 9, parts)
