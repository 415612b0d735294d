"""Fields that behave the same on both engines."""

from django.db import models

BYTE_ORDER = {"postgresql": "C", "sqlite": "BINARY"}


class KeyField(models.CharField):
    """A stored key: sorted and compared by its bytes on every engine.

    Without it PostgreSQL sorts by the server's language, so that `EU28` and `EU27_2020` would change places from one
    machine to the next, and a file written on one could not be compared with a file written on the other.
    """

    def __init__(self, *args, max_length=32, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        parameters["collation"] = BYTE_ORDER.get(connection.vendor)
        return parameters
