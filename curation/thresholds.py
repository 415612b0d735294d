"""The numbers by which the desk goes, each with its default, its bounds and the sentence that says what it does.

`value("second_opinion_share")` is what counts now. People set them by `curation.actions.thresholds`; whoever needs
another number adds it here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

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
    ]
}


def value(name: str) -> int:
    """What a threshold is now: as last set, or its default."""
    return values([name])[name]


def values(names=tuple(THRESHOLDS)) -> dict[str, int]:
    """The same of several, or of all, asking once."""
    return {name: last.value if last else THRESHOLDS[name].default for name, last in standing(names).items()}


def standing(names=tuple(THRESHOLDS)) -> dict[str, Setting | None]:
    """The last value each was given, None where nobody gave any."""
    given = Setting.objects.filter(name__in=names).order_by("turn").select_related("by")
    last = {setting.name: setting for setting in given}
    return {name: last.get(name) for name in names}
