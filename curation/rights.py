"""Who may do what: the groups assistant and director, made after every migration.

A right that came with the program and was taken from a group by hand stays taken: only rights that are new in the
program are given.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from curation.models import Shipped

OURS = ("curation", "flows")
ASSISTANT = {
    "upload_sourcefile",
    "lay_out_sourcefile",
    "accept_sourcefile",
    "propose_categorydecision",
    "approve_categorydecision",
    "add_concern",
    "propose_amendment",
    "approve_amendment",
    "propose_correction",
    "approve_correction",
    "change_label",
    "add_alias",
    "keep_scenario",
}
DIRECTOR = ASSISTANT | {
    "approve_flagged",
    "answer_concern",
    "publish_release",
    "change_alias",
    "add_sourcetable",
    "change_sourcetable",
    "add_expectedgap",
    "change_expectedgap",
    "change_series",
    "view_log",
    "set_threshold",
    "offer_scenario",
}
NOT_FOR_ALL = {"view_log"}  # everybody sees the history of each thing; who did what all day long, the director
GROUPS = {"assistant": ASSISTANT, "director": DIRECTOR}


def give(using="default"):
    """Make both groups, and give each the rights that are new since the last time."""
    for app in OURS:
        create_permissions(apps.get_app_config(app), verbosity=0, using=using)
    ours = Permission.objects.using(using).filter(content_type__app_label__in=OURS)
    rights = dict(ours.values_list("codename", "pk"))
    viewing = {codename for codename in rights if codename.startswith("view_")} - NOT_FOR_ALL
    for name, codenames in GROUPS.items():
        give_group(name, codenames | viewing, rights, using)


def give_group(name, codenames, rights, using):
    shipped, _ = Shipped.objects.using(using).get_or_create(table="groups", key=name, defaults={"content": []})
    if new := codenames - set(shipped.content):
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*[rights[codename] for codename in new])
        shipped.content = sorted(codenames)
        shipped.save(using=using)
