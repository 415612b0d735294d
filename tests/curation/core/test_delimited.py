import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core.delimited import rows, shape
from curation.core.gate import Limits
from curation.core.problems import Unreadable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\n1,2\n", (",", 2)),
        ("a\tb,c\n1\t2,3\n", ("\t", 2)),
        ("freq,geo\\TIME\t2023\nA,KZ\t5\n", ("\t", 2)),
        ("land;2018\nKZ;1,5\nUZ;3,5\n", (";", 2)),
        ("who,n\nmen; old,1\nmen; young,2\n", (",", 2)),
        ("a|b|c\n1|2|3\n", ("|", 3)),
        ('Title; of it\n\nyear,n,m\n2018,"1,200",3\n2019,"1,300",4\n', (",", 3)),
        ("only one\n1\n2\n", (",", 1)),
        ("", (",", 1)),
    ],
)
def test_what_separates_the_cells_is_found_from_the_text(text, found):
    assert shape(text) == found


CELLS = st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1), st.sampled_from(",;\t|"))
def test_what_is_written_is_read(table, separator):
    file = StringIO()
    csv.writer(file, delimiter=separator).writerows(table)
    assert list(rows(file.getvalue(), separator, 2, Limits())) == table


@pytest.mark.parametrize("width", [3, 4, 9])
@pytest.mark.parametrize("closed_after", [1, 2, 7])
def test_a_quotation_mark_too_many_is_never_silent(width, closed_after):
    lines = [",".join(f"r{row}c{column}" for column in range(width)) for row in range(20)]
    lines[3] = lines[3].replace("r3c1", '"r3c1')
    lines[3 + closed_after] = lines[3 + closed_after].replace("c1", 'c1"')
    with pytest.raises(Unreadable, match=f"From line 4 on, {closed_after + 1} lines stand inside one pair"):
        list(rows("\n".join(lines), ",", width, Limits()))


def test_a_cell_of_several_lines_with_commas_in_its_prose_is_kept():
    text = 'country,note,n\nKazakhstan,"See notes 1, 2, and 3,\nwhich say, among others, more",7\n'
    assert list(rows(text, ",", 3, Limits()))[1] == [
        "Kazakhstan",
        "See notes 1, 2, and 3,\nwhich say, among others, more",
        "7",
    ]
