"""Who sends a form, as far as a site without cookies can tell: from a page of ours or not, the same one or not."""

import hmac
import ipaddress
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

LARGEST_FORM = 50_000  # bytes; of one that takes a table more
HOUSEHOLD = 64  # bits of an IPv6 address that a provider gives to one customer


def is_from_here(request) -> bool:
    """Whether the browser says that one of our own pages sent this form; who says nothing is not believed.

    Every browser of today sends both headers with a form, and no page elsewhere can make it send others.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = f"{request.scheme}://{request.get_host()}"
    said = [site == "same-origin"] * bool(site) + [origin == ours] * bool(origin)
    return bool(said) and all(said)


def is_too_large(request, most: int = LARGEST_FORM) -> bool:
    """Whether a form holds more than it may; asked before it is read."""
    length = request.headers.get("Content-Length", "")
    return not length.isdecimal() or len(length) > 9 or int(length) > most


def mark_of(request) -> str:
    """Another text for each reader and each hour, which nobody can turn back into an address."""
    told = f"{timezone.now():%Y-%m-%d %H} {household(request.META.get('REMOTE_ADDR', ''))}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), sha256).hexdigest()


def household(address: str) -> str:
    """The address, of which one customer's devices have the same; an IPv6 one changes its end as it likes."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False)) if found.version == 6 else str(found)
