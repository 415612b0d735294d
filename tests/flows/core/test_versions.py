import pytest

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


@pytest.mark.parametrize(
    ("latest", "what", "proposed"),
    [
        (None, {}, "1.0.0"),
        (None, {"new": 245}, "1.0.0"),
        ("1.0.0", {"new": 205}, "1.1.0"),
        ("1.4.2", {"new": 1}, "1.5.0"),
        ("1.4.2", {}, "1.4.3"),
        ("1.4.2", {"gone": 1, "new": 5}, "2.0.0"),
        ("1.4.2", {"rules_changed": True}, "2.0.0"),
    ],
)
def test_the_next_version(latest, what, proposed):
    assert propose(latest and Version(*map(int, latest.split("."))), **what) == parse(proposed)
