"""Thresholds in the desk: seen by all, set by the director with a reason."""

import pytest
from django.urls import reverse

from curation import thresholds
from curation.models import Setting

LIST = "/admin/curation/setting/"
SHARE = "second_opinion_share"


def set_(browser, name=SHARE, **said):
    given = {"value": "20", "why": "Too few pairs.", "turn": "0", **said}
    return browser.post(reverse("admin:setting_set", args=[name]), given, follow=True)


def html(response):
    return response.content.decode()


def test_the_director_sets_one_and_everybody_sees_who_when_and_why(desk, people):
    assert "As the program came: nobody set it." in html(desk("assistant").get(LIST))
    answer = set_(desk("director"))
    assert answer.redirect_chain[-1][0] == LIST and "Set: it counts from now on." in html(answer)
    assert thresholds.value(SHARE) == 20
    shown = html(desk("assistant").get(LIST))
    assert "20 of 100 decisions" in shown and "Too few pairs." in shown and "Set by director" in shown
    assert '<form method="post" action="/admin/curation/setting/' not in shown


def test_the_history_keeps_every_value(desk, people):
    director = desk("director")
    set_(director)
    set_(director, value="5", why="Too much work.", turn="1")
    history = director.get(LIST).context["history"]
    assert [(setting.value, setting.why) for _threshold, setting in history] == [
        (5, "Too much work."), (20, "Too few pairs."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"why": ""}, 422, "This field is required."),
        ({"value": "many"}, 422, "Enter a whole number."),
        ({"value": "101"}, 422, "101 is not from 0 to 100"),
        ({"value": "10"}, 422, "it is 10 already"),
    ],
    ids=str,
)
def test_what_is_refused_is_said(desk, people, said, status, sentence):
    answer = set_(desk("director"), **said)
    assert (answer.status_code, sentence in html(answer)) == (status, True)
    assert not Setting.objects.exists()
    assert ("Too few pairs.</textarea>" in html(answer)) == ("why" not in said)  # what was written is not lost


def test_who_saw_an_earlier_value_is_told(desk, people):
    set_(desk("director"))
    told = set_(desk("director"), value="30", why="Made up.")
    assert "director was first" in html(told)
    [again] = [form for threshold, _now, form in told.context["rows"] if threshold.name == SHARE]
    assert (again["value"].value(), again["why"].value(), again["turn"].value()) == ("30", "Made up.", 1)


def test_what_is_no_threshold_is_not_found(desk, people):
    assert set_(desk("director"), name="nothing").status_code == 404


def test_the_page_asks_little(desk, people, django_assert_max_num_queries):
    director = desk("director")
    set_(director)
    with django_assert_max_num_queries(9):
        director.get(LIST)
