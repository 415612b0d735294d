"""All indicators at a glance: what each says, and what it looks like in this release where nothing is chosen."""

from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django.urls import reverse

from flows.addresses import with_query
from flows.indicators import drawing
from flows.indicators.asked import IndicatorQuestion
from flows.indicators.held import Held
from flows.indicators.page import OTHER, Page
from flows.indicators.registry import INDICATORS


class Glimpse(NamedTuple):
    """An indicator in the list, with its picture and what that is of; nothing where there is no result."""

    indicator: object
    address: str
    picture: str
    subject: str


class Overview:
    """The indicators of a release; numbers that several of them rest on are taken from its index once."""

    def __init__(self, edition):
        self.edition = edition
        self.held = Held(edition.release)

    @cached_property
    def glimpses(self):
        return [self._glimpse(each) for each in INDICATORS.values()]

    @cached_property
    def corridor(self):
        """The ends of the largest corridor: of what is about the years, one course is drawn and need be reckoned."""
        ranked = self._page(INDICATORS["rank"])
        return ranked.reckoned.lines.codes(ranked.drawn[0][0]) if ranked.drawn else {}

    def _page(self, indicator, **asked):
        words = QueryDict(mutable=True)
        words.update(asked)
        question = IndicatorQuestion(words, indicator)
        question.is_valid()
        return Page(self.edition, indicator, question, self.held)

    def _glimpse(self, indicator):
        page = self._page(indicator, **(self.corridor if indicator.all_years else {}))
        drawn, picture, subject = page.drawn, "", page.subject
        if drawn:
            points = drawn[0][1]
            if not page.is_course:
                points = [own[0] for _line, own in drawn if own[0].value is not None]
            picture = drawing.small(points, (page.series and page.series.category) or OTHER)
        address = with_query(reverse("flows:indicator", args=[indicator.code]), self.edition.query)
        return Glimpse(indicator, address, picture, subject if picture else "")
