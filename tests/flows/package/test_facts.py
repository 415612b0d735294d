"""What the workshop adds up, the script adds up to the same, with as few facts as there must be."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core import adding
from flows.core.refusals import Refused
from flows.package import facts
from flows.package.rebuild import Cell, Figure

KEY = ("KAZ", "USA", 2018, "study", "visas_issued")
counts = st.integers(0, 10**6)


@pytest.fixture(scope="module", autouse=True)
def meanings():
    """The codelist of statuses, without a database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "entry", lambda name, code: SimpleNamespace(definition_en=f"It is {code}."))
        yield


@st.composite
def readings(draw):
    """A cell as the workshop reads it."""
    status = draw(st.sampled_from(["normal", "provisional", "estimated", "break", "suppressed", "missing"]))
    lower, value, upper = sorted(draw(st.lists(counts, min_size=3, max_size=3)))
    if status == "missing":
        return adding.Cell(None, None, None, status, "")
    if status == "suppressed":
        return adding.Cell(None, lower, draw(st.sampled_from([upper, None])), status, "")
    return adding.Cell(value, lower, upper, status, "")


def handed_over(cell, table):
    """The cell as it stands in the record."""
    return Cell(cell.value, cell.lower or 0, cell.upper, table, "us_fiscal")


@given(st.lists(readings(), max_size=5), st.booleans(), st.booleans())
def test_the_sum_of_the_workshop_is_the_sum_of_the_script(cells, absent, silent):
    total = adding.total(adding.sums(cells), absent=absent)
    sources = ";".join(sorted(["us-niv"] * bool(cells) + ["us-iv"] * (silent or not cells)))
    published = Figure("us_fiscal", total.value, total.lower, total.upper, total.status, sources)
    number = published, total.hidden, [{"table": "ca-imp", "held": "9 of 12 months"}] if absent else []
    found = facts.of_number(KEY, number, [handed_over(cell, "us-niv") for cell in cells])
    assert [what for fact, what, _ in found if fact == "status"] == [total.status] * (
        total.status in ("provisional", "estimated", "break")
    )
    assert {fact for fact, *_ in found} <= {"absent", "not_hidden", "silent", "status", "year_basis"}


@pytest.mark.parametrize(
    ("published", "sentence"),
    [
        (Figure("calendar", 11, 10, 10, "normal", "us-niv"), "its cells make"),
        (Figure("calendar", 10, 9, 10, "normal", "us-niv"), "its cells make"),
        (Figure("calendar", None, 10, None, "partial", "us-niv"), "it is called partial, and its value is 10"),
        (Figure("calendar", 10, 10, 12, "normal", "us-niv"), "an upper bound is stated, although"),
    ],
)
def test_a_number_that_its_cells_do_not_make_is_not_published(published, sentence):
    with pytest.raises(Refused, match=f"KAZ → USA, study, visas_issued, 2018: {sentence}"):
        facts.of_number(KEY, (published, 0, []), [Cell(10, 10, 10, "us-niv", "calendar")])
