"""What the fields of the desk are called in its lists, filters and forms: Django names them after their Python names.

The names are laid over the models once they are there, so that they are no part of any migration.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

NAMES = {
    "absent": _("absent"),
    "added by": _("added by"),
    "area": _("area"),
    "at": _("at"),
    "by": _("by"),
    "category": _("category"),
    "code": _("code"),
    "concept": _("concept"),
    "condition": _("condition"),
    "definition en": _("definition in English"),
    "definition ru": _("definition in Russian"),
    "destination": _("destination"),
    "disposition": _("treatment"),
    "file": _("file"),
    "flagged": _("flagged"),
    "from year": _("from year"),
    "group": _("group"),
    "headline": _("headline"),
    "key": _("key"),
    "kind": _("kind"),
    "label": _("label"),
    "label en": _("label in English"),
    "label ru": _("label in Russian"),
    "language": _("language"),
    "measure": _("measure"),
    "member": _("member"),
    "name": _("name"),
    "name en": _("name in English"),
    "name ru": _("name in Russian"),
    "origin": _("origin"),
    "outcome": _("outcome"),
    "pattern": _("pattern"),
    "place": _("place"),
    "proposed at": _("proposed at"),
    "proposed by": _("proposed by"),
    "published at": _("published at"),
    "publisher en": _("publisher in English"),
    "publisher ru": _("publisher in Russian"),
    "raised at": _("raised at"),
    "reason code": _("reason code"),
    "reviewed by": _("reviewed by"),
    "rule": _("rule"),
    "severity": _("severity"),
    "source": _("source table"),
    "state": _("state"),
    "status": _("status"),
    "table": _("table"),
    "text": _("text"),
    "text en": _("text in English"),
    "text ru": _("text in Russian"),
    "title": _("title"),
    "title en": _("title in English"),
    "title ru": _("title in Russian"),
    "to year": _("to year"),
    "tracked destination": _("tracked destination"),
    "tracked origin": _("tracked origin"),
    "translation en": _("translation into English"),
    "translation ru": _("translation into Russian"),
    "uploaded at": _("uploaded at"),
    "uploaded by": _("uploaded by"),
    "version": _("version"),
    "what": _("what"),
    "year basis": _("year basis"),
}


def name(models: Iterable) -> None:
    """Give the fields of models these names, where they have none of their own."""
    for model in models:
        for field in model._meta.fields:
            if field._verbose_name is None:
                field.verbose_name = NAMES.get(field.verbose_name, field.verbose_name)
