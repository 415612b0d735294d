"""The labels of a file, and what stands about each."""

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from curation import queries

TITLE = _("Labels")


def said(file):
    return __("%(count)d undecided") % {"count": len(queries.undecided_labels(file=file))}


def context(request, file):
    from curation.admin.labels import rows_of

    rows = rows_of(queries.tallies(file=file))
    return {
        "rows": rows,
        "undecided": sum(1 for row in rows if not row.standing),
        "people": sum(row.tally.people for row in rows),
    }
