"""Doubts about printed totals that a correction settles, and that come back where it is withdrawn."""

from curation import corrected
from curation.actions import concerns
from curation.explained import RULE, subject
from curation.models import Concern, Correction, PrintedTotal

State = Concern.State
SINCE = "The parts add up otherwise since correction"


def by_corrections(file):
    """Settle what the rule doubted of totals that add up otherwise since a correction; open it again where they do not.

    A doubt is of a total with its sum: one that is still not met is doubted anew.
    """
    doubts = Concern.objects.filter(file=file, rule=RULE)
    waiting = doubts.filter(state__in=[State.OPEN, State.ANSWERED])
    over = doubts.filter(state=State.RESOLVED, resolution__startswith=SINCE)
    if not (found := list(waiting | over)):
        return
    totals = PrintedTotal.objects.filter(sheet__file=file, outcome="open").select_related("sheet")
    opened = {subject(total) for total in totals.defer("sheet__layout", "sheet__set_aside")}
    made = {sheet["name"]: corrected.made(sheet) for sheet in corrected.sheets(file=file)}
    for doubt in found:
        sheet = doubt.place.rpartition("!")[0]
        if doubt.state == State.RESOLVED and doubt.subject in opened:
            open_again(doubt, file, sheet)
        elif doubt.state != State.RESOLVED and doubt.subject not in opened and made.get(sheet):
            numbers = ", ".join(str(each["number"]) for each in made[sheet])
            words, by = f"{SINCE} {numbers} of sheet {sheet}.", last_reviewer(file, sheet)
            concerns.close(doubt, resolution=words, outcome=Concern.Outcome.SOURCE_ERROR, by=by)


def open_again(doubt, file, sheet):
    words, by = "The correction is withdrawn, and the parts do not add up.", last_reviewer(file, sheet)
    concerns.open_again(doubt, reason=words, by=by)


def last_reviewer(file, sheet):
    """Who agreed last to what was corrected in sheets of this name."""
    reviewed = Correction.objects.filter(source=file.source_id, sheet=sheet, state__in=["approved", "superseded"])
    return reviewed.select_related("reviewed_by").latest("reviewed_at").reviewed_by
