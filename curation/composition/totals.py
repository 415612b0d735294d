"""Printed totals of the lines a release uses, beside the sums of their parts."""

from curation.composition.holdings import Holdings
from curation.composition.register import Register
from curation.composition.treated import Treated
from curation.core.sheets import address
from curation.models import Concern, PrintedTotal
from flows.core.records import TotalCheckRecord


def checks(held: Holdings, treated: Treated, register: Register) -> list[TotalCheckRecord]:
    """A check for each printed total in a line of which a cell is counted.

    An open one is explained once a person resolved the concern about it, in that person's words.
    """
    lines, explained = treated.lines(), explanations(held)
    printed = PrintedTotal.objects.filter(sheet__file__in=held.files).exclude(origin="").select_related("sheet")
    printed = printed.defer("sheet__layout", "sheet__set_aside")  # large, and fetched once for each total
    return [
        check(total, explained, register)
        for total in printed.order_by("sheet", "row", "column")
        if (total.sheet_id, total.row) in lines and register.has(total.sheet.file_id)
    ]


def check(total: PrintedTotal, explained: dict, register: Register) -> TotalCheckRecord:
    cell = address(total.row, total.column)
    words = explained.get((total.sheet.file_id, f"{total.sheet.name}!{cell}"), "")
    settled = total.outcome == "open" and words
    return TotalCheckRecord(
        source=register.source(total.sheet.file_id),
        sheet=total.sheet.name,
        cell=cell,
        origin=total.origin,
        what=total.what,
        printed=total.printed,
        lower=total.lower,
        upper=total.upper,
        outcome="explained" if settled else total.outcome,
        explanation=words if settled else total.explanation,
    )


def explanations(held: Holdings) -> dict[tuple[int, str], str]:
    """What people said of totals that their parts do not meet, by file and cell."""
    resolved = Concern.objects.filter(rule="parts_against_total", state=Concern.State.RESOLVED, file__in=held.files)
    return {(file, place): words for file, place, words in resolved.values_list("file_id", "place", "resolution")}
