"""What labels mean: proposed by one, and approved, returned, taken over, withdrawn."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from curation import queries, seen
from curation.actions import batches, decisions, opinions, scenarios
from curation.models import Batch, CategoryDecision, Drawn, Label, SecondOpinion
from curation.what_if import OUT, Question
from tests.machine.desk import CONDITIONS, CONTENTS, PEOPLE, YEARS, Desk, there_is
from tests.machine.world import NAMES, WHY


class Labels(Desk):
    @rule(
        name=PEOPLE, data=st.data(), content=CONTENTS, condition=CONDITIONS,
        years=YEARS, flag=st.sampled_from(["", "", WHY]),
    )  # fmt: skip
    def propose(self, name, data, content, condition, years, flag):
        by, label = self.person(name), self.pick(data, Label)
        said = {**content, "condition": condition, "year_from": years[0], "year_to": years[1], "flag": flag}
        with self.step(by):
            decisions.propose(label, rationale=WHY, by=by, **said)

    @rule(
        name=st.sampled_from(NAMES[:2]), data=st.data(), content=CONTENTS,
        condition=CONDITIONS, years=YEARS,
    )  # fmt: skip
    def decide_otherwise(self, name, data, content, condition, years):
        """One proposes, and the director agrees."""
        self.propose(name, data, content, condition, years, "")
        for key in self.world.named(CategoryDecision, "proposed")[-1:]:
            self.agree_to(CategoryDecision.objects.get(pk=key), self.person("director"), note=WHY)

    @rule(name=PEOPLE, data=st.data(), content=CONTENTS)
    def propose_what_is_missing(self, name, data, content):
        """For a label that keeps a release from being published; whatever is in force about it is left alone."""
        labels = list(queries.labels_to_decide().order_by("pk"))
        if not labels:
            return
        by, label = self.person(name), data.draw(st.sampled_from(labels), label="label")
        with self.step(by):
            decisions.propose(label, rationale=WHY, by=by, **content)

    @rule(name=PEOPLE, data=st.data())
    def propose_as_the_codebook_says(self, name, data):
        by, label = self.person(name), self.pick(data, Label)
        with self.step(by):
            decisions.propose_as_suggested(label, by=by)

    @rule(name=PEOPLE, content=CONTENTS)
    def propose_for_all_labels(self, name, content):
        by = self.person(name)
        with self.step(by):
            batches.propose({label: {**content, "rationale": WHY} for label in Label.objects.all()}, by=by)

    @rule(name=PEOPLE, data=st.data(), to=st.sampled_from(["study", "work", OUT]), years=YEARS)
    def propose_what_was_supposed(self, name, data, to, years):
        """What somebody asked what if about, made into proposals."""
        by, label = self.person(name), self.pick(data, Label)
        asked = Question((label.pk,), to, year_from=years[0], year_to=years[1])
        with self.step(by):
            scenarios.propose(asked, rationale=WHY, reason_code="temporary" if to == OUT else "", by=by)

    @there_is(Batch)
    @rule(name=PEOPLE, data=st.data())
    def undo_a_batch(self, name, data):
        by = self.person(name)
        key = data.draw(st.sampled_from(sorted(self.world.now[Batch])), label="batch")
        with self.step(by):
            waiting = list(CategoryDecision.objects.waiting().filter(batch=key).values_list("pk", flat=True))
            batches.undo(Batch.objects.get(pk=key), by=by)
            for number in waiting:
                self.world.agreed.end(number, "withdrawn", by.pk)

    @rule(name=PEOPLE, data=st.data(), note=st.sampled_from(["", WHY]), look=st.booleans())
    def approve(self, name, data, note, look):
        """One that waits, or whatever there is, returned, withdrawn or superseded long ago."""
        waiting = self.world.named(CategoryDecision, "proposed") or self.world.named(CategoryDecision)
        by, found = self.person(name), self.one_of(data, CategoryDecision, waiting)
        token = seen.token(found.pk, seen.look(found).seen) if look else None
        self.agree_to(found, by, note=note, seen=token)

    @there_is(CategoryDecision, "proposed")
    @rule(name=PEOPLE, data=st.data())
    def look_at_a_proposal(self, name, data):
        """And approve it later, by what was seen now."""
        found = self.pick(data, CategoryDecision, "proposed")
        self.world.looks.append((found.pk, seen.token(found.pk, seen.look(found).seen)))

    @precondition(lambda self: self.world.looks)
    @rule(name=PEOPLE, data=st.data())
    def approve_what_was_seen(self, name, data):
        by, (key, token) = self.person(name), data.draw(st.sampled_from(self.world.looks), label="look")
        self.agree_to(CategoryDecision.objects.get(pk=key), by, note=WHY, seen=token)

    @there_is(CategoryDecision, "proposed")
    @rule(name=PEOPLE)
    def approve_all(self, name):
        by, waiting = self.person(name), list(CategoryDecision.objects.waiting().order_by("pk"))
        with self.step(by):
            for decision, refused in decisions.approve_all(waiting, by=by, seen=seen.tokens(waiting)):
                if not refused:
                    self.world.agreed.approve(decision.pk, by.pk)

    @there_is(CategoryDecision, "proposed")
    @rule(name=PEOPLE, data=st.data())
    def return_(self, name, data):
        by, found = self.person(name), self.pick(data, CategoryDecision, "proposed")
        with self.step(by):
            decisions.return_(found, reason=WHY, by=by)
            self.world.agreed.end(found.pk, "returned", by.pk)

    @there_is(CategoryDecision, "proposed")
    @rule(name=PEOPLE, data=st.data(), content=CONTENTS)
    def take_over(self, name, data, content):
        by, found = self.person(name), self.pick(data, CategoryDecision, "proposed")
        with self.step(by):
            decisions.take_over(found, reason=WHY, by=by, rationale=WHY, **content)
            self.world.agreed.end(found.pk, "returned", by.pk)

    @there_is(CategoryDecision)
    @rule(name=PEOPLE, data=st.data())
    def withdraw(self, name, data):
        by, found = self.person(name), self.pick(data, CategoryDecision)
        with self.step(by):
            decisions.withdraw(found, by=by)
            self.world.agreed.end(found.pk, "withdrawn", by.pk)

    @precondition(lambda self: len(self.world.now[Drawn]) > len(self.world.now[SecondOpinion]))
    @rule(name=PEOPLE, data=st.data())
    def give_a_second_opinion(self, name, data):
        by = self.person(name)
        key = data.draw(st.sampled_from(sorted(self.world.now[Drawn])), label="drawn")
        with self.step(by):
            opinions.give(Drawn.objects.get(pk=key), disposition="total", by=by)
