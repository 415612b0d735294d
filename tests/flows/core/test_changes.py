from hypothesis import given
from hypothesis import strategies as st

from flows.core.changes import Change, Figure, difference, tally
from flows.core.records import Key


def key(year):
    return Key("KAZ", "USA", year, "study", "visas_issued")


def whole(value):
    return Figure(value, value, value, "normal")


def test_what_became_of_each_number():
    """New, corrected, as before, and gone; made-up figures."""
    old = [(key(2016), whole(10)), (key(2017), whole(20)), (key(2018), whole(30))]
    new = [(key(2017), whole(20)), (key(2018), whole(31)), (key(2019), whole(40))]
    assert list(difference(old, new)) == [
        Change(key(2016), "gone", whole(10), None),
        Change(key(2017), "unchanged", whole(20), whole(20)),
        Change(key(2018), "changed", whole(30), whole(31)),
        Change(key(2019), "new", None, whole(40)),
    ]
    assert tally(difference(old, new)) == {"new": 1, "changed": 1, "unchanged": 1, "gone": 1}


def test_a_bound_or_a_status_is_a_change_too():
    before = Figure(None, 5, 25, "suppressed")
    for after in (Figure(None, 5, 20, "suppressed"), Figure(None, 5, 25, "partial"), Figure(5, 5, 5, "normal")):
        [change] = difference([(key(2018), before)], [(key(2018), after)])
        assert change == Change(key(2018), "changed", before, after)


def test_the_first_release_is_all_new():
    assert tally(difference([], [(key(2018), whole(1))])) == {"new": 1, "changed": 0, "unchanged": 0, "gone": 0}


figures = st.dictionaries(st.integers(1990, 2030).map(key), st.integers(0, 3).map(whole)).map(
    lambda found: sorted(found.items())
)


@given(figures, figures)
def test_the_kinds_add_up_to_both_releases(old, new):
    counted = tally(difference(old, new))
    assert counted["changed"] + counted["unchanged"] + counted["gone"] == len(old)
    assert counted["changed"] + counted["unchanged"] + counted["new"] == len(new)


@given(figures)
def test_nothing_differs_from_itself(release):
    assert tally(difference(release, release)) == {"new": 0, "changed": 0, "unchanged": len(release), "gone": 0}
