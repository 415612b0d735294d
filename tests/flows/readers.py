"""Two releases as a reader meets them, with every kind of number and of no number in them.

Real are the American study and residence figures for Kazakhstan of 2018, the bounds of the Canadian ones of 2019, and
the populations of 1.1.0 (World Bank, SP.POP.TOTL); all others are made up.
"""

from datetime import UTC, datetime
from html.parser import HTMLParser

from django.contrib.auth.models import User

from flows import scenarios
from tests.factories import cell, gap, hidden, left_out, observation, population, published, rounded, total

F_AND_M = [cell(1178, "F-1"), cell(265, "F-2"), cell(15, "M-1"), cell(3, "M-2")]
STUDY_2018 = observation(
    "KAZ", "USA", 2018, "study",
    cells=[*F_AND_M, left_out(2205, "J-1"), left_out(59, "J-2"), left_out(0, "Q-1")],
)  # fmt: skip
WORK_IN_CANADA = [*[rounded(20)] * 12, rounded(5), *[hidden(1, 5)] * 11]
BESIDE = {"year_basis": "calendar", "headline": False}
HALF_HELD = {"table": "us-niv", "held": "9 of 12 months"}


def first():
    """Release 1.0.0: little of it, one number and one population that 1.1.0 corrects."""
    return published(
        STUDY_2018,
        observation("KAZ", "USA", 2017, "study", cells=[cell(1400, "F-1")]),
        populations=[population("KAZ", 2018, 18276499, printed="18276499")],
        version="1.0.0",
        published_at=datetime(2026, 10, 1, tzinfo=UTC),
    )


def second():
    """Release 1.1.0: 17 observations of which 2 are of members of the EU and 1 stands beside a headline; 4 gaps."""
    return published(
        STUDY_2018,
        observation("KAZ", "USA", 2016, "study", cells=[cell(1236, "F-1")]),
        observation("KAZ", "USA", 2017, "study", cells=[cell(1455, "F-1")]),
        observation("UZB", "USA", 2018, "study", cells=[cell(404, "F-1")]),
        observation("KAZ", "USA", 2016, "residence", cells=[cell(65, "K-1")], absent=[HALF_HELD]),
        observation("KAZ", "USA", 2018, "residence", cells=[cell(59, "K-1"), cell(750, "IR1")]),
        observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=WORK_IN_CANADA),
        observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5)] * 5),
        observation("KAZ", "CAN", 2019, "residence", "admissions", cells=[rounded(400)]),
        observation("TKM", "JPN", 2019, "work", "entries", cells=[cell(0, "professor")]),
        observation("KAZ", "KOR", 2023, "work", "residents", cells=[cell(100, "E9(비전문취업)")]),
        observation("KAZ", "KOR", 2024, "work", "residents", cells=[cell(120, "E9(비전문취업)")]),
        observation("TJK", "USA", 2016, "asylum", "asylum_cases", year_basis="calendar", cells=[109]),
        observation("TJK", "USA", 2016, "asylum", "asylum_applications", **BESIDE, cells=[19]),
        observation("TJK", "EU", 2016, "asylum", "asylum_applications", cells=[1979, 835]),
        observation("TJK", "DEU", 2016, "asylum", "asylum_applications", part_of="EU", cells=[1979]),
        observation("TJK", "POL", 2016, "asylum", "asylum_applications", part_of="EU", cells=[835]),
        gaps=[
            gap("UZB", "JPN", 2019, "asylum", "asylum_applications", reason="no_row"),
            gap("KAZ", "RUS", 2018, "work", "registrations"),
            gap("KAZ", "RUS", 2019, "work", "registrations"),
            gap("KAZ", "CHN", 2019, "work", status="excluded", reason="data_unavailable"),
        ],
        totals=[total(3725)],
        populations=[population("KAZ", 2017, 18651931, cell="D7794"), population("KAZ", 2018, 18932727),
                     population("UZB", 2018, 32373490, cell="D16345")],
        version="1.1.0",
        published_at=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip


class Page(HTMLParser):
    """What a browser would make of a page, as far as these tests ask."""

    VOID = {"meta", "link", "br", "img", "input", "path", "circle", "rect", "col", "wbr"}
    SAID = {"aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "title", "alt", "placeholder",
            "label"}  # fmt: skip
    SAID_OF_PAGE = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.texts, self.said = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        if tag in ("a", "link") and "href" in attributes:
            self.links.append(attributes["href"])
        if tag not in self.VOID:
            self.open.append((tag, attributes.get("lang")))
        words = {name: said for name, said in attributes.items() if name in self.SAID}
        if {attributes.get("name"), attributes.get("property")} & self.SAID_OF_PAGE:
            words["content"] = attributes["content"]
        if attributes.get("type") in ("submit", "button"):
            words["value"] = attributes.get("value")
        language = attributes.get("lang") or self.language
        self.said += [(language, said) for said in words.values() if said]

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            opened, _language = self.open.pop()
            assert opened == tag, f"</{tag}> closes <{opened}> at {self.getpos()}"

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "script":  # a block of data, for programs
            return
        self.texts.append((self.language, " ".join(data.split())))

    @property
    def language(self):
        """That of the innermost element that is open."""
        return next((language for _tag, language in reversed(self.open) if language), "")

    def all(self, tag):
        return [attributes for each, attributes in self.tags if each == tag]

    def spoken(self, language):
        """All words of a language, also those that are heard, appear under the pointer or tell of the page."""
        return [text for each, text in [*self.texts, *self.said] if each == language and text]

    @property
    def text(self):
        return " ".join(text for _language, text in self.texts if text)


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return Page(response.content.decode())


def asked():
    """A question that readers may ask of each release."""
    scenarios.offer(
        titles=("Exchange visitors as study", "Обмен как учёба"), texts=("Made up.", "Вымышлено."),
        labels=[("us-niv", "J-1")], now="out", to="study", by=User.objects.create_user("director"),
    )  # fmt: skip
