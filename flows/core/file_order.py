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
FOR_PROGRAMS = ("croissant.json", "dcat.jsonld")  # what describes the others


def ordered(files):
    """A dict by name of file in that order; whatever else there is comes after, by name."""
    return {name: files[name] for name in sorted(files, key=place)}


def place(name):
    """What a name sorts by; of the archives the smaller, for most, before the one with all that it was made of."""
    if name in FIRST:
        return FIRST.index(name), ""
    if name.startswith("camt-") and name.endswith(".zip"):
        return len(FIRST) + name.endswith("-sources.zip"), name
    return len(FIRST) + 2 + (name not in FOR_PROGRAMS), name
