"""How often one reader may ask: `API_RATE` of the settings, counted by each process, nothing of it written down."""

from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

from flows import senders


class Throttle(SimpleRateThrottle):
    scope = "api"

    def get_rate(self):
        return settings.API_RATE or None

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": senders.mark_of(request)}
