"""Saying no."""

from flows.core.refusals import Refused

__all__ = ["Refused", "attempt", "require"]


def require(by, permission, deed):
    """Refuse unless the person `by` has `permission`; `deed` says in words what it allows."""
    if not by.has_perm(permission):
        raise Refused(f"{by} may not {deed}: an administrator can give the right.")


def attempt(verb, *arguments, **keywords):
    """Do it, and return '' or the sentence that refused it."""
    try:
        verb(*arguments, **keywords)
    except Refused as refusal:
        return str(refusal)
    return ""
