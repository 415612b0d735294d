"""A release of which a report has much to tell. Figures are made up."""

from tests.factories import gap, hidden, observation, published, rounded


def rich():
    """A release with every kind of number and series: courses, ties, intervals, gaps, zeros, one year, one origin."""
    fiscal = [("KAZ", [10, 12, 15]), ("UZB", [40, 30, 20]), ("TKM", [3, 0, 0])]
    return published(
        *(observation(who, "USA", 2016 + at, "study", cells=[n]) for who, line in fiscal for at, n in enumerate(line)),
        *(observation(who, "USA", 2018, "work", cells=[n]) for who, n in [("KAZ", 7), ("UZB", 7), ("TKM", 1000)]),
        observation("KAZ", "CAN", 2018, "work", "permits_issued", cells=[rounded(200)]),
        observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[rounded(100), hidden(1, 5)]),
        observation("UZB", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5)]),
        observation("UZB", "JPN", 2019, "work", "entries", cells=[7], absent=[{"table": "jp", "held": "3 months"}]),
        observation("KAZ", "KOR", 2024, "residence", "residents", cells=[1100]),
        observation("UZB", "KOR", 2024, "residence", "residents", cells=[2100]),
        observation("KAZ", "RUS", 2019, "asylum", "asylum_applications", cells=[0]),
        observation("UZB", "CAN", 2019, "asylum", "asylum_applications", cells=[9]),
        gaps=[
            *(gap(who, "KOR", year, "residence", "residents") for who in ("KAZ", "UZB") for year in (2022, 2023)),
            gap("KAZ", "CAN", 2019, "asylum", "asylum_applications", reason="no_row"),
            gap("UZB", "CHN", 2019, "work", status="excluded", reason="data_unavailable"),
        ],
    )  # fmt: skip
