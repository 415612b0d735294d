"""What was read of a file before it is read anew: out of the way while the new is stored, then gone.

All of it happens in the one transaction of the reading, so that a file has the old or the new, and never half of each.
"""

from django.db.models import F

from curation.models import Coverage, Explanation, PrintedTotal, Sheet

SHELF = 10_000  # more than a file has sheets


def shelve(file) -> None:
    """Make room for the sheets to come: a place among a file's sheets is given once."""
    Sheet.objects.filter(file=file).update(position=F("position") + SHELF)
    Coverage.objects.filter(file=file).delete()


def let_go(file) -> None:
    """Drop what was read before. What a person wrote of a printed total goes over to the same total as read now."""
    former = Sheet.objects.filter(file=file, position__gte=SHELF)
    if not former.exists():
        return
    explained = Explanation.objects.filter(total__sheet__in=former).select_related("total__sheet")
    for explanation in explained:
        total = same_total(file, explanation.total)
        if total:
            Explanation.objects.filter(pk=explanation.pk).update(total=total)
    former.delete()


def same_total(file, total):
    """The total that is printed in the same cell and adds up the same, as it was read now."""
    place = {"sheet__position": total.sheet.position - SHELF, "row": total.row, "column": total.column}
    said = {name: getattr(total, name) for name in ("what", "printed", "lower", "upper")}
    return PrintedTotal.objects.filter(sheet__file=file, **place, **said).first()
