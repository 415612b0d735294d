"""The site's settings as the tests need them: a folder and a database of their own, whatever this machine has set."""

import atexit
import os
import shutil
import tempfile

VAR_DIR = tempfile.mkdtemp(prefix="camt-tests-")
atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)

os.environ |= {
    "ENV_FILE": os.devnull,
    "VAR_DIR": VAR_DIR,
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
    "SECRET_KEY": "",
    "DEBUG": "0",
    "HTTPS": "0",
    "ALLOWED_HOSTS": "",
    "TRUSTED_PROXY": "",
}

from camt_site.settings import *  # noqa: E402, F403
from camt_site.settings import DATABASES, STATIC_ROOT, STORAGES, VAR  # noqa: E402

STATIC_ROOT.mkdir()  # empty: nothing is collected for tests, and whitenoise would wonder at each request

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

# A file and not the usual database in memory: that one has other locks, and tests of two people at once would lie.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}

# Without a run of collectstatic there is no manifest to look names up in.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Each test draws the pages that it reads.
PAGES_KEPT = 0

# The real one is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tests of the other files ask for all of them.
RELEASE_MAKERS = ["flows.formats.from_rows.make"]

# Tests ask faster than any reader.
API_RATE = ""

# Where Django's live server hands out MEDIA_ROOT by itself, which no server of ours does: not in place of our pages.
MEDIA_URL = "/media-of-the-live-server/"
