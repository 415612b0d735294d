"""What is done with a label, in words, and what goes against the codebook."""

from types import SimpleNamespace

import pytest

from curation.core.treatments import contradicts, in_words

LONG = {"duration": ["M6-11", "Y_GE1"]}
SHORT = {"duration": ["M3-5"]}


def treatment(disposition, category="", reason_code="", measure="", condition=None):
    return SimpleNamespace(
        disposition=disposition,
        category=category,
        reason_code=reason_code,
        measure=measure,
        condition=condition or {},
    )


@pytest.mark.parametrize(
    "what, words",
    [
        (treatment("include", "work"), "work"),
        (
            treatment("include", "asylum", measure="asylum_cases", condition={"destination": ["USA"]}),
            "asylum as asylum_cases, where destination: USA",
        ),
        (treatment("exclude", "work", "not_in_codebook"), "excluded (not in codebook)"),
        (treatment("total"), "a total"),
        (treatment("not_data"), "not data"),
    ],
)
def test_in_words(what, words):
    assert in_words(what) == words


@pytest.mark.parametrize(
    "said, rule, against",
    [
        (treatment("include", "work"), treatment("include", "work"), False),
        (treatment("include", "work"), treatment("include", "study"), True),
        (treatment("exclude", "work", "temporary"), treatment("exclude", "", "temporary"), False),
        (treatment("exclude", "", "temporary"), treatment("exclude", "", "data_unavailable"), True),
        (treatment("include", "work"), treatment("include", "work", condition=LONG), True),
        (treatment("exclude", "", "temporary"), treatment("include", "work", condition=LONG), False),
        (treatment("exclude", "", "temporary", condition=SHORT), treatment("include", "work", condition=LONG), False),
        (treatment("exclude", "", "temporary", condition=LONG), treatment("include", "work", condition=LONG), True),
        (treatment("exclude", "", "temporary", condition=SHORT), treatment("include", "work"), True),
    ],
)
def test_against_the_codebook(said, rule, against):
    assert contradicts(said, rule) is against
