"""What may be approved together: unflagged proposals in lines, and files that were handed in. Figures are made up."""

import pytest

from curation.actions import concerns, decisions, uploads
from curation.inbox.together import Together
from curation.models import Difference


@pytest.fixture
def suggested(make_label, people):
    """A function that has the assistant propose what the codebook says of a label."""

    def made(text, number=0):
        return decisions.propose_as_suggested(make_label(text, ("FY2018", number)), by=people.assistant)

    return made


@pytest.fixture
def handed_in(make_file, make_label, people):
    """A file that was handed in, its one label in force, beside the one that was accepted before it."""
    before = make_file("before.xlsx", state="accepted", accepted_by=people.director, accepted_at="2026-01-02T03:04Z")
    label = make_label("F-1", ("FY2018", 70), file=before)
    decisions.approve(decisions.propose_as_suggested(label, by=people.assistant), by=people.director)
    file = make_file("after.xlsx")
    make_label("F-1", ("FY2018", 71), file=file)
    uploads.submit(file, by=people.assistant)
    Difference.objects.create(file=file, against=before, changed=1, new=2, gone=3)
    return file


def lines(user):
    return [(line.labels, line.ground, line.people) for line in map(with_ground, Together(user).lines)]


def with_ground(line):
    line.ground = line.first.ground
    return line


def test_labels_of_one_table_that_one_rule_treats_are_one_line(suggested, people):
    for text, number in [("H-1B1", 3), ("H-2A", 4), ("F-3", 5)]:
        suggested(text, number)
    assert lines(people.colleague) == [(["H-1B1", "H-2A"], "codebook", 7), (["F-3"], "codebook", 5)]
    assert "H visas" in Together(people.colleague).lines[0].sentence


def test_the_same_words_or_the_same_precedent_are_a_ground_too(make_label, suggested, people):
    cited = suggested("H-1B")
    decisions.approve(cited, by=people.director)
    said = {"reason_code": "not_in_codebook", "rationale": "Nobody names it.", "by": people.assistant}
    for text in ("ZZ-1", "ZZ-2"):
        decisions.propose(make_label(text, ("FY2018", 1)), **said)
    decisions.propose(make_label("ZZ-3", ("FY2018", 1)), **said, cites=cited)
    assert lines(people.colleague) == [(["ZZ-1", "ZZ-2"], "words", 2), (["ZZ-3"], "cited", 1)]


def test_of_many_labels_the_first_are_named(suggested, people):
    for number in range(10):
        suggested(f"H-{number}")
    [line] = Together(people.colleague).lines
    assert (len(line.labels), line.more, len(line.said)) == (8, 2, 10)


def test_neither_ones_own_nor_flagged_nor_doubted_ones(suggested, make_label, people):
    suggested("F-3")
    doubted = suggested("H-2A")
    concerns.raise_("Really?", severity="concern", by=people.colleague, decision=doubted)
    decisions.propose(make_label("J-1", ("FY2018", 1)), category="work", rationale="Made up.", by=people.assistant)
    assert [labels for labels, *_ in lines(people.director)] == [["F-3"]]
    assert lines(people.assistant) == lines(people.stranger) == []


def test_a_line_is_found_again_by_its_name_with_those_that_joined_it(suggested, people):
    first = suggested("H-1B1")
    [line] = Together(people.colleague).lines
    second = suggested("H-2A")
    assert Together(people.colleague).decisions([line.name]) == [first.pk, second.pk]
    assert Together(people.colleague).decisions(["nobody"]) == []


def test_a_file_whose_labels_are_all_in_force_is_carried(handed_in, people):
    [came] = Together(people.director).files
    assert (came.file, came.ground, came.cells, came.labels, came.people) == (handed_in, "carried", 6, 1, 71)
    assert Together(people.assistant).files == []


def test_it_is_not_where_it_is_the_first_of_its_table(handed_in, people):
    Difference.objects.all().delete()
    assert [came.ground for came in Together(people.director).files] == ["handed_in"]


def test_nor_where_somebody_doubts_it(handed_in, people):
    concerns.raise_("Really?", severity="concern", by=people.assistant, file=handed_in)
    [came] = Together(people.director).files
    assert (came.ground, came.doubts) == ("handed_in", 1)


def test_nor_where_a_label_of_its_table_waits(handed_in, make_label, people):
    label = make_label("H-1B", ("FY2018", 5), file=handed_in)
    [came] = Together(people.director).files
    assert (came.ground, came.undecided) == ("handed_in", 1)
    decisions.approve(decisions.propose_as_suggested(label, by=people.assistant), by=people.director)
    assert [came.ground for came in Together(people.director).files] == ["carried"]
