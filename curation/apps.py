from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = "Workshop"

    def ready(self):
        from curation.seals import SEALS
        from flows import seals

        seals.declare(*SEALS)
        post_migrate.connect(set_up, sender=self)
        post_delete.connect(forget_grids, sender=self.get_model("SourceFile"))


def forget_grids(sender, instance, **kwargs):
    """What was kept of a file's cells goes with the file, unless another row is of the same bytes."""
    from curation import grids

    if not sender.objects.filter(sha256=instance.sha256).exists():
        grids.forget(instance)


def set_up(sender, using, apps=None, **kwargs):
    from curation import rights, setup, standings

    setup.load(apps, using)
    rights.give(using)
    standings.set_up(apps)
