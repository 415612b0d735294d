"""Texts of the library of estimates in templates."""

import re

from django import template
from django.utils.translation import get_language

from flows.estimating import words
from flows.markup import joined, markup

register = template.Library()
LATIN = re.compile(r"[A-Za-z]{3,}(?:[-_ ,.:&’']+[A-Za-z]+\.?)*")


@register.filter
def library(english):
    """A text of the library in the language of the page: `{{ method.title|library }}`."""
    return words.text(english)


@register.filter
def foreign(text):
    """Titles of books and names of columns, which a Russian text leaves in English, marked as English."""
    if get_language() != "ru":
        return text
    parts, end = [], 0
    for found in LATIN.finditer(text):
        parts += [text[end : found.start()], markup('<span lang="en">{}</span>', found[0])]
        end = found.end()
    return joined([*parts, text[end:]])
