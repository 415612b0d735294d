"""The two files that every release has had since the first, straight from its rows: its numbers, and their cells."""

from flows import downloads, files
from flows.models import Contribution, Observation


def make(release, place):
    files.write_file(place / "observations.csv", downloads.csv_stream(Observation.everything.of(release)))
    files.write_file(place / "provenance.csv", downloads.provenance_stream(Contribution.everything.of(release)))
