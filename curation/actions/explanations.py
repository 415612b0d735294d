"""Words for what no rule understands: a total that is no sum of its parts, a number that is another than before."""

from django.db import transaction

from curation import differences
from curation.actions import concerns
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.explained import Explained, place, unexplained_changes
from curation.models import Concern, Explanation, PrintedTotal, SourceFile, Tick

State = SourceFile.State
LONGEST_PLACE = 300


def explain_totals(file, totals, *, text, by):
    """Say why printed totals are no sums of their parts; settles the concerns that the rule raised about them."""
    text = words_for(file, text, by)
    totals = chosen(totals, "total")
    if met := next((total for total in totals if total.outcome != "open"), None):
        raise Refused(f"The total at {place(met)} is {met.outcome}, so it needs no words: choose open ones.")
    with transaction.atomic():
        Explanation.objects.bulk_create(Explanation(file=file, total=total, text=text, by=by) for total in totals)
        settle(file, totals, text, by)
        tell(file, by, f"Explained {counted(len(totals), 'total')}: {text}")


def explain_changes(file, changes, *, text, by):
    """Say why numbers are others than in the file before."""
    text = words_for(file, text, by)
    changes = chosen(changes, "change")
    with transaction.atomic():
        Explanation.objects.bulk_create(Explanation(file=file, change=change, text=text, by=by) for change in changes)
        tell(file, by, f"Explained {counted(len(changes), 'change')}: {text}")


def doubt(file, places, *, text, by):
    """Raise one concern about some cells of a file; where there are many, one for as many as its place can name."""
    text = concerns.wanted(text, "what you doubt")
    if not places:
        raise Refused("No cell is chosen: tick those that you doubt.")
    with transaction.atomic():
        return [concerns.raise_(text, severity="concern", by=by, file=file, place=some) for some in named(places)]


def understand(file, *, by):
    """Record that somebody went through a file's difference, and found each change explained or doubted."""
    require(by, "curation.upload_sourcefile", "tick a difference off")
    standing(file)
    difference = differences.of(file)
    if difference is None:
        raise Refused(f"{file} is the first file of its table: there is no difference to understand.")
    if differences.is_stale(file):
        raise Refused(f"Another file came before {file} meanwhile: have it compared again, then look once more.")
    left = unexplained_changes([file.pk])
    if first := left.first():
        count = left.count()
        are = "is" if count == 1 else "are"
        raise Refused(
            f"{counted(count, 'change')} of {file} {are} understood by no rule and by nobody, "
            f"the first at {first.is_at or first.was_at}: explain it, or raise a concern about it."
        )
    said = (
        f"{difference.changed} changed, {difference.new} new, {difference.gone} gone, {difference.same} the same, "
        f"against {difference.against}, SHA-256 {difference.against.sha256}."
    )
    with transaction.atomic():
        _, new = Tick.objects.get_or_create(
            file=file, check_name=check_name(difference), defaults={"sentence": said, "by": by}
        )
        if not new:
            raise Refused(f"The difference of {file} is ticked off already.")
        tell(file, by, f"Difference understood: {said}")


def compare_again(file, *, by):
    """Hold a file against the one that is accepted before it now; an accepted file keeps its difference."""
    require(by, "curation.upload_sourcefile", "have files compared")
    with transaction.atomic():
        held = differences.hold(file)
        if held.state not in (State.READ, State.SUBMITTED):
            raise Refused(f"{file} is {held.get_state_display()}, and keeps its difference as it is.")
        differences.reckon(held)
        tell(file, by, "Compared again.")


def check_name(difference) -> str:
    """A tick holds for the difference from one file, as it was reckoned."""
    return f"difference from {difference.against.sha256} at {difference.reckoned_at:%Y-%m-%d %H:%M:%S.%f}"


# what the verbs have in common


def words_for(file, text, by) -> str:
    require(by, "curation.upload_sourcefile", "explain what a file says")
    standing(file)
    return concerns.wanted(text, "why it is so")


def standing(file) -> None:
    if file.state not in (State.READ, State.SUBMITTED, State.ACCEPTED):
        raise Refused(f"{file} is {file.get_state_display()}, so nothing of it needs words.")


def chosen(things, what) -> list:
    if not (things := list(things)):
        raise Refused(f"No {what} is chosen: tick those that your words explain.")
    return things


def settle(file, totals: list[PrintedTotal], text, by) -> None:
    """Resolve the rule's concerns about totals with the words that explain them."""
    explained = Explained([file.pk])
    for concern in filter(None, map(explained.concern, totals)):
        if concern.state != Concern.State.RESOLVED:
            concerns.close(concern, resolution=text, outcome=Concern.Outcome.KEPT, by=by)


def named(places) -> list[str]:
    """Cells joined by commas, as many to a text as it holds."""
    texts = [""]
    for cell in places:
        longer = ", ".join(filter(None, [texts[-1], cell]))
        texts = [*texts[:-1], longer] if len(longer) <= LONGEST_PLACE else [*texts, cell]
    return texts


def counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
