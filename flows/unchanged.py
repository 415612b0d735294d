"""Whether a release is still what was published: its rows by their digest, its files by theirs, both beside each other.

Each check yields (number of the invariant, what is wrong), for `flows.verify`.
"""

from itertools import zip_longest

from django.db import connection

from flows import files, seals
from flows.digest import digest
from flows.formats import from_rows
from flows.models import Observation

SAME = "program and libraries are those that made it"


def fallen_seals():
    """Invariant 6: the database itself keeps published rows."""
    for name in seals.fallen(connection):
        yield 6, f"The seal {name} does not stand, so that published rows can be altered: run “manage.py migrate”"


def rows_altered(release):
    """Invariant 6: the rows are those of the day of publication."""
    count = Observation.everything.of(release).count()
    if count != release.observations_count:
        yield 6, f"{release.observations_count} observations were published, and {count} are there"
    if digest(release) != release.digest:
        yield 6, "what its tables say is not what they said when it was published (another digest)"


def files_altered(release):
    """Invariant 6: the files are those of the day of publication."""
    for name, described in release.listed_files.items():
        path = files.folder(release) / name
        if not path.is_file():
            yield 6, f"its file {name} is not on this machine; {remedy(release, name)}"
        elif files.describe(path) != described:
            yield 6, f"its file {name} is not, byte for byte, the one that was published"


def remedy(release, name):
    again = f"“manage.py export {release.version} --to FOLDER” makes it again"
    return again if name in files.FROM_ROWS else f"bring it back from a backup; {again} only where {SAME}"


def files_unlike_tables(release):
    """Invariant 8: the files that are written from the rows alone say what the tables say; the others have a hash."""
    with files.scratch() as place:
        from_rows.make(release, place)
        for fresh in sorted(place.iterdir()):
            if files.describe(fresh) != release.files.get(fresh.name):
                yield 8, f"{fresh.name} says something else than the tables: {first_difference(release, fresh)}"


def first_difference(release, fresh):
    path = files.folder(release) / fresh.name
    if not path.is_file():
        return "the file is not there to compare"
    with path.open("rb") as file, fresh.open("rb") as told:
        for number, (written, row) in enumerate(zip_longest(file, told, fillvalue=b""), 1):
            if written != row:
                return f"line {number} is “{shown(written)}” in the file and “{shown(row)}” in the tables"
    return "the file agrees with the tables, and neither with what was recorded at publication"


def shown(line):
    return line.decode(errors="replace").strip() or "nothing"
