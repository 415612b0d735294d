"""Files and days that somebody names on the command line."""

import os
from datetime import date

from curation.actions.refused import Refused


def a_file(path):
    """The path, if a file that may be read is there."""
    if not path.exists():
        raise Refused(f"There is no file {path}: look whether its name and folder are right.")
    if path.is_dir():
        raise Refused(f"{path} is a folder: name one file in it.")
    if not os.access(path, os.R_OK):
        raise Refused(f"{path} may not be read: ask whoever it belongs to.")
    return path


def a_day(text):
    """The day that is written as 2026-11-20; None for nothing."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(f"“{text}” is no day: write year, month and day, as 2026-11-20.") from None
