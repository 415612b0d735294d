"""A candidate of a third release, the words that only it says, and the pages that a link to it opens."""

from flows import releases
from tests.factories import cell, gap, handover, left_out, observation, total
from tests.flows.readers import STUDY_2018

ONLY_THERE = ("7,654,321", "7654321", "SECRET-9")  # a number and a label of the candidate alone
PAGES = [
    "",
    "?release=1.0.0",
    "observations/",
    "observations/?category=work&gaps=0&sort=-value",
    "observations/?origin=KZA",
    "why/1.2.0/KAZ-USA-study-visas_issued-2018/",
    "why/1.2.0/KAZ-USA-study-visas_issued-2017/",
    "why/1.2.0/KAZ-USA-study-visas_issued-1999/",
    "why/1.2.0/KAZ-RUS-work-registrations-2019/",
    "why/1.0.0/KAZ-USA-study-visas_issued-2018/",
    "map/",
    "map/?from=KAZ&category=study&year=2018",
    "map/?to=KZA",
    "report/",
    "report/study/",
    "codebook/",
    "estimates/",
    "estimates/mirror/",
    "what-if/",
    "what-if/exchange-visitors-as-study/",
    "releases/",
    "releases/1.2.0/",
    "releases/1.1.0/",
    "releases/1.1.0..1.2.0/",
    "releases/1.2.0..1.2.0/",
    "releases/9.9.9/",
    "nothing/",
]
IN_BOTH = [*PAGES, *(f"ru/{page}" for page in PAGES)]


def candidate(version="1.2.0", **more):
    """What freezing leaves: a release with all its rows, not published."""
    said = handover(
        STUDY_2018,
        observation(
            "KAZ", "USA", 2017, "study", cells=[cell(7654321, "SECRET-9"), *more.get("cells", ()), left_out(3, "J-1")]
        ),
        gaps=[gap("KAZ", "RUS", 2019, "work", "registrations")],
        totals=[total(3725)],
    )
    return releases.freeze(said, version=version, notes_en="Made up, and SECRET-9.")
