"""What was checked of a file, and what somebody doubts about it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from curation.forms import DeclaringForm

TITLE = _("Checks")


def said(file):
    count = file.concerns.unresolved().exclude(severity="note").count()
    return ngettext("%(count)d warning", "%(count)d warnings", count) % {"count": count} if count else _("no warning")


def context(request, file):
    return {
        "concerns": file.concerns.exclude(severity="note"),
        "notes": file.concerns.filter(severity="note"),
        "declare_form": DeclaringForm(initial={f"declared_{name}": said for name, said in file.declared.items()}),
    }
