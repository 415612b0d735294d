"""What a file says otherwise than the file of its table that was accepted before it: reckoned once, and kept.

The database finds the changes by itself, whatever the size: readings are joined by what they mean (label, origin,
destination, period, breakdown), never by where they stand. A number that is no longer there is gone only where the file
holds its period; in the others the earlier file goes on counting.
"""

from collections import Counter, defaultdict
from functools import partial

from django.db import connection, transaction
from django.db.models import Count, F, Max, Min, Q

from curation import corrected
from curation.core import changes
from curation.models import Change, Coverage, Difference, Explanation, Label, Reading, Sheet, SourceFile

Kind = Change.Kind
KEY = ("label_id", "origin", "destination", "period", "breakdown")
NUMBER = ("value", "lower", "upper", "status")
LABELS_AT_ONCE = 500
MOVED_KEPT = 200


def before(file: SourceFile) -> SourceFile | None:
    """The file of the same table that was accepted last before this one was, or until now."""
    accepted = SourceFile.objects.accepted().filter(source=file.source_id).exclude(pk=file.pk)
    if file.state == SourceFile.State.ACCEPTED:
        accepted = accepted.filter(accepted_at__lt=file.accepted_at)
    return accepted.order_by("-accepted_at", "-pk").first()


def of(file: SourceFile) -> Difference | None:
    """The kept difference of a file, or None where there is nothing to hold it against."""
    return Difference.objects.filter(file=file).select_related("against").first()


def reckon(file: SourceFile) -> Difference | None:
    """Reckon anew what a file says otherwise; what people said of a change that is still the same stays with it."""
    with transaction.atomic():
        against = before(hold(file))
        old = Difference.objects.filter(file=file).first()
        if against is None:
            if old:
                old.delete()
            return None
        last = old.changes.aggregate(last=Max("pk"))["last"] if old else None
        difference, _ = Difference.objects.update_or_create(file=file, defaults={"against": against})
        enter(difference)
        keep_words(difference, last)
        understand(difference)
        count(difference)
    return difference


def hold(file: SourceFile) -> SourceFile:
    """The file as it is now, its row held until the transaction ends: one difference of it is reckoned at a time."""
    return SourceFile.objects.select_for_update(no_key=True).get(pk=file.pk)


def is_stale(file: SourceFile) -> bool:
    """Whether another file is the one before it than when its difference was reckoned."""
    kept, last = of(file), before(file)
    return (kept and kept.against_id) != (last and last.pk)


def others_of(file: SourceFile):
    """Files of the same table that are read and not accepted: another one before them makes another difference."""
    State = SourceFile.State
    return SourceFile.objects.filter(source=file.source_id, state__in=[State.READ, State.SUBMITTED]).exclude(pk=file.pk)


# in the database


def enter(difference: Difference) -> None:
    """Write a row for each number that is new, gone or another."""
    absent = difference.file.source.absent == "zero"
    values = {
        "difference": difference.pk,
        "file": difference.file_id,
        "against": difference.against_id,
        "zero": "zero" if absent else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(CHANGED.format(**dialect()), values)
        cursor.execute(GONE.format(**dialect()), values)


def dialect() -> dict[str, str]:
    """What the two engines spell differently, and the columns of the statements."""
    postgres = connection.vendor == "postgresql"
    cell = partial(address, letter="chr" if postgres else "char")
    distinct = "IS DISTINCT FROM" if postgres else "IS NOT"
    return {
        "now_to_was": f"WITH {side('now', stays=False)}, {side('was', stays=True)}",
        "was_to_now": f"WITH {side('was', stays=False)}, {side('now', stays=True)}",
        "into": INTO,
        "same_key": " AND ".join(f"was.{column} = now.{column}" for column in KEY),
        "differs": " OR ".join(f"was.{column} {distinct} now.{column}" for column in NUMBER),
        "was_at": cell("was"),
        "is_at": cell("now"),
    }


def side(name: str, *, stays: bool) -> str:
    """SQL for the readings of one of the two files."""
    columns = ", ".join((*KEY, '"row"', '"column"', "printed", *NUMBER))
    how = "MATERIALIZED" if stays else "NOT MATERIALIZED"
    return SIDE.format(side=name, how=how, columns=columns, file={"was": "against", "now": "file"}[name])


def address(side: str, letter: str) -> str:
    """SQL for sheet and cell, as `FY18!W130`; `letter` is the function that makes one of a number."""
    column = f'{side}."column"'
    three = f"{column} - 702"
    return f"""{side}.sheet || '!' || CASE
        WHEN {column} < 26 THEN {letter}(65 + {column})
        WHEN {column} < 702 THEN {letter}(64 + {column} / 26) || {letter}(65 + {column} %% 26)
        ELSE {letter}(65 + ({three}) / 676) || {letter}(65 + ({three}) / 26 %% 26) || {letter}(65 + ({three}) %% 26)
        END || CAST({side}."row" + 1 AS TEXT)"""


# One side streams, the other is put together once, to be looked up: SQLite may keep what it puts together in memory.
SIDE = """{side} AS {how} (
    SELECT reading.id, sheet.name AS sheet, {columns} FROM curation_reading AS reading
    JOIN curation_sheet AS sheet ON sheet.id = reading.sheet_id WHERE sheet.file_id = %({file})s
)"""
INTO = """INSERT INTO curation_change (difference_id, kind, label_id, origin, destination, period, breakdown,
    was_at, was, is_at, now, lower, upper, why)"""
# By how much: of what is hidden the bounds, of what is printed the figure, whatever it was rounded to.
CHANGED = """{into} {now_to_was}
SELECT %(difference)s, CASE WHEN was.id IS NULL THEN 'new' ELSE 'changed' END,
    now.label_id, now.origin, now.destination, now.period, now.breakdown,
    CASE WHEN was.id IS NULL THEN '' ELSE {was_at} END, COALESCE(was.printed, ''), {is_at}, now.printed,
    COALESCE(now.value, now.lower) - CASE WHEN was.id IS NULL THEN 0 ELSE COALESCE(was.value, was.upper) END,
    COALESCE(now.value, now.upper) - CASE WHEN was.id IS NULL THEN 0 ELSE COALESCE(was.value, was.lower) END,
    CASE
    WHEN was.id IS NULL THEN CASE
        WHEN NOT EXISTS (SELECT 1 FROM curation_coverage AS held WHERE held.file_id = %(against)s
            AND held.destination = now.destination AND held.period = now.period) THEN 'period'
        WHEN now.lower = 0 AND now.upper = 0 THEN %(zero)s
        ELSE '' END
    WHEN was.value = now.value OR was.status = 'missing' THEN was.status
    WHEN was.value IS NULL AND now.value >= was.lower AND (was.upper IS NULL OR now.value <= was.upper)
        THEN 'hidden|' || was.lower || '|' || COALESCE(CAST(was.upper AS TEXT), '')
    WHEN now.value IS NULL AND was.value >= now.lower AND (now.upper IS NULL OR was.value <= now.upper) THEN 'hides'
    WHEN was.value IS NOT NULL AND now.value IS NOT NULL AND (was.lower < was.upper OR now.lower < now.upper)
        AND now.lower <= was.upper + 1 AND was.lower <= now.upper + 1 THEN 'rounding'
    WHEN was.status IN ('provisional', 'estimated') THEN was.status
    ELSE '' END
FROM now LEFT JOIN was ON {same_key}
WHERE was.id IS NULL OR {differs}
ORDER BY now.id"""
GONE = """{into} {was_to_now}
SELECT %(difference)s, 'gone', was.label_id, was.origin, was.destination, was.period, was.breakdown,
    {was_at}, was.printed, '', '', -COALESCE(was.value, was.upper), -COALESCE(was.value, was.lower),
    CASE WHEN was.lower = 0 AND was.upper = 0 THEN %(zero)s ELSE '' END
FROM was LEFT JOIN now ON {same_key}
WHERE now.id IS NULL AND EXISTS (SELECT 1 FROM curation_coverage AS held WHERE held.file_id = %(file)s
    AND held.destination = was.destination AND held.period = was.period)
ORDER BY was.id"""


# beside it


def keep_words(difference: Difference, last: int | None) -> None:
    """Let go of the changes up to `last`, but for what people said of those that are found again."""
    if last is None:
        return
    same = ("kind", *KEY, "was", "now")
    for words in Explanation.objects.filter(change__difference=difference).select_related("change"):
        alike = {name: getattr(words.change, name) for name in same}
        if found := difference.changes.filter(pk__gt=last, **alike).first():
            Explanation.objects.filter(pk=words.pk).update(change=found)
    difference.changes.filter(pk__lte=last).delete()


def understand(difference: Difference) -> None:
    """Say of changes which rule understands them, where it takes more than the two cells to know."""
    file, against = difference.file_id, difference.against_id
    changed = difference.changes.filter(kind=Kind.CHANGED).exclude(upper__lt=0)
    for (destination, period), why in changes.completed(covered(against), covered(file)):
        changed.filter(destination=destination, period=period).update(why=why)
    understand_corrections(difference)
    had, has = labels_of(against), labels_of(file)
    new, gone = sorted(has - had), sorted(had - has)
    fresh = difference.changes.filter(kind=Kind.NEW, why="")
    for start in range(0, len(new), LABELS_AT_ONCE):
        fresh.filter(label__in=new[start : start + LABELS_AT_ONCE]).update(why="label")
    difference.labels = {"new": new, "gone": gone, "known": len(has & had)}


def understand_corrections(difference: Difference) -> None:
    """Say of changes that one of two equal prints was corrected, or that what was corrected is printed otherwise."""
    files = (difference.file_id, difference.against_id)
    now, then = ([place for _file, place in corrected.cells([file])] for file in files)
    changed = difference.changes.filter(kind=Kind.CHANGED)
    changed.filter(Q(is_at__in=now) | Q(was_at__in=then), was=F("now")).update(why="corrected")
    changed.filter(was_at__in=then).exclude(was=F("now")).update(why="mended")


def count(difference: Difference) -> None:
    """The large figures, the band, and how often each rule understood something."""
    kinds, years = Counter(), defaultdict(Counter)
    for kind, period, n in difference.changes.order_by().values_list("kind", "period").annotate(n=Count("pk")):
        kinds[kind] += n
        years[kind][changes.order(period)[0]] += n
    changed, new, gone = (kinds[kind] for kind in (Kind.CHANGED, Kind.NEW, Kind.GONE))
    pairs = cells(difference.file_id).count() - new
    difference.changed, difference.new, difference.gone, difference.same = changed, new, gone, pairs - changed
    difference.kept = cells(difference.against_id).count() - pairs - gone
    touched = difference.changes.order_by().values_list("origin", "period", "kind").distinct()
    here = cells(difference.file_id).values_list("origin", "period").distinct()
    difference.band = changes.band([*touched, *((*place, "same") for place in here)])
    rules = difference.changes.exclude(why="").order_by("why").values_list("why").annotate(n=Count("pk"))
    moved = changes.moved(lines(difference.against_id), lines(difference.file_id))
    difference.found = [*rules, *([("moved", moved[:MOVED_KEPT])] if moved else [])]
    difference.years = {kind: dict(sorted(of.items())) for kind, of in years.items()}
    difference.save()


def cells(file: int):
    return Reading.objects.filter(sheet__file=file).order_by()


def covered(file: int) -> set[tuple[str, str]]:
    return set(Coverage.objects.filter(file=file).values_list("destination", "period"))


def labels_of(file: int) -> set[int]:
    return set(cells(file).values_list("label_id", flat=True).distinct())


def lines(file: int) -> dict[tuple[str, str], int]:
    """The row of each origin that has one of its own in a sheet, by sheet and origin; a lone sheet needs no name."""
    alone = Sheet.objects.filter(file=file).count() == 1
    rows = cells(file).values_list("sheet__name", "origin").annotate(first=Min("row"), last=Max("row"))
    return {("" if alone else sheet, origin): first for sheet, origin, first, _ in rows.filter(first=F("last"))}


def label_texts(keys) -> list[str]:
    """The labels of some keys as printed."""
    return list(Label.objects.filter(pk__in=keys).order_by("key").values_list("text", flat=True))
