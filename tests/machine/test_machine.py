"""Three people at the desk, taking steps at random: whatever they do, the laws hold. The figures are made up.

No published number rests on what was not agreed to, or is not in force; the log explains every step; what a release
says stays; and for any two of them the causes add up to the difference.

MACHINE_RUNS=500 takes as many runs of 50 steps each; by default it is a few short ones.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.curation.conftest import people  # noqa: F401  a fixture
from tests.machine import books
from tests.machine.steps import Steps
from tests.machine.world import at_work

RUNS = int(os.environ.get("MACHINE_RUNS", "0"))
LENGTH = {"max_examples": RUNS, "stateful_step_count": 50} if RUNS else {"max_examples": 6, "stateful_step_count": 30}
AT_RANDOM = settings(
    **LENGTH,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def opened_here(monkeypatch):
    monkeypatch.setattr("curation.core.books.read_grids", books.opened_here)


def test_whatever_three_people_do_the_laws_hold(people, opened_here):  # noqa: F811
    world = at_work(people)
    run_state_machine_as_test(lambda: Steps(world), settings=AT_RANDOM)
    print(", ".join(f"{count:,} {what}" for what, count in world.counts.items()))


@pytest.mark.parametrize("name", books.FIRST)
def test_a_made_up_file_is_opened_as_any_other(name, tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_bytes(books.FIRST[name].content)
    assert books.same_as_read(path)
