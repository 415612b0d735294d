"""The workshop's lists: loaded after every migration, and what people changed stays changed."""

import csv

import pytest

from curation import setup
from curation.models import Alias, CodebookRule, Concept, Series, Shipped, SourceTable

HEAD = ["code", "name_en", "name_ru", "definition_en", "definition_ru"]


@pytest.fixture
def data(tmp_path):
    """A function that writes the list of concepts and loads it."""

    def load(*rows):
        with (tmp_path / "concepts.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEAD, *([code, name, name, "", ""] for code, name in rows)])
        setup.load(data=tmp_path)
        return dict(Concept.objects.filter(code__in=["a", "b", "c"]).values_list("code", "name_en"))

    return load


def test_every_list_that_ships_is_there(db):
    counts = {model.__name__: model.objects.count() for model in (SourceTable, Series, CodebookRule, Concept)}
    shipped = {path.stem: len(list(setup.lines(path))) for path in setup.DATA.glob("*.csv")}
    assert counts == {
        "SourceTable": shipped["sources"],
        "Series": shipped["series"],
        "CodebookRule": shipped["codebook"],
        "Concept": shipped["concepts"],
    }
    assert Alias.objects.get(text="kazakhstan").area == "KAZ"


def test_cells_become_what_the_fields_keep(db):
    series = Series.objects.get(destination="USA", category="residence")
    assert (series.tables_all, series.tables_prefer, series.headline) == (["us-niv", "us-iv"], [], True)
    assert (series.from_year, series.to_year, series.months_summable_until) == (2016, 2019, "2019-09")
    rule = CodebookRule.objects.get(rule="eu.work")
    spelt = ["M6-11", "M_GE12", "Y_GE1", "Y_GE12", "From 6 to 11 months", "12 months or over"]
    assert rule.condition == {"duration": spelt}
    assert CodebookRule.objects.get(rule="usa.excluded.j").category == "study"
    assert SourceTable.objects.get(pk="us-niv").hints["columns"][0] == ["Fiscal Year ????", "origin"]


def test_loading_again_writes_nothing_and_asks_once(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # the question, inside a transaction of its own
        setup.load()


def test_new_rows_come_and_changed_ones_follow(db, data):
    assert data(("a", "one"), ("b", "two")) == {"a": "one", "b": "two"}
    assert data(("a", "one"), ("b", "two, better"), ("c", "three")) == {"a": "one", "b": "two, better", "c": "three"}


def test_what_people_changed_stays(db, data):
    data(("a", "one"), ("b", "two"))
    Concept.objects.filter(code="a").update(name_en="one, by hand")
    assert data(("a", "one, newer"), ("b", "two, newer")) == {"a": "one, by hand", "b": "two, newer"}
    assert Concept.objects.get(code="a").name_ru == "one, newer"


def test_what_people_deleted_stays_deleted(db, data):
    data(("a", "one"), ("b", "two"))
    Concept.objects.filter(code="a").delete()
    assert data(("a", "one, newer"), ("b", "two")) == {"b": "two"}


def test_what_people_made_first_is_theirs(db, data):
    Concept.objects.create(code="a", name_en="by hand", name_ru="вручную")
    assert data(("a", "one")) == {"a": "by hand"}
    assert data(("a", "one, newer")) == {"a": "by hand"}


def test_a_row_that_is_no_longer_shipped_stays(db, data):
    data(("a", "one"), ("b", "two"))
    assert data(("b", "two")) == {"a": "one", "b": "two"}
    assert Shipped.objects.filter(table="concepts", key="a").exists()
