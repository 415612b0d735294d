"""Headings and cells to periods, and periods to years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core import periods


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2018", "2018"),
        ("2023 ", "2023"),
        ("2018年", "2018"),
        ("2018년", "2018"),
        ("2015 Total", "2015"),
        ("Fiscal Year 2018", "FY2018"),
        ("FY18", "FY2018"),
        ("FY97", "FY1997"),
        ("FY2018", "FY2018"),
        ("2018-05", "2018-05"),
        ("2018M05", "2018-05"),
        ("May 2018", "2018-05"),
        ("janv. 2018", "2018-01"),
        ("2018-Q2", "2018-Q2"),
        ("Q2 2018", "2018-Q2"),
        ("2018-03-01", "2018-03-01"),
        ("2024-12-31", "2024-12-31"),
        ("Total de 2015", "2015"),
        ("2019 год", "2019"),
        ("令和5年", "2023"),
        ("May-2018", "2018-05"),
        ("05/2018", "2018-05"),
        ("2019. 12.", "2019-12"),
        ("2019년 12월", "2019-12"),
        ("2019.1/4", "2019-Q1"),
        ("2019년 4분기", "2019-Q4"),
        ("31.12.2019", "2019-12-31"),
        ("2017-03-01T00:00:00", "2017-03-01"),
        ("1178", None),
        ("2018-13", None),
        ("2018-02-30", None),
        ("Total", None),
        ("F-1", None),
    ],
)
def test_a_text_names_a_period_or_none(text, written):
    assert periods.period(text) == written


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["2015", "Q1", "Jan"], "2015-01"),
        (["2015", "Q1", "Q1 Total"], "2015-Q1"),
        (["2015", "2015 Total", "2015 Total"], "2015"),
        (["2015", "2015 Total", ""], "2015"),
        (["2018", "1 월"], "2018-01"),
        (["2015", "T1", "févr."], "2015-02"),
        (["2015", "Total T1"], "2015-Q1"),
        (["2019", "", "II кв."], "2019-Q2"),
        (["2019", "март"], "2019-03"),
        (["2015", "2016 Total"], None),
        (["Q1", "Jan"], None),
    ],
)
def test_headings_deep_name_the_finest_period_together(texts, written):
    assert periods.join(texts) == written


@pytest.mark.parametrize(
    ("written", "basis", "year"),
    [
        ("FY2018", "us_fiscal", 2018),
        ("FY2018", "calendar", None),
        ("2018", "calendar", 2018),
        ("2018", "us_fiscal", None),
        ("2017-09", "us_fiscal", 2017),
        ("2017-10", "us_fiscal", 2018),
        ("2017-10", "calendar", 2017),
        ("2018-Q4", "calendar", 2018),
        ("2024-12-31", "calendar", 2024),
    ],
)
def test_a_period_counts_towards_a_year_of_its_basis(written, basis, year):
    assert periods.observation_year(written, basis) == year


@given(st.integers(1970, 2060), st.sampled_from(["calendar", "us_fiscal"]))
def test_a_year_has_twelve_months_that_are_all_of_it(year, basis):
    months = periods.months_of(year, basis)
    assert len(set(months)) == 12
    assert {periods.observation_year(month, basis) for month in months} == {year}


@given(st.integers(1990, 2060), st.integers(1, 12))
def test_what_camt_writes_it_reads_as_itself(year, month):
    for written in (
        f"{year}",
        f"FY{year}",
        f"{year}-{month:02}",
        f"{year}-Q{(month + 2) // 3}",
        f"{year}-{month:02}-01",
    ):
        assert periods.period(written) == written


@pytest.mark.parametrize(
    ("texts", "spans"),
    [
        (["2009-10", "2010-11", "2011-12"], True),
        (["2009/10", "2010/11"], True),
        (["2018-10", "2018-11", "2018-12"], False),
        (["2009-10"], False),
    ],
)
def test_years_that_begin_midway_are_told_from_months(texts, spans):
    assert periods.are_spans(texts) is spans


def test_what_a_year_and_a_quarter_are_made_of():
    assert periods.parts_of("2018-Q2") == [["2018-04", "2018-05", "2018-06"]]
    months, quarters = periods.parts_of("2018")
    assert (months[0], months[-1], quarters) == ("2018-01", "2018-12", ["2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"])
    assert [parts[0] for parts in periods.parts_of("FY2018")] == ["2017-10"]
    assert periods.parts_of("2018-05") == periods.parts_of("2018-12-31") == []
