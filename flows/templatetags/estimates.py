"""Texts of the library of estimates in templates."""

from django import template

from flows.estimating import words

register = template.Library()


@register.filter
def library(english):
    """A text of the library in the language of the page: `{{ method.title|library }}`."""
    return words.text(english)
