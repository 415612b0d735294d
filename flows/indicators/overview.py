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

    def _glimpse(self, indicator):
        question = IndicatorQuestion(QueryDict(), indicator)
        question.is_valid()
        page = Page(self.edition, indicator, question, self.held)
        drawn, picture, subject = page.drawn, "", page.subject
        if drawn:
            line, points = drawn[0]
            if page.is_course:
                subject = f"{page.name(line)}; {subject}"
            else:
                points = [own[0] for _line, own in drawn if own[0].value is not None]
            picture = drawing.small(points, (page.series and page.series.category) or OTHER)
        address = with_query(reverse("flows:indicator", args=[indicator.code]), self.edition.query)
        return Glimpse(indicator, address, picture, subject if picture else "")
