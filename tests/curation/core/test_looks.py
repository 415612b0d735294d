"""What the cells of a sheet are taken for, drawn over the sheet. The figures are made up."""

from curation.core.cells import ROLES
from tests.curation.core.drawing import cells
from tests.curation.core.test_taken import VISAS, looked

SIGNS = dict(zip(ROLES, "hodlbpvtnx", strict=True))


def drawn(seen, text: str) -> list[str]:
    """One sign for the role of each filled cell."""
    rows = cells(text)
    signs = [["." if not text else "?" for text in row] for row in rows]
    for top, left, bottom, right, role in seen.runs:
        for r in range(top, bottom + 1):
            for c in range(left, min(right + 1, len(rows[r]))):
                if rows[r][c]:
                    assert signs[r][c] == "?", "a cell is taken for two things"
                    signs[r][c] = SIGNS[role]
    return ["".join(row) for row in signs]


def test_each_filled_cell_has_one_role():
    assert drawn(looked(VISAS), VISAS) == [
        "plllh",
        "h....",
        "xxxxx",
        "ttttt",
        "h....",
        "ovvvt",
        "ovvvt",
        "ttttt",
    ]


def test_a_long_table():
    text = """
        Year | Country of citizenship | Country of asylum | Procedure | Sex | Applications
        2018 | Kazakhstan             | Germany           | First     | M   | 5
        2018 | Albania                | Germany           | First     | M   | 6
        2018 | Tajikistan             | Austria           | First     | F   | 7
        Source: the office.
    """
    seen = looked(text, source="plain", name="Sheet1")
    assert drawn(seen, text) == ["hhhhhh", "podlbv", "xxxxxx", "podlbv", "n"]
    assert sum(seen.counts.values()) == seen.filled
    assert seen.lines == ["heading", None, "out_of_scope", None, "note"]


def test_of_a_refused_sheet_what_is_understood_is_drawn():
    text = VISAS.replace("F-1", "B-1")
    seen = looked(text)
    assert "columns B1 and C1 have the same heading" in seen.refusals[0]
    assert not seen.adds_up
    assert drawn(seen, text)[0] == "plllh"
    assert (seen.read, seen.unaccounted) == (0, seen.filled)


def test_a_refusal_names_the_cell_where_the_reader_stopped():
    assert looked(VISAS.replace("F-1", "B-1")).stop == "C1"
    assert looked(VISAS.replace("|   1 |   2", "|   1 | two")).stop == "C6"
    assert looked(VISAS).stop == ""
