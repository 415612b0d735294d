"""What was done, as a code: read from the words with which each deed begins its line in the history.

The words are the truth, since they are what people read; the code only sorts them. A line is sorted once, when it is
chained, and stays so. A test holds every `tell` of the program against these beginnings.
"""

from dataclasses import dataclass

from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Deed:
    """A kind of deed: its name for the filter, and how its lines begin."""

    name: str
    begins: tuple[str, ...]


DEEDS = {
    "proposed": Deed(_("proposed"), ("Proposed",)),
    "approved": Deed(_("approved"), ("Approved",)),
    "returned": Deed(_("returned"), ("Returned",)),
    "taken_over": Deed(_("took over"), ("Taken over",)),
    "withdrawn": Deed(_("withdrawn"), ("Withdrawn", "Withdrew", "Put away")),
    "superseded": Deed(_("superseded"), ("Superseded",)),
    "applied": Deed(_("amended a list"), ("Amendment", "Years")),
    "received": Deed(_("brought in"), ("Received", "Put into quarantine")),
    "read": Deed(_("read again"), ("Read again",)),
    "laid_out": Deed(_("corrected a layout"), ("Layout corrected",)),
    "explained": Deed(_("explained"), ("Explained", "Difference understood", "Compared again")),
    "ticked": Deed(_("ticked off"), ("Ticked off", "Took back the tick")),
    "handed_in": Deed(_("handed in"), ("Handed in",)),
    "accepted": Deed(_("accepted"), ("Accepted",)),
    "raised": Deed(_("raised a concern"), ("Raised", "Reopened")),
    "spoke": Deed(_("spoke about a concern"), ("Answered", "Spoke")),
    "resolved": Deed(_("resolved a concern"), ("Resolved",)),
    "second_opinion": Deed(_("gave a second opinion"), ("Gave a second opinion",)),
    "supposed": Deed(_("kept or offered a scenario"), ("Kept", "Offered to readers", "Taken back")),
    "set": Deed(_("set a threshold"), ("Threshold",)),
    "translated": Deed(_("translated"), ("Translated",)),
    "frozen": Deed(_("froze a candidate"), ("Frozen",)),
    "sent_back": Deed(_("sent a candidate back"), ("Sent back to draft",)),
    "published": Deed(_("published"), ("Published",)),
    "locked_out": Deed(_("five wrong passwords"), ("Gave a wrong password",)),
    "let_in": Deed(_("let in at the desk"), ("Let in",)),
    "added": Deed(_("added"), ("Added",)),
    "changed": Deed(_("changed"), ("Changed", "No fields changed")),
    "deleted": Deed(_("deleted"), ("Deleted",)),
    "other": Deed(_("something else"), ()),
}
BY_FLAG = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}
STOCK = ("", "[")  # how the admin itself writes: nothing, or a structure


def deed_of(entry) -> str:
    """The code of a line of the log."""
    if entry.change_message[:1] in STOCK:
        return BY_FLAG.get(entry.action_flag, "other")
    return told(entry.change_message)


def told(words: str) -> str:
    """The code of a deed by how its words begin."""
    return next((code for code, deed in DEEDS.items() if words.startswith(deed.begins)), "other")
