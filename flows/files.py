"""The files of a release: written once, whole or not at all, and served as they are."""

import hashlib
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from flows import downloads
from flows.core.refusals import Refused
from flows.models import Contribution, Observation

STREAMS = {
    "observations.csv": lambda release: downloads.csv_stream(Observation.everything.of(release)),
    "provenance.csv": lambda release: downloads.provenance_stream(Contribution.everything.of(release)),
}


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
        return {name: write_file(place / name, stream(release)) for name, stream in STREAMS.items()}


def discard(release):
    shutil.rmtree(folder(release), ignore_errors=True)


def path(release, name):
    """Where a file of a published release is; made again from the tables if this machine does not have it.

    Refused if what is made again is not, byte for byte, what was published.
    """
    target = folder(release) / name
    if not target.is_file():
        root().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=root()) as place:
            again = Path(place) / name
            refuse_another(release, name, write_file(again, STREAMS[name](release)))
            target.parent.mkdir(exist_ok=True)
            again.replace(target)
    return target


def refuse_another(release, name, description):
    """Refused unless the description (size and SHA-256) is the one recorded at publication."""
    if description != release.files[name]:
        raise Refused(
            f"{name} of release {release.version} is not what was published, and is not given out: "
            "ask “manage.py verify” which row was altered, and restore the database from a backup."
        )


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
