"""What no cell of the table's body says: declared, printed above the table, or asked for."""

from collections.abc import Iterator, Sequence

from curation.core import periods, words
from curation.core.headings import PENDING, says_places
from curation.core.layouts import Key, ValueColumn
from curation.core.places import span
from curation.core.problems import Unreadable, at
from curation.core.sights import Sight
from curation.core.titles import spoken_of

EXAMPLES = "2024, FY2018 or 2024-12-31"
PLACES = {"origin": words.ORIGIN, "destination": words.DESTINATION}


def constants_of(sight: Sight, keys: Sequence[Key], columns: Sequence[ValueColumn]) -> dict[str, str]:
    """Everything that holds for the whole sheet.

    Raises `Unreadable` where no period is said, several are, or one that contradicts the declared one.
    """
    declared = {name: text for name, text in sight.hints.get("constants", {}).items() if text}
    roles = {key.role.removeprefix("same:") for key in keys} | ({across(keys)} if says_places(columns) else set())
    said = dict(_said_above(sight, roles))
    found = {name: text for name, text in {**said, **declared}.items() if name not in roles}
    period = _period(sight, roles, columns, found.pop("period", ""))
    if period:
        found["period"] = period
    if "origin" not in roles and "origin" not in found and not sight.hints.get("no_origin"):
        found["origin"] = ""
        sight.assumed.append("no cell names where people come from")
    return found


def across(keys: Sequence[Key]) -> str:
    """What places in headings are: destinations where a column names origins, else origins."""
    return "destination" if any(key.role == "origin" for key in keys) else "origin"


def _said_above(sight: Sight, roles: set[str]) -> Iterator[tuple[str, str]]:
    """Dimensions named above the table, as Eurostat's workbooks do: `Country of citizenship | Kazakhstan`."""
    for row in sight.rows[: sight.top]:
        filled = [text for text in row if text]
        if len(filled) == 2:
            name, text = filled[0].rstrip(": "), filled[1].strip()
            role = _role(sight, name)
            if role in PLACES and role not in roles and (code := sight.names(text)):
                yield role, text if code.startswith("_") else code
            if role.startswith(("label:", "breakdown:")) and role not in roles:
                yield role, text


def _role(sight: Sight, name: str) -> str:
    """What a dimension's name above the table says its text is: `origin`, `label:Reason`, `breakdown:duration`, or
    "".
    """
    declared = sight.hints.role_of(name)
    if declared and declared.partition(":")[0] not in ("same", "note"):
        return f"label:{name}" if declared == "label" else declared
    if dimension := words.breakdown_of(name):
        return f"breakdown:{dimension}"
    role = next((place for place, said in PLACES.items() if words.speaks_of(said, name)), "")
    # Above a table nothing is the same as another column: what is so in the columns of a list is a part of the
    # label here.
    return role or (f"label:{name}" if declared == "same" and words.speaks_of(words.LABEL, name) else "")


def _period(sight: Sight, roles: set[str], columns: Sequence[ValueColumn], declared: str) -> str:
    """The period of the whole sheet; "" where columns or headings give it."""
    pending = any(column.period.startswith(PENDING) for column in columns)
    whole = any(column.period and not column.period.startswith(PENDING) for column in columns)
    if roles & {"period", "year"} or whole:
        return declared if pending and not roles & {"period", "year"} else ""
    numbers = {column.column for column in columns}
    corner = [text for row in sight.stack for c, text in enumerate(row) if text and c not in numbers]
    printed = {said for text in [*corner, sight.grid.name] if (said := periods.period(text))}
    return _agreed(sight, declared, printed) if declared else _said(sight, corner, printed)


def _agreed(sight: Sight, declared: str, printed: set[str]) -> str:
    """The declared period, unless the sheet itself prints another."""
    other = next((said for said in sorted(printed) if said != declared[: len(said)]), "")
    if other:
        raise Unreadable(
            "{Place} {found}, and {expected} was declared; {remedy}.",
            **at(sight.grid.name, _above(sight)),
            found=f"says that its numbers are of {other}",
            expected=declared,
            remedy="leave the declaration out, or correct it",
            field="period",
        )
    spoken = spoken_of(_titles(sight))
    if spoken and not any(text.startswith(declared) or declared.startswith(text) for text in spoken):
        sight.assumed.append(f"the numbers are of {declared}, as declared; the title speaks of {', '.join(spoken)}")
    return declared


def _said(sight: Sight, corner: Sequence[str], printed: set[str]) -> str:
    """The one period that the corner, the sheet's name or the title speaks of."""
    said = printed or set(spoken_of([*_titles(sight), *corner]))
    if not said:
        raise Unreadable(
            "{Place} does not say which year or date its numbers are of; {remedy}.",
            **at(sight.grid.name, _above(sight)),
            found="no year and no date above the numbers",
            expected="the year or date that the numbers are of",
            remedy=f"declare the period (for example {EXAMPLES})",
            field="period",
        )
    if len(said) > 1:
        raise Unreadable(
            "{Place}: its headings and its name speak of {found}; {remedy}.",
            **at(sight.grid.name, _above(sight)),
            found=f"several periods ({', '.join(sorted(said))})",
            expected="one period for all numbers",
            remedy="declare the period that its numbers are of",
            field="period",
        )
    period = said.pop()
    if "/" in period:
        raise Unreadable(
            "{Place} says that its numbers are of {found}, which is no year, quarter or month; {remedy}.",
            **at(sight.grid.name, _above(sight)),
            found=period.replace("/", " to "),
            expected="a year, a quarter or a month",
            remedy=f"ask the publisher for one of them, or declare the period (for example {EXAMPLES})",
            field="period",
        )
    return period


def _above(sight: Sight) -> str:
    """The cells that could say when: from the first of the sheet to the last heading, as `A1:F3`."""
    return span(0, 0, sight.bottom, max(sight.width - 1, 0))


def _titles(sight: Sight) -> list[str]:
    """The texts above the headings, but for those that say when and by whom the table was made."""
    rows = ([text for text in row if text] for row in sight.rows[: sight.top])
    return [text for row in rows for text in row if not words.speaks_of(words.METADATA, row[0])]
