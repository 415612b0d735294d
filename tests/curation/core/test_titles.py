"""Lines of prose above a table, and the periods they speak of."""

import pytest

from curation.core.titles import spoken_of


@pytest.mark.parametrize(
    ("line", "periods"),
    [
        ("Nonimmigrant Visas Issued, Fiscal Year 2019", ["FY2019"]),
        ("October 2017 through September 2018", ["FY2018"]),
        ("Admissions of Permanent Residents, January 2015 - April 2023", ["2015-01/2023-04"]),
        ("janvier 2015 à mars 2025", ["2015-01/2025-03"]),
        ("January–December 2019", ["2019"]),
        ("January to March 2019", ["2019-Q1"]),
        ("31 December 2019", ["2019-12-31"]),
        ("as of June 30, 2024", ["2024-06-30"]),
        ("May 2018", ["2018-05"]),
        ("Q3 2019", ["2019-Q3"]),
        ("First half of 2019", ["2019-01/2019-06"]),
        ("2016-2019", ["2016/2019"]),
        ("2018/19", ["2018/2019"]),
        ("2018-05", ["2018-05"]),
        ("за январь - декабрь 2019 года", ["2019"]),
        ("за январь-июнь 2019 года", ["2019-01/2019-06"]),
        ("за 2019 год", ["2019"]),
        ("за май 2019 г.", ["2019-05"]),
        ("II квартал 2019 года", ["2019-Q2"]),
        ("I полугодие 2019 г.", ["2019-01/2019-06"]),
        ("по состоянию на 1 января 2020 года", ["2020-01-01"]),
        ("на 31.12.2019", ["2019-12-31"]),
        ("在留外国人（2023年6月末）", ["2023-06-30"]),
        ("令和５年12月末現在", ["2023-12-31"]),
        ("令和元年", ["2019"]),
        ("2023年", ["2023"]),
        ("2018년 12월말", ["2018-12-31"]),
        ("2018 and 2019", ["2018", "2019"]),
        ("2018, once more 2018", ["2018"]),
        ("Table 20192 of 2019", ["2019"]),
        ("31 February 2019", []),
        ("No year here", []),
    ],
)
def test_a_line_speaks_of_periods(line, periods):
    assert spoken_of([line]) == periods


def test_lines_speak_together_and_each_period_once():
    assert spoken_of(["Permits of 2018", "of 2018 and May 2019"]) == ["2018", "2019-05"]
