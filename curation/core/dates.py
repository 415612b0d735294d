"""How publishers write years, quarters, months and days, in the languages they print: names and patterns, tidied
text.
"""

import re

MONTH_NAMES = {
    1: "jan january janv janvier январь января янв januar",
    2: "feb february fév févr février fev fevr fevrier февраль февраля фев februar",
    3: "mar march mars март марта мар märz",
    4: "apr april avr avril апрель апреля апр",
    5: "may mai май мая",
    6: "jun june juin июнь июня июн juni",
    7: "jul july juil juillet июль июля июл juli",
    8: "aug august août aout август августа авг",
    9: "sep sept september septembre сентябрь сентября сен",
    10: "oct october octobre октябрь октября окт oktober",
    11: "nov november novembre ноябрь ноября ноя",
    12: "dec december déc décembre decembre дек декабрь декабря dezember",
}
MONTHS = {name: number for number, names in MONTH_NAMES.items() for name in names.split()}
ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}

YEAR = r"(?P<year>(?:19|20)\d{2})"
TOTAL = r"(?:total|всего|итого|計|계|합계)"
BEFORE = rf"(?:{TOTAL}(?:\s+(?:de|du|pour|for|за|of))?\s+)?"
AFTER = rf"(?:\s*{TOTAL})?"
YEAR_WORD = r"\s*(?:年|년|г\.?|год|года|year|annual)?"
NAME = r"(?P<name>[^\W\d_]+)\.?"
QUARTER = r"(?:q|t|кв\.?\s*)(?P<quarter>[1-4])"
ERA = rf"(?P<era>{'|'.join(ERAS)})\s*(?P<reign>元|\d{{1,2}})\s*年"
PATTERNS = [
    (re.compile(rf"{BEFORE}(?:us )?(?:fiscal year|fy)\s*{YEAR}{AFTER}"), "fiscal"),
    (re.compile(r"(?:fiscal year|fy)\s*'?(?P<short>\d{2})"), "fiscal"),
    (re.compile(rf"{YEAR}[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?:[t ]00:00(?::00)?)?"), "date"),
    (re.compile(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{YEAR}"), "date"),
    (re.compile(rf"{YEAR}\s*[年년.]\s*(?P<month>\d{{1,2}})\s*[月월.]\s*(?P<day>\d{{1,2}})\s*[日일.]?"), "date"),
    (re.compile(rf"{YEAR}\s*[-/.m年년]{{1,2}}\s*(?P<month>\d{{1,2}})\s*[月월.]?"), "month"),
    (re.compile(rf"(?P<month>\d{{1,2}})[-/.]{YEAR}"), "month"),
    (re.compile(rf"{BEFORE}{YEAR}\s*[-/ ]?\s*{QUARTER}{AFTER}"), "quarter"),
    (re.compile(rf"{BEFORE}{QUARTER}\s*[-/ ]?\s*{YEAR}{AFTER}"), "quarter"),
    (re.compile(rf"{YEAR}\s*[年년.]?\s*(?P<quarter>[1-4])\s*(?:/\s*4|분기|四半期)"), "quarter"),
    (re.compile(rf"{NAME}[\s-]+{YEAR}"), "named"),
    (re.compile(rf"{BEFORE}{YEAR}{YEAR_WORD}{AFTER}"), "year"),
    (re.compile(rf"{ERA}{AFTER}"), "era"),
]
PART_OF_YEAR = re.compile(
    rf"{BEFORE}{QUARTER}{AFTER}|(?P<first>[1-4])\s*(?:분기|四半期|квартал)|(?P<roman>i{{1,3}}|iv)\s*кв(?:артал|\.)?"
)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
MONTH_NUMBER = re.compile(r"(?P<month>\d{1,2})\s*(?:月|월)")
SPAN = re.compile(r"(?:19|20)(\d{2})\s*[-–/]\s*(?:20)?(\d{2})")
