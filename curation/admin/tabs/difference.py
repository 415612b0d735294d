"""What a file says otherwise than the last accepted one of its table."""

from django.utils.translation import gettext_lazy as _

from curation.models import SourceFile

TITLE = _("Difference")


def said(file):
    return _("first file") if before(file) is None else ""


def before(file):
    """The file of the same table that was accepted last before this one came, or None."""
    return SourceFile.objects.accepted().filter(source=file.source, pk__lt=file.pk).order_by("-accepted_at").first()


def context(request, file):
    return {"before": before(file)}
