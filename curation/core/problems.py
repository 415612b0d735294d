"""What is said to a person whose file cannot be used."""


class Unreadable(Exception):
    """A file that cannot be read; str() is one sentence for the person who uploaded it: where, what was found, what to do."""


class NoTable(Unreadable):
    """A sheet without a table of numbers, such as a cover or notes; a workbook may have some beside its tables."""
