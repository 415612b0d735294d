"""What somebody doubts or explains."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from curation.actions import concerns, explanations
from curation.models import CategoryDecision, Concern, Label, PrintedTotal, SourceFile
from tests.machine.desk import PEOPLE, Desk, there_is
from tests.machine.world import WHY

OUTCOMES = st.sampled_from(Concern.Outcome.values)


class Doubts(Desk):
    @rule(
        name=PEOPLE, data=st.data(), severity=st.sampled_from(Concern.Severity.values),
        model=st.sampled_from([SourceFile, Label, CategoryDecision]),
    )  # fmt: skip
    def raise_a_concern(self, name, data, severity, model):
        by = self.person(name)
        key = data.draw(st.sampled_from(sorted(self.world.now[model])), label=model.__name__)
        about = {SourceFile: "file", Label: "label", CategoryDecision: "decision"}[model]
        with self.step(by):
            concerns.raise_(WHY, severity=severity, by=by, **{about: model.objects.get(pk=key)})

    @there_is(Concern)
    @rule(name=PEOPLE, data=st.data(), outcome=OUTCOMES, how=st.sampled_from(["answer", "say", "resolve", "reopen"]))
    def talk_about_a_concern(self, name, data, outcome, how):
        by, concern = self.person(name), self.pick(data, Concern)
        with self.step(by):
            if how == "resolve":
                concerns.resolve(concern, resolution=WHY, outcome=outcome, by=by)
            elif how == "reopen":
                concerns.reopen(concern, reason=WHY, by=by)
            else:
                {"answer": concerns.answer, "say": concerns.say}[how](concern, text=WHY, by=by)

    @rule(name=PEOPLE, data=st.data())
    def explain_totals(self, name, data):
        opened = list(PrintedTotal.objects.filter(outcome="open").order_by("pk")[:3])
        if not opened:
            return
        by, total = self.person(name), data.draw(st.sampled_from(opened), label="total")
        with self.step(by):
            explanations.explain_totals(total.sheet.file, [total], text=WHY, by=by)
