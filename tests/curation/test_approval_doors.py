"""Every door to an approval, found by reading the source, and tried by whoever proposed what is to be approved.

Whoever makes a door meets this test: see `A_NEW_DOOR`. Addresses are in `test_approval_addresses`.
"""

from typing import NamedTuple

import pytest

from curation import demo
from curation.actions import amendments, concepts, corrections, decisions, reviewed, uploads
from curation.actions.refused import attempt
from tests.curation import doors
from tests.curation.proposer import A_NEW_DOOR, kept

APPROVE = "You proposed this yourself, so somebody else has to approve it."
RETURN = "You proposed this yourself, so somebody else has to return it."
BROUGHT = "You brought own.xlsx in yourself, so somebody else has to accept it."
HANDED_IN = "You brought handed-in.xlsx in yourself, so somebody else has to accept it."
PREPARED = "You said yourself how prepared.xlsx is to be read, so somebody else has to accept it."
LATE = "proposer was first: “{}” is proposed since"  # of the conditional UPDATE, where nobody asked politely before

WRITERS = {
    "curation.actions.reviewed.move",
    "curation.actions.decisions.approve",
    "curation.actions.concepts.approve",
    "curation.actions.amendments.approve",
    "curation.actions.corrections.approve",
    "curation.actions.uploads.accept",
}


class Door(NamedTuple):
    """How one tries to approve what is one's own, and how that is answered."""

    attempt: object
    words: tuple[str, ...]


def door(*words, attempt):
    return Door(attempt, words)


OTHERWISE = {"category": "work", "rationale": "Made up."}
DOORS = {
    # the verbs
    "curation.actions.decisions.approve": door(
        APPROVE, attempt=lambda my: my.do(decisions.approve, "decision", seen=my.sees())
    ),
    "curation.actions.decisions.approve_all": door(
        APPROVE, attempt=lambda my: my.all(decisions.approve_all, "decision", seen={my.own.decision.pk: my.sees()})
    ),
    "curation.actions.decisions.return_": door(
        RETURN, attempt=lambda my: my.do(decisions.return_, "decision", reason="Made up.")
    ),
    "curation.actions.decisions.take_over": door(
        RETURN, attempt=lambda my: my.do(decisions.take_over, "decision", reason="Made up.", **OTHERWISE)
    ),
    "curation.actions.concepts.approve": door(APPROVE, attempt=lambda my: my.do(concepts.approve, "reason")),
    "curation.actions.concepts.return_": door(
        RETURN, attempt=lambda my: my.do(concepts.return_, "reason", reason="Made up.")
    ),
    "curation.actions.amendments.approve": door(APPROVE, attempt=lambda my: my.do(amendments.approve, "amendment")),
    "curation.actions.amendments.approve_all": door(
        APPROVE, attempt=lambda my: my.all(amendments.approve_all, "amendment")
    ),
    "curation.actions.amendments.return_": door(
        RETURN, attempt=lambda my: my.do(amendments.return_, "amendment", reason="Made up.")
    ),
    "curation.actions.corrections.approve": door(APPROVE, attempt=lambda my: my.do(corrections.approve, "correction")),
    "curation.actions.corrections.return_": door(
        RETURN, attempt=lambda my: my.do(corrections.return_, "correction", reason="Made up.")
    ),
    "curation.actions.uploads.accept": door(
        BROUGHT,
        HANDED_IN,
        PREPARED,
        attempt=lambda my: " ".join(my.do(uploads.accept, each) for each in ("file", "handed_in", "prepared")),
    ),
    # what the verbs have in common
    "curation.actions.reviewed.move": door(
        LATE.format("J-1"),
        attempt=lambda my: my.do(reviewed.move, "decision", state="approved", note=""),
    ),
    "curation.actions.reviewed.return_": door(
        RETURN,
        attempt=lambda my: my.do(reviewed.return_, "reason", reason="Made up.", permission=concepts.APPROVE),
    ),
    # the desk
    "curation.admin.decisions.CategoryDecisionAdmin.approve": door(
        APPROVE, attempt=lambda my: my.post("decision_approve", "decision", seen=my.sees())
    ),
    "curation.admin.decisions.CategoryDecisionAdmin.return_": door(
        RETURN, attempt=lambda my: my.post("decision_return", "decision", words="Made up.")
    ),
    "curation.admin.decisions.CategoryDecisionAdmin.take_over": door(
        RETURN,
        attempt=lambda my: my.post("decision_take-over", "decision", what="work", reason="Mine.", rationale="Made up."),
    ),
    "curation.admin.decisions.CategoryDecisionAdmin.approve_previewed": door(
        "Approved: 0 of 1 proposal. “J-1”: " + APPROVE,
        attempt=lambda my: my.post(
            "decisions_approve", decision=my.own.decision.pk, **{f"seen-{my.own.decision.pk}": my.sees()}
        ),
    ),
    "curation.admin.inbox.pages.InboxPages.approve_together": door(
        "Approved: 0 of 2. “J-1”: " + APPROVE, BROUGHT, attempt=lambda my: my.together()
    ),
    "curation.admin.concepts.ConceptReasonAdmin.approve": door(
        APPROVE, attempt=lambda my: my.post("reason_approve", "reason")
    ),
    "curation.admin.concepts.ConceptReasonAdmin.return_": door(
        RETURN, attempt=lambda my: my.post("reason_return", "reason", reason="Made up.")
    ),
    "curation.admin.amendments.AmendmentAdmin.approve": door(
        APPROVE, attempt=lambda my: my.post("amendment_approve", "amendment")
    ),
    "curation.admin.amendments.AmendmentAdmin.return_": door(
        RETURN, attempt=lambda my: my.post("amendment_return", "amendment", reason="Made up.")
    ),
    "curation.admin.amendments.AmendmentAdmin.approve_previewed": door(
        "Approved and applied: 0 of 1 changes. “nederlandia”: " + APPROVE,
        attempt=lambda my: my.post("amendments_approve", amendment=my.own.amendment.pk),
    ),
    "curation.admin.corrections.CorrectionAdmin.approve": door(
        APPROVE, attempt=lambda my: my.post("correction_approve", "correction")
    ),
    "curation.admin.corrections.CorrectionAdmin.return_": door(
        RETURN, attempt=lambda my: my.post("correction_return", "correction", reason="Made up.")
    ),
    "curation.admin.files.SourceFileAdmin.accept": door(
        BROUGHT,
        HANDED_IN,
        PREPARED,
        attempt=lambda my: " ".join(my.post("file_accept", each) for each in ("file", "handed_in", "prepared")),
    ),
    # the command line
    "curation.management.commands.accept.Command.handle": door(
        "exit code 2", BROUGHT, attempt=lambda my: my.command("accept", my.own.file.pk, "--by", my.me)
    ),
    "curation.management.commands.demo.Command.handle": door(
        "ca-imp.csv was brought in by proposer already: left alone.", attempt=lambda my: my.command("demo")
    ),
    "curation.demo.run": door(
        "ca-imp.csv was brought in by proposer already: left alone.", attempt=lambda my: attempt(demo.run, print)
    ),
    "curation.demo.take_through": door(
        APPROVE, attempt=lambda my: attempt(demo.take_through, my.sample, my.me, my.me, print)
    ),
}


def test_these_functions_write_that_somebody_agreed():
    assert doors.writers() == WRITERS, A_NEW_DOOR


def test_these_are_all_doors_that_lead_there():
    assert WRITERS | doors.callers(WRITERS) == set(DOORS), A_NEW_DOOR


@pytest.mark.parametrize("name", DOORS)
def test_who_proposed_it_is_refused_in_words_and_nothing_is_changed(my, capsys, name):
    attempted, words = DOORS[name].attempt, DOORS[name].words
    before = kept()
    answered = attempted(my)
    printed = capsys.readouterr()
    said = f"{printed.out} {printed.err} {answered}"
    assert [sentence for sentence in words if sentence not in said] == [], said
    assert kept() == before
