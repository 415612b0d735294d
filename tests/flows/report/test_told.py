"""The words of a report's sentences. The American study visas are real (samples/figures.csv); all else is made up."""

import re

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings

from flows import figures, sentences
from flows.core.report import missing, movers, of_series, tally
from flows.report import told
from tests.flows.core.test_report import GAP, REAL, everything, hidden, rounded, series, tables

pytestmark = [pytest.mark.django_db, pytest.mark.look]

SAID = [
    (of_series, REAL, [
        "Study visas rose from 2,242 in FY2016 to 2,664 in FY2019, by 18.8 %.",
        "Kazakhstan accounts for 61.9 % of all in FY2019: 1,650 of 2,664.",
    ], [
        "Число учебных виз выросло с 2 242 (FY2016) до 2 664 (FY2019), на 18,8 %.",
        "Казахстан: наибольшая доля, 61,9 % общего числа за FY2019 (1 650 из 2 664).",
    ]),
    (movers, REAL, [
        "Kazakhstan rose most, from 1,236 in FY2016 to 1,650 in FY2019 (+414).",
        "Uzbekistan fell most, from 429 in FY2016 to 332 in FY2019 (−97).",
    ], [
        "Наибольший рост — Казахстан: с 1 236 (FY2016) до 1 650 (FY2019), +414.",
        "Наибольшее снижение — Узбекистан: с 429 (FY2016) до 332 (FY2019), −97.",
    ]),
    (of_series, {"KAZ": [4, hidden(1, 5)], "UZB": [2, 0]}, [
        "Study visas in FY2016, all origins together: 6.",
        "Kazakhstan accounts for 66.7 % of all in FY2016: 4 of 6.",
        "Study visas in FY2017, all origins together: 1 to 5. A part is hidden or not there, so that only the "
        "bounds are known.",
        "Zero in FY2017, which is a number and not the lack of one: Uzbekistan 0.",
    ], [
        "Число учебных виз, все страны выезда вместе, FY2016: 6.",
        "Казахстан: наибольшая доля, 66,7 % общего числа за FY2016 (4 из 6).",
        "Число учебных виз, все страны выезда вместе, FY2017: 1–5. Часть скрыта или отсутствует, поэтому известны "
        "только границы.",
        "Ноль за FY2017, то есть число, а не его отсутствие: Узбекистан 0.",
    ]),
    (of_series, {"KAZ": [0, 3]}, [
        "Study visas of Kazakhstan’s citizens rose from 0 in FY2016 to 3 in FY2017.",
    ], [
        "Казахстан: число учебных виз выросло с 0 (FY2016) до 3 (FY2017).",
    ]),
    (of_series, {"KAZ": [3]}, ["Study visas of Kazakhstan’s citizens in FY2016: 3."],
     ["Казахстан: число учебных виз, FY2016: 3."]),
    (of_series, {"KAZ": [3, 3]}, ["Study visas of Kazakhstan’s citizens were as many in FY2017 (3) as in FY2016 (3)."],
     ["Казахстан: число учебных виз не изменилось: 3 (FY2016) и 3 (FY2017)."]),
    (of_series, {"KAZ": [rounded(40), rounded(41)]}, [
        "Study visas of Kazakhstan’s citizens: 40 in FY2016, 41 in FY2017. What rounding hides is as much, so that no "
        "change is certain.",
    ], [
        "Казахстан: число учебных виз: 40 (FY2016) и 41 (FY2017). Округление скрывает не меньше, поэтому изменение не "
        "подтверждено.",
    ]),
    (of_series, {"KAZ": [GAP, (7, None)]}, [
        "Study visas of Kazakhstan’s citizens in FY2017: at least 7. A part is hidden or not there, so that only the "
        "bounds are known.",
    ], [
        "Казахстан: число учебных виз, FY2017: не менее 7. Часть скрыта или отсутствует, поэтому известны только "
        "границы.",
    ]),
    (lambda one: [tally("KAZ", [one])], {"KAZ": [3, 4]}, [
        "Kazakhstan: of 1 series with complete numbers in two years, 1 rose, 0 fell, 0 had no certain change.",
    ], [
        "Казахстан: в 1 ряду с полными числами за два года рост: 1, снижение: 0, изменение не подтверждено: 0.",
    ]),
]  # fmt: skip


def plain(words):
    return words.replace("\xa0", " ").replace(figures.NARROW_SPACE, " ")


@pytest.mark.parametrize(("say", "table", "english", "russian"), SAID)
def test_a_finding_is_a_sentence_in_both_languages(say, table, english, russian):
    found = say(series(table))
    assert [plain(told.in_words(each)) for each in found] == english
    with translation.override("ru"):
        assert [plain(told.in_words(each)) for each in found] == russian


@pytest.mark.parametrize(("count", "words"), [(1, "1 место"), (3, "3 места"), (240, "240 мест"), (21, "21 место")])
def test_places_follow_the_russian_plural(count, words):
    [sentence] = missing([["no_row", count]])
    with translation.override("ru"):
        assert told.in_words(sentence) == f"{words} без числа: нет строки в таблице."


def test_each_number_of_a_sentence_says_what_it_is_about():
    rose, share = of_series(series(REAL))
    assert [(run.words, run.about.origin, run.about.year) for run in told.runs(rose) if run.about] == [
        ("2,242", "", 2016), ("2,664", "", 2019),
    ]  # fmt: skip
    assert [(run.words, run.about.slug) for run in told.runs(share) if run.about] == [
        ("1,650", "KAZ-USA-study-visas_issued-2019"), ("2,664", "-USA-study-visas_issued-2019"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", told.WORDS)
def test_every_kind_of_sentence_is_translated(kind):
    places = {"counted": 1, **dict.fromkeys(PLACES, "…")}
    english = told.WORDS[kind] % places
    with translation.override("ru"):
        russian = told.WORDS[kind] % places
    assert russian != english and not re.search("[A-Za-z]", russian)


PLACES = [
    "subject", "first", "last", "first_year", "last_year", "percent", "year", "number", "who", "where", "part", "whole",
    "list", "change", "count", "rose", "fell", "rest", "measure", "which", "why",
]  # fmt: skip


def known(sentence):
    """All digits that a sentence may show: of its numbers or bounds, its years, its counts, its percent."""
    amounts = [n for each in sentence.quantities for n in ([each.value] if each.value is not None else each[2:])]
    said = [figures.number(each) for each in (*amounts, *sentence.counts.values(), sentence.change) if each is not None]
    said += [f"FY{year}" for year in sentence.years.values()] + [sentences.percent(sentence.permille)]
    return {digits for each in said for digits in DIGITS.findall(each)}


DIGITS = re.compile(r"\d[\d,.\u202f]*\d|\d")


@pytest.mark.parametrize("language", ["en", "ru"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables)
def test_no_sentence_names_a_number_that_is_not_in_its_data(language, table):
    with translation.override(language):
        for sentence in everything(table)[1]:
            words = told.in_words(sentence)
            assert set(DIGITS.findall(words)) <= known(sentence), words
            assert len([run for run in told.runs(sentence) if run.about]) == len(sentence.quantities)
            assert words[0].isupper() and words.endswith(".") and "%(" not in words and told.MARK not in words
