"""The rules that raise concerns, each in a sentence that a person understands.

Every rule is a function from plain values to a `Finding`, or to None where there is nothing to say.
`curation.actions.concerns` stores what they find. Counts are people, visas or permits, whatever the table counts.
"""

from typing import NamedTuple

from curation.core.likeness import Likeness
from curation.core.treatments import contradicts, in_words

CONCERN_PEOPLE = 1000  # from more than so many on, a label's first use waits for the director
JUMP_TIMES = 3
JUMP_PEOPLE = 100
MISPLACED = ("same_bytes_elsewhere", "same_data_elsewhere", "wrong_table")  # the rules that ask: is it of this table?


class Finding(NamedTuple):
    """What a rule found; `subject` names what it is about, so that one file raises it once."""

    rule: str
    subject: str
    text: str
    severity: str
    place: str = ""


def first_use(label: str, key: str, people: int, threshold: int = CONCERN_PEOPLE) -> Finding:
    """Nobody has decided this label before."""
    above = people > threshold
    how_many = f"above the threshold of {threshold:,}" if above else f"not above the threshold of {threshold:,}"
    text = f"First use of the label “{label}”: {people:,} people, {how_many}."
    return Finding("first_use", key, text, "concern" if above else "note")


def differs_from_codebook(label: str, subject: str, said, rule) -> Finding | None:
    """The proposal is another than the codebook's own; both are treatments (`curation.core.treatments`)."""
    if not contradicts(said, rule):
        return None
    quoted = f": “{rule.sentence}”" if rule.sentence else ", without a sentence of its own."
    text = f"“{label}” is proposed as {in_words(said)}, where the codebook says {in_words(rule)}{quoted}"
    return Finding("differs_from_codebook", subject, text, "concern")


def overturns(label: str, subject: str, said, standing, people: int, threshold: int = CONCERN_PEOPLE) -> Finding | None:
    """The proposal changes for many people what is in force; both are treatments."""
    if people <= threshold or in_words(said) == in_words(standing):
        return None
    text = (
        f"“{label}” is in force as {in_words(standing)} and proposed as {in_words(said)}: {people:,} people hang on it."
    )
    return Finding("overturns", subject, text, "concern")


def unknown_place(name: str, cells: int, place: str) -> Finding:
    """A place name that neither the codelist nor the aliases know."""
    text = (
        f"Nobody knows the place “{name}” ({cells:,} {plural(cells, 'cell')}, first at {place}): "
        "add it to the place aliases, or its people are counted nowhere."
    )
    return Finding("unknown_place", name, text, "concern", place)


def parts_against_total(what: str, place: str, printed: str, lower: int, upper: int | None) -> Finding:
    """A printed total that its parts cannot add up to, whatever rounding and hidden cells allow."""
    text = f"{what}: {place} prints “{printed}”, but its parts add up to {interval(lower, upper)}."
    return Finding("parts_against_total", total_named(place, printed, lower, upper), text, "concern", place)


def total_named(place: str, printed: str, lower: int, upper: int | None) -> str:
    """What a doubt about a printed total is of: another figure or another sum in the same cell is another total."""
    return f"{place}: {printed[:64]} against {interval(lower, upper)}"[:300]


def duplicate_key(what: str, places: list[str], printed: list[str]) -> Finding:
    """One key twice in one file, of an origin that is not tracked (where it is, the file is refused)."""
    cells = ", ".join(f"{place} ({text})" for place, text in zip(places, printed, strict=True))
    text = f"{what} stands {len(places)} times: {cells}. None of the five origins is touched."
    return Finding("duplicate_key", what, text, "note", places[0])


def jump(label: str, origin: str, year: int, before: int, now: int) -> Finding | None:
    """More than three times as many as the year before, or less than a third, and more than 100 people apart."""
    least, most = sorted((before, now))
    if most <= JUMP_TIMES * least or most - least <= JUMP_PEOPLE:
        return None
    turn = "more than three times as many" if now > before else "less than a third"
    text = f"“{label}”, {origin}: {now:,} in {year} after {before:,} in {year - 1}, {turn}."
    return Finding("jump", f"{label} {origin} {year}", text, "note")


def vanished_label(label: str, key: str, people: int, last_file: str) -> Finding:
    """A label of the last accepted file that this one no longer has."""
    text = f"The label “{label}”, {people:,} people in {last_file}, is not in this file."
    return Finding("vanished_label", key, text, "concern" if people > CONCERN_PEOPLE else "note")


def same_bytes_elsewhere(name: str, source: str, day: str) -> Finding:
    """The bytes of this file are also held as another table's."""
    text = f"The same bytes are held as {name} of the table {source}, received {day}: is one of the two misplaced?"
    return Finding("same_bytes_elsewhere", source, text, "blocker")


def wrong_table(name: str, source: str, found: Likeness, twins: list[str], look_alikes: list[str]) -> Finding:
    """The numbers are not those of the table, going by the file of it that was accepted last."""
    told = [
        f"Is this the right table? Of what it shares with {name}, accepted last, {compared(found)}.",
        *(f"Its numbers are those of {twin}." for twin in twins),
        look_alikes and f"Sheets of {', '.join(look_alikes)} look the same.",
        "If it belongs elsewhere, withdraw it and upload it there; if the publisher revised it all, resolve this in "
        "words.",
    ]
    return Finding("wrong_table", source, " ".join(filter(None, told)), "blocker")


def compared(found: Likeness) -> str:
    """`it counts 13,262 where that counts 1,000, 13.3 times as many, and 124 of 200 numbers are others`."""
    times = f", {found.now / found.before:.1f} times as many" if found.before else ""
    return (
        f"it counts {found.now:,} where that counts {found.before:,}{times}, "
        f"and {found.others:,} of {found.shared:,} numbers are others"
    )


def same_data_elsewhere(name: str, source: str, day: str) -> Finding:
    """The cells of this file are also held, in other bytes, as another table's."""
    text = f"The same data is held as {name} of the table {source}, received {day}: is one of the two misplaced?"
    return Finding("same_data_elsewhere", source, text, "blocker")


def interval(lower: int, upper: int | None) -> str:
    """Bounds in words: `12`, `12 to 15`, `at least 12`."""
    if upper is None:
        return f"at least {lower:,}"
    return f"{lower:,}" if lower == upper else f"{lower:,} to {upper:,}"


def plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
