"""Words by which publishers name the parts of a table, in the languages they print."""

import re

from curation.core.labels import normalise

REMEMBERED = 20_000


class Words(dict):
    """Heading → whether it uses one of some words, worked out once; regular expressions over normalised text."""

    def __init__(self, *words: str):
        super().__init__()
        self._pattern = re.compile("|".join(words))

    def __or__(self, other: "Words") -> "Words":
        return Words(self._pattern.pattern, other._pattern.pattern)

    def __missing__(self, heading: str) -> bool:
        said = self._pattern.search(normalise(heading)) is not None
        if len(self) < REMEMBERED:
            self[heading] = said
        return said


ORIGIN = Words(
    r"citizen", r"nationalit", r"\borigin\b", r"^coo(_|$)", r"国籍", r"국\s*적", r"гражданств", r"проживани",
    r"chargeability",
    r"\bbirth\b", r"citoyennet", r"^from$",
)  # fmt: skip
DESTINATION = Words(
    r"^geo\b", r"geopolitical", r"asylum", r"destination", r"^coa(_|$)", r"reporting", r"receiving",
    r"\bhost\b", r"^ref_area$",
    r"reference area", r"^to$",
)  # fmt: skip
PLACE = Words(r"countr", r"\bpays\b", r"стран", r"государств", r"^国", r"国・地域", r"국가", r"territor", r"\bareas?\b")
YEAR = Words(
    r"^(en_|fr_)?(fiscal )?year$", r"^time(_period| period)?$", r"^年(度)?$", r"^년도?$", r"^연도$", r"^год$",
    r"^시점$",
    r"^(fr_)?ann[eé][eé]$",
)  # fmt: skip
QUARTER = Words(r"^(en_)?quarter$", r"^(fr_)?trimestre$", r"^분기$", r"^四半期$", r"^квартал$")
MONTH = Words(r"^(en_)?month$", r"^(fr_)?mois$", r"^월$", r"^月$", r"^месяц$")
PERIOD = Words(r"^date$", r"^period$", r"^reference (date|period)$", r"^год и месяц$", r"^기준(일|월)$", r"^時間軸")
TIME = YEAR | QUARTER | MONTH | PERIOD | Words(
    r"(^|[\W_])(date|period|year|quarter|month)s?($|[\W_])", r"^time", r"\b(дата|период)\b", r"[年月日]$",
    r"[년월일]$", r"時点|期間|시점|기간",
)  # fmt: skip
FLAG = Words(r"flag", r"^obs_status$", r"^footnotes?$", r"^annotation$")
NOTE = Words(
    r"^freq", r"frequency", r"^unit", r"^structure", r"^dataflow", r"^last update", r"^action$", r"decimals", r"^conf_",
    r"confidential", r"multiplier", r"^time frequency$", r"^indicator", r"^notes?$", r"^remarks?$", r"^comments?$",
    r"^примечани", r"^단위$", r"^비고$", r"^備考$", r"^表章項目$",
)  # fmt: skip
SERIAL = Words(
    r"^№",
    r"^n[o°º]\.?$",
    r"п/п",
    r"^s(erial|r)?\.? ?no\.?$",
    r"^#$",
    r"\brank\b",
    r"^rang$",
    r"^순번$",
    r"^연번$",
    r"^번호$",
)
SHARE = Words(
    r"%",
    r"\brates?\b",
    r"\bper 1[ ,.]?000",
    r"на 1 ?000",
    r"коэффициент",
    r"\bratio\b",
    r"\bper ?cent",
    r"\bshare of\b",
    r"^((net|annual|yearly) )?changes?$",
    r"\bдоля\b",
    r"прирост",
    r"динамика",
    r"構成比",
    r"増減",
    r"구성비",
    r"증감",
)
METADATA = Words(
    r"^source", r"^источник", r"^出典", r"^자료", r"^출처", r"updated?\b", r"extracted", r"published",
    r"^дата", r"^data set", r"^dataset",
    r"generated", r"downloaded", r"^contact", r"©",
)  # fmt: skip
CODE = Words(r"code", r"コード", r"코드", r"^id$", r"(^|_)iso\d?$", r"\(iso\)$", r"^код")
VALUE = Words(r"^obs_value$", r"^(observation )?value$", r"^count$", r"^applied$")
SEX = Words(
    r"^(fe)?males?$", r"^(wo)?men$", r"^(hommes?|femmes?)$", r"^(муж|жен)(чины|щины|ской|ский|\.)?$",
    r"^男性?$", r"^女性?$",
    r"^(남|여)(성|자)?$",
)  # fmt: skip
BREAKDOWNS = {
    "sex": Words(r"^(en_)?sex$", r"^(en_)?gender$", r"^성별(\(\d\))?$", r"^性別$", r"^пол$"),
    "age": Words(r"^(en_)?age( class| group)?$", r"^연령$", r"^年齢$", r"^возраст$"),
    "duration": Words(r"^duration", r"длительность"),
    "province": Words(
        r"province", r"^region$", r"^state$", r"prefecture", r"都道府県", r"^시도$", r"행정구역", r"регион"
    ),
    "municipality": Words(r"市区町村", r"municipality", r"^시군구$"),
}
LABEL = Words(
    r"visa", r"type", r"categor", r"class", r"status", r"purpose", r"reason", r"procedure", r"program", r"^asyl_app$",
    r"dec_level", r"^app_pc$", r"체류자격", r"자격", r"유형", r"在留資格", r"цель", r"permit",
)  # fmt: skip
TOTAL = Words(
    r"^(grand |sub-?)?totals?\b(?! (persons|population) of)", r"\b(grand )?totals?$", r"^всего\b",
    r"^итого\b", r"^总计$", r"^総\s*数$",
    r"^合\s*計$", r"^計$", r"^総\s*計$", r"^총\s*(계|수)$", r"^합\s*계$", r"^소\s*계$", r"^계$",
    r"^ensemble$", r"^世界$", r"^world$",
    r"^лица, временно",
)  # fmt: skip
GRAND = Words(
    r"^grand totals?$", r"^totals?( unique persons| des personnes uniques)?$", r"^総\s*数$", r"^総\s*計$",
    r"^всего$", r"^итого$", r"^총\s*계$",
    r"^합\s*계$", r"^계$", r"^world$", r"^世界$",
)  # fmt: skip
TOTAL_MEMBER = Words(r"^(t|_t|total|all|всего|итого|계|총계|합계|소계|総数|計|total, all ages|both sexes)$")
TOTAL_ENDING = re.compile(r"\s*[-–—]?\s*\btotal\s*$", re.IGNORECASE)
SUBHEADING = re.compile(r":\s*$")


def speaks_of(words: Words, heading: str) -> bool:
    """Whether a heading, however printed, uses one of the words."""
    return words[heading]


def breakdown_of(heading: str) -> str | None:
    """The dimension a heading names (sex, age, duration …), or None."""
    return next((name for name, words in BREAKDOWNS.items() if speaks_of(words, heading)), None)


def without_total(text: str) -> str:
    """`Newfoundland and Labrador - Total` names Newfoundland and Labrador."""
    return TOTAL_ENDING.sub("", text).strip()
