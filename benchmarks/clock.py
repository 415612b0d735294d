"""The clock of a measurement: a process is one measurement, so there is one clock."""

import time
from contextlib import contextmanager


class Clock:
    """Adds up the seconds spent inside `with clock:`, but for those inside `with clock.paused():`."""

    def __init__(self):
        self.seconds = 0.0
        self._since = None

    def __enter__(self):
        self._since = time.perf_counter()

    def __exit__(self, *_):
        self.seconds += time.perf_counter() - self._since
        self._since = None

    @contextmanager
    def paused(self):
        """For what has to be done meanwhile and is no part of what is measured; harmless while the clock stands."""
        if self._since is None:
            yield
            return
        self.__exit__()
        yield
        self.__enter__()


clock = Clock()
