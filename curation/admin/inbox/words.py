"""The words of a line: what a thing is about, where, of which years."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from curation import codes, queries
from curation.actions import amendments
from curation.core import periods
from curation.models import Amendment
from flows import figures
from flows.figures import short_year, year_span
from flows.queries import entry


def where(source) -> str:
    """The destination that a table is of."""
    return name_of_area(source.destination) or _("several")


def where_asked(concern) -> str:
    """The destination of the number that a reader asks about."""
    return name_of(concern.question, "destination", "area") if concern.question else ""


def name_of_area(code: str) -> str:
    area = entry("area", code)
    return area.name if area else ""


def name_of(question, name: str, codelist: str) -> str:
    """What the key of the number that a reader asks about says, in words."""
    return figures.name_of(codelist, getattr(question, name))


def words_of(label) -> str:
    """What the codebook calls a label, or what somebody here translated."""
    rule = queries.rules_by_code().get(label.standing.rule) if hasattr(label, "standing") else None
    ours = label.translation_ru if get_language() == "ru" else label.translation_en
    return codes.label_of(rule) if rule else ours


def is_spanned(decision) -> bool:
    return decision.year_from is not None or decision.year_to is not None


def table_of(concern):
    """The source table that a doubt is about, or None."""
    if concern.label:
        return concern.label.source
    if concern.decision:
        return concern.decision.label.source
    return concern.file.source if concern.file else None


def what_of(concern) -> str:
    """What a doubt is about, in a few words."""
    found, question = concern.found, concern.question
    if question:
        return f"{name_of(question, 'origin', 'area')} → {name_of(question, 'destination', 'area')}"
    if concern.rule == "jump" and found:
        return f"{name_of_area(concern.origin) or concern.origin} {found['year']}"
    if concern.rule == "unknown_place":
        return f"“{name_in(concern)}”"
    if concern.rule == "vanished_label" and found:
        return found["label"]
    return str(concern.label or (concern.decision and concern.decision.label) or concern.file or concern.place or "–")


def words_about(concern, source) -> str:
    if question := concern.question:
        said = [name_of(question, name, name) for name in ("category", "measure") if getattr(question, name)]
        return ", ".join([*said, short_year(question.year, question.year_basis), question.release.version])
    if concern.rule == "jump" and concern.found:
        return f"“{concern.found['label']}”, {source.title}"
    about = words_of(concern.label) if concern.label else ""
    return ", ".join(filter(None, [about or (source.title if source else ""), concern.place]))


def name_in(concern) -> str:
    """The place name that a rule did not know."""
    return concern.found.get("name", concern.subject) if concern.rule == "unknown_place" else ""


def years_of(totals) -> str:
    """`2015 to 2023`, of totals of whole years."""
    years = sorted(year for total in totals if (year := year_in(total.period)))
    return year_span(years[0], years[-1]) if years else ""


def year_in(period: str) -> int | None:
    return int(period.removeprefix("FY")) if period and periods.is_year(period) else None


def changed(amendment) -> str:
    """What an amendment makes of a row: of a place name its place, else which fields."""
    if amendment.table == Amendment.Table.ALIAS:
        return name_of_area(amendment.after.get("area", "")) or amendment.after.get("area", "")
    return amendments.in_words(amendment)
