"""The board of concepts: the codebook's own cases before any file, then what people decided. Figures are made up."""

import pytest

from curation import alike, concepts
from curation.actions import decisions
from curation.models import Concept, SourceTable

NINE = [
    "journalist", "performer_athlete", "trainee", "exchange_visitor", "seafarer", "investor_business",
    "student_family", "employment_residence", "protected_person",
]  # fmt: skip


@pytest.fixture
def row(db):
    """A function that gives the row of a concept."""
    return lambda code: next(row for row in concepts.board(with_people=True) if row.concept.pk == code)


def words(row):
    """{place: [(label, how it is treated)]}"""
    return {place: [(slip.text, slip.way) for slip in slips] for place, slips in row.slips.items()}


def test_the_nine_cases_of_the_codebook_are_in_place_on_day_one_each_without_a_reason(db):
    apart = [row for row in concepts.board() if row.is_apart]
    assert [row.concept.pk for row in apart] == NINE
    assert not any(row.reasons for row in apart)


def test_who_is_counted_under_another_label_is_not_treated_in_another_way(row):
    asylum = row("asylum_applicant")
    assert ("All asylum applicants", "exclude") in words(asylum)["EU"]
    assert asylum.ways == ["asylum"]


@pytest.mark.parametrize(
    "concept, treated",
    [
        (
            "journalist",
            {
                "JPN": [("Journalists", "work")],
                "KOR": [("Resident reporters (D-5)", "work"), ("Temporary news coverage (C-1)", "exclude")],
                "USA": [("Journalists (I)", "exclude")],
            },
        ),
        (
            "protected_person",
            {
                "CAN": [("Protected Person in Canada", "residence")],
                "unhcr-asylum": [("New asylum applications, persons", "asylum")],
            },
        ),
    ],
)
def test_a_rule_without_a_label_stands_for_itself_and_once_for_all_tables_of_a_destination(row, concept, treated):
    assert words(row(concept)) == treated


def test_the_decision_wins_over_the_rule_as_soon_as_it_is_proposed(row, label, people):
    assert words(row("exchange_visitor"))["USA"] == [
        ("Exchange visitors (J)", "exclude"), ("Cultural exchange visitors (Q)", "exclude"),
    ]  # fmt: skip
    decisions.propose(label, category="study", rationale="They study.", by=people.assistant)
    [slip, *_] = row("exchange_visitor").slips["USA"]
    assert (slip.text, slip.way, slip.waits, slip.against_codebook) == ("J-1", "study", True, True)


def test_a_decision_in_force_wins_over_one_that_waits(row, label, people):
    decisions.approve(decisions.propose_as_suggested(label, by=people.assistant), by=people.colleague)
    decisions.propose(label, category="study", rationale="They study.", by=people.assistant)
    [slip, *_] = row("exchange_visitor").slips["USA"]
    assert (slip.text, slip.way, slip.waits, slip.decided) == ("Exchange visitors (J)", "exclude", False, True)


def test_the_people_of_a_flow_are_added_over_the_years_of_its_series_and_a_stock_is_its_last_year(row, make_label):
    make_label("J-1", ("FY2017", 50), ("FY2018", 70), ("FY2021", 9_000))
    make_label("J-2", ("FY2018", 5))
    korea = SourceTable.objects.get(pk="kr-status")
    make_label("E3(연구)", ("2018-12-31", 30), ("2019-12-31", 40), source=korea, destination="KOR")
    visas, residents = row("exchange_visitor").figures
    assert (visas.measure, visas.people, visas.years) == ("visas_issued", 125, (2017, 2018))
    assert (residents.measure, residents.people, residents.years) == ("residents", 40, (2019,))


def test_where_a_series_prefers_a_table_the_other_is_not_added_to_it(row, make_label):
    for table, people in {"ca-study": 100, "ca-study-monthly": 98}.items():
        source = SourceTable.objects.get(pk=table)
        make_label("Study permit holders", ("2018", people), source=source, destination="CAN")
    assert [figure.people for figure in row("student").figures] == [100]


def test_the_board_asks_little_however_many_labels_there_are(db, make_label, django_assert_max_num_queries):
    for number in range(20):
        make_label(f"J-{number}", ("FY2018", 1))
    with django_assert_max_num_queries(12):
        assert [row.figures for row in concepts.board(with_people=True)]


# one treatment for all


@pytest.fixture
def concept(db):
    return Concept.objects.get(pk="exchange_visitor")


def test_a_plan_proposes_what_differs_and_names_what_it_does_not_touch(concept, label, make_label, people):
    so_already = make_label("Q-1", ("FY2018", 3))
    decisions.propose(so_already, category="study", rationale="They learn.", by=people.assistant)
    plan = alike.plan(concept, "study")
    assert [(each.label.text, each.proposal["category"]) for each in plan.changes] == [("J-1", "study")]
    assert [use.label.text for use in plan.alike] == ["Q-1"]
    assert {rule.pk for rule in plan.untouched} == {
        "jpn.study.researcher", "jpn.study.researcher.residents", "kor.study.researcher",
        "kor.study.researcher.registered",
    }  # fmt: skip


def test_a_plan_keeps_years_and_condition_of_what_stands_and_says_what_an_exclusion_keeps_its_label_out_of(
    concept, label, people
):
    decisions.propose(label, category="study", year_from=2018, rationale="They study.", by=people.assistant)
    [change] = alike.plan(concept, "exclude", reason_code="temporary").changes
    assert change.proposal == {
        "disposition": "exclude", "category": "study", "reason_code": "temporary",
        "condition": {}, "year_from": 2018, "year_to": None,
    }  # fmt: skip
