"""A number of very many cells: its page stays small, and shows each cell on one of its pages. Figures are made up."""

import re

import pytest

from tests.factories import cell, left_out, observation, published
from tests.flows.readers import read

pytestmark = pytest.mark.django_db
WHY = "/why/1.0.0/KAZ-USA-residence-visas_issued-2018/"
LABELS, MONTHS = 40, 12
ROW = re.compile(r'<td class="n mono printed">([0-9]+)</td>')


@pytest.fixture
def many(db):
    """480 cells of 40 labels that count, 120 of ten that do not, with values that tell them apart."""
    counted = [cell(1 + number, f"F{number // MONTHS}") for number in range(LABELS * MONTHS)]
    kept_out = [left_out(1 + number % 7, f"X{number // MONTHS}") for number in range(10 * MONTHS)]
    nothing = [left_out(0, f"Z{number // MONTHS}") for number in range(2 * MONTHS)]
    return published(observation("KAZ", "USA", 2018, "residence", cells=[*counted, *kept_out, *nothing]))


def test_each_cell_stands_on_one_of_its_pages(client, many):
    pages = [client.get(f"{WHY}?page={number}" if number > 1 else WHY).content.decode() for number in range(1, 6)]
    printed = [[int(number) for number in ROW.findall(page)] for page in pages]

    assert [len(numbers) for numbers in printed] == [100, 100, 100, 100, 80]
    assert sorted(sum(printed, [])) == list(range(1, 481))
    assert max(len(page) for page in pages) < 100_000


def test_only_who_reads_on_finds_the_cells_unfolded(client, many):
    first, second = (client.get(address).content.decode() for address in (WHY, f"{WHY}?page=2"))
    assert '<details class="folded" id="all-cells">' in first
    assert '<details class="folded" id="all-cells" open>' in second
    assert f'href="{WHY}?page=2#all-cells" rel="next"' in first
    assert f'href="{WHY}#all-cells"' in second


def test_the_page_adds_up_label_by_label(client, many):
    text = read(client, WHY).text
    assert f"480 cells {480 * 481 // 2:,}" in text
    assert "101 to 200, of all: 480 cells" in read(client, f"{WHY}?page=2").text
    assert text.count("12 cells") == 10  # each label that was left out, once
    assert "Z0 , Z1" in text and "24 cells 0" in text


def test_few_cells_of_a_label_are_told_one_by_one(client):
    published(observation("KAZ", "USA", 2018, "residence", cells=[cell(5, "F-1"), left_out(2, "X"), left_out(3, "X")]))
    section = client.get(WHY).content.decode().partition("Cells that are not in the number")[2]
    told = re.findall(r'<td class="mono">(\S+)</td>\s*<td class="n value">([0-9]+)', section)
    assert [value for _cell, value in told] == ["3", "2"]


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("6", "Page: there are only 5 pages of this list."),
        ("0", "page: A page is a whole number from 1 on."),
        ("x", "page: A page is a whole number from 1 on."),
        ("2&page=3", "page: Given twice; it can be said once."),
    ],
)
def test_a_page_that_is_not_there_is_said(client, many, page, sentence):
    answer = client.get(f"{WHY}?page={page}")
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_where_a_reader_came_from_changes_nothing(client, many):
    assert client.get(f"{WHY}?utm_source=paper").status_code == 200


def test_the_page_asks_as_often_whatever_the_number_of_cells(client, many, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(5):
        client.get(f"{WHY}?page=3")
