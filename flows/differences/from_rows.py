"""What differs between two releases, from their rows."""

from flows.core import changes
from flows.core.changes import Figure
from flows.core.records import Key
from flows.models import KEY, Observation

ROWS_AT_ONCE = 5_000


def difference(old, new):
    """A `flows.core.changes.Change` for each key of two releases, in the order of the key; `old` may be None."""
    return changes.difference(figures(old) if old else [], figures(new))


def ahead(old, handover):
    """The same between a release, or None, and a `Handover` that is not published yet."""
    new = (
        (record.key, Figure(record.value, record.lower, record.upper, record.status))
        for record in handover.observations
    )
    return changes.difference(figures(old) if old else [], new)


def figures(release):
    """(Key, Figure) of each observation of a release, in the order of the key."""
    rows = Observation.everything.of(release).order_by(*KEY).values_list(*KEY, *Figure._fields)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield Key(*row[:5]), Figure(*row[5:])
