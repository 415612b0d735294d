"""Causes in words: each kind has a name and a sentence, and a version says why it comes next. Figures are made up."""

import pytest
from django.utils.html import strip_tags

from flows.core.causes import KINDS, By
from flows.core.ledger import Account, Line, Tally
from flows.core.versions import Version, propose
from flows.differences import caused

FILE = {"table": "us-niv", "file": "second.xlsx", "sha256": "0" * 64}
O1 = By(7, "O-1", "en", "us-niv", said=("", "work"))


def test_every_kind_has_a_name_and_a_sentence():
    assert set(caused.NAMES) == set(KINDS) == {kind.partition(" ")[0] for kind in caused.SENTENCES}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "by", "sentence"),
    [
        ("revised", By(**FILE), "second.xlsx prints another figure than the file before it."),
        ("counted", O1, "O-1 counts as work by decision 7; before, it was left out."),
        ("counted", O1._replace(decision=0), "O-1 counts as work by another decision; before, it was left out."),
        (
            "left_out", O1._replace(label="", said=("work", "")),
            "us-niv is left out by decision 7; before, it counted as work.",
        ),
        (
            "place", By(**FILE, said=("Turkistan", "TKM", "UZB")),
            "“Turkistan” in second.xlsx is taken for Uzbekistan; before, for Turkmenistan.",
        ),
        (
            "place", By(**FILE, said=("Turkistan", "TKM", "")),
            "“Turkistan” in second.xlsx is taken for no place that is counted; before, for Turkmenistan.",
        ),
        (
            "declaration", By(**FILE, said=("period", "", "2018")),
            "Of second.xlsx, period is declared as 2018; before, it was not declared.",
        ),
        ("lacking", By(said=("us-iv", "9 of 12 months")), "us-iv is not held in full: 9 of 12 months."),
        ("lacking", By(said=("DEU", "")), "Germany is not held in full: nothing of it."),
    ],
)  # fmt: skip
def test_a_sentence_says_what_happened(kind, by, sentence):
    assert strip_tags(caused.sentence(kind, by)) == caused.sentence(kind, by, caused.Plain) == sentence


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(95, 15, 2016, 2019), "+95 in 15 numbers, FY2016 to FY2019"),
        (Tally(-3, 1, 2018, 2018), "−3 in 1 number, FY2018"),
        (Tally(0, 40, 2016, 2019), "40 numbers, FY2016 to FY2019, the sum as before"),
    ],
)
def test_what_a_cause_did_to_some_numbers(tally, words):
    assert caused.effect(tally, "us_fiscal", caused.Plain) == words


@pytest.mark.django_db
def test_words_of_others_are_escaped_and_say_their_language():
    by = By(7, "<b>비자</b>", "ko", "kr-status", said=("", "work"))
    assert '<span lang="ko">&lt;b&gt;비자&lt;/b&gt;</span> counts as' in caused.sentence("counted", by)


@pytest.mark.django_db
def test_a_version_says_why_it_comes_next_and_what_would_make_it_smaller():
    account = Account("visas_issued")
    basis = {"year_basis": "us_fiscal"}
    account.add(Line("counted", O1, Tally(108, 20, 2016, 2020), Tally(95, 15, 2016, 2019), **basis))
    account.add(Line("new_year", By(), Tally(1150, 25, 2020, 2020), **basis))
    said = " ".join(caused.explained(propose(Version(1, 0, 0), [account]), caused.Plain))
    assert said == (
        "Major, because a rule changes numbers already published, or some are no longer there. O-1 counts as work by "
        "decision 7; before, it was left out. That is +95 in 15 numbers, FY2016 to FY2019. Without this it would be "
        "1.1.0."
    )
