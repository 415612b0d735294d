"""The site as a WSGI application, for any server that speaks it.

Python looks through all objects of a process now and then for rings that nobody holds any more, and some reader waits
for it. The program itself is half a million objects and stays for good: it is left out of that. Pages leave nearly no
rings (`camt_site.templates`), so it is seldom done.
"""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "camt_site.settings")

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # and with it every view, which else the first reader would wait for
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
