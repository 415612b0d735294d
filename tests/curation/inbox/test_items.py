"""What waits for a judgement, in order of impact: people, published or not, contested or not. Figures are made up."""

import pytest
from django.utils import timezone

from curation.actions import amendments, concepts, concerns, decisions
from curation.core import concern_rules
from curation.core.sheets import address
from curation.inbox import items, waiting
from curation.inbox.items import Item, Waiting
from curation.models import Concept, Concern, PrintedTotal, Sheet, Standing
from curation.thresholds import RULES_GO_BY, THRESHOLDS
from flows.models import Release, Treatment

LIMITS = {name: THRESHOLDS[name].default for name in RULES_GO_BY}
AGAINST = {"category": "work", "rationale": "Made up."}  # the codebook says study of F, M and excludes J


@pytest.fixture
def propose(make_label, people):
    """A function that makes a label with so many people in 2018 and has the assistant propose something about it."""

    def made(text, number, *, by="assistant", **said):
        label = make_label(text, ("FY2018", number))
        return decisions.propose(label, **{**AGAINST, **said}, by=getattr(people, by))

    return made


@pytest.fixture
def publish(db):
    """A function that makes a release that says something of some labels of the table of nonimmigrant visas."""

    def made(*labels):
        release = Release.objects.create(version="1.0.0", major=1, minor=0, patch=0)
        said = {"source": "us-niv", "label_language": "en", "disposition": "include", "category": "study"}
        days = {"proposed_on": "2026-01-02", "approved_on": "2026-01-03"}
        for number, label in enumerate(labels, 1):
            Treatment.everything.create(
                release=release, number=number, label=label, rationale="Made up.", **said, **days
            )
        Release.objects.update(state="published", published_at=timezone.now())

    return made


def names(user):
    return [item.name for item in Waiting(user).items]


def of(decision):
    return f"categorydecision-{decision.pk}"


def kept(file, *findings, **about):
    return concerns.raise_findings(findings, file=file, **about)


# the order


@pytest.mark.parametrize(
    "item, impact",
    [
        (Item("concern", 1, 100), 100),
        (Item("concern", 1, 100, published=True), 200),
        (Item("concern", 1, 100, tags=frozenset({"contested"})), 200),
        (Item("concern", 1, 100, published=True, tags=frozenset({"contested", "answered"})), 400),
        (Item("concern", 1, 0, published=True), 0),
    ],
)
def test_impact_is_people_twice_where_published_and_twice_where_contested(item, impact):
    assert item.impact == impact


def test_the_most_impact_comes_first(propose, publish, people):
    few, many, public = propose("F-1", 300), propose("M-1", 500), propose("J-1", 290)
    publish("J-1")
    assert names(people.director) == [of(public), of(many), of(few)]
    assert [item.impact for item in Waiting(people.director).items] == [580, 500, 300]


def test_of_the_same_impact_the_name_decides_so_that_a_page_can_go_on_after_it(propose, people):
    proposals = [propose(f"F-{number}", 5) for number in range(5)]
    assert names(people.director) == sorted(map(of, proposals))


def test_a_proposal_for_some_years_is_about_the_people_of_these(make_label, people):
    label = make_label("F-1", ("FY2017", 7), ("FY2018", 50), ("FY2019", 400))
    decisions.propose(label, **AGAINST, year_from=2017, year_to=2018, by=people.assistant)
    [item] = Waiting(people.director).items
    assert item.people == 57


# what is here


def test_a_flagged_proposal_has_all_that_is_doubted_about_it_in_one_thing(propose, people):
    decision = propose("J-1", 5_000, flag="Do they stay?")
    [item] = Waiting(people.director).items
    assert item.name == of(decision)
    assert item.why == ("first_use", "differs_from_codebook", "two_ways", "doubt")
    assert item.tags == {"contested", "against"}
    assert len(item.concerns) == 4


def test_an_unflagged_one_is_not_here_unless_somebody_doubts_it(make_label, people):
    decision = decisions.propose_as_suggested(make_label("F-1", ("FY2018", 5)), by=people.assistant)
    assert names(people.director) == []
    concerns.raise_("Really?", severity="concern", by=people.colleague, label=decision.label, decision=decision)
    [item] = Waiting(people.director).items
    assert (item.name, item.why) == (of(decision), ("doubt",))


def test_one_whose_precedent_was_overturned_is_judged_and_not_approved_together(make_label, people):
    precedent = decisions.propose(
        make_label("ZZ-1", ("FY2018", 7)), category="study", rationale="x", by=people.assistant
    )
    decisions.approve(precedent, by=people.director)
    said = {"category": "study", "rationale": "x", "cites": precedent}
    resting = decisions.propose(make_label("ZZ-2", ("FY2018", 7)), **said, by=people.assistant)
    assert resting in waiting.unflagged(people.director)
    other = decisions.propose(precedent.label, category="work", rationale="Made up.", by=people.assistant)
    decisions.approve(other, by=people.director)
    assert resting in waiting.proposals(people.director)
    assert resting not in waiting.unflagged(people.director)


def test_ones_own_proposals_are_not_listed_nor_what_is_doubted_about_them(propose, people):
    propose("J-1", 5_000, by="director", flag="Do they stay?")
    assert names(people.director) == []


def test_an_assistant_sees_what_an_assistant_may_judge(propose, people):
    propose("J-1", 5_000)
    concerns.raise_("Really?", severity="blocker", by=people.assistant)
    concepts.give_reason(Concept.objects.get(pk="seafarer"), text_en="Made up.", by=people.assistant)
    assert [name.split("-")[0] for name in names(people.colleague)] == ["conceptreason"]
    assert len(names(people.director)) == 3
    assert names(people.stranger) == []


def test_two_who_propose_otherwise_about_one_label_contest_it(make_label, people):
    label = make_label("F-1", ("FY2018", 5))
    first = decisions.propose(label, **AGAINST, by=people.assistant)
    decisions.propose(label, category="residence", rationale="Made up.", by=people.colleague)
    assert {"contested"} <= Waiting(people.director).find(of(first)).tags


def test_what_one_returned_and_came_back_is_answered(propose, people):
    decisions.return_(propose("F-1", 5), reason="Why?", by=people.director)
    again = decisions.propose(Standing.objects.get().label, category="residence", rationale="So.", by=people.assistant)
    assert "answered" in Waiting(people.director).find(of(again)).tags


def test_nor_notes_nor_a_first_use_that_nobody_spoke_about_need_a_judgement(make_label, make_file, people):
    file = make_file()
    label = make_label("J-1", ("FY2018", 5_000), file=file)
    kept(file, concern_rules.first_use("J-1", "j-1", 5_000, limits=LIMITS), label=label)
    kept(file, concern_rules.jump("J-1", "KAZ", 2018, 1, 900, limits=LIMITS))
    assert names(people.director) == []


def test_a_settled_doubt_is_gone(make_file, people):
    [concern] = kept(make_file(), concern_rules.unknown_place("Ruritania", 1, "FY18!A3", 30))
    assert [(item.people, item.why) for item in Waiting(people.director).items] == [(30, ("unknown_place",))]
    concerns.answer(concern, text="Ask the publisher.", by=people.director)
    assert [item.tags for item in Waiting(people.director).items] == [{"answered"}]
    concerns.resolve(concern, resolution="It is a joke.", outcome="kept", by=people.director)
    assert names(people.director) == []


@pytest.fixture
def open_total(make_file):
    """A function that stores an open total of the table's sheet FY18, which a rule doubts."""

    def made(file, column, value, *, row=0, origin="KAZ", period="FY2018"):
        sheet, _ = Sheet.objects.get_or_create(file=file, position=0, defaults={"name": "FY18"})
        said = {"what": period, "printed": str(value), "lower": 8, "upper": 8}
        PrintedTotal.objects.create(
            sheet=sheet, row=row, column=column, origin=origin, value=value, period=period, outcome="open", **said
        )
        where = f"FY18!{address(row, column)}"
        kept(file, concern_rules.parts_against_total(period, where, str(value), 8, 8, value, origin))

    return made


def test_totals_of_one_file_and_origin_are_one_thing(make_label, make_file, open_total, people):
    file, other = make_file(), make_file("other.xlsx")
    for each in (file, other):
        make_label("F-1", ("FY2018", 9), ("FY2018", 9), file=each)
    open_total(file, 5, 100), open_total(file, 5, 100, row=1)
    open_total(file, 6, 100, origin="UZB"), open_total(file, 7, 100, origin="")
    open_total(other, 5, 30)
    found = {item.name: (item.people, len(item.concerns)) for item in Waiting(people.director).items}
    assert found == {
        f"totals-{file.pk}-KAZ": (200, 2),
        f"totals-{file.pk}-UZB": (100, 1),
        f"totals-{file.pk}-": (0, 1),
        f"totals-{other.pk}-KAZ": (30, 1),
    }


def test_totals_are_about_those_who_are_in_published_numbers(make_label, make_file, open_total, publish, people):
    """Neither over all origins nor of a year that no series holds; the quarter is in its year."""
    publish("F-1")
    old, now = make_file(), make_file("now.xlsx")
    make_label("F-1", ("FY1997", 9), file=old), make_label("F-1", ("FY2018", 9), file=now)
    open_total(old, 5, 600_000, origin="", period=""), open_total(old, 6, 70, period="FY1997")
    open_total(now, 5, 80), open_total(now, 6, 20, period="2018-Q1"), open_total(now, 7, 50_000, origin="", period="")
    found = {item.name: (item.people, item.published) for item in Waiting(people.director).items}
    assert found == {
        f"totals-{now.pk}-KAZ": (80, True),
        f"totals-{now.pk}-": (0, False),
        f"totals-{old.pk}-": (0, False),
        f"totals-{old.pk}-KAZ": (0, False),
    }


def test_a_doubt_about_a_whole_file_is_about_all_people_of_its_table(make_label, make_file, people):
    file = make_file()
    make_label("F-1", ("FY2018", 70), file=file), make_label("M-1", ("FY2018", 5), file=file)
    concerns.raise_("Sheet 2 repeats Sheet 1.", severity="blocker", by=people.assistant, file=file)
    [item] = Waiting(people.director).items
    assert (item.people, item.tags) == (75, {"blocker"})


def test_a_readers_question_contests_what_is_published(label, publish, people):
    publish()
    Concern.objects.create(severity="concern", text="Why so few?", label=label)
    concerns.raise_("Hm.", severity="concern", by=people.assistant, label=label)
    assert {(item.why, item.people) for item in Waiting(people.director).items} == {
        (("question",), 120),
        (("doubt",), 120),
    }
    assert all("contested" in item.tags for item in Waiting(people.director).items)


def test_a_reason_is_about_the_people_of_its_concept(make_label, people):
    make_label("D", ("FY2018", 1_097)), make_label("D-2", ("FY2018", 3)), make_label("F-1", ("FY2018", 9))
    concepts.give_reason(Concept.objects.get(pk="seafarer"), text_en="Made up.", by=people.assistant)
    [item] = Waiting(people.director).items
    assert (item.kind, item.people, item.why) == ("conceptreason", 1_100, ("conceptreason",))


def test_a_change_of_a_list_is_about_the_people_whom_it_would_find(label, make_file, publish, people):
    kept(make_file("a.xlsx"), concern_rules.unknown_place("RURITANIA", 1, "FY18!A3", 30))
    kept(make_file("b.xlsx"), concern_rules.unknown_place("Ruritania", 1, "FY18!A3", 12))
    amendments.propose("alias", "Ruritania", values={"area": "NLD"}, rationale="Made up.", by=people.assistant)
    amendments.propose("source", "us-niv", values={"title_en": "Visas"}, rationale="Made up.", by=people.assistant)
    found = {item.people for item in Waiting(people.director).items if item.kind == items.AMENDMENT}
    assert found == {42, 120}


def test_a_publishers_error_is_about_the_people_in_its_cells(make_correction, publish, people):
    make_correction(text="1,234")
    [item] = Waiting(people.director).items
    assert (item.kind, item.people, item.published, item.why) == ("correction", 1_234, False, ("correction",))
    assert names(people.assistant) == []


@pytest.mark.parametrize(
    "text, number", [("12", 12), ("1,234", 1_234), ("1 234", 1_234), ("--", 0), ("", 0), ("x12", 0), ("9" * 40, 0)]
)
def test_the_number_in_a_cell(text, number):
    assert items.number_in(text) == number


@pytest.mark.parametrize("name", ["director", "colleague", "stranger"])
def test_as_many_are_counted_for_the_navigation_as_are_listed(propose, make_file, make_correction, people, name):
    propose("J-1", 5_000, flag="Do they stay?"), propose("F-1", 5), propose("M-1", 5, by="director")
    file = make_file("b.xlsx")
    kept(file, *(concern_rules.parts_against_total("2015", f"A!B{n}", "7", 8, 8, 1, "KAZ") for n in range(3)))
    kept(file, concern_rules.unknown_place("Ruritania", 1, "FY18!A3", 30))
    concepts.give_reason(Concept.objects.get(pk="seafarer"), text_en="Made up.", by=people.assistant)
    amendments.propose("alias", "Ruritania", values={"area": "NLD"}, rationale="Made up.", by=people.assistant)
    make_correction()
    user = getattr(people, name)
    counted = sum(count for rows in waiting.counts(user, "inbox") for _name, count in rows)
    assert counted == len(Waiting(user).items)
    assert counted == {"director": 7, "colleague": 3, "stranger": 0}[name]
