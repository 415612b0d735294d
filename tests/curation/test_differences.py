"""Two files of one table, held against each other. Every figure is made up."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from curation import differences
from curation.actions import explanations, readings, uploads
from curation.core import changes
from curation.models import Change, Difference, Explanation, SourceFile, SourceTable

HEAD = "EN_YEAR\tEN_QUARTER\tEN_MONTH\tEN_COUNTRY_OF_CITIZENSHIP\tTOTAL"
APRIL = [
    "2018\tQ1\tJan\tKazakhstan\t10",
    "2018\tQ1\tFeb\tKazakhstan\t--",
    "2018\tQ1\tJan\tUzbekistan\t20",
    "2018\tQ1\tFeb\tUzbekistan\t15",
]


TITLE = '"Canada - Admissions of Permanent Residents by Country of Citizenship, January 2023 - {} 2023"'
TO_APRIL = "\n".join([
    TITLE.format("April"),
    "Country of Citizenship,2023,,,,,,",
    ",Q1,,,Q1 Total,Q2,Q2 Total,2023 Total",
    ",Jan,Feb,Mar,,Apr,,",
    "France,10,10,10,30,10,10,40",
    "Kazakhstan,10,10,10,30,10,10,40",
    "Uzbekistan,10,10,10,30,--,--,30",
])  # fmt: skip
TO_JUNE = "\n".join([
    TITLE.format("June"),
    "Country of Citizenship,2023,,,,,,,,",
    ",Q1,,,Q1 Total,Q2,,,Q2 Total,2023 Total",
    ",Jan,Feb,Mar,,Apr,May,Jun,,",
    "France,10,10,10,30,10,10,10,30,60",
    "Kazakhstan,10,10,10,30,10,10,10,30,60",
    "Tajikistan,10,10,10,30,--,--,--,10,40",
    "Uzbekistan,10,10,10,30,--,10,--,15,45",
])  # fmt: skip


@pytest.fixture
def bring(people):
    """Uploads and reads a file: `bring("ca-imp", lines)`; `accepted` takes it into the record as well."""

    def bring(source, content, *, name="file.csv", accepted=False):
        text = content if isinstance(content, str) else "\n".join([HEAD, *content])
        table = SourceTable.objects.get(pk=source)
        upload = ContentFile(text.encode(), name=name)
        file = readings.read(uploads.receive(upload, source=table, by=people.assistant, read_in_background=False))
        return accept(file, people) if accepted else file

    return bring


def accept(file, people, later=0):
    assert file.state == "read", file.message
    SourceFile.objects.filter(pk=file.pk).update(
        state="accepted", accepted_by=people.director, accepted_at=timezone.now() + timedelta(seconds=later)
    )
    file.refresh_from_db()
    return file


def told(file):
    found = file.difference
    return found.changed, found.new, found.gone, found.same


def rows(file):
    fields = ("kind", "origin", "period", "was_at", "was", "is_at", "now", "lower", "upper", "why")
    return list(file.difference.changes.order_by("pk").values_list(*fields))


def test_the_first_file_of_a_table_has_nothing_to_be_held_against(bring):
    assert not Difference.objects.filter(file=bring("ca-imp", APRIL)).exists()


def test_permuted_rows_are_no_change(bring):
    before = bring("ca-imp", APRIL, accepted=True)
    file = bring("ca-imp", APRIL[::-1])
    assert (told(file), file.difference.against, rows(file)) == ((0, 0, 0, 4), before, [])


def test_one_edited_cell_is_one_change(bring):
    bring("ca-imp", APRIL, accepted=True)
    file = bring("ca-imp", [*APRIL[:3], "2018\tQ1\tFeb\tUzbekistan\t35"])
    assert told(file) == (1, 0, 0, 3)
    assert rows(file) == [("changed", "UZB", "2018-02", "Sheet1!E5", "15", "Sheet1!E5", "35", 20, 20, "")]


def test_the_same_data_in_other_bytes_is_refused(bring):
    bring("ca-imp", APRIL, accepted=True)
    file = bring("ca-imp", "\r\n".join([HEAD, *APRIL]))
    assert file.state == "quarantined" and "no cell differs" in file.message


@pytest.mark.parametrize(
    ("was", "now", "lower", "upper", "why"),
    [
        ("--", "5", 0, 4, "hidden|1|5"),
        ("--", "15", 10, 14, ""),
        ("5", "--", -4, 0, "hides"),
        ("15", "20", 5, 5, "rounding"),
        ("15", "30", 15, 15, ""),
        ("30", "15", -15, -15, ""),
    ],
)
def test_what_is_hidden_or_rounded_changes_by_an_interval(bring, was, now, lower, upper, why):
    bring("ca-imp", [*APRIL, f"2018\tQ1\tMar\tKazakhstan\t{was}"], accepted=True)
    file = bring("ca-imp", [*APRIL, f"2018\tQ1\tMar\tKazakhstan\t{now}"])
    assert [row[7:] for row in rows(file)] == [(lower, upper, why)]


def test_a_new_month_is_understood_and_a_new_line_in_an_old_one_is_not(bring):
    bring("ca-imp", APRIL, accepted=True)
    file = bring("ca-imp", [*APRIL, "2018\tQ1\tMar\tUzbekistan\t5", "2018\tQ1\tFeb\tTajikistan\t5"])
    assert [(kind, origin, period, why) for kind, origin, period, *_, why in rows(file)] == [
        ("new", "UZB", "2018-03", "period"),
        ("new", "TJK", "2018-02", ""),
    ]


def test_gone_is_only_what_the_file_could_have_said(bring):
    """A file of later months leaves the earlier months where they are."""
    bring("ca-imp", APRIL, accepted=True)
    file = bring("ca-imp", [APRIL[1], "2018\tQ1\tMar\tUzbekistan\t5"])
    assert told(file) == (0, 1, 1, 1)
    assert file.difference.kept == 2
    gone = [("gone", "UZB", "2018-02", "Sheet1!E5", "15", "", "", -15, -15, "")]
    assert [row for row in rows(file) if row[0] == "gone"] == gone


def test_a_year_that_was_only_begun_is_completed_and_lines_move(bring):
    """Found by name: Uzbekistan is a line lower."""
    bring("ca-pr", TO_APRIL, accepted=True)
    file = bring("ca-pr", TO_JUNE)
    assert [(origin, period, was, now, lower, why) for _, origin, period, _, was, _, now, lower, _, why in rows(file)
            if was] == [
        ("KAZ", "2023-Q2", "10", "30", 20, "partial|2023-04|2023-04"),
        ("KAZ", "2023", "40", "60", 20, "partial|2023-01|2023-04"),
        ("UZB", "2023-Q2", "--", "15", 10, "partial|2023-04|2023-04"),
        ("UZB", "2023", "30", "45", 15, "partial|2023-01|2023-04"),
    ]  # fmt: skip
    assert ["moved", [["", "UZB", 7, 8]]] in file.difference.found
    assert file.difference.band["KAZ"] == {
        **dict.fromkeys(["2023-01", "2023-02", "2023-03", "2023-Q1", "2023-04"], "same"),
        **{"2023-05": "new", "2023-06": "new", "2023-Q2": "changed", "2023": "changed"},
    }


def test_addresses_far_to_the_right(db):
    """Columns A to ZZZ, as the spreadsheet names them."""
    from django.db import connection

    from curation.core.sheets import address

    letter = "chr" if connection.vendor == "postgresql" else "char"
    sql = differences.address("cell", letter)
    columns = [0, 25, 26, 51, 701, 702, 703, 1377, 1378, 18277]
    with connection.cursor() as cursor:
        for column in columns:
            statement = f'SELECT {sql} FROM (SELECT \'S\' AS sheet, 4 AS "row", {column} AS "column") AS cell'
            cursor.execute(statement, {})
            assert cursor.fetchone() == (f"S!{address(4, column)}",)


def test_another_file_accepted_in_between_makes_another_difference(bring, people, django_capture_on_commit_callbacks):
    bring("ca-imp", APRIL, accepted=True)
    waiting = bring("ca-imp", [*APRIL[:3], "2018\tQ1\tFeb\tUzbekistan\t35"])
    [change] = waiting.difference.changes.all()
    explanations.explain_changes(waiting, [change], text="Made up: a revision.", by=people.assistant)
    between = bring("ca-imp", [*APRIL, "2018\tQ1\tFeb\tTajikistan\t5"], name="between.csv")
    SourceFile.objects.filter(pk=between.pk).update(state="submitted")
    between.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        uploads.accept(between, by=people.director)
    waiting = SourceFile.objects.get(pk=waiting.pk)
    assert waiting.difference.against == between
    assert [(row[0], row[1]) for row in rows(waiting)] == [("changed", "UZB"), ("gone", "TJK")]
    kept = Explanation.objects.get()
    assert (kept.change, kept.text) == (Change.objects.get(kind="changed"), "Made up: a revision.")


def test_an_accepted_file_keeps_its_difference(bring, people):
    bring("ca-imp", APRIL, accepted=True)
    second = accept(bring("ca-imp", [*APRIL, "2018\tQ1\tFeb\tTajikistan\t5"]), people, later=10)
    accept(bring("ca-imp", APRIL[::-1]), people, later=20)
    assert second not in differences.others_of(second)
    assert not differences.is_stale(second)
    assert told(second) == (0, 1, 0, 4)


def test_order_of_the_periods_of_a_year():
    periods = ["2018", "2018-Q2", "2018-05", "2018-04", "2018-Q1", "2017", "2018-01", "FY2016"]
    assert sorted(periods, key=changes.order) == [
        "FY2016", "2017", "2018-01", "2018-Q1", "2018-04", "2018-05", "2018-Q2", "2018",
    ]  # fmt: skip
