"""What holds whatever the numbers are."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.estimates import writing
from flows.core.estimates.asking import ask
from flows.core.estimates.columns import COUNT, bounds_of
from flows.core.estimates.figures import figures
from flows.core.estimates.growth import growth
from flows.core.estimates.matrices import flows, of_matrix
from flows.core.estimates.methods import METHODS
from flows.core.estimates.rates import rates
from flows.core.estimates.survival import survival_ratio

COUNTS = st.integers(0, 1_000_000)
SIZES = st.integers(2, 6)


@st.composite
def matrices(draw, least=0):
    size = draw(SIZES)
    row = st.lists(st.integers(least, 10_000), min_size=size, max_size=size)
    return draw(st.lists(row, min_size=size, max_size=size))


def names(matrix):
    return [f"Area {number}" for number in range(len(matrix))]


def lines(matrix):
    areas = names(matrix)
    return [f"{o},{d},{v}" for o, row in zip(areas, matrix, strict=True) for d, v in zip(areas, row, strict=True)]


def answer(method, rows, heading="origin,destination,value"):
    return ask(method, io.StringIO("\n".join([heading, *rows]))).answer


def written(method, rows):
    """The answer's lines, in whichever order."""
    text = "".join(writing.lines(answer(method, rows)))
    return sorted(text.splitlines())


@given(matrices())
def test_net_sums_to_zero_over_a_closed_system(matrix):
    assert sum(answer("effectiveness", lines(matrix)).results["net"].numbers()) == 0


@given(matrices())
def test_corrected_net_sums_to_zero_over_a_closed_system(matrix):
    rows = [
        f"{o},{d},2019,{reporter},{value}"
        for at, (o, row) in enumerate(zip(names(matrix), matrix, strict=True))
        for to, (d, value) in enumerate(zip(names(matrix), row, strict=True))
        for reporter in (("sender", "receiver") if (at + to) % 2 else ("sender",))
        if o != d
    ]
    found = answer("mirror", rows, "origin,destination,year,reporter,value")
    net = dict(zip(found.keys["origin"], found.results["net"].numbers(), strict=True))
    assert sum(net.values()) == 0


@given(matrices(least=1))
def test_components_multiply_back_to_the_matrix(matrix):
    found = answer("multiplicative", lines(matrix)).results.values()
    product = np.prod([each.value for each in found], axis=0)
    assert product.tolist() == pytest.approx([value for row in matrix for value in row])


@given(matrices(least=1))
def test_shares_sum_to_one(matrix):
    found = answer("shares", lines(matrix)).results
    size = len(matrix)
    assert found["share_of_row"].value.reshape(size, size).sum(axis=1).tolist() == pytest.approx([1] * size)
    assert found["share_of_column"].value.reshape(size, size).sum(axis=0).tolist() == pytest.approx([1] * size)
    assert found["share_of_all"].value.sum() == pytest.approx(1)


@given(matrices(least=1), st.randoms())
@pytest.mark.parametrize("method", ["effectiveness", "multiplicative", "concentration", "shares"])
def test_the_order_of_rows_never_matters(method, matrix, random):
    rows = lines([[value / 7 for value in row] for row in matrix])
    shuffled = random.sample(rows, len(rows))
    assert written(method, shuffled) == written(method, rows)


@given(matrices(least=1))
def test_doubling_all_counts_doubles_counts_and_leaves_rates(matrix):
    once = answer("effectiveness", lines(matrix)).results
    twice = answer("effectiveness", lines([[2 * value for value in row] for row in matrix])).results
    for name in ("out", "in", "gross", "net"):
        assert twice[name].numbers() == [2 * value for value in once[name].numbers()]
    for name in ("effectiveness", "mei"):
        assert twice[name].numbers() == once[name].numbers()


@given(st.integers(1, 10**6), COUNTS, COUNTS)
def test_doubling_leaves_crude_rates(population, came, left):
    once, twice = rates([population], [came], [left]), rates([2 * population], [2 * came], [2 * left])
    assert [each.numbers() for each in once] == [each.numbers() for each in twice]


@given(COUNTS, COUNTS, st.floats(0.01, 1.3))
def test_forward_is_reverse_times_survival(p0, p1, s):
    found = survival_ratio([p0], [p1], [s])
    forward, reverse = found.forward.numbers()[0], found.reverse.numbers()[0]
    assert forward == pytest.approx(reverse * s, rel=1e-9, abs=1e-6)
    assert found.average.numbers()[0] == pytest.approx((forward + reverse) / 2)


@given(st.lists(COUNTS, min_size=6, max_size=6))
def test_growth_is_what_its_parts_and_the_unexplained_make(counts):
    found = growth(*([count] for count in counts))
    whole, natural, net, rest = (getattr(found, name).numbers()[0] for name in GROWN)
    assert whole == natural + net + rest


GROWN = ("growth", "natural_increase", "net_migration", "unexplained")
BOUNDED = st.tuples(COUNTS, st.integers(0, 50), st.integers(0, 50))


def bounded(triple):
    """(value, lower, upper) around a count."""
    value, below, above = triple
    return value, max(value - below, 0), value + above


def contains(found, exact):
    (lower, upper), value = found.bounds()[0], exact.numbers()[0]
    if value is None:
        return True
    room = 1e-9 * max(1, abs(value))
    return (lower is None or lower <= value + room) and (upper is None or upper >= value - room)


@given(st.lists(BOUNDED, min_size=6, max_size=6), st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_bounds_hold_whatever_the_counts_were(triples, where):
    """Each count may have been anything between its bounds."""
    given_, exact = [[bounded(each)] for each in triples], []
    for ((_, lower, upper),), share in zip(given_, where, strict=True):
        exact.append([lower + share * (upper - lower)])
    for function, count in ((growth, 6), (rates, 3)):
        pairs = zip(function(*given_[:count]), function(*exact[:count]), strict=True)
        assert all(contains(wide, narrow) for wide, narrow in pairs)


@given(matrices(), st.data())
@pytest.mark.parametrize("method", ["effectiveness", "multiplicative", "concentration", "shares"])
def test_bounds_hold_for_tables_of_moves(method, matrix, data):
    off = data.draw(st.integers(0, 30))
    wide, true = [], []
    for line in lines(matrix):
        value = int(line.rsplit(",", 1)[1])
        lower, upper = max(value - off, 0), value + off
        wide.append(f"{line},{lower},{upper}")
        true.append(f"{line.rsplit(',', 1)[0]},{data.draw(st.integers(lower, upper))}")
    found = answer(method, wide, "origin,destination,value,lower,upper").results
    exact = answer(method, true).results
    for name, each in found.items():
        if name != "k":
            for row, value in enumerate(exact[name].numbers()):
                lower, upper = each.bounds()[row]
                room = 1e-9 * max(1, abs(value or 0))
                assert value is None or lower is None or lower <= value + room
                assert value is None or upper is None or upper >= value - room


def widened(method):
    """An example with a bound of 2 on either side of each of its counts; children's and unknown numbers stay."""
    heading, *rows = method.example.splitlines()
    names = heading.split(",")
    at = [place for place, column in enumerate(names) if counted(method, column)]
    more = [each for place in at for each in bounds_of(names[place])]
    lines = [",".join([heading, *more])]
    for row in rows:
        cells = row.split(",")
        sure = "measure" in names and cells[names.index("measure")] != "population"
        numbers = [float(cells[place]) if cells[place] and not sure else None for place in at]
        wide = ["," if number is None else f"{max(number - 2, 0)},{number + 2}" for number in numbers]
        lines.append(",".join([row, *wide]))
    return "\n".join(lines)


def counted(method, name):
    return any(column.name == name and (column.holds == COUNT or name == "value") for column in method.columns)


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_bounds_of_every_example_hold_its_answer(method):
    exact = ask(method.name, io.StringIO(method.example)).answer.results
    wide = ask(method.name, io.StringIO(widened(method))).answer.results
    assert any(each.bounded for each in wide.values())
    for name, each in exact.items():
        for value, again, (lower, upper) in zip(each.numbers(), wide[name].numbers(), wide[name].bounds(), strict=True):
            room = 1e-9 * max(1, abs(value or 0))
            assert again == value, name
            assert value is None or lower is None or lower <= value + room, name
            assert value is None or upper is None or upper >= value - room, name


@given(matrices())
def test_a_matrix_and_its_rows_are_one(matrix):
    moves = flows(of_matrix(matrix, names(matrix)))
    off = np.array(matrix) - np.diag(np.diag(matrix))
    assert moves.out().numbers() == off.sum(axis=1).tolist()
    assert moves.into().numbers() == off.sum(axis=0).tolist()


def test_what_is_hidden_gives_an_interval():
    """1 to 5 hidden among 100 leaves the rate between two numbers, and without a value."""
    found = rates([1000], [(None, 101, 105)], [50])
    assert found.immigration_rate.numbers() == [None] and found.immigration_rate.bounds() == [(101, 105)]
    assert found.net_rate.bounds() == [(51, 55)]


def test_what_is_missing_has_no_limit():
    assert figures([None, 3]).with_bounds().upper.tolist() == [np.inf, 3]
    assert rates([1000], [(None, 7, None)], [0]).immigration_rate.bounds() == [(7, None)]
