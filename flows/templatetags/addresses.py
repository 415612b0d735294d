"""Addresses that keep what the reader chose: the release, the language, the question."""

from urllib.parse import quote

from django import template
from django.urls import reverse

from flows import canonical
from flows.addresses import full, whys, with_query

register = template.Library()


@register.simple_tag(takes_context=True)
def page(context, name, *args, **query):
    """The address of a page, with a query; it stays in an older release once the reader chose one."""
    return with_query(reverse(f"flows:{name}", args=args), in_edition(context, query))


@register.simple_tag(takes_context=True)
def file(context, format, **query):
    """The address of the list as a file, for the same query and release."""
    return with_query(reverse("files:observations", args=[format]), in_edition(context, query))


@register.simple_tag(takes_context=True)
def in_language(context, code):
    """This same page in another language."""
    request = context["request"]
    return full(canonical.in_language(request.path, code), request.GET)


@register.simple_tag(takes_context=True)
def in_release(context, release):
    """This same page of another release."""
    request = context["request"]
    match, proof = request.resolver_match, context.get("proof")
    if proof and release not in [each for each, _row in proof.releases]:
        # That release says nothing about this number: the list around it does.
        asked = {"origin": proof.key.origin, "destination": proof.key.destination, "release": release.version}
        return with_query(reverse("flows:observations"), asked)
    population = context.get("population")
    if population and release not in population.releases:
        return reverse("flows:release", args=[release.version])
    profile = context.get("profile")
    if profile and release not in profile.releases:
        return with_query(reverse("flows:profiles"), {"release": release.version})
    if "old" in match.kwargs:  # a difference is of two releases: which other pair is meant nobody knows
        return reverse("flows:release", args=[release.version])
    if "version" in match.kwargs:
        return reverse(match.view_name, kwargs={**match.kwargs, "version": release.version})
    question = request.GET.copy()
    if match.url_name == "graphic":  # another release may have no such picture: it shows one that it has
        question = question.__class__(mutable=True)
    question.pop("page", None)
    question.pop("release", None)
    if release != context["edition"].latest:
        question["release"] = release.version
    return full(request.path, question)


@register.simple_tag
def between(one, other, page="difference"):
    """The address of what changed between two releases, in numbers or in the codebook, the older first."""
    old, new = sorted([one, other], key=lambda release: release.number)
    return reverse(f"flows:{page}", args=[old.version, new.version])


@register.simple_tag
def why(row, version, year=None):
    """The address of the page that says why this number, or why there is none; of another year of its series too."""
    slug = f"{row.slug.rpartition('-')[0]}-{year}" if year else row.slug
    return f"{whys(version)}{quote(slug)}/"


def in_edition(context, query):
    """A query that stays in the release of the page, unless that is the newest."""
    edition = context.get("edition")
    return {**query, **edition.query} if edition else query
