"""Each printed total against our own sum."""

from collections import Counter

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from curation import stages
from curation.models import PrintedTotal

TITLE = _("Totals")
SHOWN = 200


def said(file):
    if count := stages.open_totals(file).count():
        return __("%(count)d open") % {"count": count}
    return __("all explained") if PrintedTotal.objects.filter(sheet__file=file).exists() else __("none printed")


def context(request, file):
    totals = PrintedTotal.objects.filter(sheet__file=file).select_related("sheet")
    return {
        "totals": totals.exclude(outcome="equal")[:SHOWN],
        "outcomes": dict(Counter(totals.values_list("outcome", flat=True))),
    }
