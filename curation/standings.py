"""How each label stands, prepared in `Standing`: reckoned again whenever readings, decisions, series or hints move.

undecided where nothing covers some cell · returned where a proposal came back and nothing followed it ·
proposed where something still waits for a second person · approved
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.apps import apps as current_apps
from django.db import transaction
from django.db.models import Max

from curation import queries, tally
from curation.core import codebook, periods
from curation.models import CategoryDecision, Label, Reading, SourceFile, Standing
from curation.scope import Scope
from flows.core.streams import chunks

LABELS_AT_ONCE = 500
put_off: ContextVar[dict | None] = ContextVar("put_off", default=None)
KEPT = [field.name for field in Standing._meta.concrete_fields if not field.primary_key]


class EveryYear(Scope):
    """Finds the year of a cell also outside of every series, in the basis in which its table's series count."""

    def __init__(self):
        super().__init__()
        self.bases = {}
        for series in self.series:
            for table in series.tables:
                self.bases.setdefault(table, []).append(series.year_basis)

    def counts(self, table, destination, period) -> bool:
        return self.of(table, destination, period) is not None

    def year(self, table, destination, period):
        years = (periods.observation_year(period, basis) for basis in self.bases.get(table, ()))
        return super().year(table, destination, period) or next((year for year in years if year is not None), None)


def refresh(labels: Collection[Label] | None = None, *, source=None) -> None:
    """Reckon the standings of some labels again, of all labels of a table, or of all."""
    waiting = put_off.get()
    if waiting is not None and labels is not None:
        waiting.update({label.pk: label for label in labels})
        return
    scope, newest = EveryYear(), tally.newest_files(tables_of(labels, source))
    for pks in chunks(keys_of(labels, source), LABELS_AT_ONCE):
        with transaction.atomic(savepoint=False):
            locked = list(with_sources(pks).select_for_update(of=["self"], no_key=True))
            keep(locked, list(reckoned(locked, scope, newest)))


@contextmanager
def once() -> Iterator[None]:
    """Within a transaction in which much is said of labels: their standings are reckoned once, at its end."""
    waiting = {}
    token = put_off.set(waiting)
    try:
        yield
    finally:
        put_off.reset(token)
    refresh(waiting.values())


def keys_of(labels, source) -> list[int]:
    """The keys of the labels to reckon, in the order in which all lock them."""
    if labels is not None:
        return sorted(label.pk for label in labels)
    wanted = Label.objects.filter(source=source) if source is not None else Label.objects
    return list(wanted.order_by("pk").values_list("pk", flat=True))


def tables_of(labels, source) -> set[str] | None:
    """The tables that the labels to reckon are of, None for all."""
    if labels is not None:
        return {label.source_id for label in labels}
    return {source.pk} if source is not None else None


def with_sources(pks):
    return Label.objects.filter(pk__in=pks).select_related("source").order_by("pk")


def set_up(apps) -> None:
    """Reckon all of them after a migration: series and codebook may have come with it."""
    with suppress(LookupError):  # somebody migrated back to before them
        (apps or current_apps).get_model("curation", "Standing")
        refresh()


def keep(labels, standings) -> None:
    """Write the standings of these labels; a label that counts nowhere has none."""
    Standing.objects.bulk_create(standings, update_conflicts=True, unique_fields=["label"], update_fields=KEPT)
    gone = {label.pk for label in labels} - {standing.label_id for standing in standings}
    Standing.objects.filter(label__in=gone).delete()


def reckoned(labels, scope, newest) -> Iterator[Standing]:
    """The standings of labels as readings and decisions say now."""
    pks = [label.pk for label in labels]
    readings = Reading.objects.filter(label__in=pks, sheet__file__in=SourceFile.objects.readable())
    held = {label.pk: label for label in labels}
    found = tally.by_year(readings, scope, newest, held)
    decided = tally.decisions_by_label(pks, tally.DECIDED)
    returned = unanswered(pks)
    for pk, years in found.items():
        counting = counted(years, held[pk].source_id, scope)
        if counting:
            yield standing(held[pk], years, counting, decided[pk], pk in returned)


def counted(years, source, scope):
    """Of a label's cells by year those in the years of a series."""
    within = {
        year: {cell: counts for cell, counts in cells.items() if scope.counts(source, cell[1], cell[0])}
        for year, cells in years.items()
    }
    return {year: cells for year, cells in within.items() if cells}


def standing(label, years, counting, decided, returned) -> Standing:
    """How one label stands: `years` are all of its cells, `counting` those in the years of a series."""
    bare = tally.uncovered(counting, decided)
    rule = codebook.match(queries.codebook_rules(), label.source_id, queries.texts(label))
    return Standing(
        label=label,
        source=label.source,
        state=state(bare, decided, returned),
        people=people(counting),
        cells=cells(counting),
        open_people=people(bare),
        open_cells=cells(bare),
        years=[[year, tally.people_in(counting.get(year) or years[year]), year in counting] for year in sorted(years)],
        in_years=" ".join(map(str, sorted(counting))),
        rule=rule.rule if rule else "",
        concept=rule.concept if rule else "",
    )


def state(bare, decided, returned) -> Standing.State:
    if bare:
        return Standing.State.RETURNED if returned else Standing.State.UNDECIDED
    waits = any(decision.state == CategoryDecision.State.PROPOSED for decision in decided)
    return Standing.State.PROPOSED if waits else Standing.State.APPROVED


def people(years) -> int:
    return sum(map(tally.people_in, years.values()))


def cells(years) -> int:
    return sum(count for year in years.values() for count, _ in year.values())


def unanswered(pks) -> set[int]:
    """The labels whose last word is that a proposal was returned."""
    said = CategoryDecision.objects.filter(label__in=pks).exclude(state=CategoryDecision.State.WITHDRAWN).order_by()
    last = said.values("label").annotate(last=Max("pk")).values("last")
    back = CategoryDecision.objects.filter(pk__in=last, state=CategoryDecision.State.RETURNED)
    return set(back.values_list("label", flat=True))


def stale() -> Iterator[tuple[Standing | None, Standing | None]]:
    """Pairs of a standing as it is kept and as it is reckoned now, where they differ; None where one has none."""
    scope, newest = EveryYear(), tally.newest_files()
    for pks in chunks(keys_of(None, None), LABELS_AT_ONCE):
        kept = Standing.objects.select_related("label").in_bulk(pks)
        now = {row.label_id: row for row in reckoned(with_sources(pks), scope, newest)}
        for pk in sorted(kept.keys() | now.keys()):
            if content(kept.get(pk)) != content(now.get(pk)):
                yield kept.get(pk), now.get(pk)


def content(row: Standing | None):
    return row and [getattr(row, field.attname) for field in Standing._meta.concrete_fields]
