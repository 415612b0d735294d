"""What a judgement would change, in sentences."""

import pytest

from curation.admin import told
from curation.cases import Case
from curation.effects import Instead


@pytest.mark.parametrize(
    ("destination", "words"),
    [("KOR", "like D10, South Korea"), ("", "like D10")],
)
def test_a_like_case_is_told_with_its_place_where_it_has_one(db, destination, words):
    """A table of all destinations, such as UNHCR's, has no place of its own."""
    case = Case(destination, "D10", treatment=None, decided=False)
    assert told.ground(Instead("work", "case", None, case)) == words
