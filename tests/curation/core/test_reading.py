"""What sheets do to their readers, and what reading makes of it. All figures are made up."""

from collections import Counter

import pytest

from curation.core.files import Knowledge, read_sheets
from curation.core.problems import Unreadable
from curation.core.tables import Hints
from tests.curation.core.drawing import book, cells, draw, drawn, known, read


def account(sheet):
    """How many cells were set aside for each reason."""
    counted = Counter()
    for run in sheet.reader.set_aside:
        counted[run.reason] += run.cells
    return dict(counted)


def problems(*grids, **how):
    return [problem for sheet, _ in read(*grids, **how) for problem in sheet.reader.problems]


# A key printed once for several rows

ONCE = """
    都道府県 | 国籍・地域     | 在留資格 | 人数
    東京都   | ウズベキスタン | 留学     | 10
             |                | 永住者   | 5
             | カザフスタン   | 留学     | 3
    大阪府   | ウズベキスタン | 留学     | 4
"""
FILLED = cells("""
    D2 | UZB | | 留学   | province=東京都 | 2023-12-31 | 10
    D3 | UZB | | 永住者 | province=東京都 | 2023-12-31 | 5
    D4 | KAZ | | 留学   | province=東京都 | 2023-12-31 | 3
    D5 | UZB | | 留学   | province=大阪府 | 2023-12-31 | 4
""")


def test_is_filled_down_where_its_cells_are_merged():
    assert drawn(draw(ONCE, merged=[(1, 0, 3, 0), (1, 1, 2, 1)]), period="2023-12-31") == FILLED


def test_or_where_a_person_says_so():
    assert drawn(draw(ONCE), period="2023-12-31", fill_down="都道府県; 国籍*") == FILLED


def test_else_it_is_asked_for():
    assert problems(draw(ONCE), period="2023-12-31") == [
        "Sheet Sheet1, row 3: column B “国籍・地域” names no place beside these numbers, below those of UZB; if "
        "a place is "
        "printed once for several rows, declare fill_down as “国籍・地域”, else name the row in the file.",
        "Sheet Sheet1, row 4: column A “都道府県” is blank beside numbers; if its text is printed once for "
        "several rows, "
        "declare fill_down as “都道府県”, or blank as “都道府県” where it says what it means by saying nothing.",
    ]


def test_a_blank_that_means_what_it_says_is_declared_too():
    sheet = draw("""
        Year | Country of citizenship | Sex | Count
        2018 | Kazakhstan             | F   | 4
        2018 | Kazakhstan             |     | 1
    """)
    assert len(problems(sheet)) == 1
    assert (problems(sheet, blank="Sex"), [line[4] for line in drawn(sheet, blank="Sex")]) == ([], ["sex=F", ""])


def test_numbers_without_a_destination_are_asked_for():
    sheet = draw("""
        Year | Country of origin | Country of asylum | Count
        2018 | Kazakhstan        | Germany           | 4
        2018 | Kazakhstan        |                   | 1
    """)
    assert problems(sheet) == [
        "Sheet Sheet1, row 3: column C “Country of asylum” names no place beside numbers of KAZ; if a place is "
        "printed once "
        "for several rows, declare fill_down as “Country of asylum”, else name it in the file."
    ]


# A place left blank in one of two languages

IRCC = """
    EN_YEAR | EN_QUARTER | EN_MONTH | FR_ANNEÉ | FR_TRIMESTRE | FR_MOIS | EN_COUNTRY_OF_CITIZENSHIP | FR_PAYS_DE_CITOYENNETÉ | TOTAL
    2015    | Q1         | Feb      | 2015     | T1           | fév.    | Afghanistan               | Afghanistan            | 125
    2015    | Q1         | Feb      | 2015     | T1           | fév.    |                           | Ouzbékistan            | 25
    2015    | Q1         | Feb      | 2015     | T1           | fév.    | Kazakhstan                |                        | 5
    2015    | Q1         | Feb      | 2015     | T1           | fév.    |                           | Pérou                  | 10
    2015    | Q1         | Feb      | 2015     | T1           | fév.    |                           | Atlantide              | 15
"""  # noqa: E501


@pytest.mark.parametrize("source", ["ca-pr-monthly", "ca-study-monthly", "ca-imp", "ca-tfwp"])
def test_is_taken_from_the_other_language_where_the_layout_says_that_both_are_the_same(source):
    ((said, _),) = read(draw(IRCC), source=source)
    assert drawn(draw(IRCC), source=source) == cells("""
        I3 | UZB | CAN | | | 2015-02 | 25
        I4 | KAZ | CAN | | | 2015-02 | 5
    """)
    assert said.layout.assumed == (
        "no place in cell G3 and 2 more: taken from column H “FR_PAYS_DE_CITOYENNETÉ” beside it",
    )
    assert said.reader.unknown_places == {"Atlantide": "Sheet1!H6"}
    assert said.reader.unknown_counts == {"Atlantide": (1, 15)}


def test_is_taken_from_there_when_the_whole_column_is_blank():
    sheet = draw(IRCC.replace("Afghanistan    ", "").replace("Kazakhstan    ", ""))
    assert [line[:2] for line in drawn(sheet, source="ca-imp")] == [["I3", "UZB"]]


def test_words_in_place_of_its_number_are_refused_all_the_same():
    assert problems(draw(IRCC.replace("| 25", "| many")), source="ca-imp") == [
        "Sheet1!I3: “many” is neither a count nor a mark this table uses; expected a whole number, or declare "
        "what the mark means."
    ]


def test_a_blank_destination_too():
    hints = {"columns": [["geo", "destination"], ["Reporting country", "same:destination"]]}
    sheet = draw("""
        Year | Country of citizenship | geo | Reporting country | Count
        2018 | Kazakhstan             | DE  | Germany           | 4
        2018 | Kazakhstan             |     | Sweden            | 5
    """)
    [said] = read_sheets(book(sheet), Knowledge(known().names, {"two": Hints("two", hints)}), source="two")
    assert [(r.destination, r.value) for r in said.reader.readings()] == [("DEU", 4), ("SWE", 5)]
    assert said.reader.problems == []


def test_is_refused_where_nobody_says_that_both_are_the_same():
    """Country of birth stands beside citizenship too, and mostly says the same."""
    sheet = draw("""
        Year | Country of citizenship | Nationality | Count
        2018 | Peru                   | Pérou       | 4
        2018 |                        | Ouzbékistan | 7
        2018 |                        | Chili       | 9
    """)
    assert problems(sheet) == [
        "Sheet Sheet1, row 3: column B “Country of citizenship” is blank beside numbers, and column C “Nationality” "
        "names UZB; let the layout of the source table call “Nationality” same:origin if both always say the same, "
        "else name the row in the file."
    ]


# Totals among the data


def test_totals_over_places_labels_and_breakdowns_are_set_aside():
    sheet = draw("""
        Year | Country of citizenship | Visa type | Sex   | Count
        2018 | Kazakhstan             | Work      | F     | 4
        2018 | Kazakhstan             | Work      | M     | 6
        2018 | Kazakhstan             | Work      | Total | 10
        2018 | Kazakhstan             | Total     | F     | 4
        2018 | Asia                   | Work      | F     | 40
        2018 | Total                  | Work      | F     | 400
        2018 | European Union         | Work      | F     | 4000
    """)
    assert drawn(sheet) == cells("""
        E2 | KAZ | | Work | sex=F | 2018 | 4
        E3 | KAZ | | Work | sex=M | 2018 | 6
    """)
    ((said, _),) = read(sheet)
    assert account(said) == {"heading": 13, "total": 20, "out_of_scope": 5}


def test_but_not_where_hints_say_that_the_total_is_what_counts():
    sheet = draw("""
        TIME | GEO     | CITIZEN    | SEX   | AGE   | ASYL_APP             | UNIT   | Value
        2018 | Germany | Kazakhstan | Total | Total | First time applicant | Person | 10
        2018 | Germany | Kazakhstan | Males | Total | First time applicant | Person | 6
    """)
    assert [line[4] for line in drawn(sheet, source="eu-asylum")] == ["sex=Total", "sex=Males"]


def test_a_total_column_of_each_year_and_a_year_called_total():
    classes = draw("""
        Country of citizenship | 2018 |       |       | 2019 |       |
                               | Work | Study | Total | Work | Study | Total
        Kazakhstan             | 1    | 2     | 3     | 4    | 5     | 9
    """)
    assert [line[3:] for line in drawn(classes)] == cells("""
        Work  | | 2018 | 1
        Study | | 2018 | 2
        Work  | | 2019 | 4
        Study | | 2019 | 5
    """)
    months = draw("""
        Issued in 2019
        Country of citizenship | Jan | Feb | Mar | Total
        Kazakhstan             | 1   | 2   | 3   | 6
    """)
    assert [line[5:] for line in drawn(months)] == [["2019-01", "1"], ["2019-02", "2"], ["2019-03", "3"]]


# What is no count


@pytest.mark.parametrize(
    "mark", ["-", "–", "x", "c", "n/a", "-5", "about 5", "5 persons", "12,5", "1.2E+05", "0047", "½"]
)
def test_a_mark_nobody_declared_is_never_guessed(mark):
    peru = "\nPeru | 1 | 2\nChile | 3 | 4\nCuba | 5 | 6"
    sheet = draw(f"Permits of 2019\nCountry of citizenship | Work | Study\nKazakhstan | {mark} | 5{peru}")
    assert problems(sheet) == [
        f"Sheet1!B3: “{mark}” is neither a count nor a mark this table uses; expected a whole number, or declare "
        f"what the mark "
        "means."
    ]


def test_a_column_that_is_half_numbers_may_be_one_of_two_things():
    with pytest.raises(Unreadable) as refusal:
        drawn(draw("2019\nCountry of citizenship | Work | Study\nKazakhstan | unknown | 5\nPeru | 1 | 2"))
    assert str(refusal.value) == (
        "Sheet Sheet1, column B “Work” holds numbers, and texts such as “unknown” that are none; declare what "
        "they stand for, or "
        "correct them."
    )


FEW = "Permits of 2019\nCountry of citizenship | Work | Study\n"
NO_COUNT = (
    "“{}” is neither a count nor a mark this table uses; expected a whole number, or declare what the mark means."
)
GONE_WRONG = ["-5", "−5", "12,5", "+7", "2018-05-01", "01.05.2018", "5/1/2018", "May-18", "-", "x"]


@pytest.mark.parametrize("printed", GONE_WRONG)
@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ("Kazakhstan | {} | 5\nUzbekistan | 1 | 2", "B3"),
        ("Kazakhstan | 1 | 5\nUzbekistan | 2 | {}", "C4"),
        ("Kazakhstan | {} | 5\nPeru | 1 | 2", "B3"),
        ("Kazakhstan | {} | 5\nPeru | 1 | 2\nChile | 3 | 4\nCuba | 5 | 6\nUzbekistan | 7 | 8", "B3"),
    ],
)
def test_two_rows_refuse_what_is_no_count_as_five_do(rows, cell, printed):
    assert problems(draw(FEW + rows.format(printed))) == [f"Sheet1!{cell}: {NO_COUNT.format(printed)}"]


@pytest.mark.parametrize("printed", ["-5", "12,5", "2018-05-01"])
@pytest.mark.parametrize(
    "rows",
    [
        "Country of citizenship | Work\nKazakhstan | {}\nUzbekistan | 1",
        "Country of citizenship | Work | Study\nKazakhstan | {} | {}\nUzbekistan | 1 | 2",
        "Country of citizenship | Visa type | Work | Study\nKazakhstan | A | {} | {}\nUzbekistan | B | 1 | 2",
    ],
)
def test_a_first_row_without_a_count_is_no_heading(rows, printed):
    (problem,) = problems(draw("Permits of 2019\n" + rows.format(printed, printed)))
    assert problem.endswith(f"3: {NO_COUNT.format(printed)}")


@pytest.mark.parametrize("rows", ["Work | -5 | -6\nStudy | 1 | 2", "Study | 1 | 2\nWork | -5 | -6"])
@pytest.mark.parametrize(
    ("headings", "declared"),
    [("Permit type | Kazakhstan | Peru", {}), ("Permit type | Issued | Refused", {"origin": "KAZ"})],
)
def test_nor_is_a_row_lost_whose_origin_stands_elsewhere(headings, declared, rows):
    (problem,) = problems(draw(f"Permits of 2019\n{headings}\n{rows}"), **declared)
    assert problem.endswith(NO_COUNT.format("-5"))


@pytest.mark.parametrize("heading", ["Work", "Work permits"])
@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("-5", "-6", "holds “-5” and the like, which are no counts"),
        ("5,5", "01.05.18", "holds “5,5” and the like, which are no counts"),
        ("-", "–", "holds “-” and the like, which are no counts"),
        ("2018-05-01", "2018-06-01", "holds dates such as “2018-05-01”, and its heading does not speak of time"),
        ("May 2018", "May 2018", "holds dates such as “May 2018”, and its heading does not speak of time"),
    ],
)
def test_a_column_of_nothing_but_such_is_asked_about(first, second, sentence, heading):
    sheet = draw(f"{FEW.replace('Work', heading)}Kazakhstan | {first} | 5\nUzbekistan | {second} | 2")
    with pytest.raises(Unreadable, match=f"Sheet Sheet1, column B “{heading}” {sentence}"):
        drawn(sheet)


@pytest.mark.parametrize(("first", "second"), [("C", "X"), ("01", "02")])
def test_but_signs_that_may_name_a_class_under_a_heading_of_classes(first, second):
    sheet = draw(f"Permits of 2019\nCountry | Visa class | Count\nKazakhstan | {first} | 5\nUzbekistan | {second} | 2")
    assert [line[3] for line in drawn(sheet)] == [first, second]


@pytest.mark.parametrize("heading", ["Reference date", "Date of count", "기준월", "Отчётный период", ""])
def test_unless_its_heading_may_speak_of_time(heading):
    sheet = draw(f"Country of citizenship | {heading} | Count\nKazakhstan | 2018-05-01 | 5")
    assert [line[5:] for line in drawn(sheet)] == [["2018-05-01", "5"]]


def test_a_declared_one_is_what_was_declared():
    sheet = draw("""
        Permits of 2019
        Country of citizenship | Work | Study
        Afghanistan            | -    | x
        Kazakhstan             | 1    | -
        Uzbekistan             | x    | n/a
    """)
    ((_, readings),) = read(sheet, marks="- none; x hidden; n/a missing")
    assert [(r.printed, r.value, r.lower, r.upper, r.status) for r in readings] == [
        ("1", 1, 1, 1, "normal"),
        ("-", 0, 0, 0, "normal"),
        ("x", None, 0, None, "suppressed"),
        ("n/a", None, None, None, "missing"),
    ]


def test_a_row_of_nothing_but_unknown_marks_is_no_empty_row():
    sheet = draw("""
        Permits of 2019
        Country of citizenship | Work | Study
        Kazakhstan             | 1    | 5
        Peru                   | 1    | 2
        Uzbekistan             | x    | x
    """)
    assert problems(sheet) == [
        "Sheet1!B5: “x” is neither a count nor a mark this table uses; expected a whole number, or declare what "
        "the mark means."
    ]


@pytest.mark.parametrize("printed", ["0.24", "1.234"])
def test_half_a_person_is_refused(printed):
    (problem,) = problems(draw(f"2019\nCountry of citizenship | Work | Study\nKazakhstan | {printed} | 5"))
    assert problem.startswith(f"Sheet1!B3: “{printed}” is not a whole number")


def test_shares_changes_and_running_numbers_count_nobody():
    sheet = draw("""
        Permits of 2019
        No | Country of citizenship | Work | % of total | Change | Rate per 1,000
        1  | Kazakhstan             | 100  | 50.5%      | -5     | 1.5
        2  | Uzbekistan             | 98   | 49.5%      | +7     | 0.2
        3  | Peru                   | 1    | 0%         | 0      | 0.1
    """)
    assert drawn(sheet) == cells("""
        C3 | KAZ | | Work | | 2019 | 100
        C4 | UZB | | Work | | 2019 | 98
    """)


def test_figures_in_other_digits_and_with_other_blanks():
    sheet = draw("""
        Country of citizenship | 2018        | 2019
        Kazakhstan             | １，１７８  | 1\u00a0234
        Uzbekistan             | 1\u2009178  | 1\u202f178¹
    """)
    ((_, readings),) = read(sheet)
    assert [(r.value, r.flag) for r in readings] == [(1178, ""), (1234, ""), (1178, ""), (1178, "¹")]


# Headings


def test_a_heading_repeated_on_every_page_is_a_heading():
    sheet = draw("""
        Country of citizenship | 2018 | 2019
        Kazakhstan             | 1    | 2
        Country of citizenship | 2018 | 2019
        Uzbekistan             | 3    | 4
    """)
    ((said, _),) = read(sheet)
    assert [line[-1] for line in drawn(sheet)] == ["1", "2", "3", "4"]
    assert account(said) == {"heading": 8}


@pytest.mark.parametrize(
    ("drawing", "sentence"),
    [
        (
            "Country of citizenship | Work | Work\nKazakhstan | 1 | 2",
            "Sheet Sheet1: columns B1 and C1 have the same heading “Work”, so their numbers cannot be told "
            "apart; declare which "
            "is which.",
        ),
        (
            "Country of citizenship | Work | | Study\nKazakhstan | 1 | 2 | 3",
            "Sheet Sheet1: column C holds numbers under no heading, so nobody can know what they count; write a "
            "heading above "
            "them, or empty the column.",
        ),
        (
            "Country of citizenship | 2009-10 | 2010-11\nKazakhstan | 1 | 2",
            "Sheet Sheet1: headings such as “2009-10” are years that begin midway, which CAMT has no period for; "
            "ask the "
            "publisher for calendar years.",
        ),
        (
            "Country of citizenship | Work | Study\nKazakhstan | 1 | 2\n|\nCountry of citizenship | Refused | "
            "Withdrawn\n"
            "Kazakhstan | 3 | 4",
            "Sheet Sheet1, row 4: other headings stand inside the table, so the numbers below them are of "
            "another table; put "
            "each table on a sheet of its own.",
        ),
        (
            "from where | to where | Work | Study\nKazakhstan | Germany | 1 | 2\nUzbekistan | Peru | 1 | 2",
            "Sheet Sheet1, column B “to where” names places, and nothing says whether people come from them or "
            "go to them; "
            "choose the source table, or declare the origin.",
        ),
        (
            "Kazakhstan | 1 | 2\nUzbekistan | 3 | 4",
            "Sheet Sheet1: no headings found above the first numbers in row 1; expected a row that names the columns: "
            "write the headings above the numbers, as the publisher prints them, and upload the file again.",
        ),
    ],
)
def test_headings_that_say_too_little_are_refused(drawing, sentence):
    with pytest.raises(Unreadable) as refusal:
        problems(draw(drawing), period="2019")
    assert str(refusal.value) == sentence


def test_columns_that_are_empty_or_between_are_no_matter():
    sheet = draw("""
        Permits of 2019
        Country of citizenship | | Work | | | Study
        Kazakhstan             | | 1    | | | 2
    """)
    assert [line[0] for line in drawn(sheet)] == ["C3", "F3"]


def test_figures_above_and_below_the_table_are_none_of_it():
    sheet = draw("""
        Number of countries | 212
        Year                | 2019
        |
        Country of citizenship | Work | Study
        Kazakhstan             | 1    | 2
        Total                  | 1    | 2
        Source:                | 2024
        Prepared               | 15
    """)
    assert drawn(sheet) == cells("""
        B5 | KAZ | | Work  | | 2019 | 1
        C5 | KAZ | | Study | | 2019 | 2
    """)


# Places


def test_codes_are_places_only_where_a_heading_says_so():
    """FI, IN, NA and AR are Finland, India, Namibia and Argentina, and steps of an asylum procedure."""
    sheet = draw("""
        year | country of origin | step | geo | applied
        2018 | KZ                | FI   | DE  | 2
        2018 | KZ                | NA   | FI  | 3
        2018 | UZ                | IN   | AR  | 4
    """)
    assert drawn(sheet) == cells("""
        E2 | KAZ | DEU | FI | | 2018 | 2
        E3 | KAZ | FIN | NA | | 2018 | 3
        E4 | UZB | ARG | IN | | 2018 | 4
    """)


def test_origins_across_the_headings():
    sheet = draw("""
        Permits of 2019
        Permit type | Kazakhstan | Kyrgyz Republic | Turkey | Total | Atlantis
        Work        | 1          | 2               | 3      | 6     | 9
    """)
    assert drawn(sheet) == cells("""
        B3 | KAZ | | Work | | 2019 | 1
        C3 | KGZ | | Work | | 2019 | 2
    """)
    ((said, _),) = read(sheet)
    assert said.reader.unknown_places == {"Atlantis": "Sheet1!F2"} and not said.reader.unknown_counts
    assert account(said) == {"title": 1, "heading": 7, "out_of_scope": 1, "total": 1, "unknown_place": 1}


def test_a_code_beside_the_name_and_the_continent_say_nothing_new():
    sheet = draw("""
        Code | Continent | Country of citizenship | 2018
        KZ   | Asia      | Kazakhstan             | 1
        UZ   | Asia      | Uzbekistan             | 2
        FR   | Europe    | France                 | 3
    """)
    assert drawn(sheet) == cells("""
        D2 | KAZ | | | | 2018 | 1
        D3 | UZB | | | | 2018 | 2
    """)


def test_two_columns_of_origins_that_differ_are_refused():
    both = "“Citizenship” and B “Country of birth” both say where people come from, and differ"
    with pytest.raises(Unreadable, match=both):
        drawn(draw("Citizenship | Country of birth | 2018\nKazakhstan | Uzbekistan | 1\nPeru | Peru | 2"))


@pytest.mark.parametrize(
    ("origin", "read_of"), [("KAZ", {"KAZ"}), ("Kazakhstan", {"KAZ"}), ("Узбекистан", {"UZB"}), ("RUS", set())]
)
def test_an_origin_that_no_cell_names_is_declared(origin, read_of):
    sheet = draw("TIME | 2011 | 2012\nAustria | 5 | :\nBelgium | 6 | 7")
    assert {line[1] for line in drawn(sheet, origin=origin)} == read_of


def test_one_country_in_two_rows_is_refused():
    with pytest.raises(
        Unreadable, match="rows 2 and 3 are both of KGZ, KOR, sex=남, 2024-12-31; one number cannot be two"
    ):
        drawn(
            draw("국적 | 성별 | A1 | D2\n키르기즈 | 남 | 3 | 5\n키르기스스탄 | 남 | 1 | 2"),
            source="kr-status",
            period="2024-12-31",
        )


def test_of_other_origins_it_is_a_warning():
    ((said, readings),) = read(
        draw("country | visa_type | count | date\nPeru | IR1 | 3 | 2018-01-01\nPeru | IR1 | 4 | 2018-01-01"),
        everyone=True,
    )
    assert len(readings) == 2
    assert [warning.partition(";")[0] for warning in said.reader.warnings] == [
        "Sheet Sheet1: rows 2 and 3 are both of PER, USA, IR1, 2018-01"
    ]


# Parts of a table


def test_a_country_under_several_headings_is_of_each():
    sheet = draw("""
        Permits of 2019
        Country of citizenship | Issued | Refused
        Moscow
        Kazakhstan             | 1      | 2
        Tver
        Kazakhstan             | 3      | 4
    """)
    assert [line[4:] for line in drawn(sheet)] == cells("""
        section=Moscow | 2019 | 1
        section=Moscow | 2019 | 2
        section=Tver   | 2019 | 3
        section=Tver   | 2019 | 4
    """)


def test_labels_whose_totals_stand_below_them():
    sheet = draw(
        """
        Canada - Admissions of Permanent Residents by Province/Territory and Immigration Category, 2018
        Province and category ||| 2018 | 2019
        | | Skilled Worker                   | 10 | 20
        | | Skilled Trade                    | 5  | --
        | Worker Program - Total             | | 15 | 20
        | | Spouses                          | 10 | 10
        | Sponsored Family - Total           | | 10 | 10
        Ontario - Total                      | | | 25 | 30
        Total                                | | | 25 | 30
        """
    )
    assert [line[1:] for line in drawn(sheet, source="ca-pr-category", everyone=True)] == cells("""
        | CAN | Worker Program / Skilled Worker | province=Ontario | 2018 | 10
        | CAN | Worker Program / Skilled Worker | province=Ontario | 2019 | 20
        | CAN | Worker Program / Skilled Trade  | province=Ontario | 2018 | 5
        | CAN | Worker Program / Skilled Trade  | province=Ontario | 2019 | --
        | CAN | Sponsored Family / Spouses      | province=Ontario | 2018 | 10
        | CAN | Sponsored Family / Spouses      | province=Ontario | 2019 | 10
    """)


# Periods


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Visas issued in fiscal year 2018", "FY2018"),
        ("Permits, January–December 2019", "2019"),
        ("As of June 30, 2024", "2024-06-30"),
        ("по состоянию на 1 января 2020 года", "2020-01-01"),
        ("Permits of May 2018. Last updated 2024", "2018-05"),
    ],
)
def test_a_title_says_when(title, period):
    updated = title.partition(". ")
    drawing = f"{updated[0]}\n{updated[2]}\nCountry of citizenship | Work | Study\nKazakhstan | 1 | 2"
    assert {line[5] for line in drawn(draw(drawing))} == {period}


@pytest.mark.parametrize(
    ("title", "declared", "sentence"),
    [
        ("Permits", {}, "does not say which year or date its numbers are of; declare the period"),
        ("Permits of 2018 and 2019", {}, r"speak of several periods \(2018, 2019\); declare the period"),
        ("Permits, 2015-2019", {}, "are of 2015 to 2019, which is no year, quarter or month"),
        ("Permits", {"period": "last year"}, "“last year” is no period"),
    ],
)
def test_what_no_title_says_is_asked_for(title, declared, sentence):
    with pytest.raises(Unreadable, match=sentence):
        drawn(draw(f"{title}\nCountry of citizenship | Work | Study\nKazakhstan | 1 | 2"), **declared)


def test_a_declared_period_must_not_contradict_the_sheet():
    sheet = draw("Fiscal Year 2018 | A-1 | Grand Total\nKazakhstan | 1 | 1", name="FY18")
    with pytest.raises(Unreadable, match="Sheet FY18 says that its numbers are of FY2018, and 2019 was declared"):
        drawn(sheet, period="2019")


def test_total_in_a_column_of_months_is_the_year():
    sheet = draw("""
        Year | Month | Country of citizenship | Count
        2018 | 1     | Kazakhstan             | 2
        2018 | Total | Kazakhstan             | 30
    """)
    assert [line[5:] for line in drawn(sheet)] == [["2018-01", "2"], ["2018", "30"]]


# Sheets


FY25 = "Fiscal Year 2025 | A-1 | F-1 | Grand Total\nKazakhstan | 1 | 1178 | 1179"


def test_a_hidden_sheet_is_not_read_unless_it_is_asked_for():
    sheets = draw(FY25, name="FY25"), draw(FY25, name="Old", hidden=True)
    (shown, hidden) = read(*sheets)
    assert (len(shown[1]), hidden[0].aside) == (
        2,
        "Sheet Old is hidden and was not read; declare it as the sheet to read if it is the one.",
    )
    assert len(drawn(*sheets, sheet="Old")) == 2


def test_a_sheet_of_another_table_is_set_aside_unless_it_names_one_of_the_five():
    other = "Country | 2015 | 2016\n{} | 1 | 2"
    aside = read(draw(FY25, name="FY25"), draw(other.format("Peru"), name="Chart"), source="us-niv")[1][0].aside
    assert aside.startswith("Sheet Chart does not look like table us-niv")
    with pytest.raises(Unreadable, match="Sheet Chart does not look like table us-niv"):
        read(draw(FY25, name="FY25"), draw(other.format("Kazakhstan"), name="Chart"), source="us-niv")


def test_a_sheet_that_is_not_there():
    with pytest.raises(Unreadable) as refusal:
        read(draw(FY25, name="FY25"), sheet="FY26")
    assert str(refusal.value) == "There is no sheet “FY26” in this file; it holds FY25."


def test_one_table_under_two_breakdowns_is_one_table():
    """The same residents by province and by sex: adding both would count them twice."""
    by_sex = draw("Year | Country of citizenship | Sex | Count\n2018 | Kazakhstan | F | 4", name="Sex")
    by_province = draw(
        "Year | Country of citizenship | Province | Count\n2018 | Kazakhstan | Kyoto | 4", name="Province"
    )
    elsewhere = draw("Year | Country of citizenship | Sex | Count\n2018 | Kazakhstan | M | 5", name="Men")
    with pytest.raises(
        Unreadable, match="Sheets Sex and Province both give numbers for KAZ, 2018; declare which sheet"
    ):
        read(by_sex, by_province)
    assert [line[4] for line in drawn(by_sex, elsewhere)] == ["sex=F", "sex=M"]


# Whatever else was seen on the way


def test_what_a_sheet_covers_is_known_from_everybodys_rows():
    """No row of Tajikistan to Germany in 2019 says something only because the table has rows of that year."""
    sheet = draw("""
        Year | Country of origin | Country of asylum | applied
        2018 | Kazakhstan        | Germany           | 4
        2019 | Peru              | Germany           | 7
        2019 | Peru              | Sweden            | 8
    """)
    ((said, _),) = read(sheet)
    assert said.reader.coverage == {("DEU", "2018"), ("DEU", "2019"), ("SWE", "2019")}
