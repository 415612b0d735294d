"""Numbers of people who ask for asylum, for the tests of the map. Figures are made up."""

from tests.factories import observation

ASYLUM = {"measure": "asylum_applications", "year_basis": "calendar"}
HALF = {"table": "unhcr-asylum", "held": "9 of 12 months"}


def asylum(destination, year, *cells, origin="TJK", **fields):
    return observation(origin, destination, year, "asylum", cells=cells, **ASYLUM | fields)
