"""What the literature prints, met as closely as its own rounding lets."""

import io

import numpy as np
import pytest

from flows.core.estimates import ages, cohorts
from flows.core.estimates.asking import ask
from flows.core.estimates.children import children
from flows.core.estimates.figures import figures
from flows.core.estimates.intensity import intensity
from flows.core.estimates.methods import METHODS
from flows.core.estimates.residual import vital
from flows.core.estimates.survival import census_survival, survival_ratio

MOVES = [[0, 100, 30, 70], [50, 0, 45, 5], [60, 35, 0, 40], [20, 25, 20, 0]]


def matrix_csv(matrix, names="ABCD"):
    rows = [f"{o},{d},{v}" for o, row in zip(names, matrix, strict=True) for d, v in zip(names, row, strict=True)]
    return "\n".join(["origin,destination,value", *rows]) + "\n"


def results(method, text, **options):
    """Rows as {column: text or number}."""
    answer = ask(method, io.StringIO(text), **options).answer
    columns = {**answer.keys, **{name: each.numbers() for name, each in answer.results.items()}}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def test_four_areas():
    rows = results("effectiveness", matrix_csv(MOVES))
    assert [[row[name] for name in ("area", "out", "in", "gross", "net")] for row in rows] == [
        ["A", 200, 130, 330, -70],
        ["B", 100, 160, 260, 60],
        ["C", 135, 95, 230, -40],
        ["D", 65, 115, 180, 50],
    ]
    assert [round(row["effectiveness"], 3) for row in rows] == [-21.212, 23.077, -17.391, 27.778]
    assert {row["mei"] for row in rows} == {22.0}


def test_four_areas_concentration():
    rows = results("concentration", matrix_csv(MOVES))
    told = {(row["of"], row["area"]): row for row in rows}
    assert round(told["destinations", ""]["hhi"], 3) == 0.259
    assert told["cells", ""]["k"] == 12
    assert told["cells", ""]["inequality"] == pytest.approx(
        sum(abs(m / 500 - 1 / 12) for r in MOVES for m in r if m) / 2
    )


def test_four_areas_components():
    rows = {(row["origin"], row["destination"]): row for row in results("multiplicative", matrix_csv(MOVES))}
    assert rows["A", "B"]["interaction"] == 1.5625
    assert round(rows["B", "D"]["interaction"], 7) == 0.2173913
    assert {row["total"] for row in rows.values()} == {500}


ALABAMA = [
    (1_124_061, 1_235_489, 236_481, 123_220, -1_833),
    (1_159_548, 1_298_342, 224_034, 86_880, 1_640),
    (467_648, 426_452, 131_767, 58_845, -114_118),
    (515_483, 483_882, 126_886, 51_449, -107_038),
]


@pytest.mark.parametrize(("p0", "p1", "births", "deaths", "net"), ALABAMA)
def test_alabama(p0, p1, births, deaths, net):
    assert vital([p0], [p1], [births], [deaths]).net.numbers() == [net]


BOMBAY = [
    ("0-4→10-14", 77_135, 132_870, 0.9087, 70_093, 62_777),
    ("5-9→15-19", 85_434, 170_227, 0.9573, 81_786, 88_441),
    ("10-14→20-24", 79_185, 263_971, 0.9471, 74_996, 188_975),
    ("15-19→25-29", 82_603, 253_964, 0.9308, 76_887, 177_077),
    ("20-24→30-34", 126_247, 195_373, 0.9223, 116_438, 78_935),
    ("25-29→35-39", 155_344, 151_259, 0.9161, 142_311, 8_948),
    ("30-34→40-44", 138_843, 118_383, 0.9047, 125_611, -7_228),
    ("35-39→45-49", 109_356, 76_421, 0.8850, 96_780, -20_359),
    ("40-44→50-54", 81_626, 65_897, 0.8548, 69_774, -3_877),
    ("45-49→55-59", 47_062, 32_265, 0.8122, 38_224, -5_959),
    ("50-54→60-64", 36_908, 22_248, 0.7535, 27_810, -5_562),
    ("55-59→65-69", 15_134, 9_655, 0.6726, 10_179, -524),
    ("60+→70+", 25_094, 10_100, 0.3866, 9_701, 399),
]


@pytest.mark.parametrize(("age", "p0", "p1", "s", "expected", "forward"), BOMBAY)
def test_bombay(age, p0, p1, s, expected, forward):
    """The table prints whole persons."""
    found = survival_ratio([p0], [p1], [s])
    assert found.expected.numbers() == [pytest.approx(expected, abs=0.5)]
    assert found.forward.numbers() == [pytest.approx(forward, abs=0.5)]
    assert ages.age(age).first == int(age.split("→")[0].split("-")[0].rstrip("+"))


def test_bombay_as_a_table():
    text = "age,p0,p1,s\n" + "".join(f"{age},{p0},{p1},{s}\n" for age, p0, p1, s, *_ in BOMBAY)
    rows = results("survival-ratio", text)
    assert [row["age"] for row in rows] == [row[0] for row in BOMBAY]
    assert sum(round(row["forward"]) for row in rows) == 562_043  # the table adds up its own whole persons
    assert sum(row["forward"] for row in rows) == pytest.approx(562_043, abs=0.5 * len(BOMBAY))


def test_manila():
    assert round(census_survival([2_218_377], [2_478_426]).numbers()[0], 8) == 1.11722489
    forward = survival_ratio([70_875], [101_410], [0.991546373]).forward.numbers()[0]
    assert round(forward) == 31_134


@pytest.mark.parametrize(
    ("c0", "w15", "n15", "c5", "w20", "n20", "net"),
    [
        # a quarter, and three quarters, of what as many children as women would be
        (100, 100, 40, 100, 100, 40, [10, 30]),
        (50, 100, 40, 25, 100, 40, [5, 7.5]),
        (85_870, 0, 40, 83_054, 100, None, [None, None]),
    ],
)
def test_children_of_their_mothers(c0, w15, n15, c5, w20, n20, net):
    found = children([c0], [w15], [n15], [c5], [w20], [n20])
    assert [found.net_0_4.numbers()[0], found.net_5_9.numbers()[0]] == net


@pytest.mark.parametrize(
    ("which", "children_of", "computed", "printed"), [(0, 85_870, -235.3, -236), (1, 83_054, -8_934.7, -8_938)]
)
def test_manila_children(which, children_of, computed, printed):
    """The women are not printed; as many as make the computed result, and the printed one is within their rounding."""
    share = (1 / 4, 3 / 4)[which]
    women, net = 1_000_000, computed / children_of / share * 1_000_000
    found = children([children_of], [women], [net], [children_of], [women], [net])[which].numbers()[0]
    assert found == pytest.approx(computed) and abs(found - printed) < 4


WOMEN = [
    [534, 562.978], [557.999, 556.695], [564, 589.153], [521.001, 595.677], [478.001, 545.622], [410.999, 488.336],
    [352.999, 410.687],
]  # fmt: skip
FERTILITY = [0.050369, 0.202131, 0.206141, 0.149211, 0.087253, 0.031052, 0.002843]


def test_first_period_of_the_residual():
    born = cohorts.births(WOMEN, [[rate] for rate in FERTILITY])
    boys, girls = cohorts.by_sex(born, [1.058])
    assert round(born.numbers()[0], 4) == pytest.approx(2_010.7803, abs=0.0005)
    assert round(boys.numbers()[0], 4) == pytest.approx(1_033.7248, abs=0.0005)
    population = [[835, 989.592], [671, 880.029], [600, 610]]
    moved = cohorts.stock(population, boys, [[0.95557549], [0.9921273], [0.9]])
    assert moved.value[0, 0] == pytest.approx(1.78993, abs=0.0005)
    assert moved.value[1, 0] == pytest.approx(51.60270, abs=0.0005)
    assert girls.numbers()[0] + boys.numbers()[0] == pytest.approx(born.numbers()[0])


BEFORE = [[100, 10, 10, 0], [20, 55, 25, 10], [10, 40, 140, 65], [20, 25, 20, 200]]
AFTER = [[75, 25, 5, 15], [20, 45, 30, 15], [30, 40, 150, 35], [10, 50, 5, 200]]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("zero", [[0, 15, 0, 15], [0, 0, 5, 5], [20, 0, 0, 0], [0, 25, 0, 0]]),
        ("return", [[0, 15, 0, 25], [0, 0, 5, 5], [25, 0, 0, 15], [0, 25, 30, 0]]),
    ],
)
def test_flows_from_stocks(what, expected):
    dated = [f"{date},{line}" for date, m in ((1990, BEFORE), (2000, AFTER)) for line in matrix_csv(m).splitlines()[1:]]
    rows = results("stock-difference", "date,origin,destination,value\n" + "\n".join(dated))
    found = {(row["origin"], row["destination"]): row[what] for row in rows}
    assert [[found[o, d] for d in "ABCD"] for o in "ABCD"] == expected
    assert {(row["date"], row["until"]) for row in rows} == {("1990", "2000")}


def test_mirror():
    """Made up: two covered destinations and one that only the sender counted."""
    text = (
        "origin,destination,year,reporter,value\nA,B,2019,receiver,1200\nA,B,2019,sender,300\nA,C,2019,sender,150\n"
        "A,D,2019,receiver,250\nB,A,2019,receiver,400\nB,A,2019,sender,380\n"
    )
    rows = {(row["origin"], row["destination"]): row for row in results("mirror", text)}
    assert rows["A", "B"]["coverage"] == 25 and rows["A", "B"]["asymmetry"] == 900 / 750
    assert rows["A", "C"]["coverage"] is None and rows["A", "C"]["corrected"] == 150
    assert rows["A", "B"]["emigration"] == 1600
    assert rows["A", "B"]["covered_share"] == pytest.approx(100 * 1450 / 1600)
    assert rows["A", "B"]["net"] == 400 - 1600


def test_intensity_of_four_areas():
    """M = 500 of 28,000 made-up persons; Σ|N| of the four areas is 220."""
    found = intensity([500], [28_000], [4], [220])
    assert found.cmi.numbers() == [100 * 500 / 28_000]
    assert found.courgeau_k.numbers() == [pytest.approx(100 * 500 / 28_000 / np.log(16))]
    assert found.anmr.numbers() == [pytest.approx(100 * 110 / 28_000)]


@pytest.mark.parametrize(
    ("method", "text", "column", "expected"),
    [
        ("rates", "area,population,immigrants,emigrants\nA,1000,30,10\n", "immigration_rate", [30]),
        ("rates", "area,population,immigrants,emigrants\nA,1000,30,10\n", "net_rate", [20]),
        ("rates", "area,population,immigrants,emigrants\nA,1000,30,10\n", "gross_rate", [40]),
        ("rates", "area,population,immigrants,emigrants\nA,0,30,10\n", "gross_rate", [None]),
        ("growth", METHODS["growth"].example, "migration_share", [0.5]),
        ("change", "year,value\n2018,100\n2016,50\n2017,80\n", "change", [0.25, None, 0.6]),
        ("change", "year,value\n2015,100\n2017,80\n", "change", [None, None]),
        ("index", "year,value\n2018,100\n2016,50\n2017,80\n", "index", [200, 100, 160]),
        ("cagr", "year,value\n2016,100\n2018,121\n", "cagr", [None, pytest.approx(0.1)]),
        ("shares", matrix_csv(MOVES), "share_of_row", [0, 0.5, 0.15, 0.35, 0.5, 0, 0.45, 0.05,
                                                       *(pytest.approx(n / 135) for n in MOVES[2]),
                                                       *(pytest.approx(n / 65) for n in MOVES[3])]),
    ],
)  # fmt: skip
def test_indicators(method, text, column, expected):
    assert [row[column] for row in results(method, text)] == expected


def test_index_of_a_named_base_year():
    rows = results("index", "year,value\n2016,50\n2017,80\n", base="2017")
    assert [(row["base_year"], row["index"]) for row in rows] == [(2017, 62.5), (2017, 100)]


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_every_example_has_an_answer(method):
    answer = ask(method.name, io.StringIO(method.example)).answer
    assert [name for name in answer.results] == [each.name for each in method.results if each.name in answer.results]
    assert {*answer.keys, *answer.results} >= {column.name for column in method.results}
    assert figures(next(iter(answer.results.values()))).value.size > 0
