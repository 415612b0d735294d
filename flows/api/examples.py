"""Examples for the description of the API. The figures are those of the American tables; the release is made up."""

from flows import columns

RELEASE = "1.1.0"
STUDY = {
    "origin": "KAZ",
    "origin_name": "Kazakhstan",
    "destination": "USA",
    "destination_name": "United States",
    "year": 2018,
    "year_basis": "us_fiscal",
    "category": "study",
    "measure": "visas_issued",
    "value": 1461,
    "lower": 1461,
    "upper": 1461,
    "status": "normal",
    "sources": "us-niv",
    "release": RELEASE,
    "slug": "KAZ-USA-study-visas_issued-2018",
}
HIDDEN = STUDY | {
    "destination": "CAN",
    "destination_name": "Canada",
    "year": 2019,
    "year_basis": "calendar",
    "category": "work",
    "measure": "permits_issued",
    "value": None,
    "lower": 230,
    "upper": 326,
    "status": "partial",
    "slug": "KAZ-CAN-work-permits_issued-2019",
}


def of(shown):
    """[(what it shows, a page)] of a list; most need none beyond the description of their fields."""
    return [(about, page(rows)) for about, rows in EXAMPLES.get(shown.name, [])]


def page(rows):
    return {"release": RELEASE, "withdrawn": None, "licence": columns.LICENCE, "next": None, "rows": rows}


EXAMPLES = {
    "observations": [
        ("A number that is known exactly", [STUDY]),
        ("A number of which parts are hidden: its value is unknown, its bounds are not", [HIDDEN]),
    ],
}
