"""What the rules say of a whole file. The figures are made up."""

from curation.actions.doubts import look_over


def texts(file):
    return sorted(file.concerns.values_list("rule", "text"))


def test_a_jump_against_the_year_before_within_the_years_of_the_series(make_file, make_label):
    file = make_file()
    make_label("F-1", ("FY2015", 1), ("FY2016", 50), ("FY2017", 60), ("FY2018", 700), ("FY2019", 9), file=file)
    look_over(file)
    look_over(file)
    assert texts(file) == [
        ("jump", "“F-1”, KAZ: 700 in 2018 after 60 in 2017, more than three times as many."),
        ("jump", "“F-1”, KAZ: 9 in 2019 after 700 in 2018, less than a third."),
    ]


def test_a_label_that_vanished_from_a_period_both_files_hold(make_file, make_label, people):
    accepted = {"state": "accepted", "accepted_by": people.colleague, "accepted_at": "2026-01-02T03:04Z"}
    last = make_file("last.xlsx", **accepted)
    make_label("H-1B", ("FY2018", 90), file=last)
    make_label("D-CREW", ("FY2016", 4), file=last)
    make_label("J-1", ("FY2018", 70), file=last)
    new = make_file("new.xlsx")
    make_label("J-1", ("FY2018", 71), file=new)
    look_over(new)
    assert texts(new) == [("vanished_label", "The label “H-1B”, 90 people in last.xlsx, is not in this file.")]


def test_nothing_vanished_from_a_file_that_was_accepted_before_the_label_came(make_file, make_label, people):
    """As when a series gets other years, and all its files are looked over once more."""
    accepted = {"state": "accepted", "accepted_by": people.colleague}
    old = make_file("old.xlsx", accepted_at="2025-01-02T03:04Z", **accepted)
    make_label("J-1", ("FY2018", 70), file=old)
    new = make_file("new.xlsx", accepted_at="2026-01-02T03:04Z", **accepted)
    make_label("H-1B", ("FY2018", 90), file=new)
    look_over(old)
    assert texts(old) == []


def test_nothing_is_said_of_the_first_file_of_a_table(make_file, make_label):
    file = make_file()
    make_label("J-1", ("FY2018", 70), file=file)
    look_over(file)
    assert texts(file) == []
