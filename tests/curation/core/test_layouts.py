"""A layout as it is stored with its sheet, and read again years later."""

import json

from hypothesis import given
from hypothesis import strategies as st

from curation.core.layouts import Key, Layout, ValueColumn
from tests.curation.core.drawing import draw, read

TEXTS = st.text(max_size=5)
COLUMNS = st.integers(0, 99)
KEYS = st.builds(
    Key, COLUMNS, st.sampled_from(["origin", "label", "breakdown:sex"]), TEXTS, st.none() | COLUMNS, st.booleans()
)
VALUES = st.builds(
    ValueColumn, COLUMNS, st.sampled_from(["value", "total", "note"]), st.lists(TEXTS, max_size=2).map(tuple),
    TEXTS, TEXTS, TEXTS, TEXTS, st.none() | COLUMNS,
)  # fmt: skip
LAYOUTS = st.builds(
    Layout,
    headings=st.tuples(COLUMNS, COLUMNS),
    body=st.tuples(COLUMNS, COLUMNS),
    keys=st.lists(KEYS, max_size=3).map(tuple),
    values=st.lists(VALUES, max_size=3).map(tuple),
    constants=st.dictionaries(TEXTS, TEXTS, max_size=2),
    area_across=TEXTS,
    sections=TEXTS,
    tree=st.lists(COLUMNS, max_size=2).map(tuple),
    tree_breakdown=TEXTS,
    totals_of=st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2).map(tuple), max_size=2),
    assumed=st.lists(TEXTS, max_size=2).map(tuple),
)


@given(LAYOUTS)
def test_a_layout_goes_out_to_json_and_comes_back_the_same(layout):
    assert Layout.from_json(json.loads(json.dumps(layout.as_json()))) == layout


def test_one_stored_before_there_were_flags_and_fills_is_read_still():
    stored = {
        "headings": [0, 0],
        "body": [1, 2],
        "keys": [{"column": 0, "role": "origin", "name": "Country", "piece": None}],
        "values": [{"column": 1, "role": "value", "label": ["F-1"], "period": "", "area": "", "heading": "F-1"}],
        "corrections": [],
    }
    assert Layout.from_json(stored) == Layout(
        headings=(0, 0),
        body=(1, 2),
        keys=(Key(0, "origin", "Country"),),
        values=(ValueColumn(1, "value", ("F-1",), heading="F-1"),),
    )


def test_the_layout_of_a_sheet_in_whole():
    sheet = draw("""
        Residents at the end of 2019
        | |
        Nationality | Sex | Visa  |       | Total | Note
                    |     | Work  | Study |       |
        Kazakhstan  | F   | 1     | 2     | 3     | a
        Uzbekistan  | M   | --    | 4     | 4     | b
        Both        | All | 1     | 6     | 7     | c
    """)
    ((said, _),) = read(sheet)
    assert said.layout == Layout(
        headings=(2, 3),
        body=(4, 6),
        keys=(
            Key(0, "origin", "Nationality"),
            Key(1, "breakdown:sex", "Sex"),
            Key(5, "note", "Note"),
        ),
        values=(
            ValueColumn(2, "value", ("Visa", "Work"), heading="Work"),
            ValueColumn(3, "value", ("Visa", "Study"), heading="Study"),
            ValueColumn(4, "total", ("Total",), heading="Total"),
        ),
        constants={"period": "2019"},
        totals_of={"sex": ("All",)},
    )
