"""Archives whose bytes depend on what is in them alone: one time, one order, one set of permissions."""

import hashlib
import shutil
import zipfile
from datetime import UTC
from pathlib import Path

from flows import files

SUMS = "SHA256SUMS"
PACKED = (".zip", ".gz", ".xlsx", ".ods", ".parquet")  # once more would take time and gain nothing


def write(target, entries, day):
    """Writes {name: bytes or path} to `target` with their checksums; `day` is what the archive says of their time."""
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(entries):
            add(archive, name, entries[name], day)
        add(archive, SUMS, sums(entries), day)


def add(archive, name, content, day):
    info = zipfile.ZipInfo(name, day.astimezone(UTC).timetuple()[:6])
    info.create_system, info.external_attr = 3, 0o100644 << 16  # as on Unix, wherever it is made
    info.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
    info.file_size = content.stat().st_size if isinstance(content, Path) else len(content)
    with archive.open(info, "w") as into:
        if isinstance(content, Path):
            with content.open("rb") as file:
                shutil.copyfileobj(file, into, 1 << 20)
        else:
            into.write(content)


def sums(entries):
    """Lines that `sha256sum -c` reads."""
    return "".join(f"{sha256(entries[name])}  {name}\n" for name in sorted(entries)).encode()


def sha256(content):
    return files.describe(content)["sha256"] if isinstance(content, Path) else hashlib.sha256(content).hexdigest()
