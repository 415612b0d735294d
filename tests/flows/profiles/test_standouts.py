"""The words of what stands out, in both languages. The American study visas are real; all else is made up."""

import re

import pytest
from django.utils import translation
from django.utils.html import format_html, strip_tags

from flows.core.profiles import blocks
from flows.core.standouts import Fell, Leads, Overtook, Peaked, Went
from flows.profiles.standouts import Words
from flows.sentences import COUNTED
from tests.flows.core.test_profiles import row
from tests.flows.core.test_standouts import point

pytestmark = [pytest.mark.django_db, pytest.mark.look]


def said(finding, across="origin", category="study", measure="visas_issued", basis="us_fiscal"):
    [block] = blocks([row("KAZ", "USA", 2016, 1, category, measure, year_basis=basis)], across)
    opens = lambda each: format_html("<a>{}</a>", f"{each.value:,}")  # noqa: E731
    return Words(block, across, opens).say(finding)


FINDINGS = [
    (
        Went(point("", 2016, 2_242), point("", 2019, 2_664)), "origin",
        "Study visas rose from 2,242 in FY2016 to 2,664 in FY2019.",
        "Число учебных виз выросло с 2,242 (FY2016) до 2,664 (FY2019).",
    ),
    (
        Went(point("UZB", 2016, 429), point("UZB", 2019, 332)), "origin",
        "Study visas of Uzbekistan’s citizens fell from 429 in FY2016 to 332 in FY2019.",
        "Узбекистан: число учебных виз снизилось с 429 (FY2016) до 332 (FY2019).",
    ),
    (
        Went(point("CAN", 2016, 12), point("CAN", 2019, 12)), "destination",
        "Canada: study visas were as many in FY2019 as in FY2016: 12 and 12.",
        "Канада: число учебных виз одинаково: 12 (FY2016) и 12 (FY2019).",
    ),
    (
        Went(point("", 2016, 0), point("", 2019, 12)), "",
        "Study visas rose from 0 in FY2016 to 12 in FY2019.",
        "Число учебных виз выросло с 0 (FY2016) до 12 (FY2019).",
    ),
    (
        Fell(point("", 2019, 2_664), point("", 2020, 850), None), "origin",
        "Study visas fell to 850 in FY2020, from 2,664 a year before.",
        "Число учебных виз упало до 850 (FY2020) с 2,664 годом ранее.",
    ),
    (
        Fell(point("", 2019, 2_664), point("", 2020, 850), point("", 2022, 3_860)), "origin",
        "Study visas fell to 850 in FY2020, from 2,664 a year before, and passed that mark in FY2022, with 3,860.",
        "Число учебных виз упало до 850 (FY2020) с 2,664 годом ранее и превысило прежний уровень: 3,860 (FY2022).",
    ),
    (
        Overtook(point("KGZ", 2016, 1), point("UZB", 2016, 5), point("KGZ", 2019, 40), point("UZB", 2019, 30)),
        "origin",
        "Kyrgyzstan overtook Uzbekistan in study visas: 1 against 5 in FY2016, 40 against 30 in FY2019.",
        "Порядок сменился, число учебных виз: FY2016 — Кыргызстан 1, Узбекистан 5; "
        "FY2019 — Кыргызстан 40, Узбекистан 30.",
    ),
    (
        Leads(point("KAZ", 2019, 1_650), point("UZB", 2019, 332)), "origin",
        "Kazakhstan has the largest published number of study visas in FY2019, 1,650; next comes Uzbekistan, 332.",
        "Наибольшее из опубликованных чисел учебных виз за FY2019 — Казахстан: 1,650; далее — Узбекистан: 332.",
    ),
    (
        Peaked(point("", 2018, 90), 2016, 2019), "",
        "Study visas: the highest number of FY2016 to FY2019 is that of FY2018, 90.",
        "Число учебных виз: наибольшее за FY2016–FY2019 — FY2018: 90.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "across", "english", "russian"), FINDINGS)
def test_a_finding_is_one_sentence_in_both_languages_and_each_number_opens(finding, across, english, russian):
    sentence = said(finding, across)
    assert strip_tags(sentence) == english
    assert re.findall("<a>([^<]+)</a>", sentence) == re.findall(
        r"(?<![\w])\d[\d,]*\b(?!\d)", re.sub(r"FY\d+", "", english)
    )
    with translation.override("ru"):
        assert strip_tags(said(finding, across)) == russian


@pytest.mark.parametrize("counted", COUNTED, ids=" ".join)
def test_whatever_is_counted_has_a_russian_sentence(counted):
    with translation.override("ru"):
        for finding, across, _english, _russian in FINDINGS:
            words = strip_tags(said(finding, across, *counted, basis="calendar"))
            assert not re.search("[A-Za-z]", words), words


def test_a_place_is_never_markup():
    finding = Went(point("<b>", 2016, 10), point("<b>", 2019, 20))
    assert "<b>" not in said(finding, "destination")
