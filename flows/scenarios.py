"""The one door by which questions are offered to readers, and taken back."""

from itertools import chain, count

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from flows.core.refusals import Refused
from flows.core.scenarios import ANY, OUT
from flows.models import OfferedScenario
from flows.queries import codelist
from flows.releases import remember

MOST_LABELS = 200
LONGEST_TITLE, LONGEST_TEXT, LONGEST_SLUG = 200, 4000, 70


def offer(*, titles, texts, labels, now, to, year_from=None, year_to=None, by):
    """Offer readers a question about labels, pairs of source table and words; titles and texts in English and Russian.

    `by` is the user in whose history it is remembered; the public never sees who.
    """
    check(titles, texts, labels, now, to)
    said = dict(zip(("title_en", "title_ru", "text_en", "text_ru"), (*titles, *texts), strict=True))
    said |= {"labels": [list(label) for label in labels], "now": now, "to": to}
    with transaction.atomic():
        scenario = OfferedScenario(**said, year_from=year_from, year_to=year_to, offered_at=timezone.now())
        save_under_a_free_slug(scenario)
        remember(by, scenario, ADDITION, f"Offered to readers at /what-if/{scenario.slug}/.")
    return scenario


def withdraw(scenario, *, reason, by):
    """Take an offer back, with the reason that readers see. Of two people one does it, the other is told when."""
    reason = reason.strip()
    if not reason:
        raise Refused(f"“{scenario}” is taken back with a reason only: say why, in words for the public.")
    with transaction.atomic():
        withdrawn = OfferedScenario.objects.standing().filter(pk=scenario.pk)
        moved = withdrawn.update(withdrawn_at=timezone.now(), withdrawn_reason=reason)
        scenario.refresh_from_db()
        if not moved:
            raise Refused(f"“{scenario}” was taken back on {scenario.withdrawn_at:%Y-%m-%d %H:%M} UTC already.")
        remember(by, scenario, CHANGE, f"Taken back: {reason}")


def check(titles, texts, labels, now, to):
    """Refuse what readers could not be shown."""
    categories = codelist("category")
    if to != OUT and to not in categories:
        raise Refused(f"“{to}” is nothing a label can count as: say a category, or {OUT}.")
    if now not in (ANY, OUT) and now not in categories:
        raise Refused(f"“{now}” is nothing a label counts as: say a category, or {OUT}, or nothing.")
    if not labels or len(labels) > MOST_LABELS:
        raise Refused(f"A scenario is about 1 to {MOST_LABELS} labels, and this one is about {len(labels)}.")
    for language, title, text in zip(("English", "Russian"), titles, texts, strict=True):
        if not title.strip() or not text.strip():
            raise Refused(f"Readers need a title and a text in {language} too: write both.")
        if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
            raise Refused(
                f"The {language} title may have {LONGEST_TITLE} characters and the text {LONGEST_TEXT:,}: shorten it."
            )


def save_under_a_free_slug(scenario):
    """The English title as it may stand in an address, with a number where an earlier scenario has it."""
    plain = slugify(scenario.title_en)[:LONGEST_SLUG].strip("-") or "scenario"
    taken = set(OfferedScenario.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{number}" for number in count(2))
    scenario.slug = next(slug for slug in chain([plain], numbered) if slug not in taken)
    try:
        with transaction.atomic():
            scenario.save()
    except IntegrityError as error:
        raise Refused(f"Somebody offered another “{scenario}” at this very moment: look at it first.") from error
