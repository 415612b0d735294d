"""What is reckoned ahead because it is asked often and at once."""

from django.db import models

from flows.fields import KeyField


class PreparedSum(models.Model):
    """What the cells of one table give to one number of the draft: see `curation.prepared` and `adding.Sums`.

    The destination is as the publishers name it: the Union's own row is that of EU28 or EU27_2020.
    """

    origin = KeyField()
    destination = KeyField()
    year = models.PositiveSmallIntegerField()
    category = KeyField()
    measure = KeyField()
    table = KeyField()
    cells = models.PositiveIntegerField(default=0)
    not_applicable = models.PositiveIntegerField(default=0)
    hidden = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    lower = models.BigIntegerField(default=0)
    upper = models.BigIntegerField(default=0)
    unlimited = models.PositiveIntegerField(default=0)
    provisional = models.PositiveIntegerField(default=0)
    estimated = models.PositiveIntegerField(default=0)
    breaks = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["category", "destination", "year", "origin", "measure", "table"], name="prepared_once"
            )
        ]

    def __str__(self):
        return f"{self.origin} {self.destination} {self.year} {self.category} {self.measure}, {self.table}"
