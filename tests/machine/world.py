"""A small desk at which three people work: what lies on it before the first step, and how one step is taken."""

from collections import Counter
from contextlib import contextmanager
from copy import copy, deepcopy

from django.core.files.base import ContentFile
from django.test import TestCase

from curation import queries
from curation.actions import decisions, releases, thresholds, uploads
from curation.actions.refused import Refused
from curation.models import CategoryDecision, Correction, SourceFile, SourceTable
from curation.thresholds import THRESHOLDS
from flows.digest import digest
from flows.models import Release
from tests.machine import books, laws, of_releases
from tests.machine.agreed import Agreed, Said
from tests.machine.tables import Tables, differing

WHY = "Made up."
NAMES = ("assistant", "colleague", "director")


class World:
    """The tables, and beside them what the test knows by itself."""

    def __init__(self, people):
        self.people = {name: getattr(people, name) for name in NAMES}
        self.books = dict(books.FIRST)  # what the publishers would print now
        self.editions = {}  # by the hash of their bytes
        self.agreed = Agreed()
        self.kept = {}  # releases, row for row
        self.digests = {}
        self.looks = []  # proposals as somebody saw them
        self.counts = Counter()
        self.whole, self.refused = True, ""  # no law was broken; what the last step was refused with
        self.fresh = False  # a release was published in this step
        self.stirred = False  # something is another than when the last release was published
        self.head = laws.chain.START
        self.tables = Tables()
        self.now = self.tables.look()

    def again(self) -> "World":
        """The same world for another example, which changes nothing in this one; steps are counted together."""
        other = copy(self)
        for name in ("books", "editions", "kept", "digests", "looks", "agreed"):
            setattr(other, name, deepcopy(getattr(self, name)))
        return other

    # one step

    @contextmanager
    def step(self, by):
        """Somebody does something: refused it changes nothing; else all laws hold, and the log says who did it."""
        before, self.refused, self.whole = self.now, "", False
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                yield
        except Refused as refusal:
            self.refused = str(refusal)
        self.now = self.tables.look()
        self.counts["steps"] += 1
        if self.refused:
            self.counts["refused"] += 1
            laws.refusal_changes_nothing(before, self.now, self.refused)
        else:
            self.obey(before, by)
        self.whole = True

    def obey(self, before, by):
        """All laws about what was done."""
        self.take_in(before, by)
        self.stirred = not self.fresh and (self.stirred or bool(laws.changed(before, self.now)))
        self.fresh = False
        self.head = laws.chain_holds(self.head)
        laws.log_explains(before, self.now, by)
        laws.decisions_are_as_agreed(self.now, self.agreed)
        laws.agreed_to_by_another(self.now, self.people["director"])
        laws.releases_stay(self.kept, self.now)
        for candidate in Release.objects.filter(pk__in=self.named(Release, "candidate")):
            of_releases.rests_on_agreement(candidate, self.agreed, self.editions)
        stuck = [row.name for row in self.now[SourceFile].values() if row.state == "received"]
        assert not stuck, f"{stuck} came, and nobody reads it."

    def take_in(self, before, by):
        """Proposals that are new: nobody made them but who took the step, and nobody agreed to them yet."""
        for _, (was, row) in sorted(differing(before, self.now, CategoryDecision).items()):
            if was is None:
                assert (row.proposed_by_id, row.reviewed_by_id) == (by.pk, None), row
                self.agreed.propose(Said.of(row))
        for was, row in differing(before, self.now, SourceFile).values():
            if row.state == "accepted" and was.state != "accepted":
                self.agreed.accept(row.source_id, row.sha256)

    # what is done in several places

    def receive(self, edition, name, *, by):
        file = uploads.receive(
            ContentFile(edition.content, name), source=SourceTable.objects.get(pk=edition.table), by=by
        )
        self.editions[file.sha256] = edition
        return file

    def correct(self, made: Correction):
        """A correction of one cell was approved, or the proposal that withdraws one."""
        [[printed]], [[text]] = made.printed, made.corrected
        self.agreed.correct(made.source_id, made.cells, printed, text)

    def published(self, release):
        """A release that is right, and differs from each other one by what its causes add up to."""
        of_releases.rests_on_agreement(release, self.agreed, self.editions)
        of_releases.adds_up(release)
        others = list(Release.objects.filter(pk__in=self.kept).order_by("pk"))
        of_releases.differences_are_explained(others, release)
        self.fresh = True
        self.counts["releases"] += 1
        self.counts["pairs"] += len(others)
        now = self.tables.look()
        self.kept[release.pk] = now[Release][release.pk], laws.rows_of(release.pk, now)
        self.digests[release.pk] = release.digest
        assert digest(release) == release.digest

    def named(self, model, *states):
        """The keys of rows in some states, or of all, in their order."""
        return sorted(key for key, row in self.now[model].items() if not states or row.state in states)


def at_work(people) -> World:
    """The first editions accepted, their labels decided, one release published; every approval is drawn."""
    world = World(people)
    assistant, colleague, director = world.people.values()
    share = THRESHOLDS["second_opinion_share"]
    with world.step(director):
        thresholds.set_(share, to=100, why=WHY, by=director, turn=0)
    for name, edition in world.books.items():
        with world.step(assistant):
            file = world.receive(edition, f"{name}.csv", by=assistant)
        file = SourceFile.objects.get(pk=file.pk)
        assert file.state == "read", file.message
        for content in TREATED[edition.table]:
            for tally in queries.undecided_labels(file=file):
                decide(world, tally.label, content)
        with world.step(assistant):
            uploads.submit(file, by=assistant)
        with world.step(colleague):
            uploads.accept(file, by=colleague)
    with world.step(director):
        world.published(releases.publish(version="1.0.0", notes_en=WHY, by=director))
    return world


TREATED = {
    "us-niv": [{"category": "study"}],
    "eu-resfirst": [
        {"category": "study", "condition": {"duration": ["12 months or over"]}},
        {"category": "study", "reason_code": "temporary"},
    ],
}


def decide(world, label, content):
    assistant, _, director = world.people.values()
    with world.step(assistant):
        made = decisions.propose(label, rationale=WHY, by=assistant, **content)
    with world.step(director):
        decisions.approve(made, by=director)
        world.agreed.approve(made.pk, director.pk)
