"""Sorted streams side by side, without holding either in memory."""

from itertools import islice

ROWS_AT_ONCE = 5_000  # enough to make asking cheap, few enough to forget about memory


def chunks(items, size):
    """Lists of `size` items, the last one shorter."""
    items = iter(items)
    while chunk := list(islice(items, size)):
        yield chunk


def paired(left, right):
    """(key, item of left or None, item of right or None) for each key of two streams of (key, …), both sorted by key.

    ValueError where a stream is not sorted: its items would silently pass for missing ones.
    """
    left, right = ascending(left), ascending(right)
    one, other = next(left, None), next(right, None)
    while one or other:
        here = one is not None and (other is None or one[0] <= other[0])
        there = other is not None and (one is None or other[0] <= one[0])
        yield (one if here else other)[0], one if here else None, other if there else None
        one = next(left, None) if here else one
        other = next(right, None) if there else other


def ascending(items):
    """The same items; ValueError at the first whose key does not come after the one before."""
    before = None
    for item in items:
        if before is not None and not before < item[0]:
            raise ValueError(f"{item[0]} comes after {before}: the stream is not sorted by its key.")
        before = item[0]
        yield item
