"""Words by which publishers name the parts of a table, in the languages they print."""

import re
from functools import lru_cache

from curation.core.labels import normalise


def _any(*words: str) -> re.Pattern:
    return re.compile("|".join(words))


ORIGIN = _any(
    r"citizen", r"nationalit", r"\borigin\b", r"^coo(_|$)", r"国籍", r"국적", r"гражданств", r"проживани", r"chargeability",
    r"\bbirth\b", r"citoyennet",
)  # fmt: skip
DESTINATION = _any(
    r"^geo\b", r"geopolitical", r"asylum", r"destination", r"^coa(_|$)", r"reporting", r"receiving", r"\bhost\b", r"^ref_area$",
    r"reference area",
)  # fmt: skip
YEAR = _any(
    r"^(en_|fr_)?(fiscal )?year$",
    r"^time(_period| period)?$",
    r"^年$",
    r"^년도?$",
    r"^연도$",
    r"^год$",
    r"^(fr_)?ann[eé][eé]$",
)
QUARTER = _any(r"^(en_)?quarter$", r"^(fr_)?trimestre$", r"^분기$", r"^四半期$", r"^квартал$")
MONTH = _any(r"^(en_)?month$", r"^(fr_)?mois$", r"^월$", r"^月$", r"^месяц$")
PERIOD = _any(r"^date$", r"^period$", r"^reference (date|period)$", r"^год и месяц$", r"^기준(일|월)$")
FLAG = _any(r"flag", r"^obs_status$", r"^footnotes?$")
NOTE = _any(
    r"^freq", r"frequency", r"^unit", r"^structure", r"^dataflow", r"^last update", r"^action$", r"decimals", r"^conf_",
    r"confidential", r"multiplier", r"^time frequency$",
)  # fmt: skip
CODE = _any(r"code", r"コード", r"코드", r"^id$", r"(^|_)iso\d?$", r"^код")
VALUE = _any(r"^obs_value$", r"^(observation )?value$", r"^count$", r"^applied$")
BREAKDOWNS = {
    "sex": _any(r"^(en_)?sex$", r"^gender$", r"^성별$", r"^性別$", r"^пол$"),
    "age": _any(r"^age( class| group)?$", r"^연령$", r"^年齢$", r"^возраст$"),
    "duration": _any(r"^duration", r"длительность"),
    "province": _any(r"province", r"^region$", r"^state$", r"prefecture", r"都道府県", r"^시도$", r"регион"),
    "municipality": _any(r"市区町村", r"municipality", r"^시군구$"),
}
LABEL = _any(
    r"visa", r"type", r"categor", r"class", r"status", r"purpose", r"reason", r"procedure", r"program", r"^asyl_app$",
    r"dec_level", r"^app_pc$", r"체류자격", r"자격", r"유형", r"在留資格", r"цель", r"permit",
)  # fmt: skip
TOTAL = _any(
    r"^(grand |sub-?)?totals?\b(?! (persons|population) of)", r"\b(grand )?totals?$", r"^всего$", r"^итого$", r"^总计$", r"^総数$",
    r"^合計$", r"^計$", r"^총\s*(계|수)$", r"^합계$", r"^소계$", r"^계$", r"^ensemble$", r"^世界$", r"^world$", r"^лица, временно",
)  # fmt: skip
GRAND = _any(
    r"^grand totals?$", r"^totals?( unique persons)?$", r"^総数$", r"^всего$", r"^итого$", r"^총계$", r"^합계$", r"^계$"
)
TOTAL_MEMBER = _any(r"^(t|_t|total|all|всего|итого|계|総数|both sexes)$")
TOTAL_ENDING = re.compile(r"\s*[-–—]?\s*\btotal\s*$", re.IGNORECASE)
SUBHEADING = re.compile(r":\s*$")


@lru_cache(maxsize=20_000)
def speaks_of(pattern: re.Pattern, heading: str) -> bool:
    """Whether a heading, however printed, uses one of a pattern's words."""
    return bool(pattern.search(normalise(heading)))


def breakdown_of(heading: str) -> str | None:
    """The dimension a heading names (sex, age, duration …), or None."""
    return next((name for name, words in BREAKDOWNS.items() if speaks_of(words, heading)), None)


def without_total(text: str) -> str:
    """`Newfoundland and Labrador - Total` names Newfoundland and Labrador."""
    return TOTAL_ENDING.sub("", text).strip()
