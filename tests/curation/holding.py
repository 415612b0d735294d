"""What a cell of a made-up file may say: value, lower, upper, status and flag."""

HIDDEN = (None, 1, 5, "suppressed", "")
NOT_THERE = (None, None, None, "missing", "")
NOT_KNOWN = (None, 2, 9, "missing", "")  # a declared correction says so much and no more
NEVER_WAS = (None, 0, 0, "missing", "n/a")


def exact(number):
    """A number as printed."""
    return (number, number, number, "normal", "")
