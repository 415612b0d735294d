"""Agreement in words: no more than the figures say. A line of a table is what was decided, a column the opinion."""

import pytest
from django.utils.translation import override

from curation import agreed
from tests.curation.core.test_agreement import FLEISS, drawn


@pytest.mark.parametrize(
    ("table", "kappa", "interval", "sentence"),
    [
        ("0", "", "", "Nobody who could say has answered yet."),
        ("1", "", "", "It is the same code for both. Of one pair nothing can be said."),
        ("7", "", "", "All 7 are one and the same code for both, as chance alone would have it: kappa is not defined."),
        (
            "2 0\n0 3", "1.00", "",
            "5 of 5 agree; by chance 2.6 would. How sure that is cannot be reckoned: the answers are too few or too "
            "much alike.",
        ),
        (
            "0 1\n0 3", "0.00", "",
            "3 of 4 agree; by chance 3.0 would. How sure that is cannot be reckoned: the answers are too few or too "
            "much alike.",
        ),
        ("2 1\n1 2", "0.33", "−0.42 to 1.00",
         "4 of 6 agree; by chance 3.0 would. That may be chance: the interval holds 0."),
        ("1 9\n9 1", "−0.80", "−1.00 to −0.54",
         "2 of 20 agree; by chance 10.0 would. They agree less than chance would have them."),
        (
            FLEISS, "0.43", "0.32 to 0.53",
            "140 of 200 agree; by chance 95.0 would. Of the way from there to full agreement that is 43 %, and likely "
            "between 32 % and 53 %.",
        ),
    ],
)  # fmt: skip
def test_figures_and_words(table, kappa, interval, sentence):
    found = drawn(table)
    assert (agreed.kappa(found), agreed.interval(found), agreed.sentence(found)) == (kappa, interval, sentence)


def test_decimals_are_the_reader_s():
    with override("ru"):
        assert agreed.kappa(drawn(FLEISS)) == "0,43"
        assert agreed.interval(drawn("2 1\n1 2")) == "от −0,42 до 1,00"
