"""From a place as a publisher prints it to its code: exact after cautious normalising, never a guess.

`AreaNames.from_files()` knows the names of `curation/data/aliases.csv`. What it does not know is None, and becomes a
concern for a person; what is known to be no country is one of the `SPECIALS`.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

STATELESS, UNKNOWN, OTHER, WORLD, REGION, DOCUMENT, SUBGROUP, FORMER = (
    "_STATELESS", "_UNKNOWN", "_OTHER", "_WORLD", "_REGION", "_DOCUMENT", "_SUBGROUP", "_FORMER",
)  # fmt: skip

SPECIALS: Mapping[str, str] = {
    STATELESS: "people whom no country counts as its nationals",
    UNKNOWN: "country not stated or not known",
    OTHER: "other countries, which the publisher does not name",
    WORLD: "all countries together",
    REGION: "a continent, an income group or another set of countries",
    DOCUMENT: "a travel document that no country issues",
    SUBGROUP: "part of a country's people or land, counted apart",
    FORMER: "a state that no longer exists and has more than one successor",
}

ROOT = Path(__file__).resolve().parents[2]
AREAS = ROOT / "flows" / "data" / "areas.csv"
ALIASES = ROOT / "curation" / "data" / "aliases.csv"
CACHED = 65_536

ONE_SIGN = {
    ord(sign): plain
    for plain, signs in {
        "-": "‐‑‒–—―−﹘﹣－",
        "'": "‘’‚‛`´ʹʻʼʽ′＇",
        '"': "“”„‟«»″＂",
        "・": "·•‧∙",
        "[": "〔【",
        "]": "〕】",
    }.items()
    for sign in signs
}
SUPERSCRIPT_MARK = re.compile(r"(?<![⁰¹²³⁴-⁹])[¹²³⁴-⁹]\s*$")
PUBLISHERS_CODE = re.compile(r"^(?:[0-9_]+ ?: ?|[0-9]{3} )(?=[^\W\d_]|[(\[])")
FOOTNOTE_MARK = re.compile(r"(?<=[^\W\d_]|[)\]])(?: ?(?:\*+|[†‡]+|\([1-9]\)|\[[1-9]\]|[1-9]\)))+$")
EAST_ASIAN = re.compile(r"[ぁ-ゖァ-ヺー・가-힣㐀-䶿一-鿿々()\[\]' -]+")


def normalise(text: str) -> str:
    """Fold what never tells two countries apart: Unicode forms, dashes, quotes, spaces, letter case, codes, marks.

    `02_062：キルギス` gives `キルギス`, `410 Korea` gives `korea`, `키 르 기 즈` gives `키르기즈`, and `Kazakhstan 1)`
    gives `kazakhstan`. Normalising twice changes nothing more.
    """
    text = SUPERSCRIPT_MARK.sub("", text)  # before NFKC, which would make `Cyprus²` into `Cyprus2`
    text = _folded("".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    text = PUBLISHERS_CODE.sub("", " ".join(text.split()))
    # A bare or two-digit number stays: without it `EU28` and `European Union (27)` would both become the Union.
    text = FOOTNOTE_MARK.sub("", text)
    # East Asian names are printed letter by letter at times; in other scripts a space tells words apart.
    return text.replace(" ", "") if EAST_ASIAN.fullmatch(text) else text


def _folded(text: str) -> str:
    """One sign for each kind of dash, quote and dot, one form for each letter, no capitals."""
    # Twice: NFKC brings out dots and quotes that the first look could not see (`ŀ` is `l·`), and so does folding case.
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text.translate(ONE_SIGN)).casefold()
    return unicodedata.normalize("NFKC", text)


def is_special(code: str) -> bool:
    """Whether a code stands for something that is no country, such as a continent or the stateless."""
    return code in SPECIALS


class AreaNames:
    """Every known name of every area.

    `aliases` are printed names with the code of their area or special, `codes` are ISO, Eurostat and like codes in the
    same shape. Two names that normalising cannot tell apart must mean the same area, else ValueError.
    """

    def __init__(self, aliases: Mapping[str, str], codes: Mapping[str, str] | None = None) -> None:
        self._names = _each_meaning_one(aliases)
        self._all = _each_meaning_one(codes or {}, beside=self._names)
        self._remembered = lru_cache(maxsize=CACHED)(self._look_up)

    @classmethod
    def from_files(cls) -> "AreaNames":
        """The names of `aliases.csv`, each of an area of `areas.csv` or a special, else ValueError."""
        known = {row["code"] for row in _rows(AREAS)} | SPECIALS.keys()
        names, codes = {}, {}
        for row in _rows(ALIASES):
            if row["area"] not in known:
                raise ValueError(
                    f"aliases.csv gives “{row['alias']}” the area {row['area']}, which areas.csv does not have: "
                    "correct the alias or add the area."
                )
            (codes if row["language"] == "code" else names)[row["alias"]] = row["area"]
        return cls(names, codes)

    def find(self, text: str, *, codes: bool = True) -> str | None:
        """The area's code, a special, or None where nobody has said yet what the text means.

        With `codes=False` only names count. Ask so where it is still open whether a column holds places at all: `FI`,
        `IN` and `NA` are steps of an asylum procedure too, and 400 may be a count as well as Jordan.
        """
        return self._remembered(text, codes)

    __call__ = find

    def _look_up(self, text: str, codes: bool) -> str | None:
        name = normalise(text)
        return (self._all if codes else self._names).get(name) or self._code_and_name(name)

    def _code_and_name(self, text: str) -> str | None:
        """The area of `KZ: Kazakhstan`, as SDMX files print it, provided that the code and the name agree."""
        code, _, name = (part.strip() for part in text.partition(":"))
        area = self._names.get(name)
        return area if area == self._all.get(code) else None


def _each_meaning_one(aliases: Mapping[str, str], beside: Mapping[str, str] | None = None) -> dict[str, str]:
    meanings = dict(beside or {})
    for alias, area in aliases.items():
        if meanings.setdefault(normalise(alias), area) != area:
            raise ValueError(f"“{alias}” is given to {meanings[normalise(alias)]} and to {area}: keep one of the two.")
    return meanings


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
