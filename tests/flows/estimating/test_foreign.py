"""Words that a Russian text leaves in English are marked as English, and nothing else is."""

import pytest
from django.utils import translation

from flows.templatetags.estimates import foreign


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Население на две даты, P₀ и P₁", "Население на две даты, P₀ и P₁"),
        ("Столбец origin пуст", 'Столбец <span lang="en">origin</span> пуст'),
        ("Bogue, D. J., Techniques (1982): Алабама", '<span lang="en">Bogue, D. J., Techniques</span> (1982): Алабама'),
        ("a < b & «ж»", "a &lt; b &amp; «ж»"),
    ],
)
def test_english_in_russian(text, marked):
    with translation.override("ru"):
        assert foreign(text) == marked
    with translation.override("en"):
        assert foreign(text) == text
