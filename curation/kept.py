"""Files on disk, kept under the SHA-256 of their bytes: written once, never over another, safe from a power cut."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FOLDER = "files"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Bytes that are on disk and not kept yet; `path` goes when the block ends, whatever happened in it."""

    path: Path
    sha256: str
    size: int

    def keep(self) -> str:
        """Keep the bytes under their hash, and return where, relative to MEDIA_ROOT. Kept ones stay untouched."""
        name = named(self.sha256)
        place = Path(settings.MEDIA_ROOT, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self.path, place)  # unlike a rename, a link never replaces what is there
        except FileExistsError:
            return name
        synced(place.parent)
        synced(place.parent.parent)
        return name


def named(sha256: str) -> str:
    """Where bytes are kept, relative to MEDIA_ROOT."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}"


def path(sha256: str) -> Path | None:
    """Where bytes are kept, or None if they are not."""
    place = Path(settings.MEDIA_ROOT, named(sha256))
    return place if place.is_file() else None


@contextmanager
def incoming(chunks: Iterable[bytes]):
    """Stream bytes to disk beside the kept ones and give them as `Incoming`."""
    folder = Path(settings.MEDIA_ROOT, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, path = tempfile.mkstemp(dir=folder, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(path, settings.FILE_UPLOAD_PERMISSIONS)
        yield Incoming(Path(path), digest.hexdigest(), size)
    finally:
        os.unlink(path)


def synced(folder):
    """Make the names in a folder last, where the system can do that for folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
