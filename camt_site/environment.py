"""Reads settings from the environment; a value that cannot be meant is refused in one sentence."""

import os
import re
import secrets

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


def text(name, default=""):
    """The variable as text; an empty one counts as not given."""
    return os.environ.get(name, "").strip() or default


def flag(name, default=False):
    """The variable as yes or no."""
    word = text(name, "yes" if default else "no").lower()
    if word not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{word}”: write {name}=1 for yes or {name}=0 for no.")
    return word in YES


def number(name, default):
    """The variable as a whole number."""
    word = text(name, str(default))
    if not word.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{word}”: write a whole number, as in {name}={default}.")
    return int(word)


def rate(name, default):
    """The variable as so many times a second, minute, hour or day; empty where it is off."""
    word = text(name, default)
    if word == "off":
        return ""
    if not re.fullmatch(r"[1-9][0-9]{0,8}/[smhd]", word):
        raise ImproperlyConfigured(f"{name} is “{word}”: write how often and in what, as in {name}={default}, or off.")
    return word


def names(name, default):
    """The variable as a list, its parts divided by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secret_key(kept_in):
    """SECRET_KEY, or a strong one made at the first start and kept in the file `kept_in`, readable by its owner only.

    So nobody ever runs on a key that stands in a public repository. Several machines serving one site need the same
    key: give it to each as SECRET_KEY.
    """
    if given := text("SECRET_KEY"):
        return given
    try:
        # O_EXCL: the site and its worker may start at the same moment, and one of them must come second.
        file = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(kept_in)
    with os.fdopen(file, "w") as opened:
        opened.write(key := secrets.token_urlsafe(50))
    return key


def _kept_key(kept_in):
    key = kept_in.read_text().strip()
    if not key:
        raise ImproperlyConfigured(f"{kept_in} is empty: remove it, and the next start makes a new key.")
    return key
