"""A place for bytes that can be made again: bounded by what they weigh, the ones longest unused go first."""

from collections import OrderedDict
from threading import Lock

BESIDE = 300  # what an entry weighs beside its bytes, about


class Shelf:
    """Entries by name, in the memory of one process, for all its threads."""

    def __init__(self):
        self.weight, self._entries, self._lock = 0, OrderedDict(), Lock()

    def get(self, name):
        with self._lock:
            if name in self._entries:
                self._entries.move_to_end(name)
            return self._entries.get(name)

    def put(self, name, entry, most):
        """Keeps an entry, and of all of them no more than `most` bytes."""
        with self._lock:
            self._take(name)
            self._entries[name] = entry
            self.weight += _weight(entry)
            while self.weight > most:
                self._take(next(iter(self._entries)))

    def clear(self):
        with self._lock:
            self._entries.clear()
            self.weight = 0

    def _take(self, name):
        if name in self._entries:
            self.weight -= _weight(self._entries.pop(name))

    def __len__(self):
        return len(self._entries)


def _weight(entry):
    return len(entry) + BESIDE
