"""Saying no to a person."""


class Refused(Exception):
    """One sentence that says what is wrong, where, and what to do; shown to people as it is."""
