"""Publishers' files: they come in, are read, handed in, accepted and withdrawn."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from curation import queries
from curation.actions import corrections, decisions, layouts, uploads
from curation.models import SourceFile
from tests.machine.desk import CONTENTS, PEOPLE, Desk, there_is
from tests.machine.world import WHY


class Files(Desk):
    @rule(name=PEOPLE, data=st.data())
    def upload_the_next_edition(self, name, data):
        by, world = self.person(name), self.world
        which = data.draw(st.sampled_from(sorted(world.books)), label="of")
        printed = {former.content for former in world.editions.values()}
        coming = [edition for edition in world.books[which].changes() if edition.content not in printed]
        world.books[which] = edition = data.draw(st.sampled_from(coming), label="prints")
        with self.step(by):
            world.receive(edition, f"{which} {len(world.now[SourceFile])}.csv", by=by)

    @rule(data=st.data(), content=CONTENTS)
    def bring_the_next_edition_in(self, data, content):
        """As it goes on most days: one brings a file in and says what is new in it, and two others agree."""
        assistant, colleague, _ = self.world.people.values()
        before = self.world.named(SourceFile)
        self.upload_the_next_edition("assistant", data)
        for file in SourceFile.objects.filter(state="read").exclude(pk__in=before):
            for tally in queries.undecided_labels(file=file):
                with self.step(assistant):
                    decisions.propose(tally.label, rationale=WHY, by=assistant, **content)
            with self.step(assistant):
                uploads.submit(file, by=assistant)
            with self.step(colleague):
                uploads.accept(file, by=colleague)

    @there_is(SourceFile, "withdrawn")
    @rule(name=PEOPLE, data=st.data())
    def upload_a_withdrawn_file_again(self, name, data):
        by, former = self.person(name), self.pick(data, SourceFile, "withdrawn")
        with self.step(by):
            self.world.receive(self.world.editions[former.sha256], former.name, by=by)

    @there_is(SourceFile, "read", "quarantined")
    @rule(name=PEOPLE, data=st.data())
    def hand_a_file_in(self, name, data):
        by, file = self.person(name), self.pick(data, SourceFile, "read", "quarantined")
        with self.step(by):
            uploads.submit(file, by=by)

    @there_is(SourceFile, "submitted", "read")
    @rule(name=PEOPLE, data=st.data())
    def accept_a_file(self, name, data):
        by, file = self.person(name), self.pick(data, SourceFile, "submitted", "read")
        with self.step(by):
            uploads.accept(file, by=by)

    @there_is(SourceFile)
    @rule(name=PEOPLE, data=st.data())
    def withdraw_a_file(self, name, data):
        by, file = self.person(name), self.pick(data, SourceFile)
        with self.step(by):
            uploads.withdraw(file, reason=WHY, by=by)

    @there_is(SourceFile, "quarantined", "read")
    @rule(name=PEOPLE, data=st.data(), how=st.sampled_from([uploads.read_again, corrections.read_anew]))
    def have_a_file_read_again(self, name, data, how):
        by, file = self.person(name), self.pick(data, SourceFile, "quarantined", "read")
        with self.step(by):
            how(file, by=by)

    @there_is(SourceFile, "quarantined", "read")
    @rule(name=PEOPLE, data=st.data(), role=st.sampled_from(["note", "value"]))
    def take_a_column_for_something_else(self, name, data, role):
        by, file = self.person(name), self.pick(data, SourceFile, "quarantined", "read")
        column = data.draw(st.sampled_from(self.world.editions[file.sha256].columns), label="column")
        former = file.source.hints.get("taken", [])
        with self.step(by):
            layouts.save(file, taken=[*former, {"column": column, "for": role}], seen=former, sheet=0, by=by)
