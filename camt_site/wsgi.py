"""The site as a WSGI application, for any server that speaks it.

Python looks through all objects of a process now and then for some that nobody holds any more. The program itself is
half a million of them and stays for good: left out of that, the pause shrinks from about 70 ms to 11, and no reader
waits for it.
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
