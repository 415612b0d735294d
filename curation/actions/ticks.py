"""Warnings ticked off by name: somebody has looked, and says so. A tick settles no concern."""

from django.db import IntegrityError, transaction

from curation import checks
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.models import Tick

LONGEST = 4000


def tick(file, names, *, by, words=""):
    """Tick warnings of a file off, each by its name (`curation.checks.Item.name`), with words if there are any."""
    require(by, "curation.upload_sourcefile", "tick warnings off")
    words = (words or "").strip()
    if len(words) > LONGEST:
        raise Refused(f"The words have {len(words):,} characters, and {LONGEST:,} are kept: shorten them.")
    if not names:
        raise Refused("No warning is chosen: tick those that you have looked at.")
    standing = {item.name: item for item in checks.unticked(file)}
    if gone := next((name for name in names if name not in standing), None):
        raise Refused(f"The warning “{gone[:200]}” is ticked off already, or not there any more: look again.")
    keep(file, [standing[name] for name in dict.fromkeys(names)], words, by)
    checks.forget(file)


def keep(file, items, words, by):
    """One transaction; of two people who tick the same warning off at once, one does."""
    try:
        with transaction.atomic():
            for item in items:
                Tick.objects.create(file=file, check_name=item.name, sentence=item.sentence, words=words, by=by)
                tell(file, by, f"Ticked off: {item.sentence} {words}".strip())
    except IntegrityError as late:
        raise Refused("Somebody ticked one of these warnings off at this very moment: look again.") from late


def take_back(file, name, *, by):
    """Take one's own tick back; the warning stands again."""
    require(by, "curation.upload_sourcefile", "tick warnings off")
    tick = file.ticks.filter(check_name=name or "").select_related("by").first()
    if tick is None:
        raise Refused("This tick is not there any more: look again.")
    if tick.by_id != by.pk:
        raise Refused(f"{tick.by} ticked this off, so only {tick.by} can take it back: raise a concern instead.")
    with transaction.atomic():
        tell(file, by, f"Took back the tick: {tick.sentence}")
        tick.delete()
    checks.forget(file)
