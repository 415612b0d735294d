from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class FlowsConfig(AppConfig):
    name = "flows"
    verbose_name = _("Public record")

    def ready(self):
        from flows import checks, sealed, seals  # noqa: F401  checks registers itself

        seals.declare(*sealed.SEALS)
        pre_migrate.connect(lift_seals, sender=self)
        post_migrate.connect(fill_codelists, sender=self)
        post_migrate.connect(set_seals, sender=self)


def lift_seals(sender, using, plan=(), **kwargs):
    """SQLite remakes a table to change it, and gives up where the trigger of another table names the remade one."""
    from flows import seals

    if plan and connections[using].vendor == "sqlite":
        seals.lift(connections[using])


def fill_codelists(sender, using, apps=None, **kwargs):
    from flows import codelists

    codelists.load(apps, using)


def set_seals(sender, using, **kwargs):
    from flows import seals

    seals.install(connections[using])
