"""Addresses with a query, written one way everywhere."""

from functools import lru_cache

from django.http import QueryDict
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def with_query(path, query):
    """`path?origin=KAZ&year=2018` of a dict; lists are repeated, what is empty is left out."""
    question = QueryDict(mutable=True)
    for name, value in query.items():
        values = value if isinstance(value, list | tuple) else [value]
        given = [str(each) for each in values if each not in (None, "")]
        if given:
            question.setlist(name, given)
    return full(path, question)


def full(path, question):
    """The path with a QueryDict behind it, if that says anything."""
    asked = question.urlencode(safe=",")
    return f"{path}?{asked}" if asked else path


def whys(version):
    """What stands before the slug and a slash in the addresses of a release's numbers: a page has hundreds of them."""
    return _whys(get_script_prefix(), get_language(), version)


@lru_cache(maxsize=256)
def _whys(_prefix, _language, version):
    return reverse("flows:why", args=[version, "-"]).removesuffix("-/")
