"""The numbers by which the desk goes, each with its default, its bounds and the sentence that says what it does.

`value("second_opinion_share")` is what counts now. People set them by `curation.actions.thresholds`; whoever needs
another number adds it here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from curation.core.concern_rules import RULES
from curation.models import Setting


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number; `unit` stands behind it on the page, `sentence` under it."""

    name: str
    default: int
    least: int
    most: int
    title: str
    unit: str
    sentence: str


THRESHOLDS = {
    threshold.name: threshold
    for threshold in [
        Threshold(
            name="second_opinion_share",
            default=10,
            least=0,
            most=100,
            title=_("Second opinions"),
            unit=_("of 100 decisions"),
            sentence=_(
                "Of the decisions that are approved from now on, so many are drawn and given to somebody who does not "
                "see them. Those drawn before stay drawn."
            ),
        ),
        Threshold(
            name="flag_people",
            default=1_000,
            least=0,
            most=10_000_000,
            title=_("People for a flag"),
            unit=_("people"),
            sentence=_(
                "From more people than this on, the first use of a label, another treatment than the one in force or "
                "than that of like labels, a jump and a label that vanished wait for the director. What is proposed "
                "and read from now on goes by it; what was raised before stays as it is."
            ),
        ),
        Threshold(
            name="jump_times",
            default=3,
            least=2,
            most=10,
            title=_("A jump: times as many"),
            unit=_("times the year before"),
            sentence=_(
                "A number that is more than so many times that of the year before, or less than such a part of it, is "
                "a jump. Files that are looked over from now on go by it."
            ),
        ),
        Threshold(
            name="jump_people",
            default=100,
            least=0,
            most=10_000_000,
            title=_("A jump: people at least"),
            unit=_("people apart"),
            sentence=_("A jump of no more people than this is none. Files that are looked over from now on go by it."),
        ),
        Threshold(
            name="claim_minutes",
            default=30,
            least=1,
            most=480,
            title=_("A claim"),
            unit=_("minutes"),
            sentence=_("So long a claim from now on is shown to others, unless it is let go or decided before."),
        ),
    ]
}
RULES_GO_BY = tuple(sorted({name for rule in RULES.values() for name in rule.thresholds}))


def value(name: str) -> int:
    """What a threshold is now: as last set, or its default."""
    return values([name])[name]


def values(names=tuple(THRESHOLDS)) -> dict[str, int]:
    """The same of several, or of all, asking once."""
    return {name: last.value if last else THRESHOLDS[name].default for name, last in standing(names).items()}


def limits() -> dict[str, int]:
    """Those that the rules go by which raise concerns."""
    return values(RULES_GO_BY)


def standing(names=tuple(THRESHOLDS)) -> dict[str, Setting | None]:
    """The last value each was given, None where nobody gave any."""
    given = Setting.objects.filter(name__in=names).order_by("turn").select_related("by")
    last = {setting.name: setting for setting in given}
    return {name: last.get(name) for name in names}
