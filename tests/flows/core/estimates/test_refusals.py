"""Each impossible table gets its one sentence, with the line and the column, and nothing is reckoned from it."""

import io

import pytest

from flows.core.estimates import ages
from flows.core.estimates.asking import ask
from flows.core.estimates.cohorts import stock
from flows.core.estimates.matrices import flows, of_matrix
from flows.core.estimates.methods import METHODS
from flows.core.estimates.survival import survival_ratio
from flows.core.estimates.wrong import Wrong
from flows.core.refusals import Refused
from tests.flows.core.estimates.tables import Made

VITAL = "area,p0,p1,births,deaths\n"
RATIO = "age,p0,p1,s\n"
MOVES = "origin,destination,value\n"
RESIDUAL = METHODS["residual-stock"].example


def refusal(method, text, **options):
    with pytest.raises(Refused) as caught:
        ask(method, io.StringIO(text, newline=""), **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("method", "text", "sentence"),
    [
        ("residual-vital", VITAL + "A,1,2,3,4\nB,-5,2,3,4\n",
         "Line 3, column p0: -5 is below zero, which no count can be; correct it, or leave the cell empty."),
        ("residual-vital", VITAL + "A,1,2,many,4\n",
         "Line 2, column births: “many” is no number; write digits alone, such as 1234.5, and leave the cell empty "
         "where there is no number."),
        ("residual-vital", VITAL + "A,1,nan,3,4\n",
         "Line 2, column p1: “nan” is no number; write digits alone, such as 1234.5, and leave the cell empty where "
         "there is no number."),
        ("residual-vital", VITAL + "A,1,1e309,3,4\n",
         "Line 2, column p1: “1e309” is no number; write digits alone, such as 1234.5, and leave the cell empty where "
         "there is no number."),
        ("residual-vital", VITAL + "A,1,2,3,4\nA,1,2,3,4\n",
         "Line 3, column area: “A” stands in line 2 already; keep one of them, or name the column that tells them "
         "apart by --by."),
        ("residual-vital", VITAL + ",1,2,3,4\n", "Line 2, column area: the cell is empty; say what the row is about."),
        ("residual-vital", VITAL + "A,1,2,3\n",
         "Line 2: there are 4 cells and the heading has 5; give every column one cell, and put a text with the "
         "separator in it in quotation marks."),
        ("residual-vital", VITAL, "Line 1: there are no rows under the heading; write one for each number."),
        ("residual-vital", "area,p0,p1,births\nA,1,2,3\n",
         "Line 1: there is no column deaths; the first line must name the columns area,p0,p1,births,deaths, in "
         "these English words."),
        ("residual-vital", "area,p0,p1,births,deaths,births\nA,1,2,3,4,5\n",
         "Line 1, column births: two columns have this name; rename or remove one of them."),
        ("residual-vital", VITAL + '"A,1,2,3,4\n',
         "Line 2: a quotation mark is opened and never closed; put quotation marks in pairs around whole cells."),
        ("residual-vital", VITAL + 'A,1,2,3,4\n"B\nb",1,2,3,4\n"C,1,2,3,4\n' + "D,1,2,3,4\n" * 500,
         "Line 5: a quotation mark is opened and never closed; put quotation marks in pairs around whole cells."),
        ("residual-vital", VITAL + "A,1,2,3,4\n" + "B" * 200_000 + ",1,2,3,4\n",
         "Line 3: a cell holds more than 30000 characters; shorten it, or close the quotation mark that opens it."),
        ("residual-vital", VITAL + '"A\na",1,2,3,4\n,,,,\n' + "B" * 30_001 + ",1,2,3,4\n",
         "Line 5: a cell holds more than 30000 characters; shorten it, or close the quotation mark that opens it."),
        ("residual-vital", "area;p0;p1;births;deaths\nA;1,234;2;3;4\n",
         "Line 2, column p0: “1,234” may be 1234 or 1.234, and no other number of the table says which; write it "
         "without the comma, or with a decimal point."),
        ("residual-vital", "area;p0;p1;births;deaths\nA;1,5;2.5;3;4\n",
         "Line 2, column p0: “1,5” has a decimal comma and other numbers of the table have a decimal point; write all "
         "of them in one way."),
        ("residual-vital", "area;p0;p1;births;deaths\nA;1,234,567;12,5;3;4\n",
         "Line 2, column p1: “12,5” has a decimal comma and in “1,234,567” commas part thousands; write all numbers of "
         "the table in one way."),
        ("residual-vital", "area,p0,p1,births,deaths,p0_lower\nA,1,2,3,4,1\n",
         "Line 1, column p0_lower: there is no column p0_upper beside it; add it, empty where nothing limits the "
         "number."),
        ("residual-vital", "area,p0,p1,births,deaths,p0_lower,p0_upper\nA,9,2,3,4,1,5\n",
         "Line 2, column p0: 9 does not lie between its bounds; let lower be at most, and upper at least, the value."),
        ("survival-ratio", RATIO + "0-4,10,9,0\n",
         "Line 2, column s: a survival of 0 cannot be; write the share that lives on, above 0 and at most 1.3."),
        ("survival-ratio", RATIO + "0-4,10,9,1.31\n",
         "Line 2, column s: a survival of 1.31 cannot be; write the share that lives on, above 0 and at most 1.3."),
        ("survival-ratio", RATIO + "0-4,10,9,.9\n10-14,10,9,.9\n",
         "Line 3, column age: between “0-4” and “10-14” age 5 is missing; add its row, with empty cells where nothing "
         "is known."),
        ("survival-ratio", RATIO + "4-0,10,9,.9\n",
         "Line 2, column age: “4-0” is out of order; write the younger age first."),
        ("survival-ratio", RATIO + "10-14→0-4,10,9,.9\n",
         "Line 2, column age: “10-14→0-4” is out of order; people grow older from the first age to the second."),
        ("survival-ratio", RATIO + "0-4→10-12,10,9,.9\n",
         "Line 2, column age: “0-4→10-12” joins ages of different width; let both span as many years."),
        ("survival-ratio", RATIO + "0-4→10-14,10,9,.9\n5-9→20-24,10,9,.9\n",
         "Line 3, column age: from the first age to the second “5-9→20-24” counts 15 and “0-4→10-14” 10, in years; "
         "between two counts all grow older by the same."),
        ("survival-ratio", RATIO + "0-4,10,9,.9\n3-7,10,9,.9\n",
         "Line 3, column age: “3-7” and “0-4” overlap; each age may stand in one."),
        ("survival-ratio", RATIO + "0-4,10,9,.9\n0-4,10,9,.9\n",
         "Line 3, column age: “0-4” stands in line 2 already; keep one of them."),
        ("survival-ratio", RATIO + "young,10,9,.9\n",
         "Line 2, column age: “young” is no age; write it as 0-4, 100+ or birth."),
        ("survival-ratio", RATIO + ",10,9,.9\n", "Line 2, column age: the cell is empty; say what the row is about."),
        ("survival-ratio", "age,p0,p1\n0-4,10,9\n",
         "Line 1: there is no column s; give the survival, or national_p0 and national_p1 to make it from."),
        ("survival-ratio", "age,p0,p1,s,national_p0,national_p1\n0-4,10,9,,100,95\n",
         "Line 1, column s: s stands beside national_p0 and national_p1, which it would be made from; leave s or both "
         "of them out."),
        ("residual-vital", "регион,p0,p1,births,deaths\nA,1,2,3,4\n",
         "Line 1: there is no column area; the first line must name the columns area,p0,p1,births,deaths, in these "
         "English words."),
        ("effectiveness", MOVES + "A,B,1\nB,A,2\nA,C,3\n",
         "Line 4, column destination: “C” is never an origin, so that the table is not square; add its rows as origin, "
         "or leave the area out."),
        ("effectiveness", MOVES + "A,B,1\nB,A,2\nC,C,3\n",
         "Line 4, column origin: “C” is never a destination, so that the table is not square; add its rows as "
         "destination, or leave the area out."),
        ("residual-stock", RESIDUAL.replace("1950,srb", "195,srb"),
         "Line 81, column year: “195” is no year; write four digits."),
        ("residual-stock", RESIDUAL.replace("1950,srb", "19501,srb"),
         "Line 81, column year: “19501” is no year; write four digits."),
        ("multiplicative", MOVES + "A,A,1\n",
         "Line 2, column origin: “A” is the only area, and nobody moves within one; add the other areas."),
        ("effectiveness", MOVES + "A,B,1\nA,B,1\nB,A,2\n",
         "Line 3, column origin: “A, B” stands in line 2 already; keep one of them, or name the column that tells them "
         "apart by --by."),
        ("intensity", "area,population,immigrants,emigrants\nA,10,1,1\n",
         "Line 2, column area: there is one area alone, and nobody moves within one; add the other areas."),
        ("intensity", "area,population,immigrants,emigrants\nA,10,1,1\nB,10,5,1\n",
         "Line 2, column immigrants: 6 came and 2 left in all, so that the areas are no closed system; count only "
         "moves between them, each once."),
        ("change", "year,value\n2016,5\nlast,6\n", "Line 3, column year: “last” is no year; write four digits."),
        ("stock-difference", "date,origin,destination,value\nthen,A,B,1\nthen,B,A,1\n",
         "Line 2, column date: “then” is no date; write it as 1960 or 1960-07-01."),
        ("stock-difference", "date,origin,destination,value\n1950-02,A,B,1\n1960-13-45,A,B,1\n",
         "Line 3, column date: “1960-13-45” is no date; write it as 1960 or 1960-07-01."),
        ("stock-difference", "date,origin,destination,value\n1950-02-28,A,B,1\n1961-02-29,A,B,1\n",
         "Line 3, column date: “1961-02-29” is no date; write it as 1960 or 1960-07-01."),
        ("stock-difference", "date,origin,destination,value\n2010,A,B,1\n2010,B,A,1\n",
         "Line 2, column date: there are stocks of one date alone; add those of a second."),
        ("mirror", "origin,destination,year,reporter,value\nA,B,2019,neighbour,5\n",
         "Line 2, column reporter: “neighbour” is not known here; write sender or receiver."),
        ("mirror", "origin,destination,year,reporter,value\nA,A,2019,sender,5\n",
         "Line 2, column destination: origin and destination are one, and nobody emigrates to where they live; leave "
         "the row out."),
        ("mirror", "origin,destination,year,reporter,value\nA,A,2019,sender,\n",
         "Line 2, column destination: origin and destination are one, and nobody emigrates to where they live; leave "
         "the row out."),
        ("mirror", "origin,destination,year,reporter,value\nA,B,2018,sender,5\nA,B,2018.0,receiver,5\n",
         "Line 3, column year: “2018.0” is no year; write four digits."),
        ("child-woman", METHODS["child-woman"].example.replace("30-34,52000,-1500\n", ""),
         "Line 9, column age: of the ages 15–44 some are missing (this is the last row of its area); give each once, "
         "by five years."),
        ("rate", "", "There is no method rate; choose one of " + ", ".join(METHODS) + "."),
    ],
)  # fmt: skip
def test_a_sentence(method, text, sentence):
    assert refusal(method, text) == sentence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("f,5-9,1950,population,671\n", "",
         "Line 2, column age: the population of f at age 5-9 in 1950 is missing; add its row, with an empty value "
         "where it is not known."),
        ("f,5-9,1950,population,671\n", "f,5-9,1950,population,-671\n",
         "Line 3, column value: -671 is below zero, which no population can be; correct it."),
        ("f,0-4,1950,survival,0.992", "f,0-4,1950,survival,0",
         "Line 27, column value: a survival of 0 cannot be; write the share that lives on, above 0 and at most 1.3."),
        ("f,0-4,1950,survival,0.992\n", "",
         "Line 26, column age: the survival of f at age 0-4 in 1950 is missing; add its row, with an empty value where "
         "it is not known."),
        ("f,15-19,1950,asfr,0.050369", "f,15-19,1950,asfr,50.369",
         "Line 74, column value: 50.369 is no yearly birth rate of one woman; write 0.05 for 50 births by 1,000 "
         "women."),
        ("f,20-24,1950,asfr", "m,20-24,1950,asfr",
         "Line 75, column sex: asfr stands for men, and births are counted by their mothers; write f."),
        ("f,20-24,1950,asfr,0.202131\n", "",
         "Line 74, column age: the asfr at age 20-24 in 1950 is missing; add its row, with an empty value where it is "
         "not known."),
        (",,1950,srb,1.058", ",,1950,srb,105.8",
         "Line 81, column value: 105.8 is no number of boys by girls at birth; write 1.05 for 105 boys by 100 girls."),
        (",,1950,srb,1.058\n", "", "Line 2, column year: there is no srb of 1950; add the sex ratio at birth of that "
         "year."),
        ("f,5-9,1950,population,671", "f,5-9,1950,people,671",
         "Line 3, column measure: “people” is not known here; write one of population, survival, asfr, srb."),
        ("f,5-9,1950,population,671", "x,5-9,1950,population,671",
         "Line 3, column sex: “x” is not known here; write f or m."),
        ("f,5-9,1950,population,671", ",5-9,1950,population,671",
         "Line 3, column sex: this row needs a sex; write f or m."),
        ("f,5-9,1950,population,671", "f,,1950,population,671",
         "Line 3, column age: this row needs an age; write it as 0-4, 100+ or birth."),
        ("f,5-9,1950,population,671", "f,0-4,1950,population,671",
         "Line 3, column measure: population of this sex, age and year stands in line 2 already; keep one."),
        (",1955,", ",1956,",
         "Line 14, column year: 1956 follows 1950; counts must be five years apart, add or remove years."),
        ("10-14", "10-19", "Line 4, column age: “10-19” is no group of five years; write it as 15-19."),
        ("10-14", "10-13", "Line 4, column age: “10-13” is no group of five years; write it as 15-19."),
        ("50-54", "50+", "Line 13, column age: “55+” and “50+” overlap; each age may stand in one."),
        ("55+", "55-59",
         "Line 13, column age: the oldest is “55-59”, and older people are in no row; let the ages end with an open "
         "one, 100+."),
        ("f,10-14,1955", "f,10-19,1955",
         "Line 16, column age: “10-19” and “10-14” begin at one age and end apart; write the age in one way."),
        ("m,5-9,1950,survival", "m,5-9,1950-abc,survival",
         "Line 64, column year: “1950-abc” is no year; write four digits."),
        ("m,5-9,1950,survival", "m,5-9,1950-1960,survival",
         "Line 64, column year: “1950-1960” is no period of five years; write 1950-1955, or the year in which it "
         "begins."),
        (",,1950,srb,1.058", ",,1950,srb,1.058\n,,,srb,1.06",
         "Line 82, column year: one srb has no year and so holds for all, and others have one; keep that one or the "
         "others."),
        (",1955,population", ",1950,srb", "Line 15, column measure: srb of this sex, age and year stands in line 14 "
         "already; keep one."),
    ],
)  # fmt: skip
def test_a_sentence_about_a_residual(old, new, sentence):
    assert old in RESIDUAL
    assert refusal("residual-cohort", RESIDUAL.replace(old, new)) == sentence


def test_a_survival_too_many():
    text = Made("stock").csv() + "f,100+,1950,survival,0.5\n"
    assert refusal("residual-stock", text) == (
        "Line 1884, column age: “100+” has a survival too many; give one for births and one for each age but the open "
        "one, into which the last but one and the open age are carried together."
    )


def test_a_base_year_that_is_not_there():
    assert refusal("index", "year,value\n2016,5\n", base="2010") == (
        "Column year: the base year 2010 is not in the table; name one of its years."
    )


def test_a_column_to_part_by_that_is_not_there():
    assert refusal("rates", METHODS["rates"].example, by=["colour"]) == (
        "Line 1: there is no column “colour” to part the table by; take one of its columns: "
        "area,population,immigrants,emigrants."
    )


# --- Plain sequences --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("p0", "p1", "s", "row", "column"), [
    ([5, -1], [5, 5], [0.9, 0.9], 2, "p0"),
    ([5, 5], [5, 5], [0.9, 0], 2, "s"),
    ([5, 5], [5, 5], [1.4, 0.9], 1, "s"),
])  # fmt: skip
def test_sequences_are_held_to_the_same(p0, p1, s, row, column):
    with pytest.raises(Wrong) as caught:
        survival_ratio(p0, p1, s)
    assert (caught.value.line, caught.value.column) == (row, column)


@pytest.mark.parametrize(
    ("matrix", "areas", "sentence"),
    [
        ([[0, 1], [2]], "AB", "Line 2: there are 1 numbers for 2 areas; give every row one for each."),
        ([[0, 1]], "AB", "there are 1 rows and 2 areas; give every area a row."),
        ([[5]], "A", "Line 1, column origin: “A” is the only area, and nobody moves within one; add the other areas."),
    ],
)
def test_a_matrix_that_is_none(matrix, areas, sentence):
    with pytest.raises(Wrong) as caught:
        flows(of_matrix(matrix, list(areas)))
    assert str(caught.value) == sentence


def test_shapes_that_do_not_fit():
    with pytest.raises(Wrong, match="survival has the shape"):
        stock([[1, 2], [3, 4], [5, 6]], [1], [[0.9], [0.9]])


def test_ages_of_a_sequence_come_youngest_first():
    texts = ["5-9", "0-4"]
    with pytest.raises(Wrong) as caught:
        ages.check([ages.age(text) for text in texts], texts, [1, 2])
    assert str(caught.value) == "Line 2, column age: “0-4” is out of order; let the youngest come first."
