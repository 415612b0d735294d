"""Whether two files can be editions of one table. Figures are made up, but for the real files at the end."""

from functools import cache
from pathlib import Path

import pytest

from curation.core.files import open_book, read_sheets
from curation.core.likeness import Number, compare
from curation.knowledge import from_files
from tests.real import SOURCES, needs_sources


def months(*people, by=0):
    """Numbers of Kazakhstan, month by month."""
    return {("KAZ", "CAN", f"2018-{n:02}"): Number(p, max(p - by, 0), p + by) for n, p in enumerate(people, 1)}


def years(**people):
    return {("KAZ", "USA", year): Number(p, p, p) for year, p in people.items()}


def test_a_table_three_times_as_large_is_another_and_a_revision_is_not():
    before = months(40, 40, 40, 40, 40)
    assert compare(before, months(120, 120, 120, 120, 120)).many_times
    assert compare(months(120, 120, 120, 120, 120), before).many_times
    assert not compare(before, months(60, 90, 20, 50, 70)).another_table


def test_few_numbers_and_few_people_say_nothing():
    assert not compare(months(40, 40, 40, 40), months(400, 400, 400, 400)).another_table
    assert not compare(months(1, 2, 1, 2, 1), months(10, 20, 10, 20, 10)).another_table


def test_more_than_a_quarter_of_other_numbers_are_another_table():
    people = [50] * 24
    assert compare(months(*people), months(*[80] * 6, *[50] * 18)).another_table is False
    found = compare(months(*people), months(*[80] * 7, *[50] * 17))
    assert (found.shared, found.others, found.another_table, found.many_times) == (24, 7, True, False)


@pytest.mark.parametrize(
    "before, now, others",
    [
        ((50, 2), (53, 2), 0),  # rounded to five, the bounds meet
        ((5, 0), (10, 0), 0),  # one step of rounding is no other number, however small both are
        ((500, 0), (590, 0), 0),  # revised by less than a fifth
        ((500, 0), (700, 0), 1),
    ],
)
def test_rounding_and_revisions_are_no_other_numbers(before, now, others):
    assert compare(months(before[0], by=before[1]), months(now[0], by=now[1])).others == others


def test_a_hidden_number_without_upper_bound_meets_any_larger_one():
    hidden = {("KAZ", "CAN", "2018-01"): Number(1, 1, None)}
    assert compare(hidden, months(500)).others == 0
    assert compare(months(500), hidden).others == 0


def test_the_last_year_may_have_been_unfinished():
    before = years(FY2014=100, FY2015=100, FY2016=100, FY2017=100, FY2018=100, FY2019=20)
    now = years(FY2014=100, FY2015=100, FY2016=100, FY2017=100, FY2018=100, FY2019=9_000, FY2020=9_000)
    found = compare(before, now)
    assert (found.shared, found.now, found.another_table) == (5, 500, False)


def test_places_without_people_say_nothing():
    assert compare(months(*[0] * 30), months(*[0] * 30)).shared == 0


# Real editions of real tables

PR, PR_BOOK = "ca-ircc-monthly-csv/ODP-PR-Citz.csv", "ca-ircc-pr-citz-2023-04/EN_ODP-PR-Citz.xlsx"
STUDY, STUDY_BOOK = (
    "ca-ircc-monthly-csv/ODP-TR-Study-IS_CITZ.csv",
    "ca-ircc-study-citz-2025-03/EN_ODP-TR-Study-IS_CITZ_sign_date.csv",
)
IMP, TFWP = "ca-ircc-monthly-csv/ODP-TR-Work-IMP-CITZ.csv", "ca-ircc-monthly-csv/ODP-TR-Work-TFWP-CITZ.csv"
TABLES = {
    PR: "ca-pr-monthly",
    PR_BOOK: "ca-pr",
    STUDY: "ca-study-monthly",
    STUDY_BOOK: "ca-study",
    IMP: "ca-imp",
    TFWP: "ca-tfwp",
}


@cache
def real(name):
    """What a real file holds of the five origins; these tables have one label."""
    book, found = open_book(SOURCES / name, name=Path(name).name), {}
    for sheet in read_sheets(book, from_files(), source=TABLES[name]):
        for reading in sheet.reader.readings() if not sheet.aside else ():
            people = reading.lower if reading.value is None else reading.value
            found[reading.origin, reading.destination, reading.period] = Number(people, reading.lower, reading.upper)
    return found


@needs_sources
@pytest.mark.parametrize("earlier, later", [(PR_BOOK, PR), (STUDY, STUDY_BOOK)])
def test_editions_of_one_table_more_than_a_year_apart(earlier, later):
    found = compare(real(earlier), real(later))
    assert found.shared > 400
    assert found.same_numbers and not found.another_table


@needs_sources
@pytest.mark.parametrize("accepted", [PR, STUDY, IMP, TFWP])
@pytest.mark.parametrize("uploaded", [PR, STUDY, IMP, TFWP])
def test_another_table_of_the_same_layout(accepted, uploaded):
    found = compare(real(accepted), real(uploaded))
    assert found.another_table is (accepted != uploaded)
    assert found.same_numbers is (accepted == uploaded)
