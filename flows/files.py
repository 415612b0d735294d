"""The files of a release: written once, whole or not at all, and served as they are."""

import hashlib
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.utils.module_loading import import_string

from flows.core.file_order import ordered
from flows.core.refusals import Refused
from flows.kept import program

# Functions `make(release, place)` that write files of a release into a folder, in this order: each from the tables and
# from the files that those before it wrote there. What they write depends on the release alone: never on the day, the
# machine, the database engine, the language or the order of a dict that was stored.
MAKERS = (
    "flows.formats.observations.make",
    "flows.formats.background.make",
    "flows.package.reproduction.make",
    "flows.package.datapackage.make",
    "flows.package.metadata.make",
)
# Written from the rows alone. The others hold words of the program as well, or are packed by a library: another version
# of either makes the same rows into other bytes.
FROM_ROWS = ("observations.csv", "provenance.csv")
OF_ROWS = "ask “manage.py verify” which row was altered, and restore the database from a backup."
OF_MAKERS = (
    "bring it back from a backup. It may have been made by another version of the program or of a library; whether a "
    "row was altered, “manage.py verify” says."
)
_making = Lock()
_refused = {}  # {(where the file should be, its SHA-256, program): why this process made it in vain}


def makers():
    return [import_string(name) for name in getattr(settings, "RELEASE_MAKERS", MAKERS)]


def root():
    """The folder with a folder for each release."""
    return Path(getattr(settings, "RELEASES_ROOT", None) or Path(settings.MEDIA_ROOT) / "releases")


def folder(release):
    return root() / release.version


def write(release):
    """Writes all files into the release's folder and returns {name: {"size": bytes, "sha256": …}}.

    A folder that stands there already was left by a publication that was cut short, and gives way.
    """
    with whole_folder(folder(release)) as place:
        for make in makers():
            make(release, place)
        return ordered({path.name: settled(path) for path in place.iterdir()})


def discard(release):
    shutil.rmtree(folder(release), ignore_errors=True)


def path(release, name):
    """Where a file of a published release is; made again from the tables if this machine does not have it.

    Refused if what is made again is not, byte for byte, what was published. The same program would make the same once
    more: only the first who asks waits for that, until the file is brought back or the program is started anew.
    """
    target = folder(release) / name
    if not target.is_file():
        with _making:  # of many readers who come for the same file, one makes it
            if not target.is_file():
                make_once(release, name)
    return target


def make_once(release, name):
    """Makes a file again, unless this process has done so in vain."""
    asked = folder(release) / name, release.files[name]["sha256"], program()
    if asked in _refused:
        raise Refused(_refused[asked])
    try:
        make_again(release, name)
    except Refused as reason:
        _refused[asked] = str(reason)
        raise


def make_again(release, name):
    """Runs the makers until there is the file, and keeps all that they made on the way and is as published."""
    with scratch() as place:
        for make in makers():
            if not (place / name).is_file():
                make(release, place)
        if not (place / name).is_file():
            raise Refused(
                f"{name} of release {release.version} is not on this machine, and nothing here makes it any more: "
                "bring it back from a backup."
            )
        refuse_another(release, name, describe(place / name))
        folder(release).mkdir(exist_ok=True)
        for made in place.iterdir():
            if not (folder(release) / made.name).exists() and settled(made) == release.files.get(made.name):
                made.replace(folder(release) / made.name)
        keep(folder(release))


@contextmanager
def scratch():
    """A folder beside those of the releases, gone when the block ends."""
    root().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=root()) as place:
        yield Path(place)


def refuse_another(release, name, description):
    """Refused unless the description (size and SHA-256) is the one recorded at publication."""
    if description != release.files[name]:
        remedy = OF_ROWS if name in FROM_ROWS else OF_MAKERS
        raise Refused(f"{name} of release {release.version} is not what was published, and is not given out: {remedy}")


@contextmanager
def whole_folder(target):
    """A new folder to write into, which becomes `target` when all went well, and else is gone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        place.chmod(0o755)
        yield place
        keep(place)
        shutil.rmtree(target, ignore_errors=True)
        place.rename(target)
        keep(target.parent)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def write_file(path, chunks):
    """Writes chunks of bytes to the disk, not only to its cache, and describes them by size and SHA-256."""
    with path.open("wb") as file:
        digest = hashlib.sha256()
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
        file.flush()
        os.fsync(file.fileno())
        return {"size": file.tell(), "sha256": digest.hexdigest()}


def settled(path):
    """Describes a file once the disk has it, not only its cache."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return describe(path)


def describe(path):
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def keep(folder):
    """Makes the names in a folder outlive a power cut; Windows, where a folder cannot be opened, sees to it itself."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
