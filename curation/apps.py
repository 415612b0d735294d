from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = _("Workshop")

    def ready(self):
        from curation import columns
        from curation.actions import asked
        from curation.seals import SEALS
        from flows import asking, seals

        columns.name([*self.get_models(), *apps.get_app_config("flows").get_models()])
        seals.declare(*SEALS)
        post_migrate.connect(set_up, sender=self)
        asking.question_asked.connect(asked.take_up)
        post_delete.connect(forget_grids, sender=self.get_model("SourceFile"))
        pre_save.connect(wait_for_turn, sender="admin.LogEntry")
        post_save.connect(chain_line, sender="admin.LogEntry")


def forget_grids(sender, instance, **kwargs):
    """What was kept of a file's cells goes with the file, unless another row is of the same bytes."""
    from curation import grids

    if not sender.objects.filter(sha256=instance.sha256).exists():
        grids.forget(instance)


def wait_for_turn(raw, **kwargs):
    """What the stock admin or the public record tells waits for its turn as well (`curation.turns`)."""
    from curation import turns

    if not raw:
        turns.beside_others()


def chain_line(sender, instance, created, raw, **kwargs):
    """A line of the log that the stock admin or the public record wrote is chained as well."""
    from curation import log

    if created and not raw:
        log.chain_later(instance)


def set_up(sender, using, apps=None, **kwargs):
    from curation import rights, setup, standings

    setup.load(apps, using)
    rights.give(using)
    standings.set_up(apps)
