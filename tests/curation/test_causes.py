"""Two releases by the real verbs, for each kind of cause: what is said of it, and that it adds up. Figures are made up.

A figure changed by a newer file, a row gone, a label decided otherwise, a span narrowed, a place named, a layout or a
declaration corrected, a file withdrawn, a series extended: each test does one such thing between the releases.
"""

import csv
import io
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.utils.html import strip_tags

from curation import queries
from curation.actions import amendments, concerns, corrections, decisions, layouts, readings, releases, series, uploads
from curation.models import Concern, Label, Reading, Series, SourceFile, SourceTable
from flows import verify
from flows.core import ledger
from flows.core.causes import unexplained
from flows.differences import caused, causes
from flows.models import Area, Membership, Release

YEAR = 2018


def book(**sheets):
    """A workbook of sheets of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def text(*rows, between=","):
    """A text file of rows."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=between, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def niv(head=("F-1", "H-1B"), year=YEAR, **places):
    """A sheet of visas issued: `niv(Kazakhstan=(7, 2))`."""
    rows = [[f"Fiscal Year {year}", *head, "Grand Total"]]
    rows += [[place, *figures, sum(figures)] for place, figures in places.items()]
    return {f"FY{year % 100}": rows}


@pytest.fixture
def desk(people):
    """The desk at work: files come in, labels are decided, a release is published, each by somebody else."""

    def bring(content, table="us-niv", name="first.xlsx", then=None, **said):
        upload = ContentFile(content, name)
        source = SourceTable.objects.get(pk=table)
        file = uploads.receive(upload, source=source, by=people.assistant, read_in_background=False, **said)
        file = readings.read(file)
        assert file.state == "read", (file.message, file.problems)
        if then:
            then(file)
            file = readings.read(SourceFile.objects.get(pk=file.pk))
            assert file.state == "read", (file.message, file.problems)
        for tally in queries.undecided_labels(file=file):
            suggested(tally.label)
        for concern in Concern.objects.unresolved().filter(file=file).exclude(severity="note"):
            concerns.resolve(concern, resolution="Made up.", outcome="kept", by=people.director)
        uploads.submit(file, by=people.assistant)
        uploads.accept(file, by=people.colleague)
        return file

    def suggested(label):
        try:
            made = decisions.propose_as_suggested(label, by=people.assistant)
        except decisions.Refused:
            made = decisions.propose(label, category="study", rationale="Made up.", by=people.assistant)
        decisions.approve(made, by=people.director)

    def decide(label, table="us-niv", **content):
        label = Label.objects.get(source=table, text=label)
        made = decisions.propose(label, rationale="Made up.", by=people.assistant, **content)
        decisions.approve(made, by=people.director, note="Made up.")
        return made

    def withdraw(file):
        uploads.withdraw(SourceFile.objects.get(pk=file.pk), reason="Made up.", by=people.director)

    def again(file, then=None, **said):
        """The same bytes once more, read as the table is understood now."""
        withdraw(file)
        with file.content.open("rb") as kept:
            return bring(kept.read(), table=file.source_id, name=file.name, then=then, **said)

    def amend(table, key, **values):
        made = amendments.propose(table, key, values=values, rationale="Made up.", by=people.assistant)
        amendments.approve(made, by=people.director)

    def publish(version="1.0.0"):
        return releases.publish(version=version, notes_en="Made up.", by=people.director)

    return SimpleNamespace(bring=bring, decide=decide, withdraw=withdraw, again=again, amend=amend, publish=publish,
                           people=people)  # fmt: skip


def compared(desk, act):
    """What the second release says otherwise, after `act`: {number: [(kind, amount, sentence)]}, summed and checked."""
    old = desk.publish()
    act()
    composed = releases.compose()
    assert composed.blocks == []
    new = desk.publish("1.1.0")
    rows = list(causes.between(old, new))
    ahead = list(causes.ahead(old, composed.handover))
    assert ahead == rows
    assert verify.findings() == []
    for row in rows:
        assert not any(unexplained(row.change, row.causes)), row
        assert row.causes or row.change.kind == "unchanged"
    assert [account.unexplained for account in ledger.add_up(rows)] == [0] * len({row.key.measure for row in rows})
    return {number(row.key): list(map(said, row.causes)) for row in rows if row.is_told}


def number(key):
    return f"{key.origin} {key.destination} {key.category} {key.year}"


def said(cause):
    return cause.kind, cause.amount, strip_tags(caused.sentence(cause.kind, cause.by))


@pytest.fixture
def held(desk):
    """Visas of one year, published once."""
    return desk.bring(book(**niv(Kazakhstan=(7, 2), Uzbekistan=(3, 0))))


# --- A newer file -----------------------------------------------------------------------------------------------------


def test_the_source_revised_a_value(desk, held):
    found = compared(desk, lambda: desk.bring(book(**niv(Kazakhstan=(9, 2), Uzbekistan=(3, 0))), name="second.xlsx"))
    assert found == {
        "KAZ USA study 2018": [("revised", 2, "second.xlsx prints another figure than the file before it.")]
    }


def test_a_row_is_gone_and_another_new(desk, held):
    second = book(**niv(Kazakhstan=(7, 2), Turkmenistan=(4, 0)))
    gone, new = "no longer has cells that the file before it had", "has cells that the file before it did not have"
    assert compared(desk, lambda: desk.bring(second, name="second.xlsx")) == {
        "TKM USA study 2018": [("new_cell", 4, f"second.xlsx {new}.")],
        "TKM USA work 2018": [("new_cell", 0, f"second.xlsx {new}.")],
        "UZB USA study 2018": [("gone_cell", -3, f"second.xlsx {gone}.")],
        "UZB USA work 2018": [("gone_cell", 0, f"second.xlsx {gone}.")],
    }


def test_a_file_of_another_year_is_accepted(desk, held):
    both = book(**niv(Kazakhstan=(7, 2), Uzbekistan=(3, 0)), **niv(year=2019, Kazakhstan=(8, 1)))
    accepted = "second.xlsx was accepted, and holds what no file held before."
    assert compared(desk, lambda: desk.bring(both, name="second.xlsx")) == {
        "KAZ USA study 2019": [("accepted", 8, accepted)],
        "KAZ USA work 2019": [("accepted", 1, accepted)],
    }


def test_a_file_is_withdrawn_and_the_one_before_it_counts_again(desk, held):
    both = book(**niv(Kazakhstan=(9, 2), Uzbekistan=(3, 0)), **niv(year=2019, Kazakhstan=(8, 1)))
    second = desk.bring(both, name="second.xlsx")
    assert compared(desk, lambda: desk.withdraw(second)) == {
        "KAZ USA study 2018": [("withdrawn", -2, "second.xlsx was withdrawn.")],
        "KAZ USA study 2019": [("withdrawn", -8, "second.xlsx was withdrawn.")],
        "KAZ USA work 2019": [("withdrawn", -1, "second.xlsx was withdrawn.")],
    }


# --- A decision -------------------------------------------------------------------------------------------------------


def test_a_category_is_changed_and_the_cells_say_where_they_went(desk, held):
    made = []
    found = compared(desk, lambda: made.append(desk.decide("H-1B", category="study")))
    said = f"H-1B counts as study by decision {made[0].pk}; before, as work."
    assert found == {
        "KAZ USA study 2018": [("category", 2, said)],
        "KAZ USA work 2018": [("category", -2, said)],
        "UZB USA work 2018": [("category", 0, said)],
    }
    came, went, of_none = (row for row in causes.between(*Release.objects.order_by("version")) if row.is_told)
    assert (came.key.category, came.causes[0].went, came.causes[0].other) == ("study", False, went.key)
    assert (went.key.category, went.causes[0].went, went.causes[0].other) == ("work", True, came.key)
    assert (of_none.change.kind, of_none.causes[0].other) == ("gone", came.key._replace(origin="UZB"))


def test_a_label_is_left_out(desk, held):
    made = []
    found = compared(
        desk, lambda: made.append(desk.decide("H-1B", category="work", reason_code="temporary", flag="Made up."))
    )
    said = f"H-1B is left out by decision {made[0].pk}; before, it counted as work."
    assert found == {
        f"{place} USA work 2018": [("left_out", amount, said)] for place, amount in [("KAZ", -2), ("UZB", 0)]
    }


def test_a_label_left_out_is_counted_in_published_years_and_in_a_new_one(desk):
    desk.bring(book(**niv(("F-1", "O-1"), Kazakhstan=(7, 95)), **niv(("F-1", "O-1"), 2020, Kazakhstan=(6, 13))))

    def act():
        made.append(desk.decide("O-1", category="work"))
        for each in Series.objects.filter(destination="USA", category__in=["work", "study"]):
            series.set_years(each, from_year=2016, to_year=2020, reason="Made up.", by=desk.people.director)

    made = []
    found = compared(desk, act)
    said = f"O-1 counts as work by decision {made[0].pk}; before, it was left out."
    assert found == {
        "KAZ USA study 2020": [("new_year", 6, "The series was extended to the year; the files were held already.")],
        "KAZ USA work 2018": [("counted", 95, said)],
        "KAZ USA work 2020": [("counted", 13, said)],
    }


def test_a_span_is_narrowed(desk):
    desk.bring(book(**niv(year=2017, Kazakhstan=(5, 1)), **niv(Kazakhstan=(7, 2))))

    def act():
        desk.decide("F-1", category="study", year_from=2018)
        made.append(desk.decide("F-1", category="study", reason_code="temporary", year_to=2017))

    made = []
    assert compared(desk, act) == {
        "KAZ USA study 2017": [
            ("span", -5, f"F-1: by decision {made[0].pk} what was decided holds for other years or cells than before.")
        ]
    }


# --- The frame --------------------------------------------------------------------------------------------------------


def test_a_series_is_extended_to_a_year_that_was_held_already_and_cut(desk):
    desk.bring(book(**niv(year=2016, Kazakhstan=(5, 1)), **niv(year=2020, Kazakhstan=(7, 2))))
    study = Series.objects.get(destination="USA", category="study")
    assert compared(
        desk,
        lambda: series.set_years(study, from_year=2017, to_year=2020, reason="Made up.", by=desk.people.director),
    ) == {
        "KAZ USA study 2016": [("gone_year", -5, "The year is no longer in the series.")],
        "KAZ USA study 2020": [("new_year", 7, "The series was extended to the year; the files were held already.")],
    }


def test_a_series_comes_and_another_goes(desk, held):
    """Which series there are is said by the program; here one is exchanged."""
    study, work = (Series.objects.filter(destination="USA", category=name) for name in ("study", "work"))
    work.delete()
    assert compared(
        desk,
        lambda: [study.update(category="work")],
    ) == {
        "KAZ USA study 2018": [("gone_series", -7, "The series is no longer published.")],
        "KAZ USA work 2018": [("new_series", 2, "The series is published now.")],
        "UZB USA study 2018": [("gone_series", -3, "The series is no longer published.")],
        "UZB USA work 2018": [("new_series", 0, "The series is published now.")],
    }


def test_an_origin_comes_and_another_goes(desk, held):
    tracked = Area.objects.filter(pk__in=["KAZ", "UZB"])
    tracked.filter(pk="UZB").update(tracked_origin=False)

    def act():
        tracked.filter(pk="UZB").update(tracked_origin=True)
        tracked.filter(pk="KAZ").update(tracked_origin=False)

    found = compared(desk, act)
    assert found["KAZ USA study 2018"] == [("gone_origin", -7, "The origin is no longer counted.")]
    assert found["UZB USA study 2018"] == [("new_origin", 3, "The origin is counted now.")]


def test_another_member_of_a_breakdown_counts(desk):
    head = ["TIME", "GEO", "CITIZEN", "SEX", "AGE", "ASYL_APP", "UNIT", "Value", "Flag and Footnotes"]
    rows = [["2018", "Germany", "Tajikistan", sex, "Total", "First time applicant", "Person", value, ""]
            for sex, value in [("Total", 50), ("Males", 30)]]  # fmt: skip
    desk.bring(text(head, *rows), table="eu-asylum", name="asylum.csv")
    hints = SourceTable.objects.get(pk="eu-asylum").hints

    def act():
        keep = {"sex": ["Males"], "age": ["TOTAL", "Total"]}
        desk.amend("source", "eu-asylum", hints={**hints, "keep": keep})

    said = "What of the table eu-asylum counts, or as what, was changed."
    assert compared(desk, act)["TJK DEU asylum 2018"] == [("table_rule", -20, said)]


# --- The same bytes, read otherwise -----------------------------------------------------------------------------------


def test_a_place_is_named_and_its_people_go_from_one_country_to_another(desk):
    desk.amend("alias", "Turkistan", area="TKM")
    file = desk.bring(book(**niv(Kazakhstan=(7, 2), Turkistan=(4, 1))))

    def act():
        desk.amend("alias", "Turkistan", area="UZB")
        desk.again(file)

    said = "“Turkistan” in first.xlsx is taken for Uzbekistan; before, for Turkmenistan."
    assert compared(desk, act) == {
        "TKM USA study 2018": [("place", -4, said)],
        "TKM USA work 2018": [("place", -1, said)],
        "UZB USA study 2018": [("place", 4, said)],
        "UZB USA work 2018": [("place", 1, said)],
    }
    rows = {row.key: row.causes[0].other for row in causes.between(*Release.objects.order_by("version")) if row.is_told}
    assert {rows[other] for other in rows.values()} == set(rows)


def test_a_place_that_nobody_knew_is_named(desk):
    file = desk.bring(book(**niv(Kazakhstan=(7, 2), Kyrgyzlandia=(4, 1))))

    def act():
        desk.amend("alias", "Kyrgyzlandia", area="KGZ")
        desk.again(file)

    said = "“Kyrgyzlandia” in first.xlsx is taken for Kyrgyzstan; before, for no place that is counted."
    assert compared(desk, act) == {
        "KGZ USA study 2018": [("place", 4, said)],
        "KGZ USA work 2018": [("place", 1, said)],
    }


def test_a_known_error_is_corrected(desk):
    """Two headings are exchanged in the file; a third column shows it."""
    sheet = {"FY18": [["Fiscal Year 2018", "F-1", "H-1B", "F-2", "Grand Total"], ["Kazakhstan", 2, 7, 7, 16]]}
    file = desk.bring(book(**sheet))
    hints = SourceTable.objects.get(pk="us-niv").hints
    correction = {
        "headings": ["F-1"], "corrected": ["H-1B", "F-1"], "what": "Two headings are exchanged.", "why": "Made up.",
        "guard": {"sum": ["F-1"], "equals": "F-2"},
    }  # fmt: skip

    def act():
        desk.amend("source", "us-niv", hints={**hints, "corrections": [correction]})
        desk.again(file)

    said = "A known error in first.xlsx: Two headings are exchanged. Made up."
    assert compared(desk, act) == {
        "KAZ USA study 2018": [("correction", 5, said)],
        "KAZ USA work 2018": [("correction", -5, said)],
    }


@pytest.mark.parametrize("anew", [True, False], ids=["in the file held", "in the next one"])
def test_a_misprint_is_corrected(desk, held, anew):
    """A cell of which two persons agree that it is wrong: in the same bytes, or in a later edition that repeats it."""
    said = {"what": "A count that is ten times too large.", "why": "Made up."}

    def act():
        made = corrections.propose(
            held, sheet="FY18", cells="B2", corrected=[["70"]], **said, by=desk.people.assistant
        )  # fmt: skip
        corrections.approve(made, by=desk.people.director)
        if anew:
            desk.again(held)
        else:
            desk.bring(book(**niv(Kazakhstan=(7, 2), Uzbekistan=(3, 0), France=(1, 1))), name="second.xlsx")

    name = "first.xlsx" if anew else "second.xlsx"
    sentence = f"A known error in {name}: {said['what']} {said['why']}"
    assert compared(desk, act) == {"KAZ USA study 2018": [("correction", 63, sentence)]}


def test_a_layout_is_corrected(desk, held):
    def act():
        desk.again(held, then=lambda file: layouts.save(
            file, taken=[{"column": "H-1B", "for": "note"}], seen=[], sheet=0, by=desk.people.assistant
        ))  # fmt: skip

    said = "Sheet FY18 of first.xlsx is understood otherwise."
    assert compared(desk, act) == {
        "KAZ USA work 2018": [("layout", -2, said)],
        "UZB USA work 2018": [("layout", 0, said)],
    }


def test_another_period_is_declared(desk):
    rows = text(["대륙", "국적", "성별", "A1(외교)", "D2(유학)"], ["아시아주", "우즈베키스탄", "남성", 3, 40])
    file = desk.bring(rows, table="kr-status", name="stock.csv", declared={"period": "2018-12-31"})
    found = compared(desk, lambda: desk.again(file, declared={"period": "2019-12-31"}))
    said = "Of stock.csv, period is declared as 2019-12-31; before, as 2018-12-31."
    assert {number: found[number] for number in sorted(found) if "study" in number} == {
        "UZB KOR study 2018": [("declaration", -40, said)],
        "UZB KOR study 2019": [("declaration", 40, said)],
    }


def test_a_newer_version_of_the_program_reads_otherwise(desk, held):
    def otherwise(file):
        Reading.objects.filter(sheet__file=file, label__text="F-1", origin="KAZ").update(value=8, lower=8, upper=8)

    assert compared(desk, lambda: desk.again(held, then=otherwise)) == {
        "KAZ USA study 2018": [("reading", 1, "first.xlsx is read otherwise than before.")]
    }


# --- Other figures make up the number ---------------------------------------------------------------------------------

OTHERS = ("KAZ", "KGZ", "TKM", "UZB")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def by_month(count=12, figure="10"):
    """Study permits of Canada, month by month, rounded to five."""
    head = ["EN_YEAR", "EN_QUARTER", "EN_MONTH", "EN_COUNTRY_OF_CITIZENSHIP", "TOTAL"]
    rows = [["2018", f"Q{1 + at // 3}", month, "Tajikistan", figure] for at, month in enumerate(MONTHS[:count])]
    return text(head, *rows, between="\t")


def by_year(figure, total=True):
    """The same in the publisher's wide table, with or without the year's own figure."""
    above = [["2018"], *([""] for _ in range(12 if total else 11))]
    quarters = [f"Q{1 + at // 3}" if at % 3 == 0 else "" for at in range(12)]
    years = [text for each in above for text in each]
    head = [
        ["Canada – Study permit holders by country of citizenship"], [],
        ["Country of Citizenship", *years],
        ["", *quarters, *(["2018 Total"] if total else [])],
        ["", *MONTHS, *([""] if total else [])],
    ]  # fmt: skip
    return text(*head, ["Tajikistan", *["15"] * 12, *([figure] if total else [])])


def test_the_year_is_printed_where_its_months_were_added_up(desk):
    desk.bring(by_month(), table="ca-study-monthly", name="months.csv")
    said = "year.csv prints the year’s own figure; before, parts of the year were added up."
    assert compared(desk, lambda: desk.bring(by_year("115"), table="ca-study", name="year.csv")) == {
        "TJK CAN study 2018": [("year_printed", -5, said)],
        **{f"{place} CAN study 2018": [("year_printed", 0, said)] for place in OTHERS},
    }


def test_the_months_are_added_up_where_the_year_was_printed(desk):
    desk.bring(by_month(), table="ca-study-monthly", name="months.csv")
    year = desk.bring(by_year("115"), table="ca-study", name="year.csv")
    said = "Parts of the year are added up from months.csv; before, its own figure counted."
    assert compared(desk, lambda: desk.withdraw(year)) == {
        "TJK CAN study 2018": [("year_summed", 5, said)],
        **{f"{place} CAN study 2018": [("year_summed", 0, said)] for place in OTHERS},
    }


def test_a_table_that_is_preferred_is_held_now(desk):
    desk.bring(by_month(), table="ca-study-monthly", name="months.csv")
    better = by_year("", total=False)
    said = "better.csv counts; before, another table did."
    assert compared(desk, lambda: desk.bring(better, table="ca-study", name="better.csv")) == {
        "TJK CAN study 2018": [("other_table", 60, said)],
        **{f"{place} CAN study 2018": [("other_table", 0, said)] for place in OTHERS},
    }


def test_a_rule_of_the_series_puts_it_together_otherwise(desk):
    """Which tables a series is made of is said by the program."""
    desk.bring(by_month(), table="ca-study-monthly", name="months.csv")
    desk.bring(by_month(figure="20"), table="ca-imp", name="work.csv")
    desk.decide("", table="ca-imp", category="study")
    study = Series.objects.filter(destination="CAN", category="study")
    both = {"tables_prefer": [], "tables_all": ["ca-study-monthly", "ca-imp"]}
    found = compared(desk, lambda: study.update(**both))["TJK CAN study 2018"]
    assert found == [("series_rule", 240, "The series is made of other tables, or of other months of them.")]


def test_people_are_counted_on_another_day(desk):
    def stock(figure):
        return text(["대륙", "국적", "성별", "A1(외교)", "D2(유학)"], ["아시아주", "우즈베키스탄", "남성", 3, figure])

    desk.bring(stock(40), table="kr-status", name="june.csv", declared={"period": "2018-06-30"})
    december = {"table": "kr-status", "name": "december.csv", "declared": {"period": "2018-12-31"}}
    assert compared(desk, lambda: desk.bring(stock(44), **december)) == {
        "UZB KOR study 2018": [("other_day", 4, "december.csv counts people on another day of the year.")]
    }


# --- A union ----------------------------------------------------------------------------------------------------------


def asylum(flag="", **places):
    """First-time applicants from Tajikistan."""
    head = ["TIME", "GEO", "CITIZEN", "SEX", "AGE", "ASYL_APP", "UNIT", "Value", "Flag and Footnotes"]
    rows = [["2018", place.replace("_", " "), "Tajikistan", "Total", "Total", "First time applicant", "Person", value,
             flag] for place, value in places.items()]  # fmt: skip
    return text(head, *rows)


UNION = "European Union (28 countries)"


def test_the_union_prints_a_figure_of_its_own(desk):
    desk.bring(asylum(Germany=50, Poland=20), table="eu-asylum", name="members.csv")
    printed = asylum(**{UNION: 75, "Germany": 50, "Poland": 20})
    found = compared(desk, lambda: desk.bring(printed, table="eu-asylum", name="union.csv"))
    assert list(found) == ["TJK EU asylum 2018"]
    kinds = {kind: amount for kind, amount, _ in found["TJK EU asylum 2018"]}
    assert (kinds.pop("union_printed"), kinds.pop("whole"), kinds.pop("held")) == (7, 2, 0)
    assert kinds == {}
    assert (
        "union_printed", 7, "union.csv prints the union’s own figure; before, its members were added up.",
    ) in found["TJK EU asylum 2018"]  # fmt: skip


def test_its_members_are_added_up_where_it_printed_one(desk):
    desk.bring(asylum(Germany=50, Poland=20), table="eu-asylum", name="members.csv")
    union = desk.bring(asylum(**{UNION: 75}), table="eu-asylum", name="union.csv")
    found = compared(desk, lambda: desk.withdraw(union))["TJK EU asylum 2018"]
    assert ("union_summed", -7, "The union’s members are added up from members.csv; before, its own figure counted."
            ) in found  # fmt: skip


def test_a_country_is_no_member_any_more(desk):
    """Who belonged to the Union when is said by the program."""
    desk.bring(asylum(Germany=50, Poland=20), table="eu-asylum", name="members.csv")
    found = compared(desk, lambda: Membership.objects.filter(member="POL").delete())
    said = "Who belongs to the union in that year was corrected."
    assert found["TJK EU asylum 2018"] == [("members", -18, said)]
    assert found["TJK POL asylum 2018"] == [("members", -20, said)]


# --- Numbers that are known in part -----------------------------------------------------------------------------------


def test_the_last_month_makes_a_number_whole(desk):
    desk.bring(by_month(11), table="ca-study-monthly", name="eleven.csv")
    found = compared(desk, lambda: desk.bring(by_month(12), table="ca-study-monthly", name="twelve.csv"))
    assert found == {
        "TJK CAN study 2018": [
            ("accepted", 8, "twelve.csv was accepted, and holds what no file held before."),
            ("held", 0, "ca-study-monthly is held in full now; before: 11 of 12 months."),
            ("whole", 24, "The number has a value now; before, it entered with its lower bound."),
        ],
        **{f"{place} CAN study 2018": [
            ("accepted", 0, "twelve.csv was accepted, and holds what no file held before.")
        ] for place in OTHERS},
    }  # fmt: skip


def test_without_a_month_it_is_known_in_part(desk):
    desk.bring(by_month(11), table="ca-study-monthly", name="eleven.csv")
    twelve = desk.bring(by_month(12), table="ca-study-monthly", name="twelve.csv")
    assert compared(desk, lambda: desk.withdraw(twelve)) == {
        "TJK CAN study 2018": [
            ("withdrawn", -8, "twelve.csv was withdrawn."),
            ("lacking", 0, "ca-study-monthly is not held in full: 11 of 12 months."),
            ("in_part", -24, "The number has no value any more, and enters with its lower bound."),
        ],
        **{f"{place} CAN study 2018": [("withdrawn", 0, "twelve.csv was withdrawn.")] for place in OTHERS},
    }


def test_a_hidden_cell_is_printed(desk):
    desk.bring(by_month(figure="--"), table="ca-study-monthly", name="hidden.csv")
    printed = by_month(figure="5")
    assert compared(desk, lambda: desk.bring(printed, table="ca-study-monthly", name="printed.csv")) == {
        "TJK CAN study 2018": [
            ("revised", 24, "printed.csv prints another figure than the file before it."),
            ("whole", 24, "The number has a value now; before, it entered with its lower bound."),
        ]
    }


def test_a_provisional_figure_is_confirmed(desk):
    desk.bring(asylum("p", **{UNION: 75}), table="eu-asylum", name="provisional.csv")
    confirmed = asylum(**{UNION: 75})
    assert compared(desk, lambda: desk.bring(confirmed, table="eu-asylum", name="final.csv")) == {
        "TJK EU asylum 2018": [("status", 0, "It was provisional and is normal; the number is the same.")]
    }


def test_a_zero_that_a_table_says_by_having_no_row(desk):
    """No cell is behind it, and still there is a reason why it came."""
    for table in ("ca-imp", "ca-tfwp"):
        desk.bring(by_month().replace(b"Tajikistan", b"Kazakhstan"), table=table, name=f"{table}.csv")
    imp = SourceFile.objects.get(source="ca-imp")
    found = compared(desk, lambda: desk.withdraw(imp))
    assert found["UZB CAN work 2018"] == [("withdrawn", 0, "ca-imp.csv was withdrawn.")]
