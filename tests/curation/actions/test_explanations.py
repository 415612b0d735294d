"""Words for totals and for changes. Every figure is made up."""

import pytest
from django.utils import timezone

from curation import differences
from curation.actions import concerns, explanations
from curation.actions.refused import Refused
from curation.core import concern_rules
from curation.explained import doubted_cells, open_totals, place
from curation.left import changes_unexplained
from curation.models import Change, Concern, Difference, Explanation, PrintedTotal, Sheet, SourceFile, Tick
from curation.stages import stages

WHY = "Made up: months count permits, the year counts persons."


@pytest.fixture
def file(make_file, make_label):
    file = make_file()
    make_label("F-1", ("FY2018", 7), file=file)
    return file


@pytest.fixture
def total(file):
    return printed(file, 0)


def printed(file, row, outcome="open"):
    sheet = Sheet.objects.get(file=file)
    return PrintedTotal.objects.create(
        sheet=sheet, row=row, column=1, origin="KAZ", what="2018: the 12 months of row 1", printed="20", value=20,
        printed_lower=20, printed_upper=20, lower=24, upper=24, least=24, most=24, parts=12, period="2018",
        outcome=outcome,
    )  # fmt: skip


def doubted(total):
    """The concern that the rule raises about a total."""
    finding = concern_rules.parts_against_total(total.what, place(total), total.printed, total.lower, total.upper)
    [concern] = concerns.raise_findings([finding], file=total.sheet.file)
    return concern


@pytest.fixture
def difference(file, make_file, make_label):
    before = make_file("before.xlsx", state="read")
    label = make_label("F-1", file=before)
    difference = Difference.objects.create(file=file, against=before, changed=1)
    Change.objects.create(
        difference=difference, kind="changed", label=label, origin="KAZ", destination="USA", period="FY2018",
        was_at="FY18!B2", was="5", is_at="FY18!B3", now="7", lower=2, upper=2,
    )  # fmt: skip
    return difference


def test_one_sentence_explains_several_totals_and_settles_the_rules_concerns(file, total, people):
    other = printed(file, 1)
    concern = doubted(total)
    assert open_totals(file) == [total, other]
    explanations.explain_totals(file, [total, other], text=f" {WHY} ", by=people.assistant)
    assert open_totals(file) == []
    concern.refresh_from_db()
    assert (concern.state, concern.resolution, concern.resolved_by) == ("resolved", WHY, people.assistant)
    assert Explanation.objects.filter(text=WHY, by=people.assistant).count() == 2
    assert [stage.done for stage in stages(file) if stage.name == "reconciled"] == [False]  # a label is undecided


def test_the_last_words_count_and_a_reopened_concern_opens_the_total_again(file, total, people):
    from curation.explained import Explained

    concern = doubted(total)
    explanations.explain_totals(file, [total], text="Made up: first words.", by=people.assistant)
    explanations.explain_totals(file, [total], text=WHY, by=people.colleague)
    total = PrintedTotal.objects.select_related("sheet").get()
    assert Explained([file.pk]).words(total) == WHY
    concerns.reopen(Concern.objects.get(pk=concern.pk), reason="Made up: no.", by=people.director)
    assert Explained([file.pk]).words(total) == ""
    assert open_totals(file) == [total]


def test_a_director_who_resolves_the_concern_has_explained_the_total(file, total, people):
    concern = doubted(total)
    concerns.resolve(concern, resolution=WHY, outcome="kept", by=people.director)
    assert open_totals(file) == []


def test_what_is_refused(file, total, people):
    met = printed(file, 5, outcome="equal")
    with pytest.raises(Refused, match="The total at FY18!B6 is equal, so it needs no words"):
        explanations.explain_totals(file, [total, met], text=WHY, by=people.assistant)
    with pytest.raises(Refused, match="Say why it is so: the field is empty."):
        explanations.explain_totals(file, [total], text="  ", by=people.assistant)
    with pytest.raises(Refused, match="No total is chosen: tick those that your words explain."):
        explanations.explain_totals(file, [], text=WHY, by=people.assistant)
    with pytest.raises(Refused, match="stranger may not explain what a file says"):
        explanations.explain_totals(file, [total], text=WHY, by=people.stranger)
    file.state = "withdrawn"
    with pytest.raises(Refused, match="is withdrawn, so nothing of it needs words"):
        explanations.explain_totals(file, [total], text=WHY, by=people.assistant)
    assert not Explanation.objects.exists()


def test_a_difference_is_understood_once_each_change_is_explained_or_doubted(file, difference, people, monkeypatch):
    monkeypatch.setattr(differences, "is_stale", lambda file: False)
    with pytest.raises(
        Refused, match="1 change of niv.xlsx is understood by no rule and by nobody, the first at FY18!B3"
    ):
        explanations.understand(file, by=people.assistant)
    [change] = difference.changes.all()
    explanations.explain_changes(file, [change], text="Made up: a revision.", by=people.assistant)
    explanations.understand(file, by=people.assistant)
    tick = Tick.objects.get(file=file)
    assert tick.sentence.startswith("1 changed, 0 new, 0 gone, 0 the same, against before.xlsx, SHA-256 ")
    with pytest.raises(Refused, match="ticked off already"):
        explanations.understand(file, by=people.colleague)


def test_a_doubt_stands_for_an_explanation(file, difference, people, monkeypatch):
    monkeypatch.setattr(differences, "is_stale", lambda file: False)
    [concern] = explanations.doubt(file, ["FY18!B3"], text="Made up: is this a misprint?", by=people.assistant)
    assert (concern.place, concern.file, concern.raised_by) == ("FY18!B3", file, people.assistant)
    explanations.understand(file, by=people.assistant)
    assert Tick.objects.filter(file=file).exists()


def test_a_doubt_is_found_on_a_sheet_with_a_comma_in_its_name(file, difference, people, monkeypatch):
    monkeypatch.setattr(differences, "is_stale", lambda file: False)
    difference.changes.update(is_at="2018, Q1!W130")
    assert changes_unexplained([file.pk]) == {file.pk: 1}
    places = ["2018, Q1!W129", "2018, Q1!W130", "Q2!B3"]
    [concern] = explanations.doubt(file, places, text="Made up: is this a misprint?", by=people.assistant)
    assert doubted_cells([file.pk]) == {file.pk: set(places)}
    assert changes_unexplained([file.pk]) == {}
    explanations.understand(file, by=people.assistant)
    assert Tick.objects.filter(file=file).exists()


def test_a_doubt_about_one_file_leaves_the_same_cell_of_another_open(file, difference, make_file, people):
    other = Difference.objects.create(file=make_file("after.xlsx"), against=file, changed=1)
    [change] = difference.changes.all()
    Change.objects.create(
        difference=other, kind="gone", label=change.label, origin="KAZ", destination="USA", period="FY2018",
        was_at="FY18!B3", was="7", lower=-7, upper=-7,
    )  # fmt: skip
    files = [file.pk, other.file_id]
    explanations.doubt(file, ["FY18!B3"], text="Made up: is this a misprint?", by=people.assistant)
    assert changes_unexplained(files) == {other.file_id: 1}
    explanations.doubt(other.file, ["FY18!B3"], text="Made up: why is it gone?", by=people.assistant)
    assert changes_unexplained(files) == {}


def test_a_doubt_about_many_cells_is_as_many_concerns_as_their_places_need(file, people):
    places = [f"FY18!B{row}" for row in range(1, 101)]
    raised = explanations.doubt(file, places, text="Made up: a slipped column?", by=people.assistant)
    assert ", ".join(concern.place for concern in raised) == ", ".join(places)
    assert all(len(concern.place) <= 300 for concern in raised)
    assert doubted_cells([file.pk]) == {file.pk: set(places)}


def test_a_difference_from_a_file_that_is_no_longer_the_last_is_compared_again(file, difference, people):
    """The file before it was never accepted, or was withdrawn since."""
    with pytest.raises(Refused, match="have it compared again"):
        explanations.understand(file, by=people.assistant)
    explanations.compare_again(file, by=people.assistant)
    assert not Difference.objects.filter(file=file).exists()
    accepted = {"state": "accepted", "accepted_by": people.colleague, "accepted_at": timezone.now()}
    SourceFile.objects.filter(pk=file.pk).update(**accepted)  # meanwhile, by somebody else
    with pytest.raises(Refused, match="keeps its difference as it is"):
        explanations.compare_again(file, by=people.assistant)
