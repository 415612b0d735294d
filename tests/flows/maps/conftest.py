"""A release for the map, with every kind of number. Figures are made up."""

import pytest

from tests.factories import gap, hidden, observation, published, rounded
from tests.flows.maps.made import HALF, asylum


@pytest.fixture
def release():
    """Tajikistan, asylum: every kind of number and of no number in 2016, and a larger one in 2015."""
    return published(
        asylum("CAN", 2015, 400),
        asylum("CAN", 2016, 12),
        asylum("KOR", 2016, 0),
        asylum("USA", 2016, 109, measure="asylum_cases"),
        asylum("USA", 2016, 19, headline=False),
        asylum("RUS", 2016, 1200, absent=[HALF]),
        asylum("JPN", 2016, hidden(1, 5)),
        asylum("EU", 2016, 30, rounded(5)),
        asylum("DEU", 2016, 30, part_of="EU"),
        asylum("POL", 2016, rounded(5), part_of="EU"),
        asylum("CAN", 2016, 7, origin="KAZ"),
        observation("KAZ", "NOR", 2018, "study", "permits_issued", year_basis="calendar", cells=[3]),
        gaps=[
            gap("TJK", "TUR", 2016, status="excluded", reason="data_unavailable"),
            gap("TJK", "GBR", 2017, "asylum", "asylum_applications"),
        ],
    )
