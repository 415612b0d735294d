"""How each sheet of a file is understood, and what became of its cells."""

from collections import Counter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from curation.core.reading import REASONS

TITLE = _("Layout")
RUNS_SHOWN = 100


def said(file):
    count = file.sheets.count()
    return ngettext("%(count)d sheet", "%(count)d sheets", count) % {"count": count}


def context(request, file):
    sheets = list(file.sheets.all())
    return {
        "sheets": [(sheet, set_aside(sheet), sheet.set_aside[:RUNS_SHOWN]) for sheet in sheets],
        "sums": {name: sum(getattr(sheet, name) for sheet in sheets) for name in ("filled", "read", "set_aside_count")},
    }


def set_aside(sheet):
    """How many cells of a sheet were set aside for each reason, in words."""
    counts = Counter()
    for _range, reason, cells in sheet.set_aside:
        counts[REASONS.get(reason, reason)] += cells
    return counts.most_common()
