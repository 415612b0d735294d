"""Answers that are written while they are sent, and how many of them there are at a time.

A thread of the server writes such an answer, and waits once 16 MB of it are unsent: slow readers, as many as there are
threads, would stop the site. So half of the threads at most write for them. Whoever comes then is refused, unless the
answer is so small that no thread ever waits for its reader.
"""

from contextlib import closing
from threading import BoundedSemaphore

from django.conf import settings

AT_ONCE = max(1, settings.SERVER_THREADS // 2)
LITTLE = 2**20  # bytes
COME_AGAIN = 30  # seconds
places = BoundedSemaphore(AT_ONCE)


class Taken(Exception):
    """All places are taken, and the answer is not a small one."""


def of(chunks):
    """The same chunks of bytes, in a place of their own; without one where they are few. Else `Taken`."""
    return Placed(chunks, places) if places.acquire(blocking=False) else small(chunks)


def small(chunks):
    """All chunks, if together they are small."""
    held, size = [], 0
    with closing(chunks):
        for chunk in chunks:
            held.append(chunk)
            size += len(chunk)
            if size > LITTLE:
                raise Taken
    return held


class Placed:
    """Chunks that leave their place when they end, fail or are closed, also if nobody ever began to read them."""

    def __init__(self, chunks, places):
        self._chunks, self._places, self._is_placed = chunks, places, True

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self._chunks)
        except BaseException:
            self.close()
            raise

    def close(self):
        try:
            self._chunks.close()
        finally:
            if self._is_placed:
                self._is_placed = False
                self._places.release()

    __del__ = close
