"""Which years a series is published for: moved by the director, and what was prepared for the years before follows."""

from django.db import transaction
from django.utils import timezone

from curation import standings
from curation.actions import concerns, doubts, readings
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.models import Series, SourceFile, SourceTable

EARLIEST = 1990  # the five are states of their own since 1991, and the publishers' tables begin later


def set_years(series, *, from_year, to_year, reason, by):
    """Publish a series for other years from the next release on. Nothing that is published changes."""
    require(by, "curation.change_series", "change the years of a series")
    reason = concerns.wanted(reason, "why the years change")
    check(from_year, to_year)
    with transaction.atomic():
        held = Series.objects.select_for_update().get(pk=series.pk)
        before = held.from_year, held.to_year
        if before == (from_year, to_year):
            raise Refused(f"{held} is published for {from_year} to {to_year} already: change one of the years.")
        held.from_year, held.to_year = from_year, to_year
        held.save(update_fields=["from_year", "to_year"])
        tell(held, by, f"Years {before[0]} to {before[1]} became {from_year} to {to_year}: {reason}")
        follow(held)


def check(from_year, to_year):
    """Refuse years that no publisher could have printed."""
    latest = timezone.now().year
    for year in (from_year, to_year):
        if not EARLIEST <= year <= latest:
            raise Refused(f"{year} cannot be a year of a series: write one from {EARLIEST} to {latest}.")
    if from_year > to_year:
        raise Refused(f"The years run backwards, from {from_year} to {to_year}: exchange them.")


def follow(series):
    """Look again at the tables of a series: labels and jumps in years that count only now raise their doubts."""
    for table in SourceTable.objects.filter(pk__in=series.tables).order_by("pk"):
        standings.refresh(source=table)
    for file in SourceFile.objects.readable().filter(source__in=series.tables).select_related("source"):
        readings.doubt_new_labels(file)
        doubts.look_over(file)
