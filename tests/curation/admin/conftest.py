"""The desk, opened by each of the people."""

import pytest
from django.test import Client
from django.utils import timezone

from curation.actions import amendments, concepts, concerns, decisions, scenarios, thresholds
from curation.admin import again
from curation.models import Concept, Publication
from curation.thresholds import THRESHOLDS
from curation.what_if import OUT, Question


def confirm(browser):
    """As if whoever is logged in had just given their password again."""
    session = browser.session
    session[again.SINCE] = timezone.now().timestamp()
    session.save()
    return browser


@pytest.fixture
def desk(people):
    """A function that gives a browser in which somebody is logged in and, if it says so, gave their password again."""

    def logged_in(name, *, confirmed=False):
        browser = Client()
        browser.force_login(getattr(people, name))
        return confirm(browser) if confirmed else browser

    return logged_in


@pytest.fixture
def said():
    """A function that gives the messages of a page, in order."""

    def messages(response):
        return [str(message) for message in response.context["messages"]]

    return messages


@pytest.fixture
def things(make_file, make_label, make_correction, people):
    """One of each thing that has a page."""
    label = make_label("J-1", ("FY2018", 5))
    decision = decisions.propose_as_suggested(label, by=people.assistant)
    concern = concerns.raise_("Really?", severity="concern", by=people.assistant)
    release = Publication.objects.create(version="0.1.0", major=0, minor=1, patch=0)
    concept = Concept.objects.get(pk="exchange_visitor")
    reason = concepts.give_reason(concept, text_en="Made up for a test.", by=people.assistant)
    share = THRESHOLDS["second_opinion_share"]
    setting = thresholds.set_(share, to=100, why="Made up for a test.", by=people.director, turn=0)
    drawn = decisions.propose_as_suggested(make_label("F-1", ("FY2018", 5)), by=people.assistant)
    decisions.approve(drawn, by=people.director)
    changed = {"values": {"area": "NLD"}, "rationale": "Made up for a test."}
    scenario = scenarios.keep(Question((label.pk,), "study", OUT), title="Made up for a test.", by=people.assistant)
    amendment = amendments.propose("alias", "Nederlandia", **changed, by=people.assistant)
    return {
        "file": make_file(),
        "label": label,
        "decision": decision,
        "concern": concern,
        "release": release,
        "concept": concept,
        "reason": reason,
        "amendment": amendment,
        "correction": make_correction(),
        "setting": setting,
        "drawn": drawn.drawn,
        "scenario": scenario,
    }
