"""What the report's PDF says, in the order in which it is printed: headings, sentences, charts and tables as values.

No text here is ever read as markup, so that a label cannot become part of the page.
"""

from html import unescape

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from flows import figures, marks
from flows.queries import entry
from flows.report import svg, told
from flows.report.contents import Report, written_out
from flows.templatetags.report import address

SIGNED = ("partial", "suppressed", "zero", "missing", "excluded", "provisional", "estimated", "break")


class Pages:
    """The blocks of a report, in the order in which they are printed."""

    def __init__(self, edition, root):
        self.edition, self.root, self.report = edition, root, Report(edition.release)

    def content(self):
        release = self.edition.release
        title = _("Migration from Central Asia: what release %(version)s says") % {"version": release.version}
        return {
            "language": get_language(),
            "title": title,
            "publisher": "Oxus Society for Central Asian Affairs",
            "lead": self.lead(),
            "cite": self.cite(),
            "footer": _("Central Asia Migration Tracker, release %(version)s") % {"version": release.version},
            "date": figures.day(release.published_at) if not release.is_candidate else _("not published"),
            "page": _("page"),
            "sections": [each for each in self.sections() if each["blocks"]],
        }

    def lead(self):
        release = self.edition.release
        count = release.observations_count
        said = ngettext(
            "Every sentence here is made from the data of the release: %(number)s observation, and %(places)s places "
            "without a number. Each number opens into what it was added up from.",
            "Every sentence here is made from the data of the release: %(number)s observations, and %(places)s places "
            "without a number. Each number opens into what it was added up from.",
            count,
        )
        return said % {"number": figures.number(count), "places": figures.number(self.report.places)}

    def cite(self):
        cited = render_to_string(
            "_components/citation.html", {"edition": self.edition, "LANGUAGE_CODE": get_language()}
        )
        return " ".join(unescape(strip_tags(cited)).split())

    def sections(self):
        report = self.report
        yield section(_("In short"), [each for one in report.short for each in self.briefly(one)])
        note = _("All origins together, within each headline series. Different measures are never added or compared.")
        yield section(_("By destination"), [self.overview(), *self.untold_series()], note)
        yield section(_("By origin"), [*self.tallies(), self.matrix(), *self.untold_origins()], never_down())
        for category, series in report.chapters:
            blocks = [block for one in series for block in self.series(one)]
            yield section(figures.name_of("category", category), blocks, definition("category", category))
        yield section(_("Mix of categories"), [block for mix in report.mixes for block in self.mix(*mix)])
        yield section(_("Largest corridors"), [*self.first_corridors(), self.corridors()] if report.rankings else [])
        yield section(_("What grew, what shrank"), [block for each in report.movers for block in self.moved(*each)])
        yield section(_("What is missing"), self.missing())
        limits = list(map(text, report.limitations))
        yield section(_("What the data cannot say"), [*limits, *self.definitions()])
        yield section(_("Notes"), self.notes())

    # --- Blocks

    def briefly(self, one):
        yield heading(self.of_series(one.series, with_category=True))
        yield self.findings(one.sentences)

    def series(self, one):
        yield heading(self.of_series(one.series))
        yield {"kind": "chart", "svg": svg.printed(written_out(one.drawing)), "alt": one.alternative}
        yield self.findings(one.sentences)
        head = [_("Origin"), *one.header]
        rows = [
            [
                plain(figures.name_of("area", origin)),
                *(self.cell(one.series, origin, year) for year in one.series.years),
            ]
            for origin in one.series.origins
        ]
        if one.has_total:
            sums = ([] if total is None else self.amount(total) for _year, total in one.totals)
            rows.append([plain(_("All together")), *sums])
        yield table(one.subject, head, rows, "l" + "r" * len(one.header))
        if one.series.more_origins or one.series.more_years:
            yield text(_("More origins or years stand in the list"))

    def of_series(self, series, with_category=False):
        named = [figures.name_of("category", series.category)] if with_category else []
        counted = [figures.name_of("measure", series.measure), figures.name_of("year_basis", series.year_basis)]
        return ", ".join([*named, figures.name_of("area", series.destination), *counted])

    def overview(self):
        head = [_("Category"), _("Destination"), _("Measure"), _("First year"), _("Number"), _("Newest year"),
                _("Number"), _("Change")]  # fmt: skip
        rows = [
            [*self.named(line.series), plain(figures.name_of("measure", line.series.measure)), *self.ends(line)]
            for _category, lines in self.report.overview
            for line in lines
        ]
        caption = _("All origins together: first and newest complete year of each series")
        return table(caption, head, rows, "lllrrrrr")

    def untold_series(self):
        count = self.report.more_series
        said = ngettext("%(number)s more series stands in the list", "%(number)s more series stand in the list", count)
        return [text(said % {"number": figures.number(count)})] if count else []

    def untold_origins(self):
        return [] if self.report.is_whole else [text(_("More origins or series stand in the list"))]

    def ends(self, line):
        """First year and number, newest year and number, and the change where it is certain."""
        basis, course = line.series.year_basis, line.course
        first = (
            [plain(figures.short_year(line.first.about.year, basis)), self.amount(line.first)] if course else [[], []]
        )
        change = figures.signed(course.change) if line.certain else _("not certain") if course else ""
        return [*first, plain(figures.short_year(line.last.about.year, basis)), self.amount(line.last), plain(change)]

    def matrix(self):
        origins = self.report.origins
        head = [_("Category"), _("Destination"), _("Year"), *(figures.name_of("area", origin) for origin in origins)]
        rows = [
            [*self.named(series), plain(figures.short_year(series.newest, series.year_basis)),
             *(self.cell(series, origin, series.newest) for origin in origins)]
            for series in self.report.series
        ]  # fmt: skip
        return table(_("The newest year of each series, by origin"), head, rows, "lll" + "r" * len(origins))

    def mix(self, mix, sentence, parts):
        yield heading(f"{figures.name_of('area', mix.destination)}, {figures.short_year(mix.year, mix.year_basis)}")
        if sentence:
            yield self.findings([sentence])
        rows = [
            [self.category(code), self.amount(part), plain(figures.percent(permille))] for code, part, permille in parts
        ]
        rows.append([plain(_("All together")), self.amount(mix.whole), []])
        destination = figures.name_of("area", mix.destination)
        caption = _("Parts by category: %(destination)s") % {"destination": destination}
        yield table(caption, [_("Category"), _("Number"), _("Part")], rows, "lrr")

    def tallies(self):
        found = self.report.tallies
        return [self.findings(found)] if found else []

    def first_corridors(self):
        found = [sentence for _ranking, sentence in self.report.rankings if sentence]
        return [self.findings(found)] if found else []

    def corridors(self):
        rows = []
        for ranking, _sentence in self.report.rankings:
            for place, each in enumerate(ranking.rows):
                named = [self.category(ranking.category), plain(figures.name_of("measure", ranking.measure)),
                         plain(figures.short_year(ranking.year, ranking.year_basis))]  # fmt: skip
                ends = (figures.name_of("area", code) for code in (each.about.origin, each.about.destination))
                rows.append([*(named if not place else [[], [], []]), plain(" → ".join(ends)), self.amount(each)])
        head = [_("Category"), _("Measure"), _("Year"), _("Corridors, the largest certain number first"), _("Number")]
        return table(_("The largest corridors by category and measure"), head, rows, "llllr")

    def moved(self, series, moved):
        yield heading(self.of_series(series, with_category=True))
        yield self.findings(moved)

    def missing(self):
        report = self.report
        rows = [
            [plain(figures.name_of("area", line.destination)),
             plain(", ".join(figures.name_of("category", code) or _("all categories") for code in line.categories)),
             plain(figures.year_span(*line.years, line.year_basis)), plain(figures.number(line.places)),
             [sign(line.status), *plain(f" {figures.name_of('status', line.status)}: "
                                        f"{figures.name_of('reason', line.reason)}")]]
            for line in report.missing
        ]  # fmt: skip
        head = [_("Destination"), _("Categories"), _("Years"), _("Places"), _("Status and reason")]
        if rows:
            yield self.findings(report.reasons)
            yield table(_("Places without a number, by destination and reason"), head, rows, "lllrl")
            yield from self.untold_lines()
        else:
            yield text(_("Nothing that this release was to hold is without a number."))
        yield heading(_("What kind of numbers the observations are"))
        yield text(counted("status", report.statuses))
        if report.left_out:
            yield heading(_("Labels left out by decision, by reason"))
            yield text(counted("reason", report.left_out))

    def untold_lines(self):
        count = self.report.more_missing
        said = ngettext("%(number)s more line is left out here.", "%(number)s more lines are left out here.", count)
        return [text(said % {"number": figures.number(count)})] if count else []

    def definitions(self):
        yield heading(_("What is counted"))
        for each in [*self.report.measures, *self.report.bases]:
            yield text(f"{capfirst(each.name)}. {each.definition}")

    def notes(self):
        yield from map(text, self.report.notes)
        signs = [run for status in SIGNED[:5] for run in (sign(status), *plain(f" {word(status)}   "))]
        yield {"kind": "findings", "items": [signs]}
        yield heading(_("Sources"))
        told = dict.fromkeys(f"{figures.publisher(each)}: {figures.title(each)}" for each in self.report.sources)
        yield from map(text, told)
        yield heading(_("How to cite"))
        yield text(self.cite())

    # --- Runs

    def findings(self, found):
        return {"kind": "findings", "items": [self.sentence(each) for each in found]}

    def sentence(self, sentence):
        return [self.run(*run) for run in told.runs(sentence)]

    def run(self, words, about=None):
        """Words, and the address that opens them: it names the release, for a PDF is read when there is a newer one."""
        if about is None:
            return {"text": words, "to": ""}
        named = address({"edition": self.edition}, about, release=self.edition.release.version)
        return {"text": words, "to": self.root + named}

    def amount(self, quantity):
        signs = [sign("partial"), *plain(" ")] if quantity.value is None else []
        return [*signs, self.run(figures.figure(quantity), quantity.about)]

    def cell(self, series, origin, year):
        row, lack = series.held.get((origin, year)), series.lacking.get((origin, year))
        if row is None:
            return [] if lack is None else [sign(lack.status)]
        status = "zero" if row.value == 0 else row.status
        signs = [sign(status), *plain(" ")] if status in SIGNED else []
        return [*signs, self.run(figures.figure(row), series.key(origin, year))]

    def named(self, series):
        return [self.category(series.category), plain(figures.name_of("area", series.destination))]

    def category(self, code):
        return plain(figures.name_of("category", code))


def never_down():
    return _("The newest year of each series. What one destination counts is no measure of what another does: read "
             "along the lines, not down.")  # fmt: skip


def section(title, blocks, note=""):
    return {"title": title, "note": note, "blocks": list(blocks)}


def heading(words):
    return {"kind": "heading", "text": words}


def text(words):
    return {"kind": "text", "text": words}


def table(caption, head, rows, align):
    return {"kind": "table", "caption": caption, "head": head, "rows": rows, "align": list(align)}


def plain(words):
    return [{"text": words, "to": ""}] if words else []


def sign(status):
    """The sign of a status, with its word for those who do not see it."""
    return {"svg": svg.printed(str(marks.status_mark(status))), "alt": word(status)}


def word(status):
    """What the sign of a status means; zero has a sign and is no status."""
    return _("zero, a number") if status == "zero" else figures.name_of("status", status)


def counted(codelist, counts):
    """`normal: 501; partial: 48`"""
    return "; ".join(f"{figures.name_of(codelist, code)}: {figures.number(count)}" for code, count in counts)


def definition(codelist, code):
    found = entry(codelist, code)
    return found.definition if found else ""
