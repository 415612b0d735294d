"""What a cell of a made-up file may say: value, lower, upper, status and flag."""

HIDDEN = (None, 1, 5, "suppressed", "")
NOT_THERE = (None, None, None, "missing", "")
NEVER_WAS = (None, 0, 0, "missing", "n/a")


def exact(number):
    """A number as printed."""
    return (number, number, number, "normal", "")
