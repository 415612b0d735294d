"""The codelists say what they must, in both languages, and everything else that names a code names one of theirs."""

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "flows" / "data"
DECIDED = ROOT / "curation" / "data"

COLUMNS = {
    "areas": "code,name_en,name_ru,kind,iso_numeric,iso2,tracked_origin,tracked_destination",
    "memberships": "group,member,from_year,to_year",
    "categories": "code,name_en,name_ru,shape,definition_en,definition_ru",
    "measures": "code,name_en,name_ru,kind,stage,unit_en,unit_ru,definition_en,definition_ru",
    "statuses": "code,name_en,name_ru,mark,definition_en,definition_ru",
    "year_bases": "code,name_en,name_ru,definition_en,definition_ru",
    "terms": "code,name_en,name_ru,definition_en,definition_ru",
    "thresholds": "table,threshold_en,threshold_ru",
    "reason_codes": "code,name_en,name_ru,applies_to,definition_en,definition_ru",
}
CODED = [name for name in COLUMNS if name not in ("memberships", "thresholds")]


def rows(name, folder=DATA):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(name, **wanted):
    """The codes of a list whose columns hold what is wanted."""
    return [row["code"] for row in rows(name) if all(row[column] == value for column, value in wanted.items())]


# --- The form ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COLUMNS)
def test_a_codelist_is_plain_csv(name):
    data = (DATA / f"{name}.csv").read_bytes()
    text = data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and text.endswith("\n")
    assert text.splitlines()[0] == COLUMNS[name]
    assert {len(line) for line in csv.reader(text.splitlines(), strict=True)} == {len(COLUMNS[name].split(","))}


@pytest.mark.parametrize("name", COLUMNS)
def test_no_cell_has_spaces_at_its_ends_or_two_in_a_row(name):
    cells = [cell for row in rows(name) for cell in row.values()]
    assert [cell for cell in cells if cell != " ".join(cell.split())] == []


@pytest.mark.parametrize("name", CODED)
def test_codes_are_ascii_without_hyphen_and_used_once(name):
    listed = codes(name)
    assert [code for code in listed if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,31}", code)] == []
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("name", CODED)
def test_every_entry_is_named_in_both_languages_and_no_two_alike(name):
    for column in ("name_en", "name_ru"):
        names = [row[column].casefold() for row in rows(name)]
        assert all(names) and len(set(names)) == len(names)
    assert [row["name_ru"] for row in rows(name) if not re.search("[а-яё]", row["name_ru"].casefold())] == []


@pytest.mark.parametrize("name", [name for name, columns in COLUMNS.items() if "definition_en" in columns])
def test_every_definition_is_made_of_sentences_in_its_language(name):
    for row in rows(name):
        assert row["definition_en"][0].isupper() and row["definition_en"].endswith("."), row["code"]
        assert row["definition_ru"][0].isupper() and row["definition_ru"].endswith("."), row["code"]
        assert not re.search("[а-яё]", row["definition_en"].casefold()), row["code"]
        assert re.search("[а-яё]", row["definition_ru"].casefold()), row["code"]


# --- Areas ------------------------------------------------------------------------------------------------------------


def test_the_origins_and_destinations_are_those_of_the_codebook():
    assert codes("areas", tracked_origin="1") == ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
    assert codes("areas", tracked_destination="1") == ["CAN", "EU", "JPN", "KOR", "RUS", "USA"]
    assert {row["tracked_origin"] + row["tracked_destination"] for row in rows("areas")} == {"00", "01", "10"}


def test_areas_are_iso_countries_and_the_union():
    areas = rows("areas")
    assert {kind: len(codes("areas", kind=kind)) for kind in sorted({area["kind"] for area in areas})} == {
        "aggregate": 2, "country": 250, "union": 1,
    }  # fmt: skip
    assert codes("areas", kind="union") == ["EU"] and codes("areas", kind="aggregate") == ["EU27_2020", "EU28"]
    assert codes("areas") == sorted(codes("areas"))


def test_only_kosovo_is_a_country_without_an_iso_number():
    countries = [area for area in rows("areas") if area["kind"] == "country"]
    assert [area["code"] for area in countries if area["iso_numeric"] == ""] == ["XKX"]
    numbers = [area["iso_numeric"] for area in countries if area["iso_numeric"]]
    assert len(set(numbers)) == 249 and all(re.fullmatch(r"\d{3}", number) for number in numbers)
    assert len({area["iso2"] for area in countries}) == 250
    assert all(re.fullmatch("[A-Z]{3}", area["code"]) and re.fullmatch("[A-Z]{2}", area["iso2"]) for area in countries)


@pytest.mark.parametrize(
    ("code", "number", "iso2", "english", "russian"),
    [
        ("KAZ", "398", "KZ", "Kazakhstan", "Казахстан"),
        ("KGZ", "417", "KG", "Kyrgyzstan", "Кыргызстан"),
        ("TJK", "762", "TJ", "Tajikistan", "Таджикистан"),
        ("TKM", "795", "TM", "Turkmenistan", "Туркменистан"),
        ("UZB", "860", "UZ", "Uzbekistan", "Узбекистан"),
        ("USA", "840", "US", "United States", "США"),
        ("CAN", "124", "CA", "Canada", "Канада"),
        ("RUS", "643", "RU", "Russia", "Россия"),
        ("JPN", "392", "JP", "Japan", "Япония"),
        ("KOR", "410", "KR", "South Korea", "Республика Корея"),
        ("EU", "", "EU", "European Union", "Европейский союз"),
        ("CHN", "156", "CN", "China", "Китай"),
        ("TUR", "792", "TR", "Türkiye", "Турция"),
        ("PRK", "408", "KP", "North Korea", "КНДР"),
        ("GBR", "826", "GB", "United Kingdom", "Великобритания"),
        ("AFG", "004", "AF", "Afghanistan", "Афганистан"),
    ],
)
def test_an_area(code, number, iso2, english, russian):
    [area] = [area for area in rows("areas") if area["code"] == code]
    assert (area["iso_numeric"], area["iso2"], area["name_en"], area["name_ru"]) == (number, iso2, english, russian)


# --- The Union --------------------------------------------------------------------------------------------------------


def members(group, year):
    return {
        row["member"]
        for row in rows("memberships")
        if row["group"] == group and int(row["from_year"]) <= year <= int(row["to_year"] or 9999)
    }


TWENTY_SEVEN = {
    "AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL", "ITA", "LVA",
    "LTU", "LUX", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE",
}  # fmt: skip
TWENTY_EIGHT = TWENTY_SEVEN | {"GBR"}


@pytest.mark.parametrize(
    ("group", "year", "expected"),
    [
        ("EU", 2007, set()), ("EU", 2008, TWENTY_EIGHT), ("EU", 2012, TWENTY_EIGHT),
        ("EU", 2019, TWENTY_EIGHT), ("EU", 2020, TWENTY_SEVEN), ("EU", 2030, TWENTY_SEVEN),
        ("EU28", 2012, set()), ("EU28", 2013, TWENTY_EIGHT), ("EU28", 2019, TWENTY_EIGHT), ("EU28", 2020, set()),
        ("EU27_2020", 2019, set()), ("EU27_2020", 2020, TWENTY_SEVEN), ("EU27_2020", 2030, TWENTY_SEVEN),
    ],
)  # fmt: skip
def test_the_members_of_a_year(group, year, expected):
    assert members(group, year) == expected


def test_memberships_are_of_countries_in_unions_and_said_once():
    listed = rows("memberships")
    assert {row["group"] for row in listed} == {"EU", "EU27_2020", "EU28"}
    assert {row["member"] for row in listed} <= set(codes("areas", kind="country"))
    assert len({(row["group"], row["member"]) for row in listed}) == len(listed)
    assert [row for row in listed if row["to_year"] and row["to_year"] < row["from_year"]] == []


# --- The small lists --------------------------------------------------------------------------------------------------


def test_categories_have_a_shape_each():
    assert {row["code"]: row["shape"] for row in rows("categories")} == {
        "work": "square", "study": "triangle", "residence": "diamond", "asylum": "circle",
    }  # fmt: skip


def test_measures_by_kind_and_stage():
    assert {row["code"]: (row["kind"], row["stage"]) for row in rows("measures")} == {
        "visas_issued": ("flow", "issued"),
        "permits_issued": ("flow", "issued"),
        "first_permits": ("flow", "issued"),
        "registrations": ("flow", "travelled"),
        "entries": ("flow", "travelled"),
        "admissions": ("flow", "travelled"),
        "asylum_applications": ("flow", "applied"),
        "first_time_applicants": ("flow", "applied"),
        "asylum_cases": ("flow", "applied"),
        "temporary_asylum": ("flow", "applied"),
        "residents": ("stock", "resident"),
        "population": ("stock", "resident"),
    }
    assert [row["code"] for row in rows("measures") if not (row["unit_en"] and row["unit_ru"])] == []
    [population] = [row for row in rows("measures") if row["code"] == "population"]
    assert "Not a measure of migration" in population["definition_en"]
    assert "не показатель миграции" in population["definition_ru"]


def test_statuses_have_a_mark_each_but_the_normal_one():
    marks = {row["code"]: row["mark"] for row in rows("statuses")}
    of_numbers = ["normal", "provisional", "estimated", "break", "partial", "suppressed"]
    assert list(marks) == [*of_numbers, "missing", "excluded"]
    assert marks.pop("normal") == "" and all(marks.values()) and len(set(marks.values())) == len(marks)


def test_year_bases():
    assert codes("year_bases") == ["calendar", "us_fiscal"]


def test_reason_codes_say_what_they_apply_to():
    assert codes("reason_codes", applies_to="exclusion") == [
        "temporary", "not_remunerated", "diplomatic_or_official", "counted_elsewhere", "outside_measure", "not_stated",
        "not_in_codebook",
    ]  # fmt: skip
    assert codes("reason_codes", applies_to="both") == ["data_unavailable"]
    assert codes("reason_codes", applies_to="gap") == [
        "not_published", "awaiting_source", "excluded_by_rule", "suppressed", "out_of_period", "no_row",
    ]  # fmt: skip


# --- Whoever names a code ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column", "codelist"),
    [
        ("sources", "destination", "areas"), ("sources", "measure", "measures"),
        ("series", "destination", "areas"), ("series", "category", "categories"), ("series", "measure", "measures"),
        ("series", "year_basis", "year_bases"),
        ("codebook", "destination", "areas"), ("codebook", "category", "categories"),
        ("codebook", "kept_out_of", "categories"), ("codebook", "measure", "measures"),
        ("codebook", "reason_code", "reason_codes"),
        ("gaps", "destination", "areas"), ("gaps", "category", "categories"), ("gaps", "status", "statuses"),
        ("gaps", "reason_code", "reason_codes"), ("gaps", "origin", "areas"),
    ],
)  # fmt: skip
def test_the_workshop_names_codes_of_the_codelists(name, column, codelist):
    assert {row[column] for row in rows(name, DECIDED)} - {""} - set(codes(codelist)) == set()


def test_exclusions_and_gaps_give_reasons_of_their_kind():
    applies = {row["code"]: row["applies_to"] for row in rows("reason_codes")} | {"": "both"}
    exclusions = {row["reason_code"] for row in rows("codebook", DECIDED) if row["disposition"] == "exclude"}
    gaps = {row["reason_code"] for row in rows("gaps", DECIDED)}
    assert [code for code in exclusions if applies[code] not in ("exclusion", "both")] == []
    assert [code for code in gaps if applies[code] not in ("gap", "both")] == []


def test_thresholds_are_those_by_which_the_workshop_works():
    """The public record does not know the workshop; both say from how long a stay a table counts."""
    said = [tuple(row.values()) for row in rows("thresholds")]
    known = [tuple(row[name] for name in ("code", "threshold_en", "threshold_ru")) for row in rows("sources", DECIDED)]
    assert said == [each for each in known if each[1]]
