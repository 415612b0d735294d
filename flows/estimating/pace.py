"""How often one reader may have a table reckoned or drawn, counted by each process; nothing of it is written down."""

from django.conf import settings
from django.utils.translation import ngettext

from flows.api.throttling import Throttle

OFTEN = "30/m"


class Pace(Throttle):
    scope = "estimates"

    def get_rate(self):
        """Off where that of the API is."""
        return settings.API_RATE and OFTEN or None


def wait(request) -> int:
    """For how many seconds this reader has to wait; 0 where it may go on."""
    pace = Pace()
    return 0 if pace.allow_request(request, None) else max(1, round(pace.wait() or 1))


def too_often(seconds) -> str:
    """What is said to who has to wait so long."""
    return ngettext(
        "So many tables came from you that no more are reckoned now: try again in %(count)d second.",
        "So many tables came from you that no more are reckoned now: try again in %(count)d seconds.",
        seconds,
    ) % {"count": seconds}
