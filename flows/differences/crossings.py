"""Who overtakes whom: the order of the origins now at the left, as it would be at the right, and a line for each."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from flows.charts import drawing
from flows.core.effects import Rank
from flows.figures import name_of

LINE, TOP = 20, 14
WIDTH, NAME = 156, 36


def crossing(ranks: list[Rank]):
    """The lines of one year; those who keep their place are pale."""
    then = {rank.origin: place for place, rank in enumerate(sorted(ranks, key=lambda rank: (rank.after, rank.before)))}
    parts = []
    for place, rank in enumerate(ranks):
        kind, strong = ("crosses", " strong") if rank.moved else ("gr", " pale")
        left, right = TOP + place * LINE, TOP + then[rank.origin] * LINE
        parts += [
            format_html('<path class="{}" d="M{} {}L{} {}"/>', kind, NAME, left - 4, WIDTH - NAME, right - 4),
            format_html('<text class="ax{}" x="0" y="{}">{}</text>', strong, left, rank.origin),
            format_html('<text class="ax{}" x="{}" y="{}">{}</text>', strong, WIDTH - NAME + 6, right, rank.origin),
        ]
    return drawing("crossing", WIDTH, TOP + (len(ranks) - 1) * LINE + 8, parts)


def overtaking(ranks: list[Rank]) -> list[str]:
    """The same in words, for those who hear the page: who changes places."""
    said = _("%(origin)s from place %(before)s to place %(after)s.")
    moved = (rank for rank in ranks if rank.moved)
    return [said % {**rank._asdict(), "origin": name_of("area", rank.origin)} for rank in moved]
