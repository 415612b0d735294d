"""What decisions and the frame of a release make of a cell, held against another release."""

from flows.core.causes import By
from flows.core.records import Key
from flows.core.sides import Side

NOT_COUNTED = frozenset({"exclude", "total", "not_data"})


def otherwise(old: Side, new: Side, was, now, counted: tuple[bool, bool]) -> tuple[str, By]:
    """Why a cell counts elsewhere, or no longer, or now: `was` and `now` are the decisions it falls under."""
    if same(was, now):
        return "table_rule", By(table=now.source)
    by = By(now.decision, now.label, now.label_language, now.source, said=(counts_as(was), counts_as(now)))
    if respanned(old, new, was, now):
        return "span", by
    return {(True, True): "category", (False, True): "counted"}.get(counted, "left_out"), by


def respanned(old: Side, new: Side, was, now) -> bool:
    """Whether what was decided holds on for other years or cells, or held before for others."""
    after = (effect(each) for each in new.of_label.get((was.source, was.label), ()))
    before = (effect(each) for each in old.of_label.get((now.source, now.label), ()))
    return effect(was) in after or effect(now) in before


def counts_as(treatment) -> str:
    """The category in which a decision counts its label; empty where it does not."""
    return treatment.category if treatment.disposition == "include" else ""


def effect(treatment) -> tuple:
    """What a decision makes of a cell."""
    return (treatment.category, treatment.measure) if treatment.disposition == "include" else ()


def same(was, now) -> bool:
    """Whether two releases speak of one decision; where one of them did not say which, of the same words."""
    if was.decision and now.decision:
        return was.decision == now.decision
    fields = ("disposition", "category", "measure", "reason_code", "year_from", "year_to", "condition")
    return all(getattr(was, field) == getattr(now, field) for field in fields)


def lacking(side: Side, other: Side, key: Key) -> str:
    """Why a release publishes nothing under a key that the other does: `series`, `origin`, `year`, `members` or ""."""
    lack, series = side.frame.lacks(key), other.frame.series_of(key)
    if lack != "series" or series is None or series.destination == key.destination:
        return lack
    named = {(each.destination, each.category, each.measure) for each in side.frame.series}
    return "members" if (series.destination, *key[3:]) in named else lack


def by_frame(lack: str, came: bool) -> str:
    """The kind of a cause that lies in what is published at all."""
    return lack if lack == "members" else f"new_{lack}" if came else f"gone_{lack}"
