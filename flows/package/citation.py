"""How a release is cited, for programs that keep references."""

import json

from flows import described
from flows.package.words import SPDX


def cff(release):
    """CITATION.cff 1.2; a text in JSON's spelling is one in YAML's."""
    said = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": described.TITLE,
        "abstract": described.about(),
        "version": release.version,
        "date-released": described.day(release),
        "license": SPDX,
        "license-url": described.LICENCE,
        "authors": [{"name": described.PUBLISHER}],
        "keywords": described.KEYWORDS,
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in said.items()).encode()


def bib(release):
    year, month, _day = described.day(release).split("-")
    return (
        f"@misc{{camt_{release.version.replace('.', '_')},\n"
        f"  author = {{{{{described.PUBLISHER}}}}},\n"
        f"  title = {{{{{described.TITLE}}}}},\n"
        f"  version = {{{release.version}}},\n"
        f"  year = {{{year}}},\n"
        f"  month = {{{int(month)}}},\n"
        f"  note = {{Dataset, release {release.version}, {described.day(release)}, {SPDX}}},\n"
        "}\n"
    ).encode()
