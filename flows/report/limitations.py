"""What the data cannot tell, whatever a release holds: sentence by sentence, in both languages."""

import csv
from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language

from flows.codelists import DATA

LIMITATIONS = DATA / "limitations.csv"


class Limitation(NamedTuple):
    """One limit of the data."""

    code: str
    sentence_en: str
    sentence_ru: str

    @property
    def sentence(self) -> str:
        return self.sentence_ru if get_language() == "ru" else self.sentence_en


@cache
def limitations() -> list[Limitation]:
    with LIMITATIONS.open(encoding="utf-8", newline="") as file:
        return [Limitation(**row) for row in csv.DictReader(file)]
