"""The mapping desk as a page: which labels it shows, what it says of each, and how few queries it needs.

The figures are made up.
"""

import pytest
from django.urls import reverse

from curation.actions import decisions, drafts
from curation.core.treatments import in_words
from curation.models import Concept, SourceTable

DESK = "/admin/curation/label/desk/"
TEMPORARY = {"category": "study", "reason_code": "temporary", "rationale": "The codebook: temporary visits."}


@pytest.fixture
def five(make_label):
    """Five labels of the nonimmigrant table and one of another."""
    said = {"H-1B": 1_500, "J-1": 200, "B-2": 90, "ZZ-9": 5, "ZZ-0": 0}
    found = {text: make_label(text, ("FY2017", people), ("FY2018", 0)) for text, people in said.items()}
    korea = SourceTable.objects.get(pk="kr-status")
    found["F4"] = make_label("F4", ("2018-12-31", 40), source=korea, destination="KOR")
    return found


@pytest.fixture
def shown(desk):
    """A function that gives the labels of a page of the desk, as one person sees it."""

    def labels(name="assistant", **asked):
        return [row.label.text for row in desk(name).get(DESK, asked).context["rows"]]

    return labels


def facet(desk, title, **asked):
    facets = desk("assistant").get(DESK, asked).context["facets"]
    entries = next(facet for facet in facets.all() if facet.title == title).entries
    return {entry.words: entry.labels for entry in entries}


# which labels


def test_the_undecided_of_all_tables_largest_first(five, shown):
    assert shown() == ["H-1B", "J-1", "B-2", "F4", "ZZ-9", "ZZ-0"]
    assert shown(source="us-niv") == ["H-1B", "J-1", "B-2", "ZZ-9", "ZZ-0"]


@pytest.mark.parametrize(
    "asked, texts",
    [
        ({"size": "1000"}, ["H-1B"]),
        ({"size": "100"}, ["J-1"]),
        ({"size": "1"}, ["B-2", "F4", "ZZ-9"]),
        ({"size": "0"}, ["ZZ-0"]),
        ({"codebook": "silent"}, ["B-2", "ZZ-9", "ZZ-0"]),
        ({"codebook": "named", "source": "us-niv"}, ["H-1B", "J-1"]),
        ({"concept": "exchange_visitor"}, ["J-1"]),
        ({"q": "zz"}, ["ZZ-9", "ZZ-0"]),
        ({"q": "Exchange visitors (J)"}, ["J-1"]),
        ({"q": "обменов"}, ["J-1"]),
        ({"q": "nobody calls anything so"}, []),
        ({"q": "h‑1b"}, ["H-1B"]),
        ({"year": "2018", "source": "kr-status"}, ["F4"]),
        ({"year": "2016"}, []),
        ({"size": "many", "state": "odd", "file": "x"}, ["H-1B", "J-1", "B-2", "F4", "ZZ-9", "ZZ-0"]),
    ],
    ids=str,
)
def test_narrowed_by_each_facet_and_by_words(five, shown, asked, texts):
    assert shown(**asked) == texts


def test_narrowed_by_how_they_stand(five, shown, people):
    mine = decisions.propose(five["J-1"], **TEMPORARY, by=people.assistant)
    decisions.propose(five["B-2"], **TEMPORARY, by=people.colleague)
    back = decisions.propose(five["ZZ-9"], **TEMPORARY, by=people.assistant)
    decisions.return_(back, reason="Which visits?", by=people.colleague)
    assert shown() == ["H-1B", "F4", "ZZ-9", "ZZ-0"]
    assert shown(state="returned") == ["ZZ-9"]
    assert (shown(state="mine"), shown(state="others")) == (["J-1"], ["B-2"])
    assert (shown("colleague", state="mine"), shown("colleague", state="others")) == (["B-2"], ["J-1"])
    decisions.approve(mine, by=people.colleague)
    assert shown(state="approved") == ["J-1"]


def test_narrowed_to_one_file(five, make_file, make_label, shown):
    file = make_file("next.xlsx")
    make_label("J-1", ("FY2019", 7), file=file)
    assert shown(file=file.pk) == ["J-1"]


def test_a_page_begins_where_the_last_one_ended_whatever_was_decided_meanwhile(make_label, desk, people):
    labels = [make_label(f"ZZ-{number:02}", ("FY2018", 900 - number // 2)) for number in range(60)]
    first = desk("assistant").get(DESK, {"source": "us-niv"})
    decisions.propose(labels[0], **TEMPORARY, by=people.assistant)
    second = desk("assistant").get(first.context["next_page"])
    texts = [row.label.text for page in (first, second) for row in page.context["rows"]]
    assert texts == [label.text for label in labels]
    assert second.context["next_page"] == ""


# what facets count


def test_a_facet_counts_what_the_others_let_through_and_empties_as_one_decides(five, desk, people):
    assert facet(desk, "people", source="us-niv") == {"1,000 and more": 1, "100 to 999": 1, "1 to 99": 2, "none": 1}
    assert facet(desk, "codebook", source="us-niv", size="1") == {"silent": 2}
    assert facet(desk, "source table", codebook="silent").keys() == {five["J-1"].source.title}
    decisions.propose(five["B-2"], **TEMPORARY, by=people.assistant)
    assert facet(desk, "codebook", source="us-niv", size="1") == {"silent": 1}
    assert facet(desk, "state", source="us-niv") == {"to decide": 4, "proposed by me": 1, "all": 5}
    assert facet(desk, "year", source="us-niv") == {"2017": 4, "2018": 4}
    assert facet(desk, "concept", source="us-niv")[Concept.objects.get(pk="exchange_visitor").name_en] == 1


def test_choosing_again_lets_go(five, desk):
    facets = desk("assistant").get(DESK, {"size": "0"}).context["facets"]
    [chosen] = [entry for each in facets.all() for entry in each.entries if entry.chosen and entry.words == "none"]
    assert chosen.address == DESK


def test_the_heading_says_how_far_one_is(five, desk, people):
    decisions.propose(five["H-1B"], category="work", rationale="Paid.", year_from=2017, by=people.assistant)
    facets = desk("assistant").get(DESK, {"source": "us-niv"}).context["facets"]
    assert (facets.decided, facets.labels, facets.people, facets.covered) == (1, 5, 1_795, 83)
    for text in ("J-1", "B-2", "ZZ-9"):
        decisions.propose(five[text], **TEMPORARY, by=people.assistant)
    left = desk("assistant").get(DESK, {"source": "us-niv"}).context["facets"]
    assert (left.decided, left.covered) == (4, 100)


def test_facets_alone_say_what_came_since(five, desk, make_label):
    newest = desk("assistant").get(DESK).context["newest"]
    make_label("Q-1", ("FY2018", 3))
    shown = desk("assistant").get(reverse("admin:curation_label_facets"), {"newest": newest})
    assert "1 new label:" in shown.content.decode()
    assert 'id="labels"' not in shown.content.decode()


# what a row says


def test_a_row_says_what_is_suggested_and_which_years_count(five, desk):
    row = desk("assistant").get(DESK, {"q": "J-1"}).context["rows"][0]
    assert in_words(row.suggestion) == "excluded (temporary)"
    assert row.suggested == {
        "what": "exclude",
        "kept_out_of": "study",
        "reason_code": "temporary",
        "rationale": "The codebook keeps J visas (“Exchange Visitor”) out of study as temporary visits.",
    }
    assert [key.letter for key in row.keys if key.suggested] == ["x"]
    assert row.codebook_words == "Exchange visitors (J)"


def test_years_outside_of_the_series_are_drawn_apart(make_label, desk):
    make_label("J-1", ("FY2005", 50), ("FY2017", 100))
    row = desk("assistant").get(DESK).context["rows"][0]
    assert row.columns == ["M48 18v-18.0h3V18z", "M0 18v-9.0h3V18z"]
    assert row.columns_words == "2017: 100"


def test_the_bar_is_a_share_of_the_largest_that_is_open_and_cut_beyond_it(five, desk, people):
    decisions.propose(five["H-1B"], category="work", rationale="Paid.", by=people.assistant)
    rows = desk("assistant").get(DESK, {"state": "all", "source": "us-niv"}).context["rows"]
    assert [(row.bar, row.cut) for row in rows] == [(64, True), (64, False), (29, False), (2, False), (0, False)]


def test_a_row_carries_ones_own_draft_and_nobody_elses(five, desk, people):
    drafts.save(five["J-1"], content={"what": "study", "rationale": "They stay."}, by=people.assistant)
    row = desk("assistant").get(DESK, {"q": "J-1"}).context["rows"][0]
    assert [key.letter for key in row.keys if key.said] == ["s"]
    assert "They stay.</textarea>" in desk("assistant").get(DESK).content.decode()
    assert desk("colleague").get(DESK, {"q": "J-1"}).context["rows"][0].draft == {}


def test_what_came_back_says_why(five, desk, people):
    back = decisions.propose(five["J-1"], **TEMPORARY, by=people.assistant)
    decisions.return_(back, reason="Which visits?", by=people.colleague)
    assert '<q class="said">Which visits?</q>' in desk("assistant").get(DESK, {"q": "J-1"}).content.decode()


def test_a_close_spelling_of_what_is_decided_is_suggested_where_the_codebook_is_silent(make_label, desk, people):
    decided = make_label("ZZ-9", ("FY2018", 5))
    decisions.approve(
        decisions.propose(decided, category="work", rationale="Paid work.", by=people.assistant), by=people.director
    )
    make_label("ZZ9", ("FY2018", 5))
    row = desk("assistant").get(DESK).context["rows"][0]
    assert (row.suggestion.ground, in_words(row.suggestion)) == ("spelling", "work")


def test_whoever_only_looks_has_nothing_to_press(five, desk, people):
    looks = [p for p in people.assistant.groups.get().permissions.all() if p.codename.startswith("view_")]
    people.stranger.user_permissions.set(looks)
    shown = desk("stranger").get(DESK).content.decode()
    assert "H-1B" in shown
    assert 'name="save" value="page"' not in shown and "<textarea" not in shown


def test_when_nothing_is_left_it_says_so_and_what_comes_next(desk, label, people):
    assert "No label needs you." not in desk("assistant").get(DESK).content.decode()
    decisions.propose(label, **TEMPORARY, by=people.assistant)
    shown = desk("assistant").get(DESK, {"file": label.first_file_id}).content.decode()
    assert "No label needs you." in shown and "1 wait for another person." in shown
    assert reverse("admin:file_totals", args=[label.first_file_id]) in shown


def test_an_empty_desk_says_so_as_well(desk, people, source):
    assert "No label needs you." in desk("assistant").get(DESK, {"source": "us-niv"}).content.decode()


# how much it asks


def test_twelve_queries_however_long_the_list_with_a_batch_to_undo(
    desk, make_label, people, django_assert_max_num_queries
):
    for number in range(60):
        label = make_label(f"ZZ-{number}", ("FY2018", number))
        if number % 3 == 0:
            decisions.propose(label, **TEMPORARY, by=people.assistant)
    browser = desk("assistant")
    said = {"save": str(label.pk), f"{label.pk}-what": "work", f"{label.pk}-rationale": "Paid."}
    browser.post(reverse("admin:curation_label_save"), said, follow=True)
    for asked in ({}, {"source": "us-niv", "state": "all"}):
        with django_assert_max_num_queries(12):
            browser.get(DESK, asked)


# beside a label


def test_beside_a_label_its_cell_its_years_and_the_concept_elsewhere(desk, make_label, people):
    label = make_label("J-1", ("FY2017", 50), ("FY2018", 70), ("FY2021", 9_000))
    make_label("Q-1", ("FY2018", 3))
    address = reverse("admin:curation_label_pane", args=[label.pk])
    first = desk("assistant").get(address).context["pane"]
    assert (first.number, first.cells, first.seen.reading.cell) == (1, 2, "B2")
    assert (first.years, first.by_origin) == ([2017, 2018], [("Kazakhstan", [50, 70])])
    assert first.concept == Concept.objects.get(pk="exchange_visitor").name_en
    assert ("USA", "Q-1, Cultural exchange visitors (Q)") in [
        (each.destination, each.words) for each in first.elsewhere
    ]
    second = desk("assistant").get(address, {"cell": first.next_number}).context["pane"]
    assert second.seen.reading.cell == "B1"


def test_precedents_are_told_beside_a_label(desk, label, people):
    address = reverse("admin:curation_label_pane", args=[label.pk])
    assert "None approved for this label." in desk("assistant").get(address).content.decode()
    decision = decisions.propose(label, **TEMPORARY, by=people.assistant)
    decisions.approve(decision, by=people.colleague)
    shown = desk("assistant").get(address).content.decode()
    assert TEMPORARY["rationale"] in shown and "None approved" not in shown


def test_without_a_script_the_open_label_has_its_pane_in_the_page(desk, label):
    shown = desk("assistant").get(DESK, {"open": label.pk})
    assert shown.context["pane"].label == label
    assert "The cell in its sheet" in shown.content.decode()
