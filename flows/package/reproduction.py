"""camt-<version>-sources.zip: what a release was made of, and the script that makes it again from it.

Readings, decisions and facts as plain CSV, files and the corrections of what they print as JSON, and the originals that
may be passed on.
"""

import json
import tempfile
from pathlib import Path

from flows import columns, described, downloads, files
from flows.core.refusals import Refused
from flows.formats import beside, delimited
from flows.models import Contribution, Membership, SourceUsed, Treatment
from flows.package import facts, originals, rebuild, zips
from flows.queries import entry

SCRIPT = Path(rebuild.__file__)
README = Path(__file__).with_name("reproduction.md")
CELL = [*(column.name for column in columns.CELLS[:6]), "source_id", "treatment_id", "place", "period", "breakdown",
        "sheet", "cell", "printed", "value", "lower", "upper", "counted"]  # fmt: skip
SOURCE = [*beside.SOURCE, "declared", "corrections", "places"]


def make(release, place):
    """Writes the archive; observations.csv is there already."""
    with tempfile.TemporaryDirectory(prefix=".", dir=place.parent) as parts:
        parts = Path(parts)
        for name, (said, rows) in TABLES.items():
            files.write_file(parts / name, delimited.stream(said, rows(release)))
        told, given = sources(release)
        entries = {path.name: path for path in parts.iterdir()} | given
        entries |= {"sources.json": as_json(told), "release.json": as_json(head(release, place))}
        entries |= {"rebuild.py": SCRIPT.read_bytes(), "README.md": README.read_bytes()}
        zips.write(place / name_of(release), entries, release.published_at)


def name_of(release):
    return f"camt-{release.version}-sources.zip"


def cells(release):
    """Tuples in the order of `columns.CELLS`: what counts and what was left out."""
    numbers = dict(SourceUsed.everything.of(release).values_list("pk", "number"))
    decisions = dict(Treatment.everything.of(release).values_list("pk", "number"))
    included = set(Treatment.everything.of(release).filter(disposition="include").values_list("number", flat=True))
    for row in downloads.drawn(Contribution.everything.of(release), *CELL[5:]):
        source, decision, counted = numbers[row[6]], decisions[row[7]], row[-1]
        if counted != (decision in included):
            raise Refused(
                f"{row[11]}!{row[12]} is {'counted' if counted else 'left out'}, and the decision about its label says "
                "otherwise: look at the decision at the desk, have the file read anew, and publish again."
            )
        yield *row[:6], source, decision, *row[8:-1]


def names(release):
    """Tuples in the order of `columns.NAMES`."""
    unions = set(Membership.objects.values_list("group_id", flat=True))
    for code, name in sorted(release.names.items()):
        area = entry("area", code)
        yield code, name, area.name_ru if area else "", "true" if code in unions else "false"


TABLES = {
    "cells.csv": (columns.CELLS, cells),
    "decisions.csv": (columns.CODEBOOK, beside.codebook_rows),
    "facts.csv": (columns.FACTS, facts.rows),
    "names.csv": (columns.NAMES, names),
}


def sources(release):
    """(what is told of each file, {name in the archive: path} of those that are in it)"""
    told, given = [], {}
    for source in SourceUsed.everything.of(release).order_by("number"):
        path, why_not = originals.passed_on(source)
        name = f"originals/{source.sha256}{Path(source.file_name).suffix.lower()}" if path else None
        if path:
            if files.describe(Path(path))["sha256"] != source.sha256:
                raise Refused(
                    f"{source.file_name} is kept with other bytes than those that were read: bring it back from a "
                    f"backup (its SHA-256 is {source.sha256}), and publish again."
                )
            given[name] = Path(path)
        said = {field: getattr(source, field) for field in SOURCE}
        told.append({**said, "original": name, "why_not": why_not})
    return told, given


def head(release, place):
    return {
        "release": release.version,
        "published_on": described.day(release),
        "licence": columns.LICENCE,
        "observations.csv": files.describe(place / "observations.csv"),
    }


def as_json(content):
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, default=str) + "\n").encode()
