"""Warnings ticked off by name."""

import pytest

from curation import checks
from curation.actions import concerns, ticks
from curation.actions.refused import Refused
from curation.core import concern_rules
from curation.models import Sheet


@pytest.fixture
def file(make_file):
    """A read file with two warnings and one thing that fails; made up."""
    file = make_file()
    Sheet.objects.create(file=file, name="FY18", position=0, filled=1, read=1)
    findings = [
        concern_rules.unknown_place("Ruritania", 1, "FY18!A3"),
        concern_rules.unknown_place("Atlantis", 1, "FY18!A4"),
        concern_rules.same_bytes_elsewhere("imp.csv", "ca-imp", "2026-11-20"),
    ]
    concerns.raise_findings(findings, file=file)
    return file


def test_each_warning_by_itself(file, people):
    first, second = checks.unticked(file)
    ticks.tick(file, [first.name], by=people.assistant)
    assert [item.name for item in checks.unticked(file)] == [second.name]
    assert file.concerns.get(place="FY18!A3").state == "open"  # a tick settles no concern


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], "No warning is chosen: tick those that you have looked at."),
        (["unknown_place: Utopia"], "The warning “unknown_place: Utopia” is ticked off already, or not there any more"),
        (["same_bytes_elsewhere: ca-imp"], "is ticked off already, or not there any more"),
    ],
    ids=["none", "one that is not there", "one that fails"],
)
def test_only_warnings_that_stand(file, people, names, sentence):
    with pytest.raises(Refused, match=sentence):
        ticks.tick(file, names, by=people.assistant)
    assert not file.ticks.exists()


def test_one_that_is_gone_keeps_the_others_from_being_ticked(file, people):
    first = checks.unticked(file)[0]
    with pytest.raises(Refused):
        ticks.tick(file, [first.name, "unknown_place: Utopia"], by=people.assistant)
    assert not file.ticks.exists()


def test_of_two_people_one_ticks(file, people):
    first = checks.unticked(file)[0]
    ticks.tick(type(file).objects.get(pk=file.pk), [first.name], by=people.assistant)
    with pytest.raises(Refused, match="Somebody ticked one of these warnings off at this very moment"):
        ticks.keep(file, [first], "", people.colleague)
    assert file.ticks.get().by == people.assistant


def test_only_ones_own_tick_is_taken_back(file, people):
    ticks.tick(file, [checks.unticked(file)[0].name], by=people.assistant)
    with pytest.raises(Refused, match="assistant ticked this off, so only assistant can take it back"):
        ticks.take_back(file, file.ticks.get().check_name, by=people.colleague)
    with pytest.raises(Refused, match="This tick is not there any more"):
        ticks.take_back(file, "unknown_place: Utopia", by=people.assistant)


def test_words_without_end_are_refused(file, people):
    with pytest.raises(Refused, match="The words have 4,001 characters, and 4,000 are kept"):
        ticks.tick(file, [checks.unticked(file)[0].name], words="x" * 4_001, by=people.assistant)


def test_without_the_right_nothing_is_ticked(file, people):
    for verb, names in ((ticks.tick, ["x"]), (ticks.take_back, "x")):
        with pytest.raises(Refused, match="stranger may not tick warnings off"):
            verb(file, names, by=people.stranger)
