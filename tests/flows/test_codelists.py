"""How the codelists come into their tables; what they say is in test_codelists_data.py."""

import csv
import shutil

import pytest
from django.core.management import call_command

from flows import codelists
from flows.models import Area, Category, Measure, Membership, ReasonCode

pytestmark = pytest.mark.django_db


def lines(name):
    with (codelists.DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def data(tmp_path):
    """A copy of the files, to be edited."""
    return shutil.copytree(codelists.DATA, tmp_path / "data")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", codelists.TABLES)
def test_every_line_is_in_its_table(name):
    model = codelists.current_apps.get_model("flows", codelists.TABLES[name][0])
    assert model.objects.count() == len(lines(name)) > 0


def test_an_entry_as_it_stands():
    kazakhstan = Area.objects.get(pk="KAZ")
    assert (kazakhstan.name_en, kazakhstan.name_ru, kazakhstan.iso2, kazakhstan.iso_numeric) == (
        "Kazakhstan", "Казахстан", "KZ", "398",
    )  # fmt: skip
    assert (kazakhstan.tracked_origin, kazakhstan.tracked_destination) == (True, False)
    assert list(Category.objects.values_list("code", flat=True)) == [line["code"] for line in lines("categories")]
    membership = Membership.objects.get(group="EU28", member="GBR")
    assert (membership.from_year, membership.to_year) == (2013, 2019)
    assert Membership.objects.get(group="EU27_2020", member="FRA").to_year is None


def test_loading_again_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(len(codelists.TABLES)):
        codelists.load()


def test_an_edited_file_is_followed_and_nothing_is_removed(data):
    edit(data / "measures.csv", "visas issued", "visas that were issued")
    edit(data / "memberships.csv", "EU28,GBR,2013,2019", "EU28,GBR,2013,2018")
    edit(data / "reason_codes.csv", "temporary,", "short,")
    before = ReasonCode.objects.count()
    codelists.load(data=data)
    assert Measure.objects.get(pk="visas_issued").name_en == "visas that were issued"
    assert Membership.objects.get(group="EU28", member="GBR").to_year == 2018
    assert ReasonCode.objects.filter(pk__in=["temporary", "short"]).count() == 2
    assert ReasonCode.objects.count() == before + 1


def test_every_migration_brings_them_up_to_date():
    Area.objects.filter(pk="KAZ").update(name_en="another name")
    call_command("migrate", verbosity=0)
    assert Area.objects.get(pk="KAZ").name_en == "Kazakhstan"


def test_codes_by_codelist():
    codes = codelists.codes()
    assert {"KAZ", "USA", "EU28"} <= codes.areas
    assert codes.categories == {"work", "study", "residence", "asylum"}
    assert {"visas_issued", "first_permits"} <= codes.measures
    assert {"normal", "missing"} <= codes.statuses
    assert codes.year_bases == {"calendar", "us_fiscal"}
    assert "temporary" in codes.reason_codes
