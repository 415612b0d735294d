import pytest

from flows.core.causes import By
from flows.core.ledger import Account, Line, Tally
from flows.core.refusals import Refused
from flows.core.versions import Version, parse, propose


@pytest.mark.parametrize("text", ["0.0.1", "1.0.0", "1.10.0", "2.0.13", "9999.0.0"])
def test_what_is_parsed_is_written_the_same(text):
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "v1.0.0", "1.0.0 ", "01.0.0", "1.-1.0", "1.0.x", "١.٠.٠", "10000.0.0"]
)
def test_another_form_is_refused(text):
    with pytest.raises(Refused) as refusal:
        parse(text)
    assert str(refusal.value) == f"“{text}” is not a version: write MAJOR.MINOR.PATCH in plain digits, such as 1.0.0."


def test_versions_sort_by_their_numbers():
    texts = ["1.10.0", "1.9.0", "2.0.0", "1.9.10", "1.9.9"]
    assert [str(version) for version in sorted(map(parse, texts))] == ["1.9.0", "1.9.9", "1.9.10", "1.10.0", "2.0.0"]


def account(*lines):
    made = Account("visas_issued")
    for kind, published, new, gone in lines:
        made.add(Line(kind, By(), Tally(95, published + new, 2016, 2019), Tally(95, published, 2016, 2019), gone))
    return made


# Each cause: its kind, how many numbers published before it touches, how many it makes, how many of them are gone.
@pytest.mark.parametrize(
    ("latest", "lines", "proposed", "level", "smaller"),
    [
        (None, [], "1.0.0", "first", None),
        (None, [("accepted", 0, 245, 0)], "1.0.0", "first", None),
        ("1.0.0", [], "1.0.1", "patch", None),
        # a rule changes numbers already published
        ("1.0.0", [("counted", 15, 5, 0), ("new_year", 0, 25, 0)], "2.0.0", "major", "1.1.0"),
        ("1.0.0", [("category", 2, 0, 0)], "2.0.0", "major", None),
        ("1.4.2", [("left_out", 1, 0, 0), ("revised", 3, 0, 0)], "2.0.0", "major", "1.4.3"),
        ("1.4.2", [("span", 1, 0, 0)], "2.0.0", "major", None),
        ("1.4.2", [("table_rule", 1, 0, 0)], "2.0.0", "major", None),
        ("1.4.2", [("series_rule", 1, 0, 0)], "2.0.0", "major", None),
        ("1.4.2", [("members", 1, 0, 0)], "2.0.0", "major", None),
        # a rule that only makes new numbers changes nothing that was published
        ("1.0.0", [("counted", 0, 5, 0)], "1.1.0", "minor", None),
        # a series goes, or numbers that people took home
        ("1.4.2", [("gone_series", 5, 0, 5), ("accepted", 0, 5, 0)], "2.0.0", "major", "1.5.0"),
        ("1.4.2", [("gone_year", 5, 0, 5)], "2.0.0", "major", None),
        ("1.4.2", [("withdrawn", 5, 0, 1)], "2.0.0", "major", None),
        ("1.4.2", [("gone_cell", 5, 0, 1)], "2.0.0", "major", None),
        # new years, sources, destinations
        ("1.0.0", [("accepted", 0, 205, 0)], "1.1.0", "minor", None),
        ("1.4.2", [("new_series", 0, 1, 0), ("layout", 20, 0, 0)], "1.5.0", "minor", "1.4.3"),
        ("1.4.2", [("year_printed", 20, 0, 0), ("revised", 1, 0, 0)], "1.5.0", "minor", "1.4.3"),
        ("1.4.2", [("new_cell", 0, 1, 0)], "1.5.0", "minor", None),
        ("1.9.0", [("held", 1, 0, 0)], "1.10.0", "minor", None),
        # a correction, even where it takes away what was read wrongly
        ("1.4.2", [("revised", 3, 0, 0)], "1.4.3", "patch", None),
        ("1.4.2", [("place", 2, 0, 1)], "1.4.3", "patch", None),
        ("1.4.2", [("correction", 2, 0, 0), ("withdrawn", 2, 0, 0)], "1.4.3", "patch", None),
        ("1.4.2", [("status", 2, 0, 0)], "1.4.3", "patch", None),
    ],
)
def test_the_next_version(latest, lines, proposed, level, smaller):
    found = propose(latest and parse(latest), [account(*lines)])
    assert (str(found.version), found.level) == (proposed, level)
    assert (found.smaller and str(found.smaller)) == smaller


def test_what_asks_for_the_most_is_named():
    found = propose(Version(1, 0, 0), [account(("counted", 15, 0, 0), ("new_year", 0, 25, 0), ("category", 1, 0, 0))])
    assert [(name, line.kind) for name, line in found.because] == [
        ("visas_issued", "category"), ("visas_issued", "counted"),
    ]  # fmt: skip
