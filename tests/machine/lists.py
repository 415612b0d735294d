"""What is known of the publishers: errors that they printed, names of places, years of series, thresholds."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from curation.actions import amendments, corrections, series, thresholds
from curation.models import Amendment, Correction, Series, SourceFile
from curation.thresholds import THRESHOLDS
from tests.machine.desk import PEOPLE, Desk, there_is
from tests.machine.world import WHY


class Lists(Desk):
    @there_is(SourceFile, "read", "submitted", "accepted")
    @rule(name=PEOPLE, data=st.data(), text=st.sampled_from(["4", "70", "1500"]))
    def declare_an_error(self, name, data, text):
        by, file = self.person(name), self.pick(data, SourceFile, "read", "submitted", "accepted")
        printed = self.world.editions[file.sha256].cells
        cell = data.draw(st.sampled_from(sorted(cell for cell in printed if printed[cell].isdigit())), label="cell")
        said = {"sheet": "Sheet1", "cells": cell, "corrected": [[text]], "what": WHY, "why": WHY}
        with self.step(by):
            corrections.propose(file, by=by, **said)

    @there_is(Correction, "proposed")
    @rule(name=PEOPLE, data=st.data())
    def approve_a_correction(self, name, data):
        by, found = self.person(name), self.pick(data, Correction, "proposed")
        with self.step(by):
            corrections.approve(found, by=by)
            self.world.correct(found)

    @there_is(Correction)
    @rule(name=PEOPLE, data=st.data(), how=st.sampled_from(["return", "withdraw", "end"]))
    def go_back_on_a_correction(self, name, data, how):
        by, found = self.person(name), self.pick(data, Correction)
        with self.step(by):
            if how == "return":
                corrections.return_(found, reason=WHY, by=by)
            elif how == "withdraw":
                corrections.withdraw(found, by=by)
            else:
                corrections.end(found, why=WHY, by=by)

    @rule(name=PEOPLE, area=st.sampled_from(["TJK", "KAZ", "FRA"]))
    def propose_a_name_of_a_place(self, name, area):
        by = self.person(name)
        with self.step(by):
            amendments.propose("alias", "orenland", values={"area": area}, rationale=WHY, by=by)

    @there_is(Amendment)
    @rule(name=PEOPLE, data=st.data(), how=st.sampled_from(["approve", "approve", "return", "withdraw"]))
    def judge_a_name_of_a_place(self, name, data, how):
        by, found = self.person(name), self.pick(data, Amendment)
        with self.step(by):
            if how == "approve":
                amendments.approve(found, by=by)
            elif how == "return":
                amendments.return_(found, reason=WHY, by=by)
            else:
                amendments.withdraw(found, by=by)

    @rule(
        name=PEOPLE, destination=st.sampled_from(["USA", "EU"]), category=st.sampled_from(["study", "work"]),
        first=st.sampled_from([2016, 2018, 2019]), last=st.sampled_from([2018, 2019]),
    )  # fmt: skip
    def move_the_years_of_a_series(self, name, destination, category, first, last):
        by, moved = self.person(name), Series.objects.get(destination=destination, category=category)
        with self.step(by):
            series.set_years(moved, from_year=first, to_year=last, reason=WHY, by=by)

    @rule(name=PEOPLE, people=st.sampled_from([0, 20, 1_000]))
    def set_from_how_many_people_on_a_proposal_waits(self, name, people):
        by, threshold = self.person(name), THRESHOLDS["flag_people"]
        now = thresholds.last(threshold)
        with self.step(by):
            thresholds.set_(threshold, to=people, why=WHY, by=by, turn=now.turn if now else 0)
