"""Which correction a cell that is read otherwise owes it to. Figures are made up."""

import pytest

from flows.core.rereading import touches
from flows.core.sides import Cell

HEADING = {"sheet": "FY18", "cells": "C1:E1"}
OF_CELLS = {"sheet": "FY18", "cells": "B2:C3", "changes": [{"cell": "C2", "printed": "-1", "corrected": "1"}]}


def cell(address, sheet="FY18"):
    return Cell("us-niv", "F-1", "", "FY2018", "USA", True, 1, 1, 1, sheet, address, 1, 1)


@pytest.mark.parametrize(
    ("correction", "address", "touched"),
    [
        (HEADING, "C1", True),
        (HEADING, "E40", True),
        (HEADING, "F40", False),
        (OF_CELLS, "C2", True),
        (OF_CELLS, "C40", False),
        (OF_CELLS, "B2", False),
    ],
)
def test_a_heading_is_of_its_column_and_a_corrected_cell_of_itself(correction, address, touched):
    assert touches(correction, cell(address)) == touched
    assert not touches(correction, cell(address, "FY17"))
