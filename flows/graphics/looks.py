"""How pictures look and speak: the colours of the site by day, its numbers, the language of the page."""

from django.utils.translation import get_language

from flows import figures
from flows.core.graphics.look import Look
from flows.graphics import words
from flows.maps.palette import colours

ROLES = ("paper", "rule", "rule-2", "ink", "ink-2", "ink-3", "accent", "work", "study", "residence", "asylum")


def look(title, subtitle="", main="accent", basis=""):
    """A look in the language of the page; `basis` is that of the years."""
    held = colours()
    said = {name: str(text) for name, text in words.PICTURE.items()}
    roles = {role: held[role] for role in ROLES}
    return Look(roles, said, number, main, str(title), subtitle, lambda year: figures.short_year(year, basis))


def number(value):
    """A whole number with its thousands apart, another to a tenth."""
    if value == int(value):
        return figures.number(int(value))
    whole = figures.number(round(value, 1))
    return whole.replace(".", ",") if get_language() == "ru" else whole
