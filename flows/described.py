"""A release as programs read it: a Dataset of schema.org, in the language of the page."""

from datetime import UTC

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from flows import figures, pieces
from flows.models import Observation, Release

PUBLISHER = "Oxus Society for Central Asian Affairs"
TITLE = "Central Asia Migration Tracker"  # as it is cited, in every language
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
KEYWORDS = ["migration", "Central Asia", "visas", "residence permits", "asylum", "official statistics"]
_facts = {}
KINDS = {
    "observations-sdmx.csv": "application/vnd.sdmx.data+csv",
    "structure.xml": "application/vnd.sdmx.structure+xml",
    "csv": "text/csv",
    "gz": "application/gzip",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}
ANY_KIND = "application/octet-stream"


def dataset(release, absolute):
    """The description; `absolute` makes a whole address of a path."""
    page = absolute(reverse("flows:release", args=[release.version]))
    return {
        "@id": page,
        "url": page,
        **said(release, facts(release)),
        "creativeWorkStatus": "Withdrawn" if release.state == Release.State.WITHDRAWN else "Published",
        "distribution": [download(release, name, file, absolute) for name, file in release.listed_files.items()],
    }


def said(release, facts):
    """What holds of a release wherever it lies, in the language that is active; `facts` as `prepare` yields them."""
    years, origins, destinations, measures = facts
    society = {"@type": "Organization", "name": PUBLISHER}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title(),
        "description": about(),
        "inLanguage": ["en", "ru"],
        "version": release.version,
        "datePublished": day(release),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": society,
        "publisher": society,
        "citation": citation(release),
        "temporalCoverage": "/".join(map(str, years)),
        "spatialCoverage": [figures.name_of("area", code) for code in dict.fromkeys([*origins, *destinations])],
        "variableMeasured": [figures.name_of("measure", code) for code in measures],
    }


def title():
    return _("Central Asia Migration Tracker")


def about():
    return _(
        "Long-term migration from Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan for work, study, "
        "residence and asylum, from the tables that receiving states publish; each number with the cells it was "
        "added up from, the decisions behind them and their reasons."
    )


def citation(release):
    return f"{PUBLISHER}. {TITLE}, {release.version}, {day(release)}."


def day(release):
    """The day of publication, the same on every machine."""
    return release.published_at.astimezone(UTC).date().isoformat()


def kind(name):
    """The media type of a file by its name."""
    return KINDS.get(name) or KINDS.get(name.rpartition(".")[2], ANY_KIND)


def download(release, name, file, absolute):
    return {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": absolute(reverse("files:of_release", args=[release.version, name])),
        "encodingFormat": kind(name),
        "contentSize": f"{file['size']} B",
        "sha256": file["sha256"],
    }


def prepare(release):
    """The piece `dataset`: first and last year, origins, destinations and measures."""
    rows = Observation.everything.of(release).order_by()
    named = ("origin", "destination", "measure")
    codes = [sorted(rows.filter(part_of="").values_list(name, flat=True).distinct()) for name in named]
    yield "dataset", [list(rows.aggregate(Min("year"), Max("year")).values()), *codes]


def facts(release):
    """The piece of a published release, which never changes, so that a process asks for it once.

    The digest tells releases apart that have the same number in two databases.
    """
    known = release.pk, release.digest
    if known not in _facts:
        _facts[known] = pieces.of(release, "dataset")
    return _facts[known]
