"""Releases: published at once, or frozen first, sent back, withdrawn."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from curation.actions import candidates, releases
from curation.room import checklist, standing
from flows.core import versions
from flows.models import Release
from tests.machine.desk import PEOPLE, Desk, there_is
from tests.machine.world import WHY


class Publications(Desk):
    @rule(name=PEOPLE, part=st.sampled_from(["minor", "patch"]), unchanged=st.booleans())
    def publish(self, name, part, unchanged):
        by, version = self.person(name), self.next_version(part)
        with self.step(by):
            said = {"version": version, "notes_en": WHY, "even_if_unchanged": unchanged}
            self.world.published(releases.publish(**said, by=by))

    @rule(name=PEOPLE, chosen=st.booleans())
    def freeze(self, name, chosen):
        by = self.person(name)
        with self.step(by):
            candidates.save(version=self.next_version("minor") if chosen else "", notes_en=WHY, by=by)
        if self.world.refused:
            return
        warnings = [item.name for item in checklist.unticked(candidates.warnings(standing.following()))]
        if warnings:
            with self.step(by):
                candidates.tick(warnings, by=by)
        with self.step(by):
            candidates.freeze(by=by)

    @rule(name=PEOPLE)
    def send_back(self, name):
        by = self.person(name)
        with self.step(by):
            candidates.send_back(by=by, reason=WHY)

    @rule(name=PEOPLE)
    def publish_the_candidate(self, name):
        by = self.person(name)
        with self.step(by):
            self.world.published(candidates.publish(by=by))

    @there_is(Release)
    @rule(name=PEOPLE, data=st.data())
    def withdraw_a_release(self, name, data):
        by, release = self.person(name), self.pick(data, Release)
        with self.step(by):
            releases.withdraw(release, reason=WHY, by=by)

    def next_version(self, part):
        highest = max(versions.parse(row.version) for row in self.world.now[Release].values())
        following = {"minor": (highest.minor + 1, 0), "patch": (highest.minor, highest.patch + 1)}
        return str(versions.Version(highest.major, *following[part]))
