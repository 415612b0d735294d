"""Whole tables of 21 ages and 20 periods, made from migration that is known; a matrix of lifetime moves, 11 × 11."""

import io

import numpy as np
import pytest

from flows.core.estimates import writing
from flows.core.estimates.asking import ask
from tests.flows.core.estimates.tables import AGES, YEARS, Made, name


def found(text, method):
    """{(sex, age, year): net}"""
    answer = ask(method, io.StringIO(text)).answer
    places = zip(*(answer.keys[key] for key in ("sex", "age", "year")), strict=True)
    return dict(zip(places, answer.results["net"].numbers(), strict=True))


def written(method, text):
    return "".join(writing.lines(ask(method, io.StringIO(text)).answer))


def expected(made):
    return {
        (sex, name(age), str(year)): made.net[sex][age // 5, t]
        for sex in "fm"
        for age in AGES
        for t, year in enumerate(YEARS[:-1])
    }


@pytest.mark.parametrize("kind", ["stock", "cohort", "time"])
@pytest.mark.parametrize("labelled", ["from", "into"])
def test_known_migration_is_found_again(kind, labelled):
    made = Made(kind)
    assert found(made.csv(labelled=labelled), f"residual-{kind}") == pytest.approx(expected(made), abs=1e-6)


@pytest.mark.parametrize(("kind", "within"), [("stock", 0.02), ("cohort", 0.04)])
def test_as_closely_as_rounded_counts_let(kind, within):
    """Populations to two decimals may each be off by 0.005, births by what women are."""
    made = Made(kind, seed=2)
    assert found(made.csv(digits=2), f"residual-{kind}") == pytest.approx(expected(made), abs=within)


def test_the_order_of_rows_does_not_matter():
    made = Made("cohort")
    assert len({written("residual-cohort", made.csv(shuffled=seed)) for seed in (None, 1, 2)}) == 1


def test_what_is_missing_leaves_missing_what_needs_it():
    made = Made("stock")
    row = next(row for row in made.rows() if row.startswith("m,20-24,1955,population"))
    text = made.csv().replace(row, "m,20-24,1955,population,")
    lacking = {place for place, net in found(text, "residual-stock").items() if net is None}
    assert lacking == {("m", "20-24", "1950"), ("m", "25-29", "1955")}


def test_lifetime_moves_of_eleven_areas():
    """Made up: who was born where, with those who stayed on the diagonal."""
    drawn = np.random.default_rng(3)
    matrix, names = drawn.integers(100, 90_000, (11, 11)), [f"Area {letter}" for letter in "KJIHGFEDCBA"]
    rows = [f"{o},{d},{matrix[i, j]},x" for i, o in enumerate(names) for j, d in enumerate(names)]
    answer = ask("effectiveness", io.StringIO("\n".join(["origin,destination,value,remark", *rows]))).answer
    moved = matrix - np.diag(np.diag(matrix))
    out, into = moved.sum(axis=1), moved.sum(axis=0)
    by_area = dict(zip(answer.keys["area"], answer.results["effectiveness"].numbers(), strict=True))
    effect = 100 * (into - out) / (into + out)
    assert by_area == pytest.approx(dict(zip(names, effect.tolist(), strict=True)))
    mei = 100 * np.abs(into - out).sum() / (into + out).sum()
    assert answer.results["mei"].numbers() == pytest.approx([mei] * 11)
    odds = ask("multiplicative", io.StringIO("\n".join(["origin,destination,value", *(r[:-2] for r in rows)]))).answer
    whole = matrix * matrix.sum() / np.outer(matrix.sum(axis=1), matrix.sum(axis=0))
    assert odds.results["interaction"].value.reshape(11, 11) == pytest.approx(whole)


def test_the_diagonal_may_be_empty_or_not_there():
    cells = [("A", "B", 5), ("A", "C", 1), ("B", "A", 2), ("B", "C", 3), ("C", "A", 4), ("C", "B", 6)]
    rows = [f"{o},{d},{v}" for o, d, v in cells]
    texts = ["\n".join(["origin,destination,value", *rows, *more]) for more in ([], ["A,A,", "B,B,", "C,C,"])]
    for method in ("effectiveness", "concentration"):
        assert len({written(method, text) for text in texts}) == 1
    bare, filled = (ask("multiplicative", io.StringIO(text)).answer.results["interaction"].numbers() for text in texts)
    assert filled == bare
