"""The desk, opened by each of the people."""

import pytest
from django.test import Client

from curation.actions import amendments, concepts, concerns, decisions, scenarios
from curation.models import Concept, Publication
from curation.what_if import OUT, Question


@pytest.fixture
def desk(people):
    """A function that gives a browser in which somebody is logged in."""

    def logged_in(name):
        browser = Client()
        browser.force_login(getattr(people, name))
        return browser

    return logged_in


@pytest.fixture
def said():
    """A function that gives the messages of a page, in order."""

    def messages(response):
        return [str(message) for message in response.context["messages"]]

    return messages


@pytest.fixture
def things(make_file, make_label, people):
    """One of each thing that has a page."""
    label = make_label("J-1", ("FY2018", 5))
    decision = decisions.propose_as_suggested(label, by=people.assistant)
    concern = concerns.raise_("Really?", severity="concern", by=people.assistant)
    release = Publication.objects.create(version="0.1.0", major=0, minor=1, patch=0)
    concept = Concept.objects.get(pk="exchange_visitor")
    reason = concepts.give_reason(concept, text_en="Made up for a test.", by=people.assistant)
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
        "scenario": scenario,
    }
