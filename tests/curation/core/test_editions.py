"""Editions of the publishers' tables that are not among the real files: other years, forms, languages and orders.

Each little sheet is laid out as its publisher does; its figures are made up.
"""

import pytest

from curation.core.problems import Unreadable
from tests.curation.core.drawing import cells, draw, drawn, read

# United States


def test_a_fiscal_year_of_unhyphenated_classes_without_totals_but_the_grand_one():
    sheet = draw(
        """
        Fiscal Year 2025   | A1 | B1/B2 | BBBCC | H1B | Grand Total
        Africa
        Algeria            | 1  | 20    | 0     | 3   | 24
        Totals for Africa  | 1  | 20    | 0     | 3   | 24
        Asia
        Kazakhstan         | 1  | 1,178 | 0     | 30  | 1,209
        Grand Total        | 2  | 1,198 | 0     | 33  | 1,233
        """,
        name="FY25",
    )
    assert drawn(sheet) == cells("""
        B6 | KAZ | USA | A1    | | FY2025 | 1
        C6 | KAZ | USA | B1/B2 | | FY2025 | 1,178
        D6 | KAZ | USA | BBBCC | | FY2025 | 0
        E6 | KAZ | USA | H1B   | | FY2025 | 30
    """)


def test_titles_blank_rows_and_columns_a_source_line_and_a_sheet_of_notes_around_it():
    sheet = draw(
        """
        ||
        | Nonimmigrant Visas Issued by Classification and Nationality
        | (including Border Crossing Cards)
        ||
        | Fiscal Year 2025 | | A-1 | F-1  | Grand Total
        ||
        | Asia
        | Kazakhstan       | | 1   | 1178 | 1179
        | Kyrgyz Republic  | | 0   | 2    | 2
        | Grand Total      | | 1   | 1180 | 1181
        ||
        | Source: Department of State, report of 2026, 1 page
        """,
        name="FY25",
    )
    notes = draw("Notes | \n Visas are counted once | ", name="Notes")
    assert drawn(sheet, notes, source="us-niv") == cells("""
        D8 | KAZ | USA | A-1 | | FY2025 | 1
        E8 | KAZ | USA | F-1 | | FY2025 | 1178
        D9 | KGZ | USA | A-1 | | FY2025 | 0
        E9 | KGZ | USA | F-1 | | FY2025 | 2
    """)


def test_months_of_immigrant_visas_as_excel_dates_in_another_order():
    sheet = draw("""
        date       | country    | count | visa_type
        2024-04-01 | Uzbekistan | 1,178 | DV1
        2024-04-01 | France     | 7     | DV1
        2024-03-01 | Kazakhstan | 5     | IR1
    """)
    assert drawn(sheet) == cells("""
        C2 | UZB | USA | DV1 | | 2024-04 | 1,178
        C4 | KAZ | USA | IR1 | | 2024-03 | 5
    """)


# Canada


def test_the_study_table_in_french():
    sheet = draw("""
        Canada - Titulaires d'un permis d'études selon le pays de citoyenneté, janvier 2015 - mars 2016
        |
        Pays de citoyenneté | 2015  |       |      |          |       |               | 2016
                            | T1    |       |      | T1 Total | T2    | Total de 2015 | T1
                            | janv. | févr. | mars | T1 Total | avr.  | Total de 2015 | janv.
        Kazakhstan          | 5     | --    | 10   | 15       | 1 200 | 1 215         | --
        Ouzbékistan         | 0     | 0     | 5    | 5        | 10    | 15            | 5
        Total               | 5     | 5     | 15   | 20       | 1 210 | 1 230         | 10
        |
        Nota : les valeurs de 1 à 5 sont indiquées par « -- »
        Source : IRCC, 30 avril 2016
    """)
    assert drawn(sheet) == cells("""
        B6 | KAZ | CAN | | | 2015-01 | 5
        C6 | KAZ | CAN | | | 2015-02 | --
        D6 | KAZ | CAN | | | 2015-03 | 10
        E6 | KAZ | CAN | | | 2015-Q1 | 15
        F6 | KAZ | CAN | | | 2015-04 | 1 200
        G6 | KAZ | CAN | | | 2015 | 1 215
        H6 | KAZ | CAN | | | 2016-01 | --
        B7 | UZB | CAN | | | 2015-01 | 0
        C7 | UZB | CAN | | | 2015-02 | 0
        D7 | UZB | CAN | | | 2015-03 | 5
        E7 | UZB | CAN | | | 2015-Q1 | 5
        F7 | UZB | CAN | | | 2015-04 | 10
        G7 | UZB | CAN | | | 2015 | 15
        H7 | UZB | CAN | | | 2016-01 | 5
    """)


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Canada - Admissions de résidents permanents selon le pays de citoyenneté, 2015", "ca-pr"),
        ("Canada – Titulaires d’un permis d’études selon le pays de citoyenneté, 2015", "ca-study"),
        ("Canada - Titulaires d'un permis du Programme de mobilité internationale par pays de citoyenneté", "ca-imp"),
        ("Canada - Programme des travailleurs étrangers temporaires, selon le pays de citoyenneté", "ca-tfwp"),
        ("Canada - International Mobility Program (IMP) work permit holders by country of citizenship", "ca-imp"),
    ],
)
def test_a_title_in_either_language_tells_the_table(title, source):
    ((sheet, readings),) = read(draw(f"{title}\n|\nPays de citoyenneté | 2015 | 2016\nKazakhstan | 5 | 10"))
    assert (sheet.recognised, [reading.destination for reading in readings]) == ([source], ["CAN", "CAN"])


def test_a_year_that_is_only_called_total_under_its_year():
    sheet = draw("""
        Canada - Admissions of Permanent Residents by Country of Citizenship, January 2015 - February 2016
        Country of Citizenship | 2015 |     |          |       | 2016 |     |
                               | Q1   |     | Q1 Total | Total | Q1   |     | Total
                               | Jan  | Feb |          |       | Jan  | Feb |
        Kazakhstan             | 5    | --  | 10       | 15    | 20   | 25  | 45
    """)
    assert [line[5:] for line in drawn(sheet)] == cells("""
        2015-01 | 5
        2015-02 | --
        2015-Q1 | 10
        2015    | 15
        2016-01 | 20
        2016-02 | 25
        2016    | 45
    """)


# European Union


def test_first_permits_of_several_years_in_bulk_with_flags_and_aggregates():
    sheet = draw(r"""
        freq,reason,citizen,duration,unit,geo\TIME_PERIOD | 2019   | 2018
        A,EMP,KZ,M3-5,PER,DE                              | 12     | 11 b
        A,EMP,KZ,M6-11,PER,DE                             | 5      | : c
        A,EMP,KZ,Y_GE12,PER,EU27_2020                     | 1 201  | 3,095d
        A,EMP,KZ,TOTAL,PER,DE                             | 17     | 11
        A,FAM,TM,M_GE12,PER,FR                            | 1      | :
        A,TOTAL,KZ,TOTAL,PER,DE                           | 99     | 98
        A,FAM,EXT_EU27_2020,M_GE12,PER,FR                 | 10     | 20
        A,FAM,PE,M_GE12,PER,FR                            | 30     | 40
    """)
    ((_, readings),) = read(sheet)
    assert [
        (r.origin, r.destination, *r.label, r.breakdown, r.period, r.value, r.status, r.flag) for r in readings
    ] == [
        ("KAZ", "DEU", "EMP", "duration=M3-5", "2019", 12, "normal", ""),
        ("KAZ", "DEU", "EMP", "duration=M3-5", "2018", 11, "break", "b"),
        ("KAZ", "DEU", "EMP", "duration=M6-11", "2019", 5, "normal", ""),
        ("KAZ", "DEU", "EMP", "duration=M6-11", "2018", None, "suppressed", "c"),
        ("KAZ", "EU27_2020", "EMP", "duration=Y_GE12", "2019", 1201, "normal", ""),
        ("KAZ", "EU27_2020", "EMP", "duration=Y_GE12", "2018", 3095, "normal", "d"),
        ("KAZ", "DEU", "EMP", "duration=TOTAL", "2019", 17, "normal", ""),
        ("KAZ", "DEU", "EMP", "duration=TOTAL", "2018", 11, "normal", ""),
        ("TKM", "FRA", "FAM", "duration=M_GE12", "2019", 1, "normal", ""),
        ("TKM", "FRA", "FAM", "duration=M_GE12", "2018", None, "missing", ""),
    ]


def test_first_permits_as_sdmx_csv_where_a_person_is_no_peruvian():
    sheet = draw("""
        STRUCTURE | STRUCTURE_ID | freq | reason | citizen | duration | unit | geo | TIME_PERIOD | OBS_VALUE | OBS_FLAG
        dataflow  | ESTAT:MIGR_RESFIRST(1.0) | A | EMP | KZ | M6-11 | PER | DE        | 2018 | 12  | b
        dataflow  | ESTAT:MIGR_RESFIRST(1.0) | A | EMP | UZ | Y_GE1 | PER | EU27_2020 | 2018 | 113 |
        dataflow  | ESTAT:MIGR_RESFIRST(1.0) | A | EMP | AF | Y_GE1 | PER | DE        | 2018 | 1   |
    """)
    assert drawn(sheet) == cells("""
        J2 | KAZ | DEU | EMP | duration=M6-11 | 2018 | 12
        J3 | UZB | EU27_2020 | EMP | duration=Y_GE1 | 2018 | 113
    """)


def test_first_permits_with_codes_and_labels_side_by_side():
    sheet = draw("""
        reason | Reason     | citizen | Country of citizenship | duration | Duration  | geo | Geopolitical entity (reporting) | TIME_PERIOD | Time | OBS_VALUE | OBS_FLAG | Observation status (Flag) V2 structure
        EMP    | Employment | KZ      | Kazakhstan             | M6-11    | 6 to 11   | DE  | Germany                         | 2018        |      | 12        | b        | break
        EDUC   | Education  | KZ      | Kazakhstan             | Y_GE1    | 12 and up | FR  | France                          | 2018        |      | 13        |          |
        EMP    | Employment | UZ      | Uzbekistan             | Y_GE1    | 12 and up | FR  | France                          | 2018        |      | 14        | p        | provisional
        EMP    | Employment | UZ      | Uzbekistan             | M6-11    | 6 to 11   | FR  | France                          | 2018        |      | 15        |          |
    """)  # fmt: skip  # noqa: E501
    ((_, readings),) = read(sheet)
    assert [(r.origin, r.destination, *r.label, r.breakdown, r.value, r.flag) for r in readings] == [
        ("KAZ", "DEU", "EMP", "duration=M6-11", 12, "b"),
        ("KAZ", "FRA", "EDUC", "duration=Y_GE1", 13, ""),
        ("UZB", "FRA", "EMP", "duration=Y_GE1", 14, "p"),
        ("UZB", "FRA", "EMP", "duration=M6-11", 15, ""),
    ]


def browser_sheet(reason: str, duration: str, name: str):
    return draw(
        f"""
        Data extracted on 12/03/2023 14:03:37 from [ESTAT]
        Dataset:               | First permits by reason, length of validity and citizenship [migr_resfirst__custom_1]
        Last updated:          | 03/03/2023 11:00
        |
        Time frequency         |      | Annual
        Reason                 |      | {reason}
        Country of citizenship |      | Kazakhstan
        Duration               |      | {duration}
        Unit of measure        |      | Person
        |
        TIME                   | 2018 |   | 2019 |
        GEO (Labels)           |      |   |      |
        European Union - 27 countries (from 2020) | 1,178 | b | 1,200 |
        Germany                | 12   |   | 13   | e
        Finland                | :    | c | 5    |
        |
        Special value
        :                      | not available
        Observation flags:
        b                      | break in time series
        """,
        name=name,
    )


def test_the_data_browsers_workbook_says_above_the_table_whose_permits_they_are():
    """Years across with a column of flags beside each, a sheet for each combination, and a sheet of contents."""
    contents = draw("Contents | \nSheet 1 | Kazakhstan | Annual", name="Summary")
    sheets = [
        browser_sheet("Employment reasons", "12 months or over", "Sheet 1"),
        browser_sheet("Employment reasons", "From 6 to 11 months", "Sheet 2"),
    ]
    said = read(contents, *sheets)
    assert [
        (r.destination, *r.label, r.breakdown, r.period, r.value, r.status, r.flag)
        for _, found in said[:2]
        for r in found
    ] == [
        ("EU27_2020", "Employment reasons", "duration=12 months or over", "2018", 1178, "break", "b"),
        ("EU27_2020", "Employment reasons", "duration=12 months or over", "2019", 1200, "normal", ""),
        ("DEU", "Employment reasons", "duration=12 months or over", "2018", 12, "normal", ""),
        ("DEU", "Employment reasons", "duration=12 months or over", "2019", 13, "estimated", "e"),
        ("FIN", "Employment reasons", "duration=12 months or over", "2018", None, "suppressed", "c"),
        ("FIN", "Employment reasons", "duration=12 months or over", "2019", 5, "normal", ""),
    ]
    assert {r.breakdown for _, found in said[2:] for r in found} == {"duration=From 6 to 11 months"}
    assert {r.origin for _, found in said for r in found} == {"KAZ"}


# Japan


def test_residents_by_status_in_japanese_under_two_rows_of_headings():
    sheet = draw(
        """
        第２表　国籍・地域別　在留資格別　在留外国人（2023年12月末）
        |
        国籍・地域     | 総数   | 高度専門職       |                | 留学   | 永住者 | 特別永住者
                       |        | １号イ           | １号ロ         |        |        |
        総　数         | 9,032  | 1                | 2              | 8,744  | 241    | 44
        アジア         | 9,029  | 1                | 2              | 8,741  | 241    | 44
        ウズベキスタン | 158    | 1                | 2              | 120    | 35     | -
        カザフスタン   | 8,624  | 0                | 0              | 8,614  | 10     | -
        キルギス       | 247    | -                | …              | 7      | 196    | 44
        無国籍         | 3      | -                | -              | 3      | -      | -
        """,
        merged=[(2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 3, 4), (2, 5, 3, 5), (2, 6, 3, 6)],
    )
    assert drawn(sheet, source="jp-residents")[:5] == cells("""
        C7 | UZB | JPN | 高度専門職 / １号イ | | 2023-12-31 | 1
        D7 | UZB | JPN | 高度専門職 / １号ロ | | 2023-12-31 | 2
        E7 | UZB | JPN | 留学 | | 2023-12-31 | 120
        F7 | UZB | JPN | 永住者 | | 2023-12-31 | 35
        G7 | UZB | JPN | 特別永住者 | | 2023-12-31 | -
    """)
    ((said, readings),) = read(sheet)
    assert said.recognised == ["jp-residents"]
    assert [(r.printed, r.value, r.status) for r in readings if r.origin == "KGZ"] == [
        ("-", 0, "normal"),
        ("…", None, "missing"),
        ("7", 7, "normal"),
        ("196", 196, "normal"),
        ("44", 44, "normal"),
    ]
    assert {total.outcome for total in said.reader.totals.found} == {"equal"}


def test_entries_in_japanese_of_a_year_of_an_era():
    sheet = draw("""
        第１表　国籍・地域別　入国外国人の在留資格（令和５年）
        国籍・地域   | 総数    | 短期滞在 | 留学 | 家族滞在
        総数         | 8,649   | 8,619    | 20   | 10
        カザフスタン | 8,624   | 8,614    | 10   | -
        キルギス     | 25      | 5        | 10   | 10
    """)
    assert [line[1:] for line in drawn(sheet, source="jp-entries")] == cells("""
        KAZ | JPN | 短期滞在 | | 2023 | 8,614
        KAZ | JPN | 留学     | | 2023 | 10
        KAZ | JPN | 家族滞在 | | 2023 | -
        KGZ | JPN | 短期滞在 | | 2023 | 5
        KGZ | JPN | 留学     | | 2023 | 10
        KGZ | JPN | 家族滞在 | | 2023 | 10
    """)


# Korea


def test_a_wide_table_of_years_and_sexes_with_letter_spaced_names():
    sheet = draw("""
        국적별(1)            | 체류자격별(1)   | 2018 | 2018 | 2018 | 2019 | 2019 | 2019
        국적별(1)            | 체류자격별(1)   | 계   | 남자 | 여자 | 계   | 남자 | 여자
        총계                 | 총계            | 60   | 31   | 29   | 66   | 35   | 31
        우 즈 베 키 스 탄    | 총계            | 57   | 30   | 27   | 62   | 33   | 29
        우 즈 베 키 스 탄    | 유학(D-2)       | 27   | 15   | 12   | 31   | 16   | 15
        우 즈 베 키 스 탄    | 비전문취업(E-9) | 30   | 15   | 15   | 31   | 17   | 14
        카자흐스탄           | 유학(D-2)       | 3    | 1    | 2    | 4    | 2    | 2
    """)
    assert drawn(sheet) == cells("""
        D5 | UZB | | 유학(D-2)       | sex=남자 | 2018 | 15
        E5 | UZB | | 유학(D-2)       | sex=여자 | 2018 | 12
        G5 | UZB | | 유학(D-2)       | sex=남자 | 2019 | 16
        H5 | UZB | | 유학(D-2)       | sex=여자 | 2019 | 15
        D6 | UZB | | 비전문취업(E-9) | sex=남자 | 2018 | 15
        E6 | UZB | | 비전문취업(E-9) | sex=여자 | 2018 | 15
        G6 | UZB | | 비전문취업(E-9) | sex=남자 | 2019 | 17
        H6 | UZB | | 비전문취업(E-9) | sex=여자 | 2019 | 14
        D7 | KAZ | | 유학(D-2)       | sex=남자 | 2018 | 1
        E7 | KAZ | | 유학(D-2)       | sex=여자 | 2018 | 2
        G7 | KAZ | | 유학(D-2)       | sex=남자 | 2019 | 2
        H7 | KAZ | | 유학(D-2)       | sex=여자 | 2019 | 2
    """)


def test_residents_by_status_with_rows_of_both_sexes_together():
    sheet = draw("""
        대륙   | 국적       | 성별 | A1(외교) | D2(유학)
        아시아 | 카자흐스탄 | 계   | 3        | 5
        아시아 | 카자흐스탄 | 남성 | 1        | 2
        아시아 | 카자흐스탄 | 여성 | 2        | 3
    """)
    assert drawn(sheet, period="2024-12-31") == cells("""
        D3 | KAZ | KOR | A1(외교) | sex=남성 | 2024-12-31 | 1
        E3 | KAZ | KOR | D2(유학) | sex=남성 | 2024-12-31 | 2
        D4 | KAZ | KOR | A1(외교) | sex=여성 | 2024-12-31 | 2
        E4 | KAZ | KOR | D2(유학) | sex=여성 | 2024-12-31 | 3
    """)


def test_registered_foreigners_whose_title_says_the_day():
    sheet = draw("""
        등록외국인 국적별 체류자격별 현황 (2023년 12월말)
        국적         | 성별 | D1 | D2 | 총계
        키 르 기 즈  | 남   | 1  | 2  | 3
        키르기스스탄 | 여   | 2  | 3  | 5
    """)
    assert [line[1:] for line in drawn(sheet, source="kr-registered")] == cells("""
        KGZ | KOR | D1 | sex=남 | 2023-12-31 | 1
        KGZ | KOR | D2 | sex=남 | 2023-12-31 | 2
        KGZ | KOR | D1 | sex=여 | 2023-12-31 | 2
        KGZ | KOR | D2 | sex=여 | 2023-12-31 | 3
    """)


# Russia


MINISTRY = """
    Отдельные показатели миграционной ситуации в Российской Федерации за {} 2019 года
    с распределением по странам
    |
    № п/п | Страна гражданства    | Количество фактов постановки на миграционный учет |                             |       |         | Принято решений о выдаче           |
          |                       | всего                                             | в том числе по целям въезда |       |         | разрешений на временное проживание | вида на жительство
          |                       |                                                   | Работа                      | Учеба | Частная |                                    |
    1     | 2                     | 3                                                 | 4                           | 5     | 6       | 7                                  | 8
          | Всего                 | 300                                               | 200                         | 75    | 25      | 30                                 | 10
          | Страны СНГ            | 300                                               | 200                         | 75    | 25      | 30                                 | 10
    1     | Казахстан             | 100                                               | 50                          | 25    | 25      | 10                                 | 5
    2     | Республика Узбекистан | 200                                               | 150                         | 50    | -       | 20                                 | 5
"""  # noqa: E501


def test_the_ministrys_table_of_purposes_and_permits_of_a_year():
    """Every heading is a class of its own, its totals too: a person decides which of them count."""
    facts = "Количество фактов постановки на миграционный учет"
    purposes = f"{facts} / в том числе по целям въезда"
    assert [line for line in drawn(draw(MINISTRY.format("январь - декабрь"))) if line[1] == "UZB"] == cells(f"""
        C11 | UZB | RUS | {facts} / всего | | 2019 | 200
        D11 | UZB | RUS | {purposes} / Работа | | 2019 | 150
        E11 | UZB | RUS | {purposes} / Учеба | | 2019 | 50
        F11 | UZB | RUS | {purposes} / Частная | | 2019 | -
        G11 | UZB | RUS | Принято решений о выдаче / разрешений на временное проживание | | 2019 | 20
        H11 | UZB | RUS | Принято решений о выдаче / вида на жительство | | 2019 | 5
    """)
    ((sheet, _),) = read(draw(MINISTRY.format("январь - декабрь")))
    assert (sheet.recognised, {total.outcome for total in sheet.reader.totals.found}) == (["ru-mvd"], {"equal"})


@pytest.mark.parametrize(
    ("months", "said"),
    [("январь - июнь", "2019-01 to 2019-06"), ("январь–сентябрь", "2019-01 to 2019-09"), ("I полугодие", "to 2019-06")],
)
def test_half_a_year_is_never_taken_for_a_whole_one(months, said):
    with pytest.raises(Unreadable, match=f"{said}, which is no year, quarter or month"):
        read(draw(MINISTRY.format(months)), source="ru-mvd")


@pytest.mark.parametrize(
    ("months", "period"), [("январь - март", "2019-Q1"), ("май", "2019-05"), ("1 квартал", "2019-Q1")]
)
def test_quarters_and_months_are_what_they_are(months, period):
    assert {line[5] for line in drawn(draw(MINISTRY.format(months)))} == {period}


# UNHCR


def test_the_refugee_data_finders_download():
    sheet = draw("""
        Year | Country of origin | Country of origin (ISO) | Country of asylum        | Country of asylum (ISO) | Authority | Application type | Stage of procedure | Cases / Persons | applied
        2018 | Kazakhstan        | KAZ                     | Germany                  | DEU                     | G         | N                | FI                 | P               | 120
        2018 | Kazakhstan        | KAZ                     | United States of America | USA                     | G         | N                | IN                 | C               | 33
        2018 | Uzbekistan        | UZB                     | Sweden                   | SWE                     | G         | R                | NA                 | P               | 5
        2018 | Syrian Arab Rep.  | SYR                     | Finland                  | FIN                     | G         | N                | NA                 | P               | 700
    """)  # fmt: skip  # noqa: E501
    assert drawn(sheet) == cells("""
        J2 | KAZ | DEU | G / N / FI / P | | 2018 | 120
        J3 | KAZ | USA | G / N / IN / C | | 2018 | 33
        J4 | UZB | SWE | G / R / NA / P | | 2018 | 5
    """)


# The rest


def test_the_world_banks_own_wide_file_with_its_preface_and_a_year_to_come():
    sheet = draw("""
        Data Source       | World Development Indicators
        |
        Last Updated Date | 2024-06-28
        |
        Country Name | Country Code | Indicator Name    | Indicator Code | 2018     | 2019     | 2020
        Kazakhstan   | KAZ          | Population, total | SP.POP.TOTL    | 18276452 | 18513673 |
        World        | WLD          | Population, total | SP.POP.TOTL    | 76617763 | 77426819 |
        Uzbekistan   | UZB          | Population, total | SP.POP.TOTL    | 32956100 | 33580350 |
    """)
    assert drawn(sheet, source="wb-population") == cells("""
        E6 | KAZ | | | | 2018 | 18276452
        F6 | KAZ | | | | 2019 | 18513673
        E8 | UZB | | | | 2018 | 32956100
        F8 | UZB | | | | 2019 | 33580350
    """)


def test_first_permits_with_labels_only():
    sheet = draw("""
        DATAFLOW | Time frequency | Reason             | Country of citizenship | Duration            | Unit of measure | Geopolitical entity (reporting) | Time | Observation value | Observation status (Flag)
        X        | Annual         | Employment reasons | Kazakhstan             | From 6 to 11 months | Person          | Germany                         | 2018 | 12                | b
        X        | Annual         | Education reasons  | Uzbekistan             | 12 months or over   | Person          | France                          | 2018 | 13                |
    """)  # fmt: skip  # noqa: E501
    assert drawn(sheet) == cells("""
        I2 | KAZ | DEU | Employment reasons | duration=From 6 to 11 months | 2018 | 12
        I3 | UZB | FRA | Education reasons  | duration=12 months or over   | 2018 | 13
    """)


def test_residents_as_a_list_from_japans_database():
    sheet = draw("""
        tab_code | 表章項目     | cat01_code | 国籍・地域     | cat02_code | 在留資格 | time_code  | 時間軸（四半期） | unit | value | annotation
        01       | 在留外国人数 | 110        | ウズベキスタン | 100        | 総数     | 2023000606 | 2023年6月        | 人   | 120   |
        01       | 在留外国人数 | 110        | ウズベキスタン | 200        | 留学     | 2023000606 | 2023年6月        | 人   | 100   |
        01       | 在留外国人数 | 110        | ウズベキスタン | 300        | 永住者   | 2023000606 | 2023年6月        | 人   | 20    |
        01       | 在留外国人数 | 120        | カザフスタン   | 200        | 留学     | 2023000606 | 2023年6月        | 人   | -     |
    """)  # fmt: skip  # noqa: E501
    assert drawn(sheet, source="jp-residents") == cells("""
        J3 | UZB | JPN | 留学   | | 2023-06 | 100
        J4 | UZB | JPN | 永住者 | | 2023-06 | 20
        J5 | KAZ | JPN | 留学   | | 2023-06 | -
    """)


def test_men_and_women_across_and_statuses_under_merged_countries():
    sheet = draw(
        """
        Residents at the end of 2019
        Country of citizenship | Status  | Men | Women | Total
        Kazakhstan             | Student | 1   | 2     | 3
                               | Worker  | 3   | 4     | 7
                               | Total   | 4   | 6     | 10
        Uzbekistan             | Student | 5   | 6     | 11
        """,
        merged=[(2, 0, 4, 0)],
    )
    assert drawn(sheet) == cells("""
        C3 | KAZ | | Student | sex=Men   | 2019 | 1
        D3 | KAZ | | Student | sex=Women | 2019 | 2
        C4 | KAZ | | Worker  | sex=Men   | 2019 | 3
        D4 | KAZ | | Worker  | sex=Women | 2019 | 4
        C6 | UZB | | Student | sex=Men   | 2019 | 5
        D6 | UZB | | Student | sex=Women | 2019 | 6
    """)
