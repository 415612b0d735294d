"""Printed totals of the lines a release uses, beside the sums of their parts."""

from curation.composition.holdings import Holdings
from curation.composition.register import Register
from curation.composition.treated import Treated
from curation.core import periods
from curation.core.sheets import address
from curation.explained import Explained
from curation.models import PrintedTotal
from curation.scope import Scope
from curation.total_years import TotalYears
from flows.core.records import TotalCheckRecord


def of_use(held: Holdings, treated: Treated, register: Register) -> list[PrintedTotal]:
    """Each printed total in a line of which a cell is counted; of a year or a quarter, where that period is, or one of
    its parts.
    """
    printed = PrintedTotal.objects.filter(sheet__file__in=held.files).exclude(origin="").select_related("sheet")
    printed = printed.defer("sheet__layout", "sheet__set_aside")  # large, and fetched once for each total
    lines = treated.lines()
    by_period = treated.periods(set(printed.order_by().exclude(period="").values_list("sheet", flat=True).distinct()))
    return [
        total
        for total in printed.order_by("sheet", "row", "column")
        if (total.sheet_id, total.row) in lines and register.has(total.sheet.file_id) and is_of_use(total, by_period)
    ]


def checks(used: list[PrintedTotal], held: Holdings, register: Register) -> list[TotalCheckRecord]:
    """A check for each total of use: an open one is explained once a person said why, in that person's words."""
    explained = Explained(held.files)
    return [check(total, explained.words(total), register) for total in used]


def elsewhere(scope: Scope, used: list[PrintedTotal]) -> dict[str, int]:
    """How many totals of accepted files stay open without stopping a release: of years that no series holds, and, in
    its years, those over all origins and those of cells that no number counts.
    """
    opened = PrintedTotal.objects.filter(sheet__file__state="accepted", outcome="open").select_related("sheet")
    opened = opened.exclude(pk__in=[total.pk for total in used if total.outcome == "open"])
    opened = opened.defer("sheet__layout", "sheet__set_aside")
    explained = Explained({total.sheet.file_id for total in opened})
    left = [total for total in opened if not explained.words(total)]
    years = TotalYears(left, scope)
    inside = sum(bool(years.of(total)) for total in left)
    return {"outside": len(left) - inside, "inside": inside}


def is_of_use(total: PrintedTotal, counted: set[tuple[int, int, str]]) -> bool:
    """Whether a total of a period, if it is one, stands for a period that is counted."""
    parts = (part for parts in periods.parts_of(total.period) for part in parts) if total.period else ()
    return not total.period or any((total.sheet_id, total.row, period) in counted for period in (total.period, *parts))


def check(total: PrintedTotal, words: str, register: Register) -> TotalCheckRecord:
    settled = total.outcome == "open" and words
    return TotalCheckRecord(
        source=register.source(total.sheet.file_id),
        sheet=total.sheet.name,
        cell=address(total.row, total.column),
        origin=total.origin,
        what=total.what,
        printed=total.printed,
        lower=total.lower,
        upper=total.upper,
        outcome="explained" if settled else total.outcome,
        explanation=words if settled else total.explanation,
    )
