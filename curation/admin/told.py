"""What a judgement would change, told in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.effects import Effects, Instead
from curation.models import SourceFile
from curation.templatetags.concepts import way
from curation.understood import counted
from flows import figures
from flows.queries import entry

EXCLUDE = "exclude"


def sentences(decision, effects: Effects, seen, files) -> list[str]:
    """What an approval changes, what the treatment instead would, what is published, and what is still to come."""
    told = [approved(effects.changed), kept_out(decision, seen)]
    if effects.instead:
        told.append(instead(effects.instead, effects.changed_instead))
    told += [elsewhere(effects), public(effects), to_come(files)]
    return [sentence for sentence in told if sentence]


def approved(count: int) -> str:
    if not count:
        return _("Approved: no number of the draft changes.")
    said = ngettext(
        "Approved: %(count)s number of the draft changes.", "Approved: %(count)s numbers of the draft change.", count
    )
    return said % {"count": counted(count)}


def kept_out(decision, seen) -> str:
    """An exclusion changes nothing where nothing counted before; its people are listed all the same."""
    if decision.disposition != EXCLUDE:
        return ""
    said = {"people": counted(seen.people), "unit": unit(seen.measure)}
    return _("%(people)s %(unit)s stand beside the numbers as left out, with the reason.") % said


def instead(other: Instead, count: int) -> str:
    said = {"way": way(other.way).lower(), "count": counted(count), "why": ground(other)}
    if not count:
        return _("As %(way)s (%(why)s) no number changes.") % said
    words = ngettext(
        "As %(way)s (%(why)s) %(count)s number changes.", "As %(way)s (%(why)s) %(count)s numbers change.", count
    )
    return words % said


def ground(other: Instead) -> str:
    """Why this treatment stands beside the proposed one, and no other."""
    if other.ground == "case":
        if not other.case.destination:
            return _("like %(case)s") % {"case": other.case.words}
        place = figures.name_of("area", other.case.destination)
        return _("like %(case)s, %(place)s") % {"case": other.case.words, "place": place}
    return {"codebook": _("the codebook’s own"), "kept_out_of": _("what it is kept out of")}[other.ground]


def elsewhere(effects: Effects) -> str:
    if not effects.elsewhere:
        return ""
    names = figures.listed(series_name(table.series) for table in effects.elsewhere)
    count = sum(max(table.changed, table.changed_instead) for table in effects.elsewhere)
    words = ngettext(
        "%(count)s number more changes in %(names)s.", "%(count)s numbers more change in %(names)s.", count
    )
    return words % {"count": counted(count), "names": names}


def public(effects: Effects) -> str:
    """What readers have now; an approval changes nothing of it."""
    if effects.release is None:
        return _("Nothing is published yet.")
    said = [
        _("%(figure)s for %(series)s") % {"figure": figures.figure(table.public), "series": series_name(table.series)}
        for table in effects.tables
        if table.public
    ]
    release = {"version": effects.release.version, "figures": figures.listed(said)}
    if not said:
        return _("Release %(version)s says nothing of it.") % release
    return _("Release %(version)s says %(figures)s, until the next release.") % release


def to_come(files) -> str:
    """Files that hold the label and that nobody accepted yet: their numbers are not in the draft."""
    names = figures.listed(file.name for file in files if file.state != SourceFile.State.ACCEPTED)
    said = _("The draft holds nothing yet of %(names)s: its numbers enter when the file is accepted.")
    return said % {"names": names} if names else ""


def series_name(series) -> str:
    """`United States, study, visas issued`"""
    places = (("area", series.destination), ("category", series.category), ("measure", series.measure))
    place, category, measure = (figures.name_of(*each) for each in places)
    return f"{place}, {category.lower()}, {measure}"


def unit(measure: str) -> str:
    """`visas`"""
    found = entry("measure", measure)
    return found.unit if found else measure
