"""What the codebook says of every label that our source tables print, and on which sentence of the seed it rests."""

import csv
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from curation.core import codebook
from tests.real import CODEBOOK, SOURCES, needs_codebook, needs_sources

RULES = codebook.load()
CONCEPTS = list(csv.DictReader((codebook.TABLE.parent / "concepts.csv").open(encoding="utf-8", newline="")))
FIVE = {"Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"}
SILENT = "the codebook is silent"

# Every label of a publisher's table, by what the codebook makes of it.


def each(text: str, *around: str) -> list[tuple[str, ...]]:
    """`"F-1 F-2"` or, where labels have blanks, `"Skilled Trade, Caregiver"`, each to a label, `{}` among its parts."""
    labels = text.split(", ") if ", " in text else text.split()
    return [tuple(part.format(label) for part in around or ("{}",)) for label in labels]


def korean(text: str) -> list[tuple[str, ...]]:
    """`"D2-유학"` to the three ways in which one publisher writes it."""
    pairs = [label.split("-") for label in text.split()]
    return [(way.format(*pair),) for pair in pairs for way in ("{0}({1})", "{0}{1}", "{1}{0}")]


NONIMMIGRANT = {
    "work": each("H-1A H-1B H-1B1 H-1C H-2A H-2B H-2R H-3 H-4 L-1 L-2 H1B H1B1 H1C H2A H2B H3 H4 L1 L2"),
    "study": each("F-1 F-2 F-3 M-1 M-2 M-3 F1 F2 M1 M2"),
    "residence": each("K-1 K-2 K-3 K-4 V-1 V-2 V-3 K1 K2 K3 K4"),
    "not work: temporary": each(
        "A-1 A-2 A-3 B-1 D D-CREW G-1 G-2 G-3 G-4 G-5 I P-1 P-2 P-3 P-4 A1 A2 A3 B1 G1 G2 G3 G4 G5 P1 P2 P3 P4"
    ),
    "not study: temporary": each("J-1 J-2 Q-1 Q-2 Q-3 J1 J2 Q1"),
    SILENT: each(
        "B-1,2 B-2 B-1,2/BCC B-1,2/BCV BCC C-1 C-1/D C-2 C-3 CW-1 CW-2 E-1 E-2 E-2C E-3 E-3D E-3R NATO-1 NATO-2 NATO-3"
        " NATO-4 NATO-5 NATO-6 NATO-7 N-8 N-9 O-1 O-2 O-3 R-1 R-2 S-5 S-6 S-7 TN TD T-1 T-2 T-3 T-4 T-5 T-6 U-1 U-2 U-3"
        " U-4 U-5 B1/B2 B2 BBBCC BBBCV C1 C1/D C2 C3 C4 C4/D3 CW1 CW2 E1 E2 E2C E3 E3D E3R N8 N9 NATO1 NATO2 NATO3"
        " NATO4 NATO5 NATO6 NATO7 O1 O2 O3 R1 R2 T2 T3 T4 T5 T6 U1 U2 U3 U4 U5"
    ),
}
IMMIGRANT = {
    "usa.residence.immediate_relative": each("IR1 IR2 IR3 IR4 IR5 CR1 CR2 IB1 IB2 IB3 IH3 IH4 IW IW1 IW2"),
    "usa.residence.special_immigrant": each(
        "BC BC1 BC2 BC3 CQ CQ1 CQ2 CQ3 GV1 GV2 GV3 SB1 SD SD1 SD2 SD3 SE SE1 SE2 SE3 SF SG SI SI1 SI2 SI3 SK SK1 SK2"
        " SK3 SQ SQ1 SQ2 SQ3 SR SR1 SR2 SR3"
    ),
    "usa.residence.family_preference": each(
        "F1 F11 F12 F21 F22 F23 F24 F25 F2A F2B F3 F31 F32 F33 F4 F41 F42 F43 FX FX1 FX2 FX3 B21 B22 B23 B24 B2A B2B BX"
        " BX1 BX2 BX3 C21 C23 C2A CX CX1 CX2 CX3"
    ),
    "usa.residence.employment_preference": each(
        "E1 E11 E12 E13 E14 E15 E2 E21 E22 E23 E3 E31 E32 E34 E35 E4 EW EW3 EW4 EW5 C5 C51 C52 C53 I5 I51 I52 I53 R5"
        " R51 R52 R53 T5 T51 T52 T53"
    ),
    "usa.residence.diversity": each("DV DV1 DV2 DV3"),
    SILENT: each("AM AM1 AM2 AM3 SSC SU SU2 SU3 SU5"),
}
REFUGEE = "Resettled Refugee & Protected Person in Canada"
WORKERS, BUSINESS = ("Economic", "Worker Program", "{}"), ("Economic", "Business", "{}")
FAMILY = ("Sponsored Family", "Sponsored Family", "{}")
CANADA = {
    "residence": [
        *each("Atlantic Immigration Pilot Programs, Canadian Experience, Caregiver, Skilled Trade", *WORKERS),
        ("Economic", "Worker Program", "Skilled Worker"),
        *each("Entrepreneur, Investor, Self-Employed, Start-up Business", *BUSINESS),
        ("Economic", "Provincial Nominee Program", "Provincial Nominee Program"),
        *each("Sponsored Children, Sponsored Extended Family Member, Sponsored Parent or Grandparent", *FAMILY),
        ("Sponsored Family", "Sponsored Family", "Sponsored Spouse or Partner"),
        (REFUGEE, "Protected Person in Canada", ""),
    ],
    SILENT: [
        *each("Agri-Food Pilot, Atlantic Immigration Programs, Rural and Northern Immigration", *WORKERS),
        ("Economic", "Worker Program", "Federal Economic Mobility Pathways Pilot"),
        ("Economic", *["Temporary Resident to Permanent Resident Pathway"] * 2),
        *each("Blended Sponsorship Refugee, Government-Assisted Refugee", REFUGEE, "Resettled Refugee", "{}"),
        (REFUGEE, "Resettled Refugee", "Privately Sponsored Refugee"),
        ("All Other Immigration", "", ""),
    ],
}
PURPOSE_OF_ENTRY = "Количество фактов постановки на миграционный учет по целям въезда"
RUSSIA = {
    "work": [("Работа",), (PURPOSE_OF_ENTRY, "Работа"), (f"{PURPOSE_OF_ENTRY}: Работа",)],
    "study": [("Учеба",), ("Учёба",), (PURPOSE_OF_ENTRY, "Учеба")],
    "residence": [
        ("Принято решений о выдаче Вида на Жительство",),
        ("Принято Решений о Выдаче Разрешений на Временное Проживание",),
    ],
    "not work: not_remunerated": [("Частная",), (PURPOSE_OF_ENTRY, "Частная")],
    SILENT: [("Туризм",), ("Иная",), (PURPOSE_OF_ENTRY, "Туризм"), ("Снято с миграционного учета", "Работа")],
}
JAPAN_COLUMNS = {
    "work": each(
        "professor art news_report Business_Management legal_accounting medical_treatment education"
        " engineer_specialist_Humanities_international_services intra_company_transferees nursing_care performance"
        " skill highly_skilled_professional_num1a highly_skilled_professional_num1b highly_skilled_professional_num1c"
        " highly_skilled_professional_num2 specified_skill_num1 specified_skill_num2"
    ),
    "study": each("research studying_abroad training family_stay"),
    "residence": each(
        "permanent_resident, spouses_of_japanese_other, spouses_permanent_residents, settlers,"
        " special_permanent_resident, Special Permanent Resident"
    ),
    "not work: temporary": each(
        "technical_intern_training_num1a technical_intern_training_num1b technical_intern_training_num2a"
        " technical_intern_training_num2b technical_intern_training_num3a technical_intern_training_num3b"
        " specific_activities"
    ),
    SILENT: each(
        "diplomacy, government business, religion, Investment, technology, humanities_international_services,"
        " cultural_activities, short_term_stay, short_term_15days_less, short_term_90days_less"
    ),
}
JAPAN_STATUSES = {
    "work": each(
        "教授 芸術 報道 高度専門職１号イ 高度専門職１号ロ 高度専門職１号ハ 高度専門職２号 経営・管理 法律・会計業務"
        " 医療 教育 技術・人文知識・国際業務 企業内転勤 介護 興行 技能 特定技能１号 特定技能２号"
    ),
    "study": each("研究 留学 研修 家族滞在"),
    "residence": each("永住者 日本人の配偶者等 永住者の配偶者等 定住者 特別永住者"),
    "not work: temporary": each(
        "技能実習１号イ 技能実習１号ロ 技能実習２号イ 技能実習２号ロ 技能実習３号イ 技能実習３号ロ 特定活動"
    ),
    SILENT: each("外交 公用 宗教 文化活動 短期滞在"),
}
KOREA = {
    "work": korean(
        "D10-구직 D7-주재 E10-선원취업 E1-교수 E2-회화 E2-회화강사 E2-회화지도 E4-기술지도 E5-전문직업 E7-특정활동"
        " E9-비전문취업 D5-취재 D3-기술연수 D4-일반연수 E8-연수취업"
    ),
    "study": korean("D2-유학 E3-연구"),
    "residence": korean("F1-방문동거 F2-거주 F3-동반 F4-재외동포 F5-영주 F6-결혼이민"),
    "not work: not_stated": korean("C1-일시취재 C2-단기상용 C4-단기취업 D8-기업투자 D9-무역경영"),
    SILENT: [
        *korean(
            "A1-외교 A2-공무 B1-사증면제 B2-관광통과 C3-단기방문 D1-문화예술 D6-종교 E6-예술흥행 E8-계절근로 G1-기타"
        ),
        *korean("H1-관광취업 H2-방문취업 T1-관광상륙"),
        *each("E8 기타 기타(other)"),
    ],
}
KOREA_REGISTERED = {
    "work": each(
        "D3(기술연수) D4(일반연수) D5(취재) D7(주재) D10(구직) E1(교수) E2(회화) E4(기술지도) E5(전문직업) E7(특정활동)"
        " E9(비전문취업) E10(선원취업)"
    ),
    "study": each("D2(유학) E3(연구)"),
    "residence": each("F1(방문동거) F2(거주) F3(동반) F5(영주) F6(결혼이민)"),
    "not work: not_stated": each("D8(기업투자) D9(무역경영)"),
    SILENT: each("D1(문화예술) D6(종교) E6(예술흥행) E8(계절근로) G1(기타) H1(관광취업) H2(방문취업) 기타(Other)"),
}
UNHCR = {
    "asylum_applications": "G/N/EO/P G/N/FA/P G/N/FI/P G/N/NA/P G/NA/FA/P G/NA/NA/P G/NR/FA/P J/N/FA/P J/N/FI/P"
    " J/NA/FA/P J/NR/FA/P U/N/FA/P U/N/FI/P U/N/NA/P U/NA/FA/P U/NR/FA/P",
    "asylum_cases": "G/N/IN/C",
    "temporary_asylum": "G/N/TA/P",
    "not asylum: counted_elsewhere": "G/A/AR/C G/A/AR/P G/A/EO/P G/A/FA/P G/A/FI/P G/A/JR/C G/A/JR/P G/A/RA/C G/A/RA/P"
    " G/A/SP/P G/J/AR/P G/J/JR/C G/J/JR/P G/N/AR/C G/N/AR/P G/N/JR/C G/N/JR/P G/N/RA/P G/NR/AR/P G/NR/JR/P G/R/AR/C"
    " G/R/AR/P G/R/FA/P G/R/FI/P G/R/JR/P G/R/RA/C G/R/RA/P G/R/TA/P G/RA/FI/P G/RA/RA/P J/A/AR/P J/R/FA/P J/R/RA/P"
    " U/A/AR/P U/A/FA/P U/A/FI/P U/A/JR/P U/N/AR/C U/N/AR/P U/N/RA/P U/NR/AR/P U/R/AR/P U/R/FI/P U/R/JR/P U/R/RA/P",
    "not asylum: outside_measure": "G/N/FA/C G/N/FI/C G/NA/FA/C G/NR/FA/C J/N/FA/C J/NR/FA/C U/N/FI/C U/NA/FA/C"
    " U/NR/FA/C",
    SILENT: "G/FA/FA/P G/N/EO/C G/N/IN/P G/N/SP/P G/NA/JR/C G/SP/SP/C G/SP/SP/P G/V/AR/C G/V/AR/P G/V/FA/C G/V/FA/P"
    " G/V/FI/C G/V/FI/P G/V/JR/C G/V/JR/P G/V/NA/P G/V/RA/P J/FA/FA/P J/V/AR/P J/V/FI/P U/V/AR/P U/V/FA/C U/V/FA/P"
    " U/V/FI/C U/V/FI/P U/V/JR/P U/V/RA/P",
}


def category(source: str, label: tuple[str, ...]) -> str:
    """What the codebook makes of a label: `work`, `not work: temporary`, or silence."""
    rule = codebook.match(RULES, source, label)
    if rule is None:
        return SILENT
    return rule.category or f"not {rule.kept_out_of}: {rule.reason_code}"


def name(source: str, label: tuple[str, ...]) -> str:
    rule = codebook.match(RULES, source, label)
    return rule.rule if rule else SILENT


def measure(source: str, label: tuple[str, ...]) -> str:
    rule = codebook.match(RULES, source, label)
    return rule.measure if rule and rule.measure else category(source, label)


TABLES = {
    "us-niv": (category, NONIMMIGRANT),
    "us-iv": (name, IMMIGRANT),
    "ca-pr-category": (category, CANADA),
    "ru-mvd": (category, RUSSIA),
    "jp-entries": (category, JAPAN_COLUMNS),
    "jp-residents": (category, JAPAN_STATUSES),
    "kr-status": (category, KOREA),
    "kr-registered": (category, KOREA_REGISTERED),
    "unhcr-asylum": (
        measure,
        {made: [tuple(label.split("/")) for label in text.split()] for made, text in UNHCR.items()},
    ),
}
LABELS = [(source, label) for source, (_, table) in TABLES.items() for labels in table.values() for label in labels]


@pytest.mark.parametrize("source", TABLES)
def test_each_label_of_a_table_falls_where_the_codebook_says(source):
    told, table = TABLES[source]
    fallen = {made: [] for made in table}
    for label in (label for labels in table.values() for label in labels):
        fallen.setdefault(told(source, label), []).append(label)
    assert fallen == table


@pytest.mark.parametrize(
    ("source", "label", "rule"),
    [
        ("us-niv", ["F-1"], "usa.study.f"),
        ("us-niv", ["F2"], "usa.study.f_family"),
        ("us-niv", ["h‑1b "], "usa.work.h"),
        ("us-niv", ["B-1"], "usa.excluded.b1"),
        ("us-niv", ["EB-3"], "usa.excluded.eb"),
        ("us-iv", ["F1"], "usa.residence.family_preference"),
        ("us-iv", ["FX1"], "usa.residence.family_preference"),
        ("us-iv", ["E31"], "usa.residence.employment_preference"),
        ("ca-imp", [""], "can.work.imp"),
        ("ca-imp", [], "can.work.imp"),
        ("ca-tfwp", [""], "can.work.tfwp"),
        ("ca-study", [""], "can.study.permits"),
        ("ca-study-monthly", [""], "can.study.permits.monthly"),
        ("ca-pr", [""], "can.residence.admissions"),
        ("ca-pr-monthly", [""], "can.residence.admissions.monthly"),
        ("ca-pr-category", ["Business"], "can.residence.business"),
        ("ca-pr-category", ["Skilled Worker"], "can.residence.skilled_worker"),
        ("ca-pr-category", ["Yukon", "Economic", "Business", "Investor"], "can.residence.business"),
        ("ca-pr-category", ["Provincial Nominee Program"], "can.residence.provincial_nominee"),
        ("jp-entries", ["高度専門職１号ロ"], "jpn.work.highly_skilled_1b"),
        (
            "jp-entries",
            ["Engineer / Specialist in Humanities / International Services"],
            "jpn.work.engineer_humanities",
        ),
        ("jp-entries", ["technical_intern_training_num1a"], "jpn.excluded.technical_intern"),
        ("jp-residents", ["Technical Intern Training 2(b)"], "jpn.excluded.technical_intern.residents"),
        ("jp-residents", ["Professor"], "jpn.work.professor.residents"),
        ("kr-status", ["D-2(유학)"], "kor.study.student"),
        ("kr-status", ["E8(연수취업)"], "kor.work.after_training"),
        ("eu-resfirst", ["EDUC"], "eu.study"),
        ("eu-resfirst", ["Remunerated activities reasons"], "eu.work"),
        ("eu-resfirst", ["Family reasons"], "eu.residence"),
        ("eu-asylum", ["First time applicant"], "eu.asylum.first_time"),
        ("eu-asylum", ["Asylum applicant"], "eu.excluded.all_applicants"),
        ("unhcr-asylum", ["G", "R", "TA", "P"], "unhcr.excluded.repeats"),
        ("eu-resfirst", ["OTH"], SILENT),
        ("eu-resfirst", ["TOTAL"], SILENT),
        ("ca-pr", ["Resettled Refugee"], SILENT),
        ("us-iv", ["F-1 visas"], SILENT),
        ("kr-status", ["D20"], SILENT),
        ("kr-status", ["AD2"], SILENT),
        ("unhcr-asylum", ["G", "N", "FI"], SILENT),
        ("us-niv", ["H-1B", "total"], SILENT),
        ("no-such-table", ["F-1"], SILENT),
    ],
)
def test_a_label_is_told_by_its_table_and_its_text(source, label, rule):
    assert name(source, label) == rule


@given(
    st.sampled_from(LABELS), st.sampled_from([str.upper, str.lower, str.title]), st.sampled_from(["", " ", "\u00a0"])
)
def test_blanks_dashes_and_letter_case_never_change_the_rule(label, case, blank):
    source, parts = label
    otherwise = tuple(blank + case(part).replace("-", "‑") + blank for part in parts)
    assert name(source, otherwise) == name(source, parts)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_each_alternative_of_a_pattern_finds_its_own_rule(rule):
    alternatives = [text for text in rule.pattern.split(" ; ") if rule.match != "parts"]
    assert [name(rule.source, codes(text)) for text in alternatives] == [rule.rule] * len(alternatives)


def codes(text: str) -> list[str]:
    return [] if text == codebook.UNLABELLED else text.split("|")


# The table itself


def test_every_destination_and_category_of_the_codebook_has_its_rule():
    assert {(rule.destination, rule.category) for rule in RULES if rule.category} == {
        *((place, purpose) for place in ("RUS", "USA", "CAN", "JPN", "KOR", "EU") for purpose in PURPOSES),
        *((place, "asylum") for place in ("", "USA", "RUS", "EU")),
    }


PURPOSES = ("work", "study", "residence")


def test_what_is_kept_out_of_what_and_with_which_code():
    kept_out = Counter((r.destination, r.kept_out_of, r.reason_code) for r in RULES if r.disposition == "exclude")
    assert kept_out == {
        ("RUS", "work", "not_remunerated"): 1,
        ("USA", "work", "temporary"): 6,
        ("USA", "work", "data_unavailable"): 1,
        ("USA", "study", "temporary"): 2,
        ("JPN", "work", "temporary"): 8,
        ("KOR", "work", "not_stated"): 7,
        ("EU", "asylum", "counted_elsewhere"): 1,
        ("", "asylum", "counted_elsewhere"): 4,
        ("", "asylum", "outside_measure"): 1,
    }


def test_where_the_codebook_gives_no_reason_none_is_invented():
    assert {rule.reason for rule in RULES if rule.reason_code == "not_stated"} == {"The codebook gives no reason."}


def test_conditions_and_measures_stand_where_the_table_alone_does_not_say_enough():
    said = {r.rule: (r.measure, r.condition) for r in RULES if r.measure or r.condition}
    spelt = ["M6-11", "M_GE12", "Y_GE1", "Y_GE12", "From 6 to 11 months", "12 months or over"]  # by edition
    long_stays = ("", {"duration": spelt})
    assert said == {
        "eu.work": long_stays,
        "eu.study": long_stays,
        "eu.residence": long_stays,
        "unhcr.asylum.applications": ("asylum_applications", {}),
        "unhcr.asylum.us_courts": ("asylum_applications", {"destination": ["USA"]}),
        "unhcr.asylum.us_cases": ("asylum_cases", {"destination": ["USA"]}),
        "unhcr.asylum.temporary": ("temporary_asylum", {"destination": ["RUS"]}),
    }


def test_every_rule_can_be_named_told_and_printed():
    assert len({rule.rule for rule in RULES}) == len(RULES)
    unnamed = [rule.rule for rule in RULES if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+", rule.rule)]
    untold = [r.rule for r in RULES if not all([r.label_original, r.label_en, r.label_ru, r.reason, r.sentence])]
    too_long = [r.rule for r in RULES if max(map(len, [r.pattern, r.label_original, r.label_en, r.label_ru])) > 300]
    assert (unnamed, untold, too_long) == ([], [], [])


def test_every_rule_speaks_of_a_concept_but_that_for_other_designated_activities():
    without = {rule.rule for rule in RULES if not rule.concept}
    assert without == {"jpn.excluded.designated_activities", "jpn.excluded.designated_activities.residents"}
    assert {rule.concept for rule in RULES if rule.concept} == {concept["code"] for concept in CONCEPTS}
    assert [concept for concept in CONCEPTS if not all(concept.values())] == []


@pytest.mark.parametrize(
    ("concept", "treated"),
    [
        ("journalist", "JPN work, KOR not work, KOR work, USA not work"),
        ("performer_athlete", "JPN not work, JPN work, USA not work"),
        ("trainee", "JPN not work, JPN study, KOR work"),
        ("exchange_visitor", "JPN study, KOR study, USA not study"),
        ("seafarer", "KOR work, USA not work"),
        ("investor_business", "CAN residence, JPN work, KOR not work, USA not work"),
        ("student_family", "JPN study, KOR residence, USA study"),
        ("employment_residence", "CAN residence, USA not work, USA residence"),
        ("protected_person", " asylum, CAN residence"),
    ],
)
def test_the_nine_cases_that_the_codebook_treats_in_more_than_one_way(concept, treated):
    found = {f"{r.destination} {r.category or 'not ' + r.kept_out_of}" for r in RULES if r.concept == concept}
    assert ", ".join(sorted(found)) == treated


GOOD = dict.fromkeys(RULES[0].__dataclass_fields__, "") | {
    "rule": "usa.study.f",
    "source": "us-niv",
    "pattern": "F",
    "match": "class",
    "disposition": "include",
    "category": "study",
}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([{"match": "like"}], "line 2: match is 'like'; write one of class, prefix, parts, exact."),
        ([{"disposition": "drop"}], "line 2: disposition is 'drop'; write one of include, exclude, total, not_data."),
        ([{"category": ""}], "line 2: usa.study.f includes its labels without saying where; fill in category."),
        (
            [{"disposition": "exclude"}],
            "line 2: usa.study.f excludes its labels without a reason; fill in reason_code.",
        ),
        ([{"condition": '["M6-11"]'}], 'line 2: condition cannot be read; write it as {"duration": ["M6-11"]}.'),
        ([{"condition": "M6-11"}], 'line 2: condition cannot be read; write it as {"duration": ["M6-11"]}.'),
        ([{}, {"rule": "usa.two"}], "usa.study.f and usa.two both claim 'f' of us-niv; make one longer or drop it."),
        (
            [{"match": "parts", "pattern": "*|N/NR|*"}, {"rule": "usa.two", "match": "parts", "pattern": "**|NR|FI"}],
            "usa.study.f and usa.two both claim '**|nr|fi' of us-niv; make one longer or drop it.",
        ),
    ],
)
def test_a_table_that_cannot_be_meant_as_written_is_refused(tmp_path, lines, told):
    path = tmp_path / "codebook.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(GOOD))
        writer.writeheader()
        writer.writerows(GOOD | line for line in lines)
    with pytest.raises(ValueError) as refused:
        codebook.load(path)
    assert told in str(refused.value)


def test_a_table_with_a_column_missing_is_refused(tmp_path):
    path = tmp_path / "codebook.csv"
    path.write_text("rule,source\nusa.study.f,us-niv\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2: the columns must be rule, source, pattern, .*, in this order"):
        codebook.load(path)


@pytest.mark.parametrize(
    ("one", "two", "both_fit_some_label"),
    [
        ("*|n/nr|fi", "*|nr|fi/fa", True),
        ("*|n|fi", "*|r|fi", False),
        ("*|n", "*|n|fi", False),
        ("**|n", "g|n", True),
        ("**|n", "n", True),
        ("**|n|fi", "n", False),
        ("**|n", "**|g|n", True),
        ("**|n", "**|r", False),
    ],
)
def test_patterns_that_could_claim_one_label_are_seen_before_any_label_comes(one, two, both_fit_some_label):
    assert codebook._meet("parts", one, two) == codebook._meet("parts", two, one) == both_fit_some_label


# Against the codebook's own text


def passages() -> dict[str, list[str]]:
    """The seed's sentences on labels, by destination, one passage a bullet; `` for the table of its sources."""
    before, _, after = CODEBOOK.read_text(encoding="utf-8").partition("Categorization of Visas")
    after, _, _ = after.partition("Data Limitations")
    headings = dict(zip(HEADINGS, ("RUS", "USA", "CAN", "JPN", "KOR", "EU"), strict=True))
    pieces = re.split(rf"^({'|'.join(HEADINGS)})$", after, flags=re.M)
    bullets = {
        headings[h]: re.split(r"^- ", text, flags=re.M) for h, text in zip(pieces[1::2], pieces[2::2], strict=True)
    }
    return {"": [plainly(before)], **{place: [plainly(text) for text in texts] for place, texts in bullets.items()}}


HEADINGS = ("Russia", "United States", "Canada", "Japan", "South Korea", "European Union")


def plainly(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[“”«»]", '"', text).replace("’", "'")).strip()


@needs_codebook
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_the_sentence_of_a_rule_stands_in_the_codebook(rule):
    quoted = [re.escape(plainly(piece)) for piece in rule.sentence.split("[…]") if piece.strip()]
    place = "" if "asylum" in (rule.category, rule.kept_out_of) else rule.destination
    assert any(re.search(".*?".join(quoted), passage) for passage in passages()[place])


@needs_codebook
@pytest.mark.parametrize(
    "rule", [r for r in RULES if r.destination in ("USA", "JPN", "KOR") and r.source != "unhcr-asylum"]
)
def test_what_the_codebook_calls_a_label_stands_in_its_sentence(rule):
    assert plainly(rule.label_original) in plainly(rule.sentence)


# Against the publishers' own files


@pytest.fixture(scope="module")
def visas():
    """The nonimmigrant workbook: `{"FY18": {"Kazakhstan": {"F-1": 1178, …}, …}, …}`."""
    book = CalamineWorkbook.from_path(SOURCES / "us-dos-niv-detail/FYs97-24_NIVDetailTable.xlsx")
    sheets = {sheet: book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names}
    return {
        sheet: {line[0].strip(): dict(zip(heading[1:], line[1:], strict=True)) for line in lines}
        for sheet, (heading, *lines) in sheets.items()
    }


def rows(path: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with (SOURCES / path).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def printed_labels(source: str, visas) -> set[tuple[str, ...]]:
    if source == "us-niv":
        totals = {"Total Visas", "Grand Total"}
        return {(label,) for sheet in visas.values() for line in sheet.values() for label in line} - {
            (t,) for t in totals
        }
    if source == "us-iv":
        return {(row["visa_type"],) for row in rows("us-dos-monthly-issuances/immigrant_data.csv")}
    if source == "jp-entries":
        return {(column,) for column in rows("jp-moj-entries/immigrants_in_japan.csv")[0]} - AROUND
    if source == "jp-residents":
        book = CalamineWorkbook.from_path(SOURCES / "jp-isa-residents/CAPinJAPdata.xlsx")
        return {(line[9],) for line in book.get_sheet_by_name("foreign_Stats").to_python()[1:]}
    if source == "kr-status":
        monthly = rows("kr-moj-datagokr/approved_fileData_15100016_2026-07-01.csv")
        wide = rows("kr-moj-datagokr/moj_foreign_resident_status_2024_2026-07-01.csv")
        return {(row["체류자격"],) for row in monthly} | {(column,) for column in wide[0]} - AROUND
    if source == "kr-registered":
        return {(column,) for column in rows("kr-moj-datagokr/moj_foreign_stay_data_2024_2026-07-01.csv")[0]} - AROUND
    return {tuple(row[part] for part in FOUR) for row in applications()}


AROUND = {(column,) for column in ("year", "country", "total", "대륙", "국적", "성별")}
FOUR = ("procedure_type", "app_type", "dec_level", "app_pc")


def applications() -> list[dict[str, str]]:
    return rows("unhcr-asylum-applications/asylum_applications_2025-12.csv")


@needs_sources
@pytest.mark.parametrize("source", [source for source in TABLES if source not in ("ru-mvd", "ca-pr-category")])
def test_no_label_that_a_publisher_prints_is_missing_above(source, visas):
    _, table = TABLES[source]
    assert printed_labels(source, visas) <= {label for labels in table.values() for label in labels}


@needs_sources
def test_no_immigration_category_is_missing_above():
    """Level by level: the totals of a level stand below their parts, in the column before."""
    book = CalamineWorkbook.from_path(SOURCES / "ca-ircc-programs-2025-07/EN_ODP-PR-ProvImmCat.xlsx")
    for level, texts in enumerate(
        zip(*(line[1:4] for line in book.get_sheet_by_index(0).to_python()[5:]), strict=True)
    ):
        named = {label[level] for labels in CANADA.values() for label in labels}
        assert {text.removesuffix(" - Total") for text in texts} <= named | {""}


def counted(source: str, category: str, figures: dict[str, int]) -> dict[str, int]:
    """Those of the figures that the codebook counts in a category."""
    rules = {label: codebook.match(RULES, source, (label,)) for label in figures}
    return {label: int(n or 0) for label, n in figures.items() if rules[label] and rules[label].category == category}


@needs_sources
@pytest.mark.parametrize(
    ("sheet", "origin", "category", "figures", "total"),
    [
        ("FY18", "Kazakhstan", "study", {"F-1": 1178, "F-2": 265, "M-1": 15, "M-2": 3}, 1461),
        ("FY16", "Kazakhstan", "residence", {"K-1": 49, "K-2": 15, "K-3": 1}, 65),
        ("FY18", "Kazakhstan", "residence", {"K-1": 50, "K-2": 9}, 59),
        ("FY19", "Uzbekistan", "work", {"H-1B": 20, "H-4": 23, "L-1": 16, "L-2": 26}, 85),
    ],
)
def test_nonimmigrant_visas_of_a_year(visas, sheet, origin, category, figures, total):
    found = counted("us-niv", category, visas[sheet][origin])
    assert {label: n for label, n in found.items() if n} == figures
    assert sum(figures.values()) == total


@needs_sources
def test_classes_that_count_as_study_in_the_sheet_of_2018(visas):
    assert list(counted("us-niv", "study", visas["FY18"]["Kazakhstan"])) == ["F-1", "F-2", "F-3", "M-1", "M-2", "M-3"]


@needs_sources
def test_immigrant_visas_of_kazakhstan_in_fiscal_2018():
    year = Counter()
    for row in rows("us-dos-monthly-issuances/immigrant_data.csv"):
        if row["country"] == "Kazakhstan" and "2017-10" <= row["date"] < "2018-10":
            year[row["visa_type"]] += int(row["count"])
    assert sum(counted("us-iv", "residence", year).values()) == sum(year.values()) == 750


def asylum(origin: str, destination: str, year: str) -> dict[str, int]:
    """New applications of a year by measure."""
    sums = Counter()
    for row in applications():
        if (row["coo_iso"], row["coa_iso"], row["year"]) == (origin, destination, year):
            rule = codebook.match(RULES, "unhcr-asylum", tuple(row[part] for part in FOUR))
            if rule and rule.category:
                sums[rule.measure] += int(row["applied"])
    return sums


@needs_sources
@pytest.mark.parametrize(
    ("origin", "destination", "year", "found"),
    [
        ("TJK", "USA", "2016", {"asylum_cases": 109, "asylum_applications": 19}),
        ("KAZ", "KOR", "2019", {"asylum_applications": 2236}),
        ("UZB", "CAN", "2019", {"asylum_applications": 5}),
        ("UZB", "JPN", "2019", {}),
        ("TJK", "RUS", "2016", {"asylum_applications": 9, "temporary_asylum": 29}),
    ],
)
def test_asylum_is_counted_by_measure(origin, destination, year, found):
    assert asylum(origin, destination, year) == found


@needs_sources
def test_where_na_is_counted_nothing_else_is_given_for_the_five():
    """Else it would be added to what it already holds: see `unhcr.asylum.applications`."""
    given = {}
    for row in applications():
        label = tuple(row[part] for part in FOUR)
        if row["coo_name"].strip() in FIVE and name("unhcr-asylum", label) == "unhcr.asylum.applications":
            key = row["procedure_type"], row["coo_iso"], row["coa_iso"], row["year"]
            given.setdefault(key, set()).add("NA" in label)
    assert [key for key, kinds in given.items() if len(kinds) > 1] == []
