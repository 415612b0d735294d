"""The table beside the map, row by row: it may have hundreds, so that each is one call and no template of its own."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flows import figures, marks
from flows.addresses import whys
from flows.markup import joined, markup

HATCHED = (
    '<svg class="hatch-bar" width="{}" height="11" aria-hidden="true">'
    '<rect class="hatched" x=".5" y=".5" width="45" height="10"/></svg>'
)
ROW = (
    '<tr class="{}"><th scope="row">{}</th><td class="of">{}</td><td class="n value{}">{}</td><td class="of">{}</td>'
    "</tr>\n"
)
NUMBER = '<a class="opens" href="{}{}/">{}</a>'


def rows(lines, version):
    """The rows of a table for `flows.maps.pages.Line`s of a release."""
    before = whys(version)
    return joined(_row(line, before) for line in lines)


def _row(line, before):
    if line.members:
        return _others(line.members)
    figure = line.figure
    if not figure.is_number:
        return _gap(line, before)
    sign = marks.status_mark("zero") if figure.value == 0 else ""
    number = markup(NUMBER, before, figure.slug, figures.figure(figure))
    kind = "member" if figure.part_of else ""
    measure = "" if figure.part_of else figures.name_of("measure", figure.measure)
    return markup(ROW, kind, _name(figure), measure, " v", markup("{}{}", sign, number), _note(line, before))


def _name(figure):
    return figures.name_of("area", figure.place)


def _note(line, before):
    """Status and bounds where they say more than the number, and the numbers of other series."""
    figure = line.figure
    said = [figures.name_of("status", figure.status)] if figure.status != "normal" else []
    said += [figures.bounds(figure)] if figure.value is not None else []
    words, beside = ", ".join(filter(None, said)), _beside(line, before)
    return markup("{} {}{}", marks.status_mark(figure.status), words, beside) if words or beside else ""


def _beside(line, before):
    return joined(
        markup(
            '<span class="beside">{} {}</span>',
            _("beside: %(measure)s") % {"measure": figures.name_of("measure", other.measure)},
            markup(NUMBER, before, other.slug, figures.figure(other)),
        )
        for other in line.beside
    )


def _gap(line, before):
    figure = line.figure
    mark = marks.status_mark("excluded") if figure.status == "excluded" else markup(HATCHED, 46)
    status = markup(
        '<a href="{}{}/">{}</a>: {} {}',
        before, figure.slug, figures.name_of("status", figure.status), figures.name_of("reason", figure.reason),
        _beside(line, before),
    )  # fmt: skip
    measure = figures.name_of("measure", figure.measure) if figure.measure else ""
    return markup(ROW, "gap", _name(figure), measure, "", mark, status)


def _others(members):
    """The members of a union that have no number, in one row."""
    said = ngettext("%(count)s other member", "%(count)s other members", len(members)) % {"count": len(members)}
    names = ", ".join(figures.name_of("area", code) for code in members)
    words = _("no number of this year: %(names)s") % {"names": names}
    return markup(ROW, "member gap", said, "", "", markup(HATCHED, 46), words)
