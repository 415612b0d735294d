"""Saying no."""


class Refused(Exception):
    """What somebody asked for cannot be done. Its text is one sentence: what, where, and what to do instead."""


def require(by, permission, deed):
    """Refuse unless the person `by` has `permission`; `deed` says in words what it allows."""
    if not by.has_perm(permission):
        raise Refused(f"{by} may not {deed}: an administrator can give the right.")
