"""Markup of drawings says the same as Django's own way of putting markup together, whatever the values are."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from flows.markup import joined, markup

values = st.lists(st.one_of(st.text(), st.integers(), st.floats(), st.builds(SafeString, st.text()), st.none()))


@given(values)
def test_values_are_escaped_unless_they_are_markup(values):
    template = "<g>{}</g>" * len(values)
    made = markup(template, *values)
    assert (made, type(made)) == (format_html(template, *values) if values else "", SafeString)


@given(values)
def test_pieces_follow_each_other(values):
    made = joined(values)
    assert (made, type(made)) == (format_html_join("", "{}", ((each,) for each in values)), SafeString)
