"""Processes of their own over the tests' database, as a worker or a command line is one."""

import os
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def environment() -> dict[str, str]:
    """The variables under which a process uses the tests' own database and folder."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "camt_site.settings",
        "VAR_DIR": str(settings.VAR),
        "DATABASE_URL": database_url(),
        "ENV_FILE": os.devnull,
    }


def database_url() -> str:
    """The address of the tests' own database, as DATABASE_URL takes it."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}@{quote(database['HOST'], safe='')}/{database['NAME']}"
