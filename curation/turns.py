"""Whose turn it is: deeds go on beside one another, and a release is published between them, in the midst of none.

On SQLite a transaction that writes is alone from its beginning, so that nothing has to be asked for there.
"""

from django.db import OperationalError, connection, transaction

from flows.core.refusals import Refused

KEY = 0x43414D55  # of PostgreSQL's locks, held until the transaction ends
PATIENCE, TRIES = "300ms", 100  # a longer wait would keep others waiting behind it, in a ring at worst


def beside_others() -> None:
    """For a deed that is told: it is done before or after a publication."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [KEY])


def alone() -> None:
    """For a publication: whatever was told before is certain, and nothing is told until the transaction ends."""
    if connection.vendor != "postgresql":
        return
    for _ in range(TRIES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEY])
                cursor.execute("SET LOCAL lock_timeout = DEFAULT")
            return
        except OperationalError as late:
            if getattr(late.__cause__, "sqlstate", "") != "55P03":  # not that it took too long
                raise
    raise Refused("Others are deciding without a pause, so that no moment stands still: publish again in a minute.")
