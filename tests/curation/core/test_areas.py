"""Every place that a publisher prints is known by its code, and no two places meet."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from curation.core import areas
from curation.core.areas import (
    DOCUMENT, FORMER, OTHER, REGION, SPECIALS, STATELESS, SUBGROUP, UNKNOWN, WORLD, AreaNames, is_special, normalise,
)  # fmt: skip

SOURCES = Path(__file__).resolve().parents[3] / "../shared/sources"
NAMES = AreaNames.from_files()


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ALIASES = rows(areas.ALIASES)
AREAS = rows(areas.AREAS)


# --- The five republics ------------------------------------------------------------------------------------------------

REPUBLICS = {
    "KAZ": [
        "Kazakhstan", "KAZAKHSTAN", "Republic of Kazakhstan", "Kazakhstan, Republic of", "Kazakstan", "Kasachstan",
        "Казахстан", "КАЗАХСТАН", "Республика Казахстан", "カザフスタン", "カザフスタン共和国", "ｶｻﾞﾌｽﾀﾝ", "카자흐스탄",
        "카 자 흐 스 탄", "02_059：カザフスタン", "398 Kazakhstan", "Қазақстан", "KZ", "kaz", "398", "KZ: Kazakhstan",
        "Kazakhstan*", "Kazakhstan ¹", "Kazakhstan 1)", "Kazakhstan (2)", "Kazakhstan [3]",
    ],
    "KGZ": [
        "Kyrgyzstan", "Kyrgyz Republic", "Kyrgyzstan, Republic of", "Kirghizia", "Kyrgystan", "Kirgizstan", "Kirgisistan",
        "Kirghizistan", "Kirghizstan", "République kirghize", "Киргизия", "КИРГИЗИЯ", "Кыргызстан", "Киргизская Республика",
        "Кыргызская Республика", "Республика Кыргызстан", "キルギス", "キルギスタン", "キルギス共和国", "02_062：キルギス",
        "키르기스스탄", "키르기즈스탄", "키르기즈", "키 르 기 즈", "키르기즈공화국", "키르기스 공화국", "KG", "KGZ", "417",
    ],
    "TJK": [
        "Tajikistan", "Tadjikistan", "Tadzhikistan", "Tadschikistan", "Republic of Tajikistan", "Таджикистан",
        "Республика Таджикистан", "タジキスタン", "タジキスタン共和国", "02_074：タジキスタン", "타지키스탄", "타 지 키 스 탄",
        "Тоҷикистон", "TJ", "TJK", "762",
    ],
    "TKM": [
        "Turkmenistan", "Turkmenia", "Turkménistan", "TURKMENISTAN", "Туркменистан", "Туркмения", "トルクメニスタン",
        "02_079：トルクメニスタン", "투르크메니스탄", "투 르 크 메 니 스 탄", "Türkmenistan", "TM", "TKM", "795",
    ],
    "UZB": [
        "Uzbekistan", "Usbekistan", "Ouzbékistan", "Ouzbekistan", "OUZBÉKISTAN", "Republic of Uzbekistan", "Узбекистан",
        "Республика Узбекистан", "ウズベキスタン", "ウズベキスタン共和国", "02_053：ウズベキスタン", "우즈베키스탄",
        "우 즈 베 키 스 탄", "O‘zbekiston", "Oʻzbekiston", "UZ", "UZB", "860",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "code"), [(name, code) for code, names in REPUBLICS.items() for name in names])
def test_the_five_republics(name, code):
    assert NAMES(name) == code


# --- Look-alikes and what is no country --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kiribati", "KIR"), ("キリバス", "KIR"), ("키리바시", "KIR"), ("Кирибати", "KIR"),
        ("Turkey", "TUR"), ("Türkiye", "TUR"), ("TÜRKİYE", "TUR"), ("Turkiye", "TUR"), ("トルコ", "TUR"), ("터      키", "TUR"),
        ("Turks and Caicos Islands", "TCA"), ("세인트루시아", "LCA"), ("러시아(연방)", "RUS"), ("벨로루시", "BLR"),
        ("Niger", "NER"), ("Nigeria", "NGA"), ("Niger, Republic of the", "NER"), ("Nigéria", "NGA"), ("니제르", "NER"),
        ("Congo", "COG"), ("Congo, People's Republic of the", "COG"), ("Congo, Rep.", "COG"), ("콩고", "COG"),
        ("Congo, Democratic Republic of the", "COD"), ("Congo, Dem. Rep.", "COD"), ("콩고민주공화국", "COD"), ("자이르", "COD"),
        ("Guinea", "GIN"), ("Guinea-Bissau", "GNB"), ("Equatorial Guinea", "GNQ"), ("Papua New Guinea", "PNG"),
        ("French Guiana", "GUF"), ("Guyana", "GUY"), ("Guyane", "GUY"), ("Guyane Française", "GUF"), ("불령가이아나", "GUF"),
        ("Dominica", "DMA"), ("Dominican Republic", "DOM"), ("도미니카연방", "DMA"), ("도미니카공화국", "DOM"),
        ("ドミニカ", "DMA"), ("ドミニカ共和国", "DOM"), ("Dominique", "DMA"), ("République dominicaine", "DOM"),
        ("Korea", "KOR"), ("Republic of Korea", "KOR"), ("Korea, Rep.", "KOR"), ("Корея (Республика)", "KOR"),
        ("Korea, North", "PRK"), ("Korea, Dem. People's Rep.", "PRK"), ("Korea, People's Democratic Republic of", "PRK"),
        ("Корея (Народно-Демократическая Республика)", "PRK"), ("北朝鮮", "PRK"), ("（朝鮮）", SUBGROUP), ("(Korea)", SUBGROUP),
        ("(North Korea)", SUBGROUP), ("North Korea", "PRK"), ("한국", "KOR"), ("韓国・朝鮮", REGION),
        ("Samoa", "WSM"), ("Samoa, American", "ASM"), ("Samoa, Independent State of", "WSM"),
        ("Sudan", "SDN"), ("South Sudan", "SSD"), ("남수단공화국", "SSD"), ("South Africa", "ZAF"), ("Southern Africa", REGION),
        ("Ireland", "IRL"), ("Northern Ireland", SUBGROUP), ("Iceland", "ISL"), ("Iran", "IRN"), ("Iraq", "IRQ"),
        ("Austria", "AUT"), ("Australia", "AUS"), ("オーストリア", "AUT"), ("オーストラリア", "AUS"), ("오스트리아", "AUT"),
        ("Slovakia", "SVK"), ("Slovenia", "SVN"), ("슬로바크", "SVK"), ("슬로베니아", "SVN"), ("Latvia", "LVA"), ("Литва", "LTU"),
        ("Mauritania", "MRT"), ("Mauritius", "MUS"), ("Maurice", "MUS"), ("Mali", "MLI"), ("Malawi", "MWI"), ("Malta", "MLT"),
        ("British Virgin Islands", "VGB"), ("Virgin Islands (U.S.)", "VIR"), ("Macau", "MAC"), ("Macedonia", "MKD"),
        ("Saint-Martin", "MAF"), ("Sint-Maarten", "SXM"), ("San Marino", "SMR"), ("Monaco", "MCO"), ("Morocco", "MAR"),
        ("Taiwan", "TWN"), ("타이완", "TWN"), ("타이", "THA"), ("China - Taiwan born", "TWN"), ("China - mainland", "CHN"),
        ("China [Hong Kong]", "HKG"), ("中国〔香港〕", "HKG"), ("China〔Other〕", SUBGROUP), ("United Kingdom (Hong Kong)", SUBGROUP),
        ("Georgia", "GEO"), ("グルジア", "GEO"), ("ジョージア", "GEO"), ("Jersey", "JEY"), ("Jordan", "JOR"), ("Chad", "TCD"),
        ("Serbia", "SRB"), ("Serbia and Montenegro", FORMER), ("Serbia and Kosovo: S/RES/1244 (1999)", "SRB"),
        ("Kosovo (under United Nations Security Council Resolution 1244/99)", "XKX"), ("Yugoslavia", FORMER),
        ("Former Yugoslav Republic of Macedonia, the", "MKD"), ("Netherlands Antilles, The", FORMER), ("Netherlands, The", "NLD"),
        ("Germany (until 1990 former territory of the FRG)", "DEU"), ("EL", "GRC"), ("UK", "GBR"), ("СССР", FORMER),
    ],
)  # fmt: skip
def test_look_alikes_stay_apart(name, code):
    assert NAMES(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("European Union", "EU"), ("EU", "EU"), ("Европейский союз", "EU"), ("欧州連合", "EU"),
        ("EU27_2020", "EU27_2020"), ("European Union - 27 countries (from 2020)", "EU27_2020"), ("EUU", "EU27_2020"),
        ("EU28", "EU28"), ("European Union (28 countries)", "EU28"), ("European Union - 28 countries (2013-2020)", "EU28"),
        ("European Union – 28 countries (2013–2020)", "EU28"), ("Extra-EU-28", REGION), ("EU15", REGION), ("EU27_2007", REGION),
        ("European Union - 27 countries (2007-2013)", REGION), ("Euro area", REGION),
        ("EU27", None), ("EU-27", None), ("European Union (27 countries)", None), ("European Union (27)", None),
        ("European Union 28)", None), ("EU²⁸", "EU28"), ("EU-2", None),
    ],
)  # fmt: skip
def test_each_union_is_its_own(name, code):
    """Of 27 countries there were two Unions: without the year nobody can say which is meant."""
    assert NAMES(name) == code


@pytest.mark.parametrize(
    ("special", "names"),
    [
        (STATELESS, ["Stateless", "No Nationality", "statelessness", "無国籍", "무  국  적", "Apatride", "Лица без гражданства"]),
        (UNKNOWN, ["Unknown ", "Country not stated", "Pays non déclaré", "미      상", "Не указавшие страну проживания"]),
        (OTHER, ["Other", "Other countries", "기타", "기타소계무국적등}", "прочих странах", "その他", "Other Asia"]),
        (WORLD, ["Total", "Grand Totals", "World", "総数", "총계", "Всего", "Total unique persons", "WLD", "TOTAL"]),
        (REGION, ["Africa", "Totals for Europe", "в странах СНГ", "アジア", "아시아주", "Channel Islands", "Arab World", "SSF"]),
        (DOCUMENT, ["United Nations Laissez-Passer", "국 제 연 합", "협약난민"]),
        (SUBGROUP, ["한국계 중국인", "한국계러시아인", "영국속령지시민", "Tibetan", "Azores", "Nevis", "홍콩거주난민", "Абхазия"]),
        (FORMER, ["세르비아 몬테네그로", "ユーゴスラビア", "Antilles Néerlandaises, Les", "USSR"]),
    ],
)
def test_what_is_no_country(special, names):
    assert {name: NAMES(name) for name in names} == dict.fromkeys(names, special)
    assert is_special(special)


@pytest.mark.parametrize(
    "text",
    ["", " ", "Kazakh", "Kazakhst", "Kirgi", "stan", "Turk", "Republic of", "Guin", "Nigerr", "Saint", "Korean", "F-1", "***",
     "Country of Citizenship", "国籍・地域", "Белгородская область", "EU 27", "Kazakhstan28", "Kazakhstan Uzbekistan",
     "KZ: Uzbekistan", "KZ: 400", "27: 28", "1,178", "410,840", "410 840", "Ni ger", "Kazakhstan (12)"],
)  # fmt: skip
def test_what_nobody_has_said_stays_unknown(text):
    assert NAMES(text) is None


def test_codes_count_unless_they_might_be_something_else():
    """`FI`, `IN` and `NA` are steps of an asylum procedure, 400 may be a count."""
    texts = ["FI", "IN", "NA", "400", "AUT", "Finland", "AUT: Austria"]
    assert [NAMES.find(text) for text in texts] == ["FIN", "IND", "NAM", "JOR", "AUT", "FIN", "AUT"]
    assert [NAMES.find(text, codes=False) for text in texts] == [None, None, None, None, None, "FIN", "AUT"]


# --- Normalising --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "normalised"),
    [
        ("  Cote d’Ivoire ", "cote d'ivoire"),
        ("Côte-d'Ivoire, République  de la", "côte-d'ivoire, république de la"),
        ("European Union – 28 countries", "european union - 28 countries"),
        ("中国〔その他〕", "中国[その他]"),
        ("（朝鮮）", "(朝鮮)"),
        ("02_062：キルギス", "キルギス"),
        ("410 Korea", "korea"),
        ("410", "410"),
        ("중앙 아프리카 공화국", "중앙아프리카공화국"),
        ("러 시 아 (연 방)", "러시아(연방)"),
        ("Kazakhstan *", "kazakhstan"),
        ("Serbia and Kosovo: S/RES/1244 (1999)", "serbia and kosovo: s/res/1244 (1999)"),
        ("EU28", "eu28"),
        ("***", "***"),
        ("\ufeffKazakh\u00adstan\u200b", "kazakhstan"),
    ],
)  # fmt: skip
def test_normalise(printed, normalised):
    assert normalise(printed) == normalised


SPACES = st.text(" \t\n\u00a0\u2009\u3000\u200b", max_size=4)
TEXTS = st.text() | st.text("Aaéß ½²*†()[]1９：_'’–가나アｱ・İ\u00a0\u0301", max_size=12)


@given(TEXTS)
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.sampled_from(ALIASES), SPACES, SPACES, st.sampled_from([str, str.upper, str.lower, str.title, str.swapcase]))
def test_neither_spaces_nor_case_change_what_a_name_means(row, before, after, case):
    assert NAMES(before + case(row["alias"]).replace(" ", "\u00a0") + after) == row["area"]


@given(TEXTS)
def test_an_unknown_text_is_never_guessed(text):
    known = {normalise(row["alias"]): row["area"] for row in ALIASES}
    assert NAMES.find(text) == known.get(normalise(text)) or ":" in normalise(text)


# --- The data -----------------------------------------------------------------------------------------------------------


def test_each_alias_is_given_once_and_to_one_area():
    """Also after normalising: two lines that meet are two answers to one question, or one of them is idle."""
    lines = {}
    for row in ALIASES:
        lines.setdefault(normalise(row["alias"]), []).append((row["alias"], row["area"]))
    assert {text: given for text, given in lines.items() if len(given) > 1 or not text} == {}


def test_each_alias_is_in_order():
    codes = {row["code"] for row in AREAS} | set(SPECIALS)
    assert [row for row in ALIASES if row["area"] not in codes] == []
    assert [row for row in ALIASES if row["alias"] != " ".join(row["alias"].split(" ")).strip()] == []
    assert [row for row in ALIASES if not 0 < len(row["language"]) <= 8 or len(row["alias"]) > 200 or len(row["note"]) > 300] == []


def test_every_area_is_found_by_its_codes_and_names():
    texts = [
        (row[column], row["code"])
        for row in AREAS
        for column in ["code", "iso2", "iso_numeric", "name_en", "name_ru"]
        if row[column]
    ]
    assert [(text, code) for text, code in texts if NAMES(text) != code] == []


def test_every_country_has_names_in_all_the_languages_of_the_publishers():
    spoken = {(row["area"], row["language"]) for row in ALIASES}
    assert {language for area, language in spoken if area == "KGZ"} >= {"en", "fr", "ru", "ja", "ko", "de", "code"}
    assert [row["code"] for row in AREAS if row["kind"] == "country" and not {"ja", "ko"} <= {
        language for area, language in spoken if area == row["code"]}] == []  # fmt: skip


def test_two_names_that_meet_must_mean_the_same():
    assert AreaNames({"Congo": "COG", "CONGO ": "COG"}).find("congo") == "COG"
    with pytest.raises(ValueError, match="“CONGO ” is given to COG and to COD: keep one of the two."):
        AreaNames({"Congo": "COG", "CONGO ": "COD"})
    with pytest.raises(ValueError, match="“no” is given to NOR and to _UNKNOWN: keep one of the two."):
        AreaNames({"No": "NOR"}, {"no": UNKNOWN})


def test_an_alias_of_an_area_that_is_not_there_is_refused(tmp_path, monkeypatch):
    made_up = tmp_path / "aliases.csv"
    made_up.write_text("alias,area,language,note\nAtlantis,ATL,en,made up\n", encoding="utf-8")
    monkeypatch.setattr(areas, "ALIASES", made_up)
    with pytest.raises(ValueError, match="gives “Atlantis” the area ATL, which areas.csv does not have"):
        AreaNames.from_files()


def test_a_name_asked_for_again_is_not_worked_out_again(monkeypatch):
    names, asked = AreaNames({"Kazakhstan": "KAZ"}), []
    monkeypatch.setattr(areas, "normalise", lambda text: asked.append(text) or normalise(text))
    assert {names.find("Kazakhstan ") for _ in range(1000)} == {"KAZ"}
    assert asked == ["Kazakhstan "]


# --- The publishers' own files ------------------------------------------------------------------------------------------


def text_of(path):
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp949" if path.parent.name.startswith("kr-") else "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(f"{path} is in no encoding that its publisher uses")


def column(path, *numbers, delimiter=","):
    """The cells under the heading in the numbered columns of a delimited file."""
    lines = list(csv.reader(io.StringIO(text_of(path), newline=""), delimiter=delimiter))[1:]
    return [line[number] for line in lines for number in numbers if number < len(line)]


def sheets(path):
    workbook = CalamineWorkbook.from_path(path)
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def beside_values(lines, start=0):
    """First cells of lines that hold something else too: headings, notes and sources stand alone."""
    return [line[0] for line in lines[start:] if any(str(cell).strip() for cell in line[1:])]


def nonimmigrant_visas(root):
    for sheet in sheets(root / "us-dos-niv-detail/FYs97-24_NIVDetailTable.xlsx"):
        yield from (line[0] for line in sheet[1:] if line[0])


def immigrant_visas(root):
    yield from column(root / "us-dos-monthly-issuances/immigrant_data.csv", 0)


def canada_months(root):
    for path in (root / "ca-ircc-monthly-csv").glob("*.csv"):
        yield from column(path, 6, 7, delimiter="\t")


def canada_years(root):
    for name in ["ca-ircc-pr-citz-2023-04/EN_ODP-PR-Citz.xlsx", "ca-ircc-programs-2025-07/EN_ODP-TR-Work-HC_citizenship_sign.xlsx"]:
        lines = load_workbook(root / name, read_only=True).worksheets[0].iter_rows(min_row=6, values_only=True)
        yield from beside_values([["" if cell is None else cell for cell in line] for line in lines])
    study = root / "ca-ircc-study-citz-2025-03/EN_ODP-TR-Study-IS_CITZ_sign_date.csv"
    yield from beside_values(list(csv.reader(io.StringIO(text_of(study), newline=""))), start=5)


def japan_entries(root):
    yield from column(root / "jp-moj-entries/immigrants_in_japan.csv", 1)


def japan_entries_in_japanese(root):
    lines = list(csv.reader(io.StringIO(text_of(root / "jp-moj-entries/(raw)imigration_japan.csv"), newline="")))
    yield from (line[0] for line in lines[4:] if line[0])


def japan_residents(root):
    first, second = sheets(root / "jp-isa-residents/CAPinJAPdata.xlsx")
    yield from (line[7] for line in first[1:])
    yield from (line[number] for line in second[1:] for number in (6, 16))


def korea_residents(root):
    for path in (root / "kr-moj-datagokr").glob("*.csv"):
        if path.name.startswith(("moj_foreign_resident_monthly", "moj_naturalization")):
            yield from column(path, 2)
        elif not path.name.startswith("approved"):
            yield from column(path, 0, 1)


def korea_entries(root):
    earlier, later = sorted((root / "kr-moj-entries").glob("*.csv"), key=lambda path: "2018" not in path.name)
    yield from column(earlier, 0)
    yield from column(later, 2)


def unhcr(root):
    yield from column(root / "unhcr-asylum-applications/asylum_applications_2025-12.csv", 1, 3, 4, 6)
    yield from column(root / "unhcr-asylum-applications/asylum-applications.csv", 1, 2)


def eurostat_asylum(root):
    yield from column(root / "eu-eurostat-asylum/asylum_applicants_total.csv", 5, 6, 15, 16)
    for name in ["migr_asyappctza_1_Data-2017-05-31-ADDED.csv", "migr_asyappctza_allcitizenships.csv"]:
        yield from column(root / "eu-eurostat-asylum" / name, 1, 2)


def eurostat_permits(root):
    yield from column(root / "eu-eurostat-resfirst/migration_permits_issued.csv", 4, 7)
    for key in column(root / "eu-eurostat-resfirst/estat_migr_resfirst_filtered.tsv", 0, delimiter="\t"):
        yield from (key.split(",")[number] for number in (2, 5))
    yield from beside_values(sheets(root / "eu-eurostat-resfirst/migr_resfirst.xlsx")[0], start=1)


def rosstat(root):
    yield from beside_values(sheets(root / "ru-rosstat-census-purpose/ethinicity-purpose-province.xlsx")[0], start=4)


def world_bank(root):
    yield from column(root / "wb-population/population.csv", 0, 1)


def oecd(root):
    yield from column(root / "oecd-imd/International-migration-database.csv", 4, 5, 6, 7)


PUBLISHERS = {
    nonimmigrant_visas: 230, immigrant_visas: 220, canada_months: 400, canada_years: 220, japan_entries: 209,
    japan_entries_in_japanese: 200, japan_residents: 15, korea_residents: 200, korea_entries: 300, unhcr: 430,
    eurostat_asylum: 270, eurostat_permits: 60, rosstat: 50, world_bank: 530, oecd: 76,
}  # fmt: skip


@pytest.fixture(scope="module")
def sources():
    if not SOURCES.is_dir():
        pytest.skip("NOT CHECKED: the publishers' files (../shared/sources) are not beside this checkout.")
    return SOURCES


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.__name__)
def test_every_name_that_a_publisher_prints_is_known(publisher, sources):
    printed = set(publisher(sources))
    assert {name for name in printed if NAMES(name) is None} == set()
    assert len(printed) >= PUBLISHERS[publisher], "the names were looked for in the wrong place"


def pairs(path, *numbers, delimiter=","):
    cells = column(path, *numbers, delimiter=delimiter)
    return set(zip(cells[::2], cells[1::2], strict=True))


def test_names_mean_what_the_codes_beside_them_say(sources):
    """The publishers themselves say which name goes with which code, and which English name with which French one."""
    said = pairs(sources / "unhcr-asylum-applications/asylum_applications_2025-12.csv", 1, 3, 4, 6)
    said |= pairs(sources / "wb-population/population.csv", 0, 1)
    said |= pairs(sources / "eu-eurostat-asylum/asylum_applicants_total.csv", 5, 6, 15, 16)
    said |= pairs(sources / "oecd-imd/International-migration-database.csv", 4, 5, 6, 7)
    for path in (sources / "ca-ircc-monthly-csv").glob("*.csv"):
        said |= pairs(path, 6, 7, delimiter="\t")
    assert len(said) > 700
    assert {(one, other) for one, other in said if NAMES(one) != NAMES(other)} == {("European Union", "EUU")}


def test_japan_names_the_same_places_in_both_languages(sources):
    english = {NAMES(name) for name in japan_entries(sources)} - {FORMER}
    japanese = {NAMES(name) for name in japan_entries_in_japanese(sources)} - {FORMER}
    assert japanese - english == {WORLD}
    assert english - japanese == set()
