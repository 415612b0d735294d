"""What is suggested for a label, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core import codebook
from curation.core.labels import key
from curation.core.suggest import Precedent, Suggestion, close_spelling, suggestions

RULES = codebook.load()
H1B = Precedent(("H-1B",), "H-1B", "include", "work", rationale="Employment.")


def test_the_codebooks_rule_comes_with_its_sentence():
    [suggestion] = suggestions("us-niv", ["J-1"], rules=RULES)
    assert suggestion == Suggestion(
        ground="codebook",
        reason="the codebook's own sentence",
        disposition="exclude",
        category="study",
        measure="",
        reason_code="temporary",
        rationale="The codebook keeps J visas (“Exchange Visitor”) out of study as temporary visits.",
        condition={},
        rule="usa.excluded.j",
        sentence="The project team excluded J visas (“Exchange Visitor”) and Q visas (“Visa for Cultural Exchange "
        "Program”) as temporary visits.",
    )


def test_what_was_decided_before_comes_first_and_a_close_spelling_last():
    grounds = [(s.ground, s.reason) for s in suggestions("us-niv", ["H1B"], rules=RULES, precedents=[H1B])]
    assert grounds == [
        ("codebook", "the codebook's own sentence"),
        ("spelling", "spelled like “H-1B”, which is decided"),
    ]
    grounds = [s.ground for s in suggestions("us-niv", ["h-1b "], rules=RULES, precedents=[H1B])]
    assert grounds == ["decided", "codebook"]


def test_where_the_codebook_is_silent_on_a_label_it_stays_out():
    [suggestion] = suggestions("us-niv", ["ZZ-9"], rules=RULES, precedents=[H1B])
    assert (suggestion.ground, suggestion.disposition, suggestion.reason_code) == (
        "silence",
        "exclude",
        "not_in_codebook",
    )
    assert suggestion.rationale == (
        "The codebook does not name this label: it stays out until a decision with reasons takes it in."
    )


def test_of_a_table_that_the_codebook_does_not_know_nothing_is_suggested():
    assert suggestions("wb-population", ["ZZ-9"], rules=RULES) == []


@pytest.mark.parametrize(
    "one, other, close",
    [
        (["H1B"], ["H-1B"], True),
        (["유학D2"], ["D2(유학)"], True),
        (["Ｄ２유학"], ["유학 D-2"], True),
        (["Intra-company transferee"], ["Intracompany transferees"], True),
        (["Highly skilled professional 1A"], ["Highly skilled professional 1B"], False),
        (["Specified skilled worker 1"], ["Specified skilled worker 2"], False),
        (["B-1"], ["1-B"], False),
        (["F-1"], ["F-2"], False),
        (["Permanent residents"], ["Long-term residents"], False),
        (["N", "FI"], ["N", "F.I."], True),
        (["N", "FI"], ["N"], False),
    ],
)
def test_close_spellings(one, other, close):
    assert close_spelling(one, other) is close


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3), st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_closeness_is_mutual_and_never_of_one_label_with_itself(one, other):
    assert close_spelling(one, other) == close_spelling(other, one)
    if key(one) == key(other):
        assert not close_spelling(one, other)
