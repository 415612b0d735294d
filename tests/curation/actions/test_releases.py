"""What is published is in force when it is published, though composing takes its time. The figures are made up."""

import pytest

from curation.actions import decisions, releases, uploads
from curation.actions.refused import Refused
from flows.models import Treatment

SAID = {"version": "1.0.0", "notes_en": "Made up."}


@pytest.fixture
def label(make_file, make_label, people):
    """A label of an accepted file, with a decision in force."""
    file = make_file(state="accepted", accepted_by=people.colleague, accepted_at="2026-01-02T03:04Z")
    return make_label("F-1", ("FY2018", 7), file=file)


@pytest.fixture
def decide(people):
    """A function that puts another decision about a label in force."""

    def decided(label, **span):
        said = {"category": "study", "rationale": "Made up.", **span}
        decision = decisions.propose(label, **said, by=people.assistant)
        decisions.approve(decision, by=people.director)
        return decision.pk

    return decided


@pytest.fixture
def meanwhile(monkeypatch):
    """A function that has something happen whenever a release was composed."""
    compose = releases.compose

    def happens(deed):
        def composed():
            composition = compose()
            deed()
            return composition

        monkeypatch.setattr(releases, "compose", composed)

    return happens


def test_what_was_judged_while_a_release_was_composed_is_in_it(label, decide, meanwhile, people):
    former, spans = decide(label), iter([{"year_to": 2099}])
    new = []
    meanwhile(lambda: new.extend(decide(label, **span) for span in spans))
    release = releases.publish(**SAID, by=people.director)
    assert set(Treatment.public.of(release).values_list("decision", flat=True)) == set(new) != {former}


def test_a_file_withdrawn_while_a_release_was_composed_is_not_in_it(label, decide, meanwhile, people):
    decide(label)
    file = label.first_file
    withdrawals = iter([lambda: uploads.withdraw(file, reason="Made up.", by=people.director)])
    meanwhile(lambda: [withdraw() for withdraw in withdrawals])
    with pytest.raises(Refused, match="would hold no observation"):
        releases.publish(**SAID, by=people.director)
