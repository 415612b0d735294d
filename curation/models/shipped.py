"""What came with the program, so that loading it again never undoes what people changed (`curation.setup`)."""

from django.db import models

from flows.fields import KeyField


class Shipped(models.Model):
    """One row as it last came from `curation/data/`: what differs from it in the tables, people changed."""

    table = KeyField(max_length=40)
    key = KeyField(max_length=200)
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="shipped_once")]
        default_permissions = ()

    def __str__(self):
        return f"{self.table} {self.key}"
