"""Populations as a release keeps them: sealed, digested, taken in or refused, told as a file. Figures are made up."""

import pytest

from flows import digest, files, releases
from flows.core.refusals import Refused
from flows.digest import digest_of_rows
from flows.models import Population, Release
from tests.factories import SourceFactory, handover, observation, population, published

pytestmark = pytest.mark.django_db
STUDY = observation("KAZ", "USA", 2018, "study", cells=[10])


def test_a_corrected_cell_shows_both(client):
    mended = {
        "sheet": "Sheet1", "cells": "D7795", "what": "A digit too many.", "why": "Made up.", "number": 7,
        "changes": [{"cell": "D7795", "printed": "189327270", "corrected": "18932727"}],
    }  # fmt: skip
    said = population("KAZ", 2018, 18932727, printed="189327270")
    published(STUDY, populations=[said], sources=[SourceFactory(corrections=[mended])])
    text = client.get("/why/1.0.0/population-KAZ-2018/").content.decode()
    assert "<del>189327270</del>" in text and "<ins>18,932,727</ins>" in text and "A digit too many." in text


def test_what_was_published_without_them_says_what_it_said(monkeypatch):
    """Nothing of them is told where there are none, so that the digests of older releases stay."""
    release = published(STUDY)
    now = digest_of_rows(release)
    monkeypatch.setattr(digest, "LATER", [each for each in digest.LATER if each[0] is not Population])
    assert digest_of_rows(release) == now


@pytest.mark.parametrize(
    "other",
    [
        population("KAZ", 2018, 7),
        population("KAZ", 2019, 6),
        population("UZB", 2018, 6),
        population("KAZ", 2018, 6, cell="D1"),
        population("KAZ", 2018, 6, printed="6.0"),
        population("KAZ", 2018, 6, status="estimated"),
    ],
)
def test_another_population_is_another_release(other):
    published(STUDY, populations=[population("KAZ", 2018, 6)])
    amended = published(STUDY, populations=[other], version="1.0.1", unchanged_too=False)
    assert amended.difference | {"from": ""} == {"from": "", "new": 0, "changed": 0, "unchanged": 1, "gone": 0}
    with pytest.raises(Refused, match="Nothing differs from release 1.0.1"):
        published(STUDY, populations=[other], version="1.0.2", unchanged_too=False)


def test_a_candidate_goes_with_them():
    given = handover(STUDY, populations=[population("KAZ", 2018, 6)])
    candidate = releases.freeze(given, version="1.0.0", notes_en="Made up.")
    assert (Population.everything.count(), Population.public.count()) == (1, 0)
    releases.discard(candidate)
    assert (Population.everything.count(), Release.objects.count()) == (0, 0)


SOUND = population("KAZ", 2018, 6)
PLACE = "The population of KAZ in 2018, Sheet1!D7795"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([SOUND, SOUND], f"{PLACE}, is said 2 times: it is said once."),
        ([SOUND._replace(source=2)], f"{PLACE}, is of source 2, which was not handed over."),
        ([SOUND._replace(status="suppressed")], f"{PLACE}: “suppressed” is no status of a whole number."),
        ([SOUND._replace(status="missing")], f"{PLACE}: “missing” is no status of a whole number."),
        (
            [SOUND._replace(value=0)],
            f"{PLACE}, is 0: nobody can be told by it; withdraw the file, and ask its publisher.",
        ),
        ([SOUND._replace(origin="KZA")], "“KZA” is no area of the codelist"),
    ],
)
def test_what_cannot_be_is_refused(wrong, said):
    with pytest.raises(Refused) as refused:
        published(STUDY, populations=wrong)
    assert said in str(refused.value)
    assert not Release.objects.exists()


def test_a_release_that_has_them_gives_them_as_a_file(settings):
    del settings.RELEASE_MAKERS
    people = [population("UZB", 2018, 32373490, cell="D16345", printed="=1"), population("KAZ", 2018, 18932727)]
    release = published(STUDY, populations=people)
    assert (files.folder(release) / "population.csv").read_bytes().decode().split("\r\n") == [
        "release,origin,year,value,status,source,file,sha256,sheet,cell,printed",
        f"1.0.0,KAZ,2018,18932727,normal,us-niv,made-up.xlsx,{'0' * 64},Sheet1,D7795,18932727",
        f"1.0.0,UZB,2018,32373490,normal,us-niv,made-up.xlsx,{'0' * 64},Sheet1,D16345,'=1",
        "",
    ]
    without = published(STUDY, version="1.1.0")
    assert "population.csv" not in without.files and list(release.listed_files)[9:11] == [
        "changes.csv",
        "population.csv",
    ]
