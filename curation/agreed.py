"""What an agreement says, in words that claim no more than the figures do.

No adjectives: that 0.7 were “substantial” holds for no kappa in particular, because it hangs on how many codes there
are and how often each is said.
"""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.core.agreement import Agreement
from curation.understood import counted
from flows.figures import between


def kappa(found: Agreement) -> str:
    """`0.68`, or nothing where it is not defined."""
    return "" if found.kappa is None else decimal(found.kappa, 2)


def interval(found: Agreement) -> str:
    """`0.50 to 0.85`, or nothing where no formula gives one."""
    if found.interval is None:
        return ""
    low, high = (decimal(end, 2) for end in found.interval)
    return between(low, high)


def sentence(found: Agreement) -> str:
    """How many agree, how many would by chance, and what that leaves open."""
    if not found.pairs:
        return _("Nobody who could say has answered yet.")
    if found.kappa is None:
        return one_code(found)
    return " ".join([beside_chance(found), surely(found)])


def one_code(found):
    words = ngettext(
        "It is the same code for both. Of one pair nothing can be said.",
        "All %(pairs)s are one and the same code for both, as chance alone would have it: kappa is not defined.",
        found.pairs,
    )
    return words % {"pairs": counted(found.pairs)}


def beside_chance(found):
    words = ngettext(
        "%(agreed)s of %(pairs)s agrees; by chance %(chance)s would.",
        "%(agreed)s of %(pairs)s agree; by chance %(chance)s would.",
        found.agreed,
    )
    chance = decimal(float(found.expected * found.pairs), 1)
    return words % {"agreed": counted(found.agreed), "pairs": counted(found.pairs), "chance": chance}


def surely(found):
    """What the interval allows to say."""
    if found.interval is None:
        return _("How sure that is cannot be reckoned: the answers are too few or too much alike.")
    low, high = found.interval
    if high < 0:
        return _("They agree less than chance would have them.")
    if low <= 0:
        return _("That may be chance: the interval holds 0.")
    ends = {"kappa": percent(found.kappa), "low": percent(low), "high": percent(high)}
    return (
        _("Of the way from there to full agreement that is %(kappa)s, and likely between %(low)s and %(high)s.") % ends
    )


def percent(share):
    return _("%(number)s %%") % {"number": decimal(100 * share, 0)}


def decimal(number, places):
    """A number with its decimals as the reader's language has them, and a true minus."""
    return number_format(round(number, places), decimal_pos=places).replace("-", "−")
