"""Every row of the workshop and of the record, as it stands: what one step changed is seen by holding two against each
other.
"""

from collections import namedtuple

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import connection

from curation.models import Alias, Claim, CodebookRule, Draft, NextRelease, PreparedSum, Reckoned, Shipped
from flows.models import Area, Code, Gap, Membership

NOT_TOLD = {Draft, NextRelease, Claim, PreparedSum, Reckoned}  # being written, for a while, reckoned again at any time
CAME_WITH_THE_PROGRAM = {CodebookRule, Shipped, Area, Membership}
MANY = {Gap}  # hundreds in a release; its digest holds them
LONG = {Alias}  # of which only what came since is looked at


def watched():
    """The models whose rows are looked at."""
    for model in [*apps.get_app_config("curation").get_models(), *apps.get_app_config("flows").get_models(), LogEntry]:
        left_alone = NOT_TOLD | CAME_WITH_THE_PROGRAM | MANY
        if not (model._meta.proxy or model in left_alone or issubclass(model, Code)):
            yield model


class Tables:
    """Looks at all rows, one query a table: `look()[Model][key]` is a row with its columns by name."""

    def __init__(self):
        self.asked = [self.question(model) for model in watched()]

    def question(self, model):
        meta = model._meta
        names = [field.attname for field in meta.concrete_fields]
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in meta.concrete_fields)
        known = model.objects.order_by("pk").values_list("pk", flat=True).last() if model in LONG else None
        since = "" if known is None else f" WHERE {quote(meta.pk.column)} > {known}"
        sql = f"SELECT {columns} FROM {quote(meta.db_table)}{since}"
        return model, namedtuple(model.__name__, names)._make, names.index(meta.pk.attname), sql

    def look(self) -> dict:
        found = {}
        with connection.cursor() as cursor:
            for model, row, key, sql in self.asked:
                cursor.execute(sql)
                found[model] = {each[key]: row(each) for each in cursor.fetchall()}
        return found


def differing(before: dict, now: dict, model) -> dict:
    """{key: (row before or None, row now or None)} of the rows of a model that are not what they were."""
    one, other = before[model], now[model]
    if one == other:
        return {}
    return {key: (one.get(key), other.get(key)) for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def changed(before: dict, now: dict) -> list[str]:
    """The names of the models of which some row is another."""
    return [model.__name__ for model in now if before[model] != now[model]]
