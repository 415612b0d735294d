"""The files we hold, each with the periods it holds: what coverage and overdue sources are told from, in one query."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from curation.models import Coverage, SourceFile

State = SourceFile.State


@dataclass
class Held:
    """A file that was read. `ours` says whether any tracked origin is in it."""

    pk: int
    name: str
    source: str
    state: str
    accepted_at: datetime | None
    ours: bool
    periods: set[str] = field(default_factory=set)

    @property
    def accepted(self):
        return self.state == State.ACCEPTED

    @property
    def state_words(self):
        return State(self.state).label


def files() -> list[Held]:
    """Every file whose readings may count one day; one that holds no period counts nowhere."""
    found = {}
    rows = Coverage.objects.filter(file__in=SourceFile.objects.readable()).order_by("file")
    rows = rows.values_list("file", "file__name", "file__source", "file__state", "file__accepted_at", "period")
    for pk, name, source, state, accepted_at, period, read in rows.annotate(read=Max("file__sheets__read")):
        file = found.setdefault(pk, Held(pk, name, source, state, accepted_at, bool(read)))
        file.periods.add(period)
    return list(found.values())
