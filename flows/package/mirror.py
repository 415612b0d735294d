"""All of a release in a folder that any web server or object store can serve, as it is and with nothing running."""

import shutil

from django.template.loader import render_to_string
from django.utils.translation import override

from flows import columns, described, files
from flows.package import metadata, words
from flows.package.zips import SUMS

INDEX = "index.html"


def write(release, place):
    """Writes every file of the release, a page that lists them and their checksums; returns the names."""
    for name in release.listed_files:
        shutil.copyfile(files.path(release, name), place / name)
        files.refuse_another(release, name, files.describe(place / name))
    page = files.write_file(place / INDEX, [index(release).encode()])
    hashes = {name: file["sha256"] for name, file in release.listed_files.items()} | {INDEX: page["sha256"]}
    files.write_file(place / SUMS, [f"{sha256}  {name}\n".encode() for name, sha256 in hashes.items()])
    return [*hashes, SUMS]


def index(release):
    """The page, in both languages; the files beside it are all that it leads to."""
    context = {
        "release": release,
        "day": described.day(release),
        "licence": columns.LICENCE,
        "licence_address": described.LICENCE,
        "citation": described.citation(release),
        "parts": [part(release, at, language) for at, language in enumerate(["en", "ru"])],
        "metadata": [name for name in (metadata.DCAT, metadata.CROISSANT) if name in release.files],
        "sums": SUMS,
    }
    with override("en"):
        return render_to_string("flows/mirror.html", context)


def part(release, at, language):
    """What is said in one language."""
    with override(language):
        told = {"language": language, "title": described.title(), "about": described.about()}
    notes = release.notes_ru if language == "ru" and release.notes_ru else release.notes_en
    notes_language = language if notes == release.notes_ru else "en"
    rows = [(name, words.of_file(name)[at], file) for name, file in release.listed_files.items()]
    return told | {"notes": notes, "notes_language": notes_language, "files": rows}
