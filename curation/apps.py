from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = "Workshop"

    def ready(self):
        from curation.seals import SEALS
        from flows import seals

        seals.declare(*SEALS)
        post_migrate.connect(set_up, sender=self)


def set_up(sender, using, apps=None, **kwargs):
    from curation import rights, setup, standings

    setup.load(apps, using)
    rights.give(using)
    standings.set_up(apps)
