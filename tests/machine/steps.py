"""Everything that three people may do at the desk, each step by one of them taken at random, by the verbs themselves.

What a step is done to is drawn from what stands, whether it may be done or not: many a step is refused.
"""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from curation.actions import concerns, decisions, explanations, uploads
from curation.models import CategoryDecision, Concern, Label, PrintedTotal, Reading, SourceFile
from tests.machine import of_releases
from tests.machine.desk import CONTENTS
from tests.machine.doubts import Doubts
from tests.machine.files import Files
from tests.machine.labels import Labels
from tests.machine.lists import Lists
from tests.machine.publications import Publications
from tests.machine.world import WHY


class Steps(Files, Labels, Doubts, Lists, Publications):
    """All rules, and those by which the three work towards a release."""

    def teardown(self):
        try:
            if self.world.whole and self.world.stirred:
                self.settle_and_publish({"disposition": "include", "category": "study"}, True)
            if self.world.whole:
                of_releases.all_is_sound(self.world.digests)
        finally:
            super().teardown()

    @precondition(lambda self: self.world.stirred)
    @rule(content=CONTENTS, frozen=st.booleans())
    def settle_and_publish(self, content, frozen):
        """All three work towards a release, so that a run has some: each thing they do is a step like any other."""
        self.decide_what_is_undecided(content)
        self.settle_what_is_doubted()
        if frozen:
            self.freeze("director", True)
            self.publish_the_candidate("director")
        else:
            self.publish("director", "minor", False)

    @precondition(lambda self: self.world.stirred)
    @rule(content=CONTENTS, frozen=st.booleans())
    def accept_all_and_publish(self, content, frozen):
        """The same with all files that wait."""
        assistant, colleague, director = self.world.people.values()
        self.each(SourceFile, ["read"], lambda file: uploads.submit(file, by=assistant), by=assistant)
        for by in (colleague, director):
            self.each(SourceFile, ["submitted"], lambda file, by=by: uploads.accept(file, by=by), by=by)
        self.settle_and_publish(content, frozen)

    def decide_what_is_undecided(self, content):
        assistant, *_ = self.world.people.values()
        self.approve_what_waits()
        for label in Label.objects.filter(pk__in=list(self.undecided())):
            with self.step(assistant):
                decisions.propose(label, rationale=WHY, by=assistant, **content)
        self.approve_what_waits()

    def settle_what_is_doubted(self):
        assistant, _, director = self.world.people.values()
        settled = {"resolution": WHY, "outcome": Concern.Outcome.KEPT, "by": director}
        doubted = ["open", "answered", "reopened"]
        self.each(Concern, doubted, lambda concern: concerns.resolve(concern, **settled), by=director)
        for total in PrintedTotal.objects.filter(outcome="open", explanations__isnull=True).order_by("pk"):
            with self.step(assistant):
                explanations.explain_totals(total.sheet.file, [total], text=WHY, by=assistant)

    def approve_what_waits(self):
        for name in ("director", "assistant"):
            for key in self.world.named(CategoryDecision, "proposed"):
                self.agree_to(CategoryDecision.objects.get(pk=key), self.person(name), note=WHY)

    def undecided(self):
        """Labels of accepted files of which some cell falls under nothing that is in force."""
        cells = Reading.objects.filter(sheet__file__state="accepted").order_by("pk")
        for label, destination, period, broken in cells.values_list("label", "destination", "period", "breakdown"):
            cell = {"destination": destination, **dict(part.split("=", 1) for part in broken.split("; ") if part)}
            if not self.world.agreed.governing(label, int(period[-4:]), cell):
                yield label
