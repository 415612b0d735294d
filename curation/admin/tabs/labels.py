"""The labels of a file, and what stands about each."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation import stages
from curation.admin.mapping.asked import LABELS_A_PAGE, Asked
from curation.admin.mapping.rows import rows_of
from curation.models import Label, Standing

TITLE = _("Labels")


def said(file):
    return gettext("%(count)d undecided") % {"count": stages.undecided(file)}


def context(request, file):
    """A page of the file's labels, the largest first, and how many of all need somebody."""
    asked = Asked.of(request.GET).but(file=str(file.pk), after=request.GET.get("after", ""), state="all")
    of_file = asked.narrowed(Standing.objects.all(), request.user)
    rows = rows_of(asked.page(of_file), request.user)
    more, rows = rows[LABELS_A_PAGE:], rows[:LABELS_A_PAGE]
    new = of_file.filter(label__first_file=file).count()
    return {
        "rows": rows,
        "total": of_file.count(),
        "new": new,
        "waiting": Label.objects.filter(first_file=file, standing=None).count(),
        "undecided": stages.undecided(file),
        "next_page": f"?after={rows[-1].standing.people}-{rows[-1].pk}" if more else "",
        "desk": Asked(file=str(file.pk)).address,
    }
