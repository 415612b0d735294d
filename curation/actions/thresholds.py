"""Numbers by which the desk goes, set with a reason: a row each time, none ever changed."""

from django.db import IntegrityError, transaction

from curation import thresholds
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.actions.reviewed import words
from curation.models import Setting


def set_(threshold, *, to, why, by, turn):
    """Give a threshold another value: `set_(THRESHOLDS["second_opinion_share"], to=20, why="…", by=director, turn=0)`.

    `turn` is that of the value one saw (0 for the default): where somebody set it meanwhile, one is told. Returns the
    setting.
    """
    require(by, "curation.set_threshold", "set thresholds")
    why = words(why, "why it should be so")
    if not threshold.least <= to <= threshold.most:
        raise Refused(f"{threshold.title}: {to} is not from {threshold.least} to {threshold.most}; choose another one.")
    now = last(threshold)
    if now and now.turn != turn:
        raise Refused(too_late(threshold, now))
    if to == (now.value if now else threshold.default):
        raise Refused(f"{threshold.title}: it is {to} already, so nothing is to be set.")
    following = now.turn + 1 if now else 1
    try:
        with transaction.atomic():
            setting = Setting.objects.create(name=threshold.name, turn=following, value=to, why=why, by=by)
            tell(setting, by, f"Threshold {threshold.name} set to {to}: {why}")
    except IntegrityError as late:
        raise Refused(too_late(threshold, last(threshold))) from late
    return setting


def last(threshold):
    """The value it was given last, or None."""
    return thresholds.standing([threshold.name])[threshold.name]


def too_late(threshold, first):
    """Who was first, and when."""
    return (
        f"{first.by} was first: {threshold.title} is {first.value} {threshold.unit} since {first.at:%Y-%m-%d %H:%M} "
        f"UTC, because “{first.why}” Look again."
    )
