"""First lines of the notes for the public, written from the causes of what differs; a person goes on from there."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from flows import figures
from flows.core.ledger import Account
from flows.differences import caused

MOST = 6  # causes that are told one by one


def suggested(accounts: list[Account], after: str, observations: int, language: str, held: int = 0) -> str:
    """The lines in a language; `accounts` are one for each measure, `held` how many numbers beside them differ that a
    union's number holds already.
    """
    with override(language):
        if not after:
            return ngettext(
                "First release, with {count} observation.", "First release, with {count} observations.", observations
            ).format(count=figures.number(observations))
        said = [line(each) for found in caused.by_kind(accounts, caused.Plain).values() for each in found]
        more = len(said) - MOST
        rest = ngettext("And {count} more cause.", "And {count} more causes.", more).format(count=figures.number(more))
        return "\n".join([*said[:MOST], *[rest] * (more > 0), *[of_members(held)] * (held > 0)])


def of_members(held: int) -> str:
    """What the effects of the causes leave out."""
    words = ngettext(
        "Besides, {count} number of a member of a union differs, which the union’s number holds already.",
        "Besides, {count} numbers of members of a union differ, which the union’s number holds already.",
        held,
    )
    return words.format(count=figures.number(held))


def line(said: caused.Said) -> str:
    """`F-1 counts as study by decision 12; before, it was left out. Visas issued: +95 in 15 numbers, FY2016.`"""
    effects = _("; ").join(f"{measure}: {effect}" for measure, effect in said.effects)
    return f"{said.sentence} {effects[:1].upper()}{effects[1:]}."
