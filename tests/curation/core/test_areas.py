"""Every place that a publisher prints is known by its code, and no two places meet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from curation.core import areas
from curation.core.areas import FORMER, SPECIALS, UNKNOWN, WORLD, AreaNames, is_special, normalise
from tests.real import NO_SOURCES, SOURCES

NAMES = AreaNames.from_files()


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ALIASES = rows(areas.ALIASES)
AREAS = rows(areas.AREAS)
MEANINGS = {normalise(row["alias"]): row["area"] for row in ALIASES}


def table(text):
    """Pairs of name and code from lines `CODE name | name`; a line without a code goes on with the one before."""
    code, pairs = "", []
    for line in text.strip("\n").splitlines():
        code = line[:15].strip() or code
        names = [name.strip() for name in line[15:].split("|") if name.strip()]
        pairs += [(name, None if code == "None" else code) for name in names]
    return pairs


# --- The five republics, their look-alikes, and what is no country ----------------------------------------------------

REPUBLICS = """
    KAZ        Kazakhstan | KAZAKHSTAN | Republic of Kazakhstan | Kazakhstan, Republic of | Kazakstan | Kasachstan |
               Казахстан | КАЗАХСТАН | Республика Казахстан | カザフスタン | カザフスタン共和国 | ｶｻﾞﾌｽﾀﾝ |
               카자흐스탄 | 카 자 흐 스 탄 | 02_059：カザフスタン | 398 Kazakhstan | Қазақстан | KZ | kaz | 398 |
               KZ: Kazakhstan | Kazakhstan* | Kazakhstan ¹ | Kazakhstan 1) | Kazakhstan (2) | Kazakhstan [3]
    KGZ        Kyrgyzstan | Kyrgyz Republic | Kyrgyzstan, Republic of | Kirghizia | Kyrgystan | Kirgizstan |
               Kirgisistan | Kirghizistan | Kirghizstan | République kirghize | Киргизия | КИРГИЗИЯ | Кыргызстан |
               Киргизская Республика | Кыргызская Республика | Республика Кыргызстан | キルギス | キルギスタン |
               キルギス共和国 | 02_062：キルギス | 키르기스스탄 | 키르기즈스탄 | 키르기즈 | 키 르 기 즈 |
               키르기즈공화국 | 키르기스 공화국 | KG | KGZ | 417
    TJK        Tajikistan | Tadjikistan | Tadzhikistan | Tadschikistan | Republic of Tajikistan | Таджикистан |
               Республика Таджикистан | タジキスタン | タジキスタン共和国 | 02_074：タジキスタン | 타지키스탄 |
               타 지 키 스 탄 | Тоҷикистон | TJ | TJK | 762
    TKM        Turkmenistan | Turkmenia | Turkménistan | TURKMENISTAN | Туркменистан | Туркмения | トルクメニスタン |
               02_079：トルクメニスタン | 투르크메니스탄 | 투 르 크 메 니 스 탄 | Türkmenistan | TM | TKM | 795
    UZB        Uzbekistan | Usbekistan | Ouzbékistan | Ouzbekistan | OUZBÉKISTAN | Republic of Uzbekistan |
               Узбекистан | Республика Узбекистан | ウズベキスタン | ウズベキスタン共和国 | 02_053：ウズベキスタン |
               우즈베키스탄 | 우 즈 베 키 스 탄 | O‘zbekiston | Oʻzbekiston | UZ | UZB | 860
"""

LOOK_ALIKES = """
    KIR        Kiribati | キリバス | 키리바시 | Кирибати
    TUR        Turkey | Türkiye | TÜRKİYE | Turkiye | トルコ | 터      키
    TCA        Turks and Caicos Islands
    LCA        세인트루시아
    RUS        러시아(연방)
    BLR        벨로루시
    NER        Niger | Niger, Republic of the | 니제르
    NGA        Nigeria | Nigéria
    COG        Congo | Congo, People's Republic of the | Congo, Rep. | 콩고
    COD        Congo, Democratic Republic of the | Congo, Dem. Rep. | 콩고민주공화국 | 자이르
    GIN        Guinea
    GNB        Guinea-Bissau
    GNQ        Equatorial Guinea
    PNG        Papua New Guinea
    GUF        French Guiana | Guyane Française | 불령가이아나
    GUY        Guyana | Guyane
    DMA        Dominica | 도미니카연방 | ドミニカ | Dominique
    DOM        Dominican Republic | 도미니카공화국 | ドミニカ共和国 | République dominicaine
    KOR        Korea | Republic of Korea | Korea, Rep. | Корея (Республика) | 한국
    PRK        Korea, North | Korea, Dem. People's Rep. | Korea, People's Democratic Republic of |
               Корея (Народно-Демократическая Республика) | 北朝鮮 | North Korea
    _SUBGROUP  （朝鮮） | (Korea) | (North Korea) | Northern Ireland | China〔Other〕 | United Kingdom (Hong Kong)
    _REGION    韓国・朝鮮 | Southern Africa
    WSM        Samoa | Samoa, Independent State of
    ASM        Samoa, American
    SDN        Sudan
    SSD        South Sudan | 남수단공화국
    ZAF        South Africa
    IRL        Ireland
    ISL        Iceland
    IRN        Iran
    IRQ        Iraq
    AUT        Austria | オーストリア | 오스트리아
    AUS        Australia | オーストラリア
    SVK        Slovakia | 슬로바크
    SVN        Slovenia | 슬로베니아
    LVA        Latvia
    LTU        Литва
    MRT        Mauritania
    MUS        Mauritius | Maurice
    MLI        Mali
    MWI        Malawi
    MLT        Malta
    VGB        British Virgin Islands
    VIR        Virgin Islands (U.S.)
    MAC        Macau
    MKD        Macedonia | Former Yugoslav Republic of Macedonia, the
    MAF        Saint-Martin
    SXM        Sint-Maarten
    SMR        San Marino
    MCO        Monaco
    MAR        Morocco
    TWN        Taiwan | 타이완 | China - Taiwan born
    THA        타이
    CHN        China - mainland
    HKG        China [Hong Kong] | 中国〔香港〕
    GEO        Georgia | グルジア | ジョージア
    JEY        Jersey
    JOR        Jordan
    TCD        Chad
    SRB        Serbia | Serbia and Kosovo: S/RES/1244 (1999)
    _FORMER    Serbia and Montenegro | Yugoslavia | Netherlands Antilles, The | СССР
    XKX        Kosovo (under United Nations Security Council Resolution 1244/99)
    NLD        Netherlands, The
    DEU        Germany (until 1990 former territory of the FRG)
    GRC        EL
    GBR        UK
"""

UNIONS = """
    EU         European Union | EU | Европейский союз | 欧州連合
    EU27_2020  EU27_2020 | European Union - 27 countries (from 2020) | EUU
    EU28       EU28 | European Union (28 countries) | European Union - 28 countries (2013-2020) |
               European Union – 28 countries (2013–2020) | EU²⁸
    _REGION    Extra-EU-28 | EU15 | EU27_2007 | European Union - 27 countries (2007-2013) | Euro area
    None       EU27 | EU-27 | European Union (27 countries) | European Union (27) | European Union 28) | EU-2
"""

NO_COUNTRY = """
    _STATELESS Stateless | No Nationality | statelessness | 無国籍 | 무  국  적 | Apatride | Лица без гражданства
    _UNKNOWN   Unknown | Country not stated | Pays non déclaré | 미      상 | Не указавшие страну проживания
    _OTHER     Other | Other countries | 기타 | 기타소계무국적등} | прочих странах | その他 | Other Asia
    _WORLD     Total | Grand Totals | World | 総数 | 총계 | Всего | Total unique persons | WLD | TOTAL
    _REGION    Africa | Totals for Europe | в странах СНГ | アジア | 아시아주 | Channel Islands | Arab World | SSF
    _DOCUMENT  United Nations Laissez-Passer | 국 제 연 합 | 협약난민
    _SUBGROUP  한국계 중국인 | 한국계러시아인 | 영국속령지시민 | Tibetan | Azores | Nevis | 홍콩거주난민 | Абхазия
    _FORMER    세르비아 몬테네그로 | ユーゴスラビア | Antilles Néerlandaises, Les | USSR
"""


@pytest.mark.parametrize(("name", "code"), table(REPUBLICS))
def test_the_five_republics(name, code):
    assert NAMES(name) == code


@pytest.mark.parametrize(("name", "code"), table(LOOK_ALIKES))
def test_look_alikes_stay_apart(name, code):
    assert NAMES(name) == code


@pytest.mark.parametrize(("name", "code"), table(UNIONS))
def test_each_union_is_its_own(name, code):
    """Of 27 countries there were two Unions: without the year nobody can say which is meant."""
    assert NAMES(name) == code


@pytest.mark.parametrize(("name", "special"), table(NO_COUNTRY))
def test_what_is_no_country(name, special):
    assert NAMES(name) == special
    assert is_special(special)


def test_every_special_is_met():
    assert {special for _, special in table(NO_COUNTRY)} == set(SPECIALS)
    assert not is_special("KAZ")


NOBODY_HAS_SAID = ["", " ", "***", *(name for name, _ in table("""
    None       Kazakh | Kazakhst | Kirgi | stan | Turk | Republic of | Guin | Nigerr | Saint | Korean | F-1 |
               Country of Citizenship | 国籍・地域 | Белгородская область | EU 27 | Kazakhstan28 |
               Kazakhstan Uzbekistan | KZ: Uzbekistan | KZ: 400 | 27: 28 | 1,178 | 410,840 | 410 840 | Ni ger |
               Kazakhstan (12)
"""))]  # fmt: skip


@pytest.mark.parametrize("text", NOBODY_HAS_SAID)
def test_what_nobody_has_said_stays_unknown(text):
    assert NAMES(text) is None


def test_codes_count_unless_they_might_be_something_else():
    """`FI`, `IN` and `NA` are steps of an asylum procedure, 400 may be a count."""
    texts = ["FI", "IN", "NA", "400", "AUT", "Finland", "AUT: Austria"]
    assert [NAMES.find(text) for text in texts] == ["FIN", "IND", "NAM", "JOR", "AUT", "FIN", "AUT"]
    assert [NAMES.find(text, codes=False) for text in texts] == [None, None, None, None, None, "FIN", "AUT"]


# --- Normalising ------------------------------------------------------------------------------------------------------


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
    assert NAMES.find(text) == MEANINGS.get(normalise(text)) or ":" in normalise(text)


# --- The data ---------------------------------------------------------------------------------------------------------


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
    widest = {column: max(len(row[column]) for row in ALIASES) for column in ("alias", "language", "note")}
    assert widest["alias"] <= 200 and widest["language"] <= 8 and widest["note"] <= 300
    assert [row for row in ALIASES if not row["language"]] == []


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


# --- The publishers' own files ----------------------------------------------------------------------------------------


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
    permanent = root / "ca-ircc-pr-citz-2023-04/EN_ODP-PR-Citz.xlsx"
    humanitarian = root / "ca-ircc-programs-2025-07/EN_ODP-TR-Work-HC_citizenship_sign.xlsx"
    for path in (permanent, humanitarian):
        lines = load_workbook(path, read_only=True).worksheets[0].iter_rows(min_row=6, values_only=True)
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
    nonimmigrant_visas: 231, immigrant_visas: 226, canada_months: 406, canada_years: 229, japan_entries: 209,
    japan_entries_in_japanese: 208, japan_residents: 15, korea_residents: 238, korea_entries: 373, unhcr: 440,
    eurostat_asylum: 244, eurostat_permits: 67, rosstat: 45, world_bank: 530, oecd: 76,
}  # fmt: skip


@pytest.fixture(scope="module")
def sources():
    if not SOURCES.is_dir():
        pytest.skip(NO_SOURCES)
    return SOURCES


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.__name__)
def test_every_name_that_a_publisher_prints_is_known(publisher, sources):
    printed = set(publisher(sources))
    assert {name for name in printed if NAMES(name) is None} == set()
    assert len(printed) == PUBLISHERS[publisher], "the names were looked for in the wrong place"


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
    assert len(said) == 614
    assert {(one, other) for one, other in said if NAMES(one) != NAMES(other)} == {("European Union", "EUU")}


def test_japan_names_the_same_places_in_both_languages(sources):
    english = {NAMES(name) for name in japan_entries(sources)} - {FORMER}
    japanese = {NAMES(name) for name in japan_entries_in_japanese(sources)} - {FORMER}
    assert japanese - english == {WORLD}
    assert english - japanese == set()
