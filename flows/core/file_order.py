"""The one order in which the files of a release are named: a database keeps them by name, and forgets their order."""

FIRST = (
    "observations.csv",
    "observations.csv.gz",
    "observations.xlsx",
    "observations.json",
    "observations.parquet",
    "observations-sdmx.csv",
    "structure.xml",
    "provenance.csv",
    "codebook.csv",
    "changes.csv",
    "population.csv",
)


def ordered(files):
    """A dict by name of file in that order; whatever else there is comes after, by name."""
    return {name: files[name] for name in sorted(files, key=place)}


def place(name):
    """What a name sorts by."""
    return (FIRST.index(name), "") if name in FIRST else (len(FIRST), name)
