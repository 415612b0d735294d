"""What a person may say of a file at upload: everything that reading knows to use, and nothing else."""

import pytest

from curation.actions.declared import checked
from curation.actions.refused import Refused
from curation.core.declared import DECLARABLE

GOOD = {
    "period": ("fiscal year 2018", "FY2018"),
    "origin": ("kaz", "KAZ"),
    "destination": ("USA", "USA"),
    "encoding": ("CP949", "cp949"),
    "sheet": ("FY18", "FY18"),
    "fill_down": ("Region", "Region"),
    "blank": ("Flag", "Flag"),
    "marks": ("- none; x hidden", "- none; x hidden"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", DECLARABLE)
def test_whatever_can_be_declared_is_taken_at_upload(name):
    said, taken = GOOD[name]
    assert checked({name: said, "sheet": GOOD["sheet"][0]}) == {"sheet": "FY18", name: taken}


@pytest.mark.django_db
def test_a_mark_that_means_nothing_is_refused_in_words():
    with pytest.raises(Refused, match="x perhaps"):
        checked({"marks": "x perhaps"})


@pytest.mark.django_db
def test_no_number_is_declared_away():
    with pytest.raises(Refused, match="“-5” is a number, which no declaration takes away"):
        checked({"marks": "- none; -5 none"})


@pytest.mark.django_db
def test_another_origin_than_the_five_is_refused_with_their_names():
    with pytest.raises(Refused, match="“RUS” is none of the five countries that are followed: KAZ, KGZ, TJK, TKM, UZB"):
        checked({"origin": "RUS"})
