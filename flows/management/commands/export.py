"""manage.py export VERSION --to DIR: all files of a release, as a folder that any web server can serve."""

import filecmp
import os
import shutil
import sys
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand

from flows import files
from flows.core.refusals import Refused
from flows.models import Release
from flows.package import mirror


class Command(BaseCommand):
    help = (
        "Writes all files of a release into a folder, with a page and their checksums. A new folder is there whole or "
        "not at all; one that is there already gets file by file, each whole, and keeps what else it holds."
    )

    def add_arguments(self, parser):
        parser.add_argument("version", metavar="VERSION", help="such as 1.0.0")
        parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="made if it is not there")

    def handle(self, version, to, **options):
        try:
            for name in export(release_called(version), to):
                self.stdout.write(str(to / name))
        except (Refused, OSError) as error:
            self.stderr.write(sentence(error))
            sys.exit(2)


def release_called(version):
    releases = {release.version: release for release in Release.objects.readable().newest_first()}
    if version not in releases:
        known = f"Published so far: {', '.join(releases)}." if releases else "None was published yet."
        raise Refused(f"There is no release {version}. {known}")
    return releases[version]


def export(release, to):
    """Writes the files and returns their names.

    A new folder is there whole or not at all. In one that is there already each file is whole or as it was, and those
    of this name that say something else are never replaced.
    """
    is_new = not os.path.lexists(to)
    (to.parent if is_new else to).mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=".export-", dir=to.parent if is_new else to))
    try:
        names = mirror.write(release, place)
        if is_new:
            place.chmod(0o755)
            files.keep(place)
            place.rename(to)
        else:
            refuse_others(names, place, to)
            for name in names:
                os.replace(place / name, to / name)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return names


def refuse_others(names, place, to):
    """What stands in the folder under these names may be another release, and somebody's only copy of it."""
    others = [
        name for name in names if (to / name).exists() and not filecmp.cmp(place / name, to / name, shallow=False)
    ]
    if others:
        raise Refused(
            f"{to} holds other files of these names already ({', '.join(others)}), of another release perhaps: name "
            "another folder, or move them away."
        )


def sentence(error):
    if isinstance(error, OSError):
        return f"The files cannot be written to {error.filename}: {error.strerror}."
    return str(error)
