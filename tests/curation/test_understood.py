"""By how much a number changed, in words of both languages."""

import pytest
from django.utils.translation import override

from curation import understood


@pytest.mark.parametrize(
    ("lower", "upper", "english", "russian"),
    [
        (325, 325, "+325", "+325"),
        (10, 14, "+10 to +14", "от +10 до +14"),
        (-4, 0, "−4 to 0", "от −4 до 0"),
        (2, None, "+2 or more", "+2 или больше"),
        (None, -3, "−3 or less", "−3 или меньше"),
        (None, None, "", ""),
    ],
)
def test_a_change_is_told_as_far_as_it_is_certain(lower, upper, english, russian):
    assert understood.change(lower, upper) == english
    with override("ru"):
        assert understood.change(lower, upper) == russian
