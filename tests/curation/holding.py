"""Files that are held, and what a cell of a made-up file may say: value, lower, upper, status and flag."""

from datetime import timedelta

from django.utils import timezone

from curation.models import Coverage, Label, Reading, Sheet, SourceFile, SourceTable

HIDDEN = (None, 1, 5, "suppressed", "")
NOT_THERE = (None, None, None, "missing", "")
NOT_KNOWN = (None, 2, 9, "missing", "")  # a declared correction says so much and no more
NEVER_WAS = (None, 0, 0, "missing", "n/a")


def exact(number):
    """A number as printed."""
    return (number, number, number, "normal", "")


def held_file(people, table, cells, *, destination="USA", covers=(), later=0):
    """An accepted file of a table with these cells, as the fixture `hold` says it."""
    source = SourceTable.objects.get(pk=table)
    number = SourceFile.objects.count()
    file = SourceFile.objects.create(
        source=source, name=f"{table}-{number}.xlsx", sha256=f"{number:064x}", size=1, content=f"files/{number}",
        state="accepted", uploaded_by=people.assistant, accepted_by=people.director,
        accepted_at=timezone.now() + timedelta(days=later),
    )  # fmt: skip
    sheet = Sheet.objects.create(file=file, position=0, name="Sheet1", filled=len(cells), read=len(cells))
    periods = set(covers)
    for row, (origin, text, period, value, *where) in enumerate(cells):
        periods.add(period)
        parts = [["", text]] if text else []
        label, _ = Label.objects.get_or_create(
            source=source, key=text.casefold(), defaults={"parts": parts, "text": text, "first_file": file}
        )
        value, lower, upper, status, flag = value if isinstance(value, tuple) else exact(value)
        Reading.objects.create(
            sheet=sheet, label=label, row=row, column=1, origin=origin, period=period, printed="made up",
            value=value, lower=lower, upper=upper, status=status, flag=flag,
            destination=where[0] if where else destination,
            breakdown=where[1] if len(where) > 1 else "",
        )  # fmt: skip
    places = {(cell[4] if len(cell) > 4 else destination) for cell in cells} | {destination}
    for place in places:
        for period in periods:
            Coverage.objects.create(file=file, destination=place, period=period)
    return file
