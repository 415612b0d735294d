"""Causes in words: what each kind is called, and a sentence that says what happened, in the language of the page."""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flows import figures
from flows.core.causes import BY_DECISION
from flows.proof import reckoning
from flows.queries import entry

NAMES = {
    "accepted": gettext_lazy("Source accepted"),
    "new_series": gettext_lazy("New series"),
    "new_origin": gettext_lazy("New origin"),
    "new_year": gettext_lazy("New year"),
    "new_cell": gettext_lazy("New cell"),
    "category": gettext_lazy("Category changed"),
    "counted": gettext_lazy("Counted by decision"),
    "left_out": gettext_lazy("Left out by decision"),
    "span": gettext_lazy("Span or condition"),
    "table_rule": gettext_lazy("What a table counts"),
    "series_rule": gettext_lazy("Rule of a series"),
    "year_printed": gettext_lazy("Year as printed"),
    "year_summed": gettext_lazy("Parts of the year"),
    "other_table": gettext_lazy("Better source"),
    "other_day": gettext_lazy("Another day"),
    "union_printed": gettext_lazy("Union as printed"),
    "union_summed": gettext_lazy("Union as a sum"),
    "members": gettext_lazy("Members of a union"),
    "revised": gettext_lazy("Source revised"),
    "gone_cell": gettext_lazy("Gone cell"),
    "withdrawn": gettext_lazy("Source withdrawn"),
    "place": gettext_lazy("Place mapping"),
    "correction": gettext_lazy("Declared correction"),
    "declaration": gettext_lazy("Declared of a file"),
    "layout": gettext_lazy("Layout corrected"),
    "reading": gettext_lazy("Read otherwise"),
    "gone_series": gettext_lazy("Series ended"),
    "gone_origin": gettext_lazy("Origin left out"),
    "gone_year": gettext_lazy("Year left out"),
    "held": gettext_lazy("Missing part held"),
    "lacking": gettext_lazy("Part missing"),
    "whole": gettext_lazy("Known in full"),
    "in_part": gettext_lazy("Known in part"),
    "status": gettext_lazy("Status"),
}
SENTENCES = {
    "accepted": gettext_lazy("{file} was accepted, and holds what no file held before."),
    "new_series": gettext_lazy("The series is published now."),
    "new_origin": gettext_lazy("The origin is counted now."),
    "new_year": gettext_lazy("The series was extended to the year; the files were held already."),
    "new_cell": gettext_lazy("{file} has cells that the file before it did not have."),
    "category": gettext_lazy("{label} counts as {now} by {decision}; before, as {was}."),
    "counted": gettext_lazy("{label} counts as {now} by {decision}; before, it was left out."),
    "left_out": gettext_lazy("{label} is left out by {decision}; before, it counted as {was}."),
    "span": gettext_lazy("{label}: by {decision} what was decided holds for other years or cells than before."),
    "table_rule": gettext_lazy("What of the table {table} counts, or as what, was changed."),
    "series_rule": gettext_lazy("The series is made of other tables, or of other months of them."),
    "year_printed": gettext_lazy("{file} prints the year’s own figure; before, parts of the year were added up."),
    "year_summed": gettext_lazy("Parts of the year are added up from {file}; before, its own figure counted."),
    "other_table": gettext_lazy("{file} counts; before, another table did."),
    "other_day": gettext_lazy("{file} counts people on another day of the year."),
    "union_printed": gettext_lazy("{file} prints the union’s own figure; before, its members were added up."),
    "union_summed": gettext_lazy("The union’s members are added up from {file}; before, its own figure counted."),
    "members": gettext_lazy("Who belongs to the union in that year was corrected."),
    "revised": gettext_lazy("{file} prints another figure than the file before it."),
    "gone_cell": gettext_lazy("{file} no longer has cells that the file before it had."),
    "withdrawn": gettext_lazy("{file} was withdrawn."),
    "place": gettext_lazy("“{name}” in {file} is taken for {now}; before, for {was}."),
    "place added": gettext_lazy("“{name}” in {file} is taken for {now}; before, for no place that is counted."),
    "place gone": gettext_lazy("“{name}” in {file} is taken for no place that is counted; before, for {was}."),
    "correction": gettext_lazy("A known error in {file}: {what} {why}"),
    "declaration": gettext_lazy("Of {file}, {name} is declared as {now}; before, as {was}."),
    "declaration added": gettext_lazy("Of {file}, {name} is declared as {now}; before, it was not declared."),
    "declaration gone": gettext_lazy("Of {file}, {name} is no longer declared; before, as {was}."),
    "layout": gettext_lazy("Sheet {sheet} of {file} is understood otherwise."),
    "reading": gettext_lazy("{file} is read otherwise than before."),
    "gone_series": gettext_lazy("The series is no longer published."),
    "gone_origin": gettext_lazy("The origin is no longer counted."),
    "gone_year": gettext_lazy("The year is no longer in the series."),
    "held": gettext_lazy("{part} is held in full now; before: {held}."),
    "lacking": gettext_lazy("{part} is not held in full: {held}."),
    "whole": gettext_lazy("The number has a value now; before, it entered with its lower bound."),
    "in_part": gettext_lazy("The number has no value any more, and enters with its lower bound."),
    "status": gettext_lazy("It was {was} and is {now}; the number is the same."),
}


class Marked:
    """Words of others as they stand in a page: in their language, names of files and codes as such."""

    fill = staticmethod(format_html)

    @staticmethod
    def quoted(text, language="en"):
        return format_html('<span lang="{}">{}</span>', language, text) if text else ""

    @staticmethod
    def code(text):
        return format_html("<code>{}</code>", text)


class Plain:
    """The same in a file."""

    @staticmethod
    def fill(text, **words):
        return str(text).format(**words)

    @staticmethod
    def quoted(text, language="en"):
        return text

    code = quoted


def category(code, hand):
    return figures.name_of("category", code).lower()


def area(code, hand):
    return figures.name_of("area", code)


def part(code, hand):
    """A member of a union by its name, a table by its code."""
    return figures.name_of("area", code) if entry("area", code) else hand.code(code)


def status(code, hand):
    return figures.name_of("status", code).lower()


def quoted(text, hand):
    return hand.quoted(text)


def code(text, hand):
    return hand.code(text)


def held(words, hand):
    return reckoning.held({"held": words}) if words else _("nothing of it")


# What `By.said` holds of each kind: the name of each word in the sentence, and how it is written.
SAID = {
    **dict.fromkeys(BY_DECISION, {"was": category, "now": category}),
    "place": {"name": quoted, "was": area, "now": area},
    "declaration": {"name": quoted, "was": quoted, "now": quoted},
    "correction": {"what": quoted, "why": quoted},
    "layout": {"sheet": code},
    "status": {"was": status, "now": status},
    **dict.fromkeys(("held", "lacking"), {"part": part, "held": held}),
}


def name(kind):
    """What a kind of cause is called."""
    return NAMES[kind]


def sentence(kind, by, hand=Marked):
    """What happened, in a sentence; `hand` writes names, codes and the words of others."""
    decision = _("decision {number}").format(number=by.decision) if by.decision else _("another decision")
    words = {
        "decision": decision,
        "label": hand.quoted(by.label, by.language) if by.label else hand.code(by.table),
        "table": hand.code(by.table),
        "file": hand.code(by.file),
    }
    said = SAID.get(kind, {})
    words |= {word: write(text, hand) for (word, write), text in zip(said.items(), by.said, strict=False)}
    return hand.fill(SENTENCES[variant(kind, by)], **words)


def variant(kind, by):
    """The sentence that fits: of what was not so before, or is so no longer."""
    if kind not in ("place", "declaration"):
        return kind
    _name, was, now = by.said
    return kind if was and now else f"{kind} added" if now else f"{kind} gone"


# --- Added up ---------------------------------------------------------------------------------------------------------


def effect(tally, year_basis, hand=Marked):
    """What a cause did: `+95 in 15 numbers, FY2016 to FY2019`; one that only moves people between them adds nothing."""
    numbers = (
        ngettext("{amount} in {count} number, {years}", "{amount} in {count} numbers, {years}", tally.numbers)
        if tally.amount
        else ngettext(
            "{count} number, {years}, the sum as before", "{count} numbers, {years}, the sum as before", tally.numbers
        )
    )
    return hand.fill(
        numbers,
        amount=figures.signed(tally.amount),
        count=figures.number(tally.numbers),
        years=figures.year_span(tally.first, tally.last, year_basis),
    )


class Said(NamedTuple):
    """One cause in words, with what it did to each measure."""

    sentence: str
    effects: list[tuple[str, str]]


def by_kind(accounts, hand=Marked):
    """{kind: [Said]}: the causes of some accounts, one for each measure, each cause once; largest first in a kind."""
    found = {}
    for account in accounts:
        for line in account.lines:
            effects = found.setdefault(line.kind, {}).setdefault(line.by, [])
            effects.append((figures.name_of("measure", account.name), effect(line.all, line.year_basis, hand)))
    return {
        kind: [Said(sentence(kind, by, hand), effects) for by, effects in causes.items()]
        for kind, causes in found.items()
    }


SHOWN = 3  # causes that the explanation of a version names
LEVELS = {
    "first": gettext_lazy("The first release."),
    "major": gettext_lazy("Major, because a rule changes numbers already published, or some are no longer there."),
    "minor": gettext_lazy("Minor, because there is more than before, and no rule changed what was published."),
    "patch": gettext_lazy("Patch, because only what was published is corrected."),
}


def explained(proposal, hand=Marked):
    """Sentences: why a version comes next, the largest causes that ask for it, and what it would be without them."""
    yield str(LEVELS[proposal.level])
    lines = {(line.kind, line.by): line for _name, line in proposal.because}.values()
    largest = sorted(lines, key=lambda line: -abs(line.amount))
    for line in largest[:SHOWN]:
        what = sentence(line.kind, line.by, hand)
        tally = line.published if proposal.level == "major" else line.all
        yield hand.fill(_("{what} That is {effect}."), what=what, effect=effect(tally, line.year_basis, hand))
    if (more := len(largest) - SHOWN) > 0:
        yield ngettext("And {count} more cause.", "And {count} more causes.", more).format(count=more)
    if proposal.smaller:
        yield _("Without this it would be {version}.").format(version=proposal.smaller)
