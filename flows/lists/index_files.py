"""Where indexes lie: a folder for each release, mapped into memory and shared by all processes that read it.

They are written when a release is composed, and where one is missing by whoever asks first. A folder is named for what
the release says, so that one that is no longer true is never found, and comes to be by one rename, so that half of one
is never found either.
"""

import json
import os
import shutil
import tempfile
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from threading import RLock
from zipfile import BadZipFile

import numpy as np

from flows import files
from flows.lists import index_rows
from flows.lists.index import GROUPED, Groups, Index
from flows.models import Release

SHAPE = 1  # another number makes all indexes anew: whoever changes what they hold adds one
ARRAYS = ["ids", "codes", "figures", "places"]
FACTS = ["names", "observations"]
OF_GROUPS = ["codes", "counts", "series", "sums", "unknown"]
OPEN = 8  # releases that a process keeps open
_open, _lock = OrderedDict(), RLock()


def root():
    """The folder with a folder for each release, beside those with its files."""
    return files.root().with_name(f"{files.root().name}-index")


def folder(release):
    return root() / f"{release.version}-{release.pk}-{release.digest}-{SHAPE}"


def of(release):
    """The index of a release; made on the spot where it is not there, or cannot be read."""
    place = folder(release)
    return _open.get(place) or _taken(release, place)


def _taken(release, place):
    with _lock:  # many readers may come for the same that is missing: one makes it
        if place not in _open:
            _open[place] = _opened(place) or write(release)
            while len(_open) > OPEN:
                _open.popitem(last=False)
        return _open[place]


def again(release):
    """The index made anew: its ids were those of rows that are gone, as after a copy of the database came back."""
    with _lock:
        discard(release)
        return of(release)


def write(release):
    """Reads the index from the tables and keeps it, whole or not at all; returns it."""
    found, target = index_rows.read(release), folder(release)
    target.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f".{release.version}-", dir=target.parent))
    try:
        place.chmod(0o755)
        _save(found, place)
        with suppress(OSError):  # another process was quicker, and its folder is as good
            place.rename(target)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return _opened(target) or found


def discard(release):
    with _lock:
        _open.pop(folder(release), None)
    shutil.rmtree(folder(release), ignore_errors=True)


def forget():
    """Closes what this process holds open."""
    with _lock:
        _open.clear()


def is_unlike_rows(release):
    """Whether an index lies there that says something else than the tables."""
    kept = _opened(folder(release))
    if kept is None:
        return False
    read = index_rows.read(release)
    pairs = [(kept, read, ARRAYS)] + [(kept.without[name], read.without[name], OF_GROUPS) for name in GROUPED]
    same = [np.array_equal(getattr(one, name), getattr(other, name)) for one, other, names in pairs for name in names]
    return not all(same) or any(getattr(kept, name) != getattr(read, name) for name in FACTS)


def prune():
    """Takes away what belongs to no release any more. For whoever publishes: of them there is one at a time."""
    known = {folder(release) for release in Release.objects.only("version", "digest")}
    for place in root().iterdir() if root().is_dir() else ():
        if place not in known and not place.name.startswith("."):
            shutil.rmtree(place, ignore_errors=True)


def _save(index, place):
    for name in ARRAYS:
        with (place / f"{name}.npy").open("wb") as file:
            np.save(file, getattr(index, name))
            file.flush()
            os.fsync(file.fileno())
    for name, groups in index.without.items():
        with (place / f"without-{name}.npz").open("wb") as file:
            np.savez(file, observations=groups.observations, **{each: getattr(groups, each) for each in OF_GROUPS})
            file.flush()
            os.fsync(file.fileno())
    (place / "facts.json").write_text(json.dumps({name: getattr(index, name) for name in FACTS}), encoding="utf-8")
    files.keep(place)


def _opened(place):
    """The index in a folder; None where there is none, or a damaged one, which gives way."""
    try:
        facts = json.loads((place / "facts.json").read_text(encoding="utf-8"))
        without = {name: _groups(place, name, facts["names"]) for name in GROUPED}
        arrays = {name: np.load(place / f"{name}.npy", mmap_mode="r") for name in ARRAYS}
        return Index(**facts, **arrays, without=without)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, BadZipFile):
        shutil.rmtree(place, ignore_errors=True)
        return None


def _groups(place, name, names):
    with np.load(place / f"without-{name}.npz") as told:
        return Groups(names, int(told["observations"]), **{each: told[each] for each in OF_GROUPS})
