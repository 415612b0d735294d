"""The site as an ASGI application, for any server that speaks it."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "camt_site.settings")

application = get_asgi_application()
