"""Examples for the description of the API: questions with their answers, to the letter.

They are asked of the record that readers meet in the tests: its figures of American study and residence and of Canadian
work are those of the tables, the others and the releases are made up.
"""

from flows import columns
from flows.api import cursors

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


SLUG = "KAZ-USA-study-visas_issued-2018"


def of(shown):
    """[(what it shows, the address that is asked, the page that is answered)] of a list."""
    return [(about, f"/api/{address}", page(rows, release)) for about, address, rows, release in EXAMPLES[shown.name]]


def page(rows, release):
    return {"release": release, "withdrawn": None, "licence": columns.LICENCE, "next": None, "rows": rows}


def told(about, address, rows, release=RELEASE):
    """A question for the fields that the rows have."""
    return about, f"{address}{'&' if '?' in address else '?'}fields={','.join(rows[0])}", rows, release


def behind(*key):
    """The word of an address that goes on behind a row."""
    return f"cursor={cursors.written(key)}"


def named(*names):
    """Rows of a code and its name in both languages."""
    return [dict(zip(("code", "name_en", "name_ru"), each, strict=True)) for each in names]


EXAMPLES = {
    "": [
        told("The last list: a cursor goes on behind a row", f"?{behind('releases')}", [
            {"name": "files", "about": "The files of a release, as they were written at its publication."},
        ], None),
    ],
    "observations": [
        told("A number that is known exactly",
             "observations?origin=KAZ&destination=USA&category=study&measure=visas_issued&year=2018", [STUDY]),
        told("A number of which parts are hidden: its value is unknown, its bounds are not",
             "observations?origin=KAZ&destination=CAN&category=work&measure=permits_issued&year=2019", [HIDDEN]),
    ],
    "provenance": [
        told("Cells that are counted and cells that are left out, with the reason",
             f"observations/{SLUG}/provenance", [
            {"source": "us-niv", "sheet": "FY18", "cell": cell, "printed": str(printed), "value": value,
             "label": label, "disposition": "exclude" if reason else "include", "reason_code": reason}
            for cell, printed, value, label, reason in (
                ("A130", 1178, 1178, "F-1", ""), ("B130", 265, 265, "F-2", ""), ("C130", 15, 15, "M-1", ""),
                ("D130", 3, 3, "M-2", ""), ("E130", 2205, 0, "J-1", "temporary"), ("F130", 59, 0, "J-2", "temporary"),
                ("G130", 0, 0, "Q-1", "temporary"),
            )
        ]),
    ],
    "series": [
        told("One series, which two years have a number of", "series?destination=KOR&measure=residents", [{
            "destination": "KOR", "destination_name": "South Korea", "category": "work", "measure": "residents",
            "year_basis": "calendar", "headline": True, "part_of": "", "first_year": 2023, "last_year": 2024,
            "observations": 2, "release": RELEASE,
        }]),
    ],
    "changes": [
        told("A number that was corrected, with the cause", "changes?from=1.0.0&cause=reading&destination=USA", [{
            "from_release": "1.0.0", "to_release": RELEASE, "origin": "KAZ", "destination": "USA", "year": 2017,
            "category": "study", "measure": "visas_issued", "change": "changed", "value_before": 1400,
            "value_after": 1455, "cause": "reading", "explanation": "made-up.xlsx is read otherwise than before.",
            "source": "us-niv", "file": "made-up.xlsx", "cells": 1, "amount": 55,
        }]),
    ],
    "population": [
        told("How many people one origin has", f"population?{behind('KAZ', 2018)}", [
            {"origin": "UZB", "year": 2018, "value": 32373490, "status": "normal", "release": RELEASE},
        ]),
    ],
    "areas": [
        told("The last ones: a cursor goes on behind a row", f"areas?{behind('ZAF')}", [
            {"code": "ZMB", "name_en": "Zambia", "name_ru": "Замбия", "kind": "country", "iso2": "ZM"},
            {"code": "ZWE", "name_en": "Zimbabwe", "name_ru": "Зимбабве", "kind": "country", "iso2": "ZW"},
        ], None),
    ],
    "categories": [
        told("All of them", "categories", named(
            ("work", "Work", "Работа"), ("study", "Study", "Учёба"), ("residence", "Residence", "Проживание"),
            ("asylum", "Asylum", "Убежище"),
        ), None),
    ],
    "measures": [
        told("People there on a day are a stock, all else is a flow", f"measures?{behind('temporary_asylum')}", [
            {"code": "residents", "name_en": "residents", "kind": "stock", "stage": "resident"},
            {"code": "population", "name_en": "population", "kind": "stock", "stage": "resident"},
        ], None),
    ],
    "statuses": [
        told("What the place of a number may be worth", f"statuses?{behind('partial')}", named(
            ("suppressed", "suppressed", "скрыто"), ("missing", "missing", "нет данных"),
            ("excluded", "excluded", "исключено"),
        ), None),
    ],
    "year-bases": [
        told("All of them", "year-bases", named(
            ("calendar", "calendar year", "календарный год"), ("us_fiscal", "US fiscal year", "финансовый год США"),
        ), None),
    ],
    "reasons": [
        told("Why there may be no number", f"reasons?{behind('suppressed')}", [
            {"code": "out_of_period", "name_en": "out of period", "applies_to": "gap"},
            {"code": "no_row", "name_en": "no row in the table", "applies_to": "gap"},
        ], None),
    ],
    "sources": [
        told("Who published a file, and when it was taken", "sources", [{
            "number": 1, "source": "us-niv", "title_en": "Nonimmigrant visas issued",
            "publisher_en": "U.S. Department of State", "retrieved_on": "2026-01-02",
        }]),
    ],
    "codebook": [
        told("A label that is left out, with the reason", f"codebook?release=1.0.0&{behind(6)}", [{
            "release": "1.0.0", "number": 7, "source": "us-niv", "label": "Q-1", "disposition": "exclude",
            "category": "study", "measure": "visas_issued", "reason_code": "temporary",
            "rationale": "Q-1 is left out of study.", "proposed_on": "2026-01-10", "approved_on": "2026-01-20",
        }], "1.0.0"),
    ],
    "releases": [
        told("Two editions", "releases", [
            {"version": "1.1.0", "state": "published", "published_on": "2026-11-20", "observations": 17, "new": 15},
            {"version": "1.0.0", "state": "published", "published_on": "2026-10-01", "observations": 2, "new": 2},
        ], None),
    ],
    "files": [
        told("A release with two files", "files", [
            {"release": RELEASE, "name": "observations.csv"}, {"release": RELEASE, "name": "provenance.csv"},
        ]),
    ],
}  # fmt: skip
