"""What the data cannot tell, whatever a release holds: sentence by sentence, in both languages."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "limitations.csv"


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
    with DATA.open(encoding="utf-8", newline="") as file:
        return [Limitation(**row) for row in csv.DictReader(file)]
