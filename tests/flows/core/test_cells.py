import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.cells import defused


@pytest.mark.parametrize(
    ("text", "in_the_file"),
    [
        ("H-1B", "H-1B"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("--", "'--"),
        ("-", "'-"),
        ("'=1", "''=1"),
        ("1178", "1178"),
        ("-5", "-5"),
        ("+5", "+5"),
        ("-1,178.5", "-1,178.5"),
        ("−5", "−5"),
        ("'tis", "'tis"),
        ("＝1+1", "'＝1+1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        (None, None),
    ],
)
def test_text_that_would_run_is_defused_and_a_number_never_is(text, in_the_file):
    assert defused(text) == in_the_file


def read_back(text):
    """What a reader does who knows of the apostrophe."""
    return text[1:] if text.startswith("'") and text.lstrip("'")[:1] in set("=+-@\t\r\n＝＋－＠") else text


@given(st.text() | st.text(alphabet="'=+-@\t\r\n＝＋－＠1,.a"))
def test_nothing_is_lost(text):
    assert read_back(defused(text)) == text


@given(st.sampled_from("=@\t\r\n＝＋－＠"), st.text())
def test_nothing_dangerous_stands_first(first, rest):
    assert defused(first + rest)[0] == "'"
