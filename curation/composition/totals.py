"""Printed totals of the lines a release uses, beside the sums of their parts."""

from curation.composition.holdings import Holdings
from curation.composition.register import Register
from curation.composition.treated import Treated
from curation.core import periods
from curation.core.sheets import address
from curation.explained import Explained
from curation.models import PrintedTotal
from flows.core.records import TotalCheckRecord


def checks(held: Holdings, treated: Treated, register: Register) -> list[TotalCheckRecord]:
    """A check for each printed total in a line of which a cell is counted; of a year or a quarter, where that period
    is, or one of its parts.

    An open one is explained once a person said why, in that person's words.
    """
    printed = PrintedTotal.objects.filter(sheet__file__in=held.files).exclude(origin="").select_related("sheet")
    printed = printed.defer("sheet__layout", "sheet__set_aside")  # large, and fetched once for each total
    lines, explained = treated.lines(), Explained(held.files)
    by_period = treated.periods(set(printed.order_by().exclude(period="").values_list("sheet", flat=True).distinct()))
    return [
        check(total, explained.words(total), register)
        for total in printed.order_by("sheet", "row", "column")
        if (total.sheet_id, total.row) in lines and register.has(total.sheet.file_id) and is_of_use(total, by_period)
    ]


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
