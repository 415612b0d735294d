"""What is said of the corrections of a file's cells: which were made, and whether others are in force since."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.models import SourceFile

SHOWN = 5


def made(corrections: list[dict]) -> str:
    """`Corrected: FY10!D154, −1 read as 1 (correction 3).`, the first of several."""
    told = [
        _("%(place)s, %(printed)s read as %(corrected)s (correction %(number)s)")
        % {"place": f"{each['sheet']}!{change['cell']}", "number": each["number"], **change}
        for each in corrections
        for change in each["changes"]
    ]
    more = len(told) - SHOWN
    others = [ngettext("%(count)d more cell", "%(count)d more cells", more) % {"count": more}] if more > 0 else []
    return _("Corrected: %(cells)s.") % {"cells": "; ".join([*told[:SHOWN], *others])}


def since_it_was_read(file: SourceFile) -> str:
    """That corrections came into force, or went out of it, after a file was read, and what can be done."""
    if file.state == SourceFile.State.ACCEPTED:
        return _(
            "Corrections of its cells were approved or withdrawn since it was read, and what was read of an accepted "
            "file stays: withdraw it with a reason and upload it again to have it read with those in force."
        )
    return _("Corrections of its cells were approved or withdrawn since it was read: have it read anew.")
