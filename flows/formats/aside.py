"""Packing beside the work: compression lets go of Python's lock, so that a thread of its own takes another core."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

WAITING = 4  # chunks: enough that nobody waits for the other at once, few enough to forget about memory


@contextmanager
def aside(file):
    """A function that gives bytes to `file.write` in another thread, in order; all are written when the block ends."""
    with ThreadPoolExecutor(1) as thread:
        waiting = deque()

        def write(data):
            waiting.append(thread.submit(file.write, data))
            if len(waiting) > WAITING:
                waiting.popleft().result()

        yield write
        for each in waiting:
            each.result()
