"""The words of what stands out in a profile (`flows.core.standouts`), each number in them a link to its cells.

Names of places stay in the nominative, and what is counted stands in the Russian genitive, as in `flows.sentences`.
"""

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from flows import figures, sentences
from flows.core.profiles import Block
from flows.core.standouts import Fell, Finding, Leads, Overtook, Peaked, Point, Went


class Words:
    """The sentences of one block. `opens` makes a link of a point; `across` is what its lines are."""

    def __init__(self, block: Block, across: str, opens: Callable[[Point], str]):
        self.block, self.across, self.opens = block, across, opens
        self.series = sentences.Series(block.category, block.measure, block.year_basis)

    def say(self, finding: Finding) -> str:
        """A finding as a sentence, with its numbers as links."""
        saying = {Went: self._went, Fell: self._fell, Overtook: self._overtook, Leads: self._leads,
                  Peaked: self._peaked}  # fmt: skip
        template, said = saying[type(finding)](finding)
        return format_html(template, **said)

    def _went(self, finding: Went):
        said = {
            "subject": capfirst(self._subject(finding.last.place)),
            "start": self.opens(finding.first),
            "end": self.opens(finding.last),
            "first": self._year(finding.first),
            "last": self._year(finding.last),
        }
        if finding.first.equals(finding.last):
            return _("{subject} were as many in {last} as in {first}: {end} and {start}."), said
        if finding.first.value < finding.last.value:
            return _("{subject} rose from {start} in {first} to {end} in {last}."), said
        return _("{subject} fell from {start} in {first} to {end} in {last}."), said

    def _fell(self, finding: Fell):
        said = {
            "subject": capfirst(self._subject(finding.low.place)),
            "before": self.opens(finding.before),
            "low": self.opens(finding.low),
            "year": self._year(finding.low),
        }
        if not finding.again:
            return _("{subject} fell to {low} in {year}, from {before} a year before."), said
        said |= {"again": self.opens(finding.again), "later": self._year(finding.again)}
        return _(
            "{subject} fell to {low} in {year}, from {before} a year before, and passed that mark in {later}, "
            "with {again}."
        ), said

    def _overtook(self, finding: Overtook):
        said = {
            "counted": sentences.counted(self.series),
            "name": self._name(finding.last),
            "other": self._name(finding.other_last),
            "start": self.opens(finding.first),
            "other_start": self.opens(finding.other_first),
            "end": self.opens(finding.last),
            "other_end": self.opens(finding.other_last),
            "first": self._year(finding.first),
            "last": self._year(finding.last),
        }
        return _(
            "{name} overtook {other} in {counted}: {start} against {other_start} in {first}, "
            "{end} against {other_end} in {last}."
        ), said

    def _leads(self, finding: Leads):
        return _(
            "{name} has the largest published number of {counted} in {year}, {most}; next comes {other}, {next}."
        ), {
            "counted": sentences.counted(self.series),
            "year": self._year(finding.first),
            "name": self._name(finding.first),
            "most": self.opens(finding.first),
            "other": self._name(finding.second),
            "next": self.opens(finding.second),
        }

    def _peaked(self, finding: Peaked):
        return _("{subject}: the highest number of {span} is that of {year}, {most}."), {
            "subject": capfirst(self._subject(finding.most.place)),
            "year": self._year(finding.most),
            "most": self.opens(finding.most),
            "span": figures.year_span(finding.first_year, finding.last_year, self.block.year_basis),
        }

    # --- Parts of them ------------------------------------------------------------------------------------------------

    def _year(self, point: Point) -> str:
        return self.series.year(point.year)

    def _name(self, point: Point) -> str:
        return figures.name_of("area", point.place)

    def _subject(self, place: str) -> str:
        """What rises or falls: `study visas`, `study visas of Uzbekistan’s citizens`, `Canada: study permits`."""
        if self.across == "origin" or not place:
            return sentences.subject(place, self.series)
        # Translators: a destination, and what of it rises or falls; in Russian "%(place)s: число %(counted)s".
        return pgettext("subject", "%(place)s: %(counted)s") % {
            "place": figures.name_of("area", place),
            "counted": sentences.counted(self.series),
        }
