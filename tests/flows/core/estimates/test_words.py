"""Sentences keep what they were made of, and read in English as they always did."""

import pytest

from flows.core.estimates.words import Filled, together
from flows.core.estimates.wrong import Wrong, short


def test_a_sentence_knows_its_template_and_values():
    filled = Filled("{whose}: emigration {persons:.0f}.", whose="A", persons=1350.4)
    assert filled == "A: emigration 1350."
    assert (filled.template, filled.values) == (
        "{whose}: emigration {persons:.0f}.", {"whose": "A", "persons": 1350.4},
    )  # fmt: skip


def test_sentences_in_a_row_are_kept_apart():
    row = together("One.", "Two.")
    assert row == "One. Two."
    assert [each.template for each in row.values.values()] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (3, "p0", "Line 3, column p0: “{x}” is no number."),
        (3, "", "Line 3: “{x}” is no number."),
        (None, "p0", "Column p0: “{x}” is no number."),
        (None, "", "“{x}” is no number."),
    ],
)
def test_a_refusal_keeps_its_sentence_and_its_place(line, column, said):
    """What stands in a cell is never taken for a template."""
    error = Wrong("“{text}” is no number.", line, column, text="{x}")
    assert (str(error), error.line, error.column) == (said, line, column)
    assert (error.sentence.template, error.sentence.values) == ("“{text}” is no number.", {"text": "{x}"})


def test_long_cells_are_cut():
    assert short("a" * 40) == "a" * 40
    assert short("a" * 41) == "a" * 39 + "…"
