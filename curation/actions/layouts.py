"""A person's corrections of how a table's sheets are understood: kept with the source table, and the file read anew."""

from curation import looking, progress, standings
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.actions.uploads import have_read, held_once, move
from curation.core.problems import Unreadable
from curation.core.taken import Mistaken, check_taken
from curation.core.taking import in_words
from curation.models import SourceFile, SourceTable

State = SourceFile.State
LAID_OUT = (State.QUARANTINED, State.READ)  # a file that is being read would be stored as it was understood before
READ_ANEW = {"state": State.RECEIVED, "message": "", "problems": []}


def save(file, *, taken, seen, sheet, by):
    """Keep the corrections `taken` with the file's source table, and have the file read with them.

    `seen` is the list as it stood when the person began, `sheet` the position of the sheet they looked at. Refused
    where somebody else changed the list meanwhile, and where a sheet could not be read any more.
    """
    require(by, "curation.lay_out_sourcefile", "correct how sheets are understood")
    taken = checked(taken)
    if taken == seen:
        raise Refused("Nothing was corrected, so there is nothing to save.")
    refuse_unreadable(file, taken, sheet)
    with held_once(file.sha256, file.source):
        keep(file, taken, seen, by)
    progress.forget(file.pk)
    have_read(file)


def read_anew(file, *, by):
    """Have a file read with what was corrected since, from another file of its table."""
    require(by, "curation.lay_out_sourcefile", "have files read anew")
    with held_once(file.sha256, file.source):
        send_back(file, by)
        tell(file, by, "Read again with the layout that its table has now.")
    progress.forget(file.pk)
    have_read(file)


def keep(file, taken, seen, by):
    """The corrections into the table's hints and the file back to the reader, or neither."""
    table = SourceTable.objects.select_for_update().get(pk=file.source_id)
    former = table.hints.get("taken", [])
    if former != seen:
        raise Refused(
            f"Somebody changed the layout of table {table.code} meanwhile: open the page again to see it, and "
            "correct what is left."
        )
    table.hints = {**table.hints, "taken": taken}
    table.save(update_fields=["hints"])
    send_back(file, by)
    words = difference(former, taken)
    tell(table, by, f"Layout corrected on {file}: {words}.")
    tell(file, by, f"Read again with a corrected layout: {words}.")


def send_back(file, by):
    """To the reader: until it is done the file's cells count nowhere, so its labels stand as if it were not there."""
    move(file, LAID_OUT, **READ_ANEW, prepared_by=by)
    standings.refresh(source=file.source)


def checked(taken):
    """The corrections, if that is what they are."""
    try:
        return check_taken(taken)
    except Mistaken as reason:
        raise Refused(str(reason)) from reason


def refuse_unreadable(file, taken, sheet):
    """A layout under which the sheet, or one that was read before, could not be read is not kept."""
    try:
        refusal = looking.at(file, taken).refusal(sheet)
    except Unreadable as reason:
        raise Refused(str(reason)) from reason
    if refusal:
        raise Refused(f"The layout is not saved, for the file could not be read with it. {refusal}")


def difference(former, taken):
    """What was added and what was taken back, in words for a history."""
    added = [in_words(entry) for entry in taken if entry not in former]
    dropped = [f"no longer {in_words(entry)}" for entry in former if entry not in taken]
    return "; ".join(added + dropped) or "in another order"
