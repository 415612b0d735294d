import pytest

from flows.core.additions import Cells, Number, faults

WHOLE = Cells(4, 0, 1461, 1461, 1461)
STUDY = Number(1461, 1461, 1461, "normal", 4, 0, [])
PARTLY_HIDDEN = Cells(3, 1, 20, 21, 25)
ABSENT = [{"table": "us-iv", "held": "no period of this year"}]


@pytest.mark.parametrize(
    ("number", "cells"),
    [
        (STUDY, WHOLE),
        (Number(None, 21, 25, "partial", 3, 1, []), PARTLY_HIDDEN),
        (Number(None, 65, None, "partial", 2, 0, ABSENT), Cells(2, 0, 65, 65, 65)),
        (Number(None, 65, 90, "partial", 2, 0, ABSENT), Cells(2, 0, 65, 65, 65)),
        (Number(None, 5, 25, "suppressed", 5, 5, []), Cells(5, 5, None, 5, 25)),
        (Number(None, 0, None, "partial", 1, 0, []), Cells(1, 1, None, 0, None)),
        (Number(5, 1, 5, "normal", 1, 0, []), Cells(1, 0, 5, 1, 5)),
        (Number(0, 0, 0, "normal", 0, 0, []), None),
    ],
    ids=["whole", "partly hidden", "a table absent", "absent, limited otherwise", "all hidden", "no number printed",
         "5 stands for 1 to 5", "no row means zero"],
)  # fmt: skip
def test_a_number_that_its_cells_bear_out(number, cells):
    assert list(faults(number, cells)) == []


@pytest.mark.parametrize(
    ("number", "cells", "expected"),
    [
        (None, WHOLE, [(1, "4 cells are counted, and no number is published for them")]),
        (STUDY._replace(cells=3), WHOLE, [(1, "3 cells are said to be behind it, and 4 are listed")]),
        (STUDY._replace(value=1460), WHOLE, [(1, "its cells add up to 1461, and 1460 is published")]),
        (
            STUDY._replace(lower=1460),
            WHOLE,
            [(1, "its cells are at least 1461 together, and at least 1460 is published")],
        ),
        (
            STUDY._replace(upper=None),
            WHOLE,
            [(1, "its cells are at most 1461 together, and at most any number is published")],
        ),
        (
            Number(7, 7, 7, "normal", 0, 0, []),
            None,
            [
                (1, "its cells add up to 0, and 7 is published"),
                (1, "its cells are at least 0 together, and at least 7 is published"),
                (1, "its cells are at most 0 together, and at most 7 is published"),
            ],
        ),
        (
            Number(None, 65, 60, "partial", 2, 0, ABSENT),
            Cells(2, 0, 65, 65, 65),
            [(1, "its cells are at most 65 together, and at most 60 is published")],
        ),
        (
            STUDY._replace(hidden_cells=1),
            WHOLE,
            [(1, "cells said to be hidden: 1, cells listed without a value: 0")],
        ),
        (
            STUDY._replace(value=None, status="partial"),
            WHOLE,
            [(5, "it is partial and has no value, although nothing behind it is hidden or absent")],
        ),
        (
            Number(20, 21, 25, "normal", 3, 1, []),
            PARTLY_HIDDEN,
            [(5, "it has the value 20, although a part of it is hidden or absent")],
        ),
        (
            Number(None, 65, None, "suppressed", 2, 0, ABSENT),
            Cells(2, 0, 65, 65, 65),
            [(5, "it is called suppressed, and no cell behind it is hidden")],
        ),
    ],
)
def test_a_number_that_they_do_not(number, cells, expected):
    assert list(faults(number, cells)) == expected
