"""Second opinions: what is drawn, who may give one, and what follows where it differs. Figures are made up."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from curation import opinions, queries
from curation.actions import decisions
from curation.actions import opinions as deeds
from curation.actions.refused import Refused
from curation.actions.thresholds import set_
from curation.models import CategoryDecision, Concern, Drawn, SecondOpinion, Setting
from curation.thresholds import THRESHOLDS


@pytest.fixture
def share(people):
    """A function that sets how many of 100 decisions are drawn."""

    def set_share(to):
        turn = Setting.objects.count()
        set_(THRESHOLDS["second_opinion_share"], to=to, why="Made up.", by=people.director, turn=turn)

    return set_share


@pytest.fixture
def decide(people):
    """A function that has a label decided by assistant and director, as study unless something else is said."""

    def decided(label, **said):
        said = said or {"category": "study"}
        made = decisions.propose(label, **said, rationale="Made up.", by=people.assistant)
        decisions.approve(made, note="Agreed.", by=people.director)
        return made

    return decided


@pytest.fixture
def drawn(share, decide, label):
    """A decision that J-1 is study, drawn."""
    share(100)
    return decide(label).drawn


# --- The draw ---------------------------------------------------------------------------------------------------------


@given(key=st.integers(1, 10**9), one=st.integers(0, 100), other=st.integers(0, 100))
def test_a_larger_share_draws_the_same_and_more(key, one, other):
    low, high = sorted((one, other))
    assert opinions.is_drawn(key, high) or not opinions.is_drawn(key, low)
    assert opinions.is_drawn(key, one) == opinions.is_drawn(key, one)


@given(key=st.integers(1, 10**9))
def test_0_draws_nothing_and_100_everything(key):
    assert opinions.is_drawn(key, 100) and not opinions.is_drawn(key, 0)


@pytest.mark.parametrize("percent", [1, 10, 50])
def test_so_many_in_100_are_drawn(percent):
    """Of 10,000 keys: five standard deviations to each side, whatever the secret."""
    found = sum(opinions.is_drawn(key, percent) for key in range(10_000))
    assert found == pytest.approx(percent * 100, abs=5 * (percent * (100 - percent)) ** 0.5)


def test_without_the_secret_nobody_knows_which(settings):
    def lots():
        return [opinions.is_drawn(key, 50) for key in range(64)]

    before = lots()
    settings.SECRET_KEY = "another one"
    assert lots() != before


def test_what_is_approved_is_drawn_with_the_share_of_that_moment(share, decide, make_label):
    share(100)
    first = decide(make_label("J-1", ("FY2018", 7)))
    share(99)
    second = decide(make_label("J-2", ("FY2018", 7)))
    share(0)
    decide(make_label("J-3", ("FY2018", 7)))
    drawn = list(Drawn.objects.values_list("decision", "share"))
    assert drawn == [(first.pk, 100)] + [(second.pk, 99)] * opinions.is_drawn(second.pk, 99)


def test_of_several_those_are_drawn_whose_lots_say_so(share, decide, make_label):
    share(50)
    made = [decide(make_label(f"L-{number}", ("FY2018", 7))) for number in range(12)]
    wanted = [decision for decision in made if opinions.is_drawn(decision.pk, 50)]
    assert [each.decision for each in Drawn.objects.select_related("decision")] == wanted


@pytest.mark.parametrize(
    ("cells", "said", "drawn"),
    [
        ([("FY2018", 7)], {"category": "study"}, True),
        ([("FY2018", 7)], {"disposition": "total"}, True),  # else a total would never be the answer
        ([("FY2018", 7)], {"disposition": "not_data"}, True),
        ([("FY2018", 0)], {"category": "study"}, False),  # nobody in it
        ([("FY2021", 7)], {"category": "study"}, False),  # in no year of a series
        ([("FY2018", 7)], {"category": "study", "year_to": 2017}, False),  # in no year of the decision
        ([("FY2017", 7)], {"category": "study", "year_to": 2017}, True),
        ([("FY2018", 7)], {"category": "study", "condition": {"sex": ["F"]}}, False),  # under no condition of it
        ([("FY2018", 7)], {"category": "study", "condition": {"destination": ["USA"]}}, True),
    ],
    ids=str,
)
def test_only_where_somebody_stands_in_the_cells_asked_about(share, decide, make_label, cells, said, drawn):
    share(100)
    decide(make_label("J-1", *cells), **said)
    assert Drawn.objects.exists() == drawn


def test_what_is_returned_is_not_drawn_and_drawing_again_draws_the_same(share, label, people, drawn):
    other = decisions.propose(label, category="work", rationale="Made up.", by=people.assistant)
    decisions.return_(other, reason="No.", by=people.director)
    deeds.draw(drawn.decision)
    assert list(Drawn.objects.all()) == [drawn]


# --- Who may give it --------------------------------------------------------------------------------------------------


def test_it_waits_for_those_who_never_spoke_about_the_label(drawn, people):
    waiting = {name: list(queries.to_recode(user)) for name, user in vars(people).items()}
    assert waiting == {"assistant": [], "director": [], "colleague": [drawn], "stranger": []}


@pytest.mark.parametrize("name", ["assistant", "director"])
def test_neither_who_proposed_nor_who_reviewed_it(drawn, people, name):
    with pytest.raises(Refused, match="You spoke about “J-1” yourself, so somebody else gives the second opinion."):
        deeds.give(drawn, disposition="total", by=getattr(people, name))


def test_nor_who_said_something_else_of_the_label_before(share, decide, label, people):
    share(100)
    mine = decisions.propose(label, category="work", rationale="Made up.", by=people.colleague)
    decisions.withdraw(mine, by=people.colleague)
    with pytest.raises(Refused, match="You spoke about “J-1” yourself"):
        deeds.give(decide(label).drawn, disposition="total", by=people.colleague)


def test_nor_who_may_not_propose(drawn, people):
    with pytest.raises(Refused, match="stranger may not give second opinions"):
        deeds.give(drawn, disposition="total", by=people.stranger)


@pytest.mark.parametrize("name", ["assistant", "director"])
def test_the_database_refuses_them_as_well(drawn, people, name):
    said = {"decision": drawn.decision, "disposition": "total", "by": getattr(people, name)}
    with pytest.raises(IntegrityError, match="by somebody who neither proposed nor reviewed"), transaction.atomic():
        SecondOpinion.objects.create(**said)


def test_and_an_opinion_about_what_was_not_drawn(share, decide, label, people):
    share(0)
    with pytest.raises(IntegrityError, match="of a decision that was drawn"), transaction.atomic():
        SecondOpinion.objects.create(decision=decide(label), disposition="total", by=people.colleague)


def test_the_second_who_answers_is_told_who_was_first(drawn, people):
    late = User.objects.create_user("late")
    late.groups.set(people.colleague.groups.all())
    deeds.give(drawn, disposition="total", by=people.colleague)
    with pytest.raises(Refused, match="colleague was first: “J-1” has its second opinion since 20"):
        deeds.give(drawn, disposition="include", category="study", by=late)
    assert SecondOpinion.objects.get().by == people.colleague


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"disposition": ""}, "Say what the label is"),
        ({"disposition": "include"}, "Say in which category the label counts."),
        ({"disposition": "include", "category": "leisure"}, "“leisure” is no category"),
        ({"disposition": "exclude"}, "Say for which reason the label is excluded"),
        ({"disposition": "exclude", "reason_code": "no_row"}, "“no_row” is no reason code"),
        ({"disposition": "total", "category": "work"}, "has neither category nor measure"),
        ({"disposition": "cannot_say", "category": "work"}, "Who cannot say names neither category nor reason"),
        ({"disposition": "total", "words": "x" * 4001}, "The sentence has 4,001 characters"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused(drawn, people, said, sentence):
    with pytest.raises(Refused, match=sentence):
        deeds.give(drawn, **said, by=people.colleague)
    assert not SecondOpinion.objects.exists()


# --- What follows -----------------------------------------------------------------------------------------------------


def told(decision):
    return list(Concern.objects.filter(rule="second_opinion", decision=decision).values_list("text", flat=True))


def test_where_it_differs_a_concern_names_both_treatments(drawn, people):
    said = {"disposition": "exclude", "reason_code": "temporary", "words": "They go home."}
    opinion = deeds.give(drawn, **said, by=people.colleague)
    concern = Concern.objects.get(rule="second_opinion")
    assert concern.text == (
        "“J-1” is in force as study; somebody who did not see that says excluded (temporary): “They go home.”"
    )
    assert (concern.severity, concern.state, concern.decision, concern.label) == (
        "concern", "open", drawn.decision, drawn.decision.label,
    )  # fmt: skip
    assert (opinion.decision, opinion.by, opinion.words) == (drawn.decision, people.colleague, "They go home.")


@pytest.mark.parametrize(
    "said", [{"disposition": "include", "category": "study"}, {"disposition": "cannot_say", "words": "Too short."}]
)
def test_where_it_agrees_or_cannot_say_none_is_raised(drawn, people, said):
    deeds.give(drawn, **said, by=people.colleague)
    assert told(drawn.decision) == []


def test_another_reason_for_the_same_code_is_no_disagreement(share, decide, label, people):
    share(100)
    decision = decide(label, category="study", reason_code="temporary")
    deeds.give(decision.drawn, disposition="exclude", reason_code="not_remunerated", by=people.colleague)
    assert told(decision) == []


def test_nothing_else_is_changed(drawn, people):
    before = CategoryDecision.objects.values().get()
    deeds.give(drawn, disposition="total", by=people.colleague)
    assert CategoryDecision.objects.values().get() == before


def test_what_was_superseded_meanwhile_is_counted_and_raises_no_concern(drawn, decide, label, people):
    decide(label, category="residence")
    deeds.give(drawn, disposition="include", category="residence", by=people.colleague)
    assert told(drawn.decision) == []
    [table] = opinions.compared()
    assert (table.agreement.pairs, table.agreement.agreed) == (1, 0)


# --- Counted ----------------------------------------------------------------------------------------------------------


def test_the_opinions_of_a_table_beside_its_decisions(share, decide, make_label, people):
    share(100)
    answers = {
        "A": {"disposition": "include", "category": "study"},
        "B": {"disposition": "include", "category": "work"},
        "C": {"disposition": "cannot_say"},
        "D": None,
    }
    for text, said in answers.items():
        drawn = decide(make_label(text, ("FY2018", 7))).drawn
        if said:
            deeds.give(drawn, **said, by=people.colleague)
    [table] = opinions.compared()
    assert (table.source.pk, table.drawn, table.given, table.cannot_say) == ("us-niv", 4, 3, 1)
    assert dict(table.agreement.counts) == {("study", "study"): 1, ("study", "work"): 1}
    assert table.matrix == (["work", "study", "cannot_say"], [("work", [0, 0, 0]), ("study", [1, 1, 1])])
    assert [opinion.decision.label.text for opinion in opinions.differing([table])] == ["B"]


def test_three_queries_whatever_there_is(share, decide, make_label, people, django_assert_num_queries):
    share(100)
    for number in range(6):
        drawn = decide(make_label(f"L-{number}", ("FY2018", 7))).drawn
        deeds.give(drawn, disposition="include", category="work", by=people.colleague)
    with django_assert_num_queries(3):
        [table] = opinions.compared()
        assert len(opinions.differing([table])) == table.agreement.pairs == 6
