"""A release as programs read it: a Dataset of schema.org, in the language of the page."""

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from flows import figures, pieces
from flows.models import Observation, Release

PUBLISHER = "Oxus Society for Central Asian Affairs"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_facts = {}
KINDS = {"csv": "text/csv", "json": "application/json", "zip": "application/zip"}


def dataset(release, absolute):
    """The description; `absolute` makes a whole address of a path."""
    years, origins, destinations, measures = facts(release)
    page = absolute(reverse("flows:release", args=[release.version]))
    society = {"@type": "Organization", "name": PUBLISHER}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": _("Central Asia Migration Tracker"),
        "description": _(
            "Long-term migration from Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan for work, study, "
            "residence and asylum, from the tables that receiving states publish; each number with the cells it was "
            "added up from, the decisions behind them and their reasons."
        ),
        "inLanguage": ["en", "ru"],
        "version": release.version,
        "datePublished": release.published_at.date().isoformat(),
        "creativeWorkStatus": "Withdrawn" if release.state == Release.State.WITHDRAWN else "Published",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": society,
        "publisher": society,
        "citation": f"{PUBLISHER}. Central Asia Migration Tracker, {release.version}, {release.published_at:%Y-%m-%d}.",
        "temporalCoverage": "/".join(map(str, years)),
        "spatialCoverage": [figures.name_of("area", code) for code in dict.fromkeys([*origins, *destinations])],
        "variableMeasured": [figures.name_of("measure", code) for code in measures],
        "distribution": [download(release, name, file, absolute) for name, file in release.files.items()],
    }


def download(release, name, file, absolute):
    return {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": absolute(reverse("files:of_release", args=[release.version, name])),
        "encodingFormat": KINDS.get(name.rpartition(".")[2], "application/octet-stream"),
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
