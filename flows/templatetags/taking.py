"""What is taken along from a page: the citation of what it shows."""

from django import template
from django.urls import reverse

from flows import previews
from flows.addresses import with_query
from flows.taking import citing

register = template.Library()


@register.simple_tag(takes_context=True)
def cite_list(context):
    return citing.of_list(context["list"], context["request"].build_absolute_uri)


@register.simple_tag(takes_context=True)
def cite_number(context):
    return citing.of_number(context["proof"], context["request"].build_absolute_uri)


@register.simple_tag(takes_context=True)
def cite_population(context):
    return citing.of_population(context["population"], context["request"].build_absolute_uri)


@register.simple_tag(takes_context=True)
def api_address(context):
    """Where a program finds the rows of a list page by page; nothing in a preview, where there is no API."""
    question = context["list"].question
    return "" if previews.led_to(context["request"]) else with_query(reverse("api:observations"), question.for_good)
