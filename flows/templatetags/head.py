"""What stands in the head of every page: title, what it is about, its own address, and a card for those who share it.

Title and description are blocks of each page; they are printed twice, for browsers and for whoever shows a link, so
that a tag takes in the block once.
"""

import json

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from flows import canonical, described, previews

register = template.Library()
AS_TEXT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}  # or `</script>` in a name would end it


@register.simple_block_tag
def titled(content):
    """The title of the page, and of its card."""
    title = _plain(content)
    site = _("Central Asia Migration Tracker")
    page = format_html("{} · {}", title, site) if title else site
    return format_html('<title>{}</title>\n  <meta property="og:title" content="{}">', page, title or site)


@register.simple_block_tag
def told(content):
    """What the page is about in a sentence or two, for those who look for it and for its card."""
    said = _plain(content)
    return format_html(
        '<meta name="description" content="{}">\n  <meta property="og:description" content="{}">', said, said
    )


@register.simple_tag(takes_context=True)
def own_address(context, language=""):
    """The whole address of this page, in its own or another language; nothing where no page was found."""
    request = context["request"]
    if not getattr(request, "resolver_match", None):
        return ""
    path = canonical.address(request, context.get("edition"), language or context["LANGUAGE_CODE"])
    return request.build_absolute_uri(path)


@register.simple_tag(takes_context=True)
def permanent_address(context):
    """The whole address under which this very view can always be seen; nothing where it was refused or will end."""
    request, edition = context["request"], context.get("edition")
    found = getattr(request, "resolver_match", None) and edition and edition.release
    sent = request.method == "POST"  # what was sent does not stand in the address
    if not found or sent or "sentences" in context or previews.led_to(request):
        return ""
    return request.build_absolute_uri(canonical.permanent(request, edition, context["LANGUAGE_CODE"]))


@register.simple_tag(takes_context=True)
def card(context):
    """The whole address of the picture that stands for the site where it is shared."""
    return context["request"].build_absolute_uri(static(f"card/{context['LANGUAGE_CODE']}.png"))


@register.simple_tag(takes_context=True)
def dataset(context):
    """The release as a Dataset of schema.org, for programs: a block of data, which no browser runs."""
    request, edition = context["request"], context["edition"]
    if edition.release is None or previews.led_to(request):
        return ""
    said = json.dumps(described.dataset(edition.release, request.build_absolute_uri), ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(said.translate(AS_TEXT)))


def _plain(content):
    """The words of a block in one line, fit to stand in an attribute."""
    return mark_safe(" ".join(strip_tags(content).replace('"', "&quot;").split()))
