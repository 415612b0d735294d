#!/usr/bin/env python
"""CAMT's command line: `manage.py help` lists what it can do."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "camt_site.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing}: run `make run` once, then use .venv/bin/python manage.py.")
    try:
        settings.DEBUG  # noqa: B018  the first look at a setting loads them all
    except ImproperlyConfigured as fault:
        sys.exit(f"Settings: {fault}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
