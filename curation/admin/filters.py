"""How the desk's lists are narrowed, where Django's own way leaves something out."""

from django.contrib.admin import AllValuesFieldListFilter, FieldListFilter
from django.db.models import CharField
from django.utils.translation import gettext as _

from flows.figures import name_of

CODELISTS = {"category": "category", "measure": "measure", "destination": "area", "origin": "area", "status": "status"}


class SpokenValues(AllValuesFieldListFilter):
    """Each value as a link, a code by its name; an empty one has a name too, else nobody could hear or click it."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield choice | {"display": self.called(choice["display"]) or _("(none)")}

    def called(self, value):
        codelist = CODELISTS.get(self.field.name)
        return name_of(codelist, value) if codelist else value


def is_open_text(field):
    return isinstance(field, CharField) and not field.choices


FieldListFilter.register(is_open_text, SpokenValues, take_priority=True)
