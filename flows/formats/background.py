"""The files behind the numbers of a release: cells, decisions in force, what differs, what rates are reckoned by."""

from flows import columns, downloads, files
from flows.differences.compared import Compared
from flows.formats import beside, delimited
from flows.models import Contribution, Population, Release


def make(release, place):
    """Writes `provenance.csv`, `codebook.csv` and `changes.csv`; `population.csv` where the release has any."""
    streams = {
        "provenance.csv": downloads.provenance_stream(Contribution.everything.of(release)),
        "codebook.csv": delimited.stream(columns.CODEBOOK, beside.codebook_rows(release)),
        "changes.csv": changes_stream(release),
    }
    if Population.everything.of(release).exists():
        streams["population.csv"] = delimited.stream(columns.POPULATION, beside.population_rows(release))
    for name, stream in streams.items():
        files.write_file(place / name, stream)


def changes_stream(release):
    """Against the release that was the newest when this one was published; of the first, a heading."""
    before = release.difference.get("from")
    if not before:
        return delimited.stream(columns.DIFFERENCE, ())
    return downloads.difference_stream(Compared(Release.objects.get(version=before), release))
