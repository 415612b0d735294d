"""A question of what if as an address asks it and a scenario keeps it."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from curation import questions
from curation.actions.refused import Refused
from curation.what_if import ANY, OUT, Question
from flows.queries import codelist


@pytest.fixture(autouse=True)
def categories(db):
    """Asked for once in the life of a process."""
    return codelist("category")


def asked(address):
    return questions.of(QueryDict(address))


@pytest.mark.parametrize(
    ("address", "question"),
    [
        ("label=12&label=13&from=out&to=study&years=2016-2019", Question((12, 13), "study", OUT, 2016, 2019)),
        ("label=12&label=12&to=out", Question((12,), OUT)),
        ("label=12&to=work&years=2018", Question((12,), "work", ANY, 2018, 2018)),
        ("label=12&to=work&years=2018-", Question((12,), "work", ANY, 2018, None)),
        ("label=12&to=work&years=-2018", Question((12,), "work", ANY, None, 2018)),
        ("label=12&to=work&from=undecided", Question((12,), "work", "undecided")),
        ("label=12", Question((12,), "")),
        ("", Question((), "")),
    ],
)
def test_an_address_is_a_question(address, question):
    assert asked(address) == question


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("label=12&to=nonsense", "“nonsense” is nothing a label can count as: take one of work, study, residence"),
        ("label=12&to=work&from=nonsense", "“nonsense” is nothing a label counts as"),
        ("label=x&to=work", "“x” is no label"),
        (f"label={'9' * 30}&to=work", "is no label"),
        ("label=12&to=work&years=twenty", "“twenty” are no years: write 2018, 2016-2019"),
        ("label=12&to=work&years=-", "“-” are no years"),
        ("label=12&to=work&years=2019-2016", "The years run backwards: from 2019 to 2016."),
        ("label=12&to=work&years=1066", "1066 is no year of this dataset"),
        ("to=work&" + "&".join(f"label={pk}" for pk in range(201)), "201 labels are asked about, and 200 go at once"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(address, sentence):
    with pytest.raises(Refused, match=sentence.replace("(", r"\(")):
        asked(address)


YEAR = st.one_of(st.none(), st.integers(1990, 2030))


@given(
    labels=st.lists(st.integers(1, 10**9), min_size=1, max_size=200, unique=True).map(tuple),
    to=st.sampled_from(["work", "study", OUT]),
    now=st.sampled_from([ANY, OUT, "work", "undecided"]),
    span=st.tuples(YEAR, YEAR).filter(lambda ends: None in ends or ends[0] <= ends[1]),
)
def test_an_address_and_a_scenario_ask_the_same_question_again(labels, to, now, span):
    question = Question(labels, to, now, *span)
    given = QueryDict(mutable=True)
    for name, value in questions.query(question).items():
        given.setlist(name, [str(each) for each in value] if isinstance(value, list) else [value])
    assert questions.of(given) == question
    again = questions.of_json(questions.as_json(question))
    assert again == Question(tuple(sorted(labels)), to, now, *span)
