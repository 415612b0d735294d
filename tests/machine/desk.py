"""What every step has: somebody who takes it, and something it is done to, drawn from what stands."""

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition

from curation.actions import decisions
from tests.machine.world import NAMES, World

PEOPLE = st.sampled_from(NAMES)
YEARS = st.sampled_from([(None, None), (None, None), (2018, None), (None, 2018), (2019, 2019), (2019, 2018)])
CONDITIONS = st.sampled_from([{}, {}, {"duration": ["12 months or over"]}, {"destination": ["USA", "DEU"]}])
CONTENTS = st.sampled_from([
    {"disposition": "include", "category": "study"},
    {"disposition": "include", "category": "work"},
    {"disposition": "exclude", "category": "study", "reason_code": "temporary"},
    {"disposition": "not_data"},
])  # fmt: skip


def there_is(model, *states):
    """For a rule that needs a row, in one of some states."""
    return precondition(lambda self: self.world.named(model, *states))


class Desk(RuleBasedStateMachine):
    """Three people at one desk; what an example did is undone when it ends."""

    def __init__(self, world: World):
        super().__init__()
        self.world = world.again()
        self.example = transaction.atomic()
        self.example.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def step(self, by):
        return self.world.step(by)

    def person(self, name):
        return self.world.people[name]

    def pick(self, data, model, *states):
        """One row of a table, as it is now."""
        return self.one_of(data, model, self.world.named(model, *states))

    def one_of(self, data, model, keys):
        return model.objects.get(pk=data.draw(st.sampled_from(keys), label=model.__name__))

    def each(self, model, states, verb, *, by):
        for key in self.world.named(model, *states):
            with self.step(by):
                verb(model.objects.get(pk=key))

    def agree_to(self, decision, by, **said):
        with self.step(by):
            decisions.approve(decision, by=by, **said)
            self.world.agreed.approve(decision.pk, by.pk)
