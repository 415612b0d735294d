"""What must be known before two numbers are compared: what each measure counts, at which stage, in which years."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flows import figures
from flows.core.records import BREAK
from flows.models import Measure, SourceUsed
from flows.profiles import prepared
from flows.queries import codelist, entry

STAGES = {
    "applied": gettext_lazy("asked for, whatever was decided"),
    "issued": gettext_lazy("issued, whether or not somebody travelled"),
    "travelled": gettext_lazy("came, or was registered there"),
    "resident": gettext_lazy("lives there on the day of counting"),
}


class Table(NamedTuple):
    """A publisher's table, and where the codebook says what of it counts."""

    source: SourceUsed
    anchor: str


class Counted(NamedTuple):
    """A measure with its categories, and how sure its numbers are here."""

    measure: Measure | None
    code: str
    basis: str
    categories: list[str]
    whole: bool
    rounding: int
    broken: list[int]
    tables: list[Table]

    @property
    def kind(self):
        if self.measure and self.measure.kind == "stock":
            return _("a stock: never added up over years")
        return _("a flow: what happened within the year")

    @property
    def stage(self):
        return STAGES.get(self.measure.stage, "") if self.measure else ""

    @property
    def precision(self):
        """How far off a whole number may be, in words; nothing where there is none."""
        if not self.whole:
            return ""
        if not self.rounding:
            return _("whole numbers are exact")
        said = ngettext("rounded or blurred: a number may be off by %(count)s",
                        "rounded or blurred: a number may be off by up to %(count)s", self.rounding)  # fmt: skip
        return said % {"count": figures.number(self.rounding)}

    @property
    def breaks(self):
        return figures.listed(figures.short_year(year, self.basis) for year in self.broken)


def counted(release, blocks):
    """A Counted for each measure and year basis of some blocks, in the order of measures."""
    kinds = {}
    for block in blocks:
        kinds.setdefault((block.measure, block.year_basis), []).append(block)
    tables = _tables(release, {code for block in blocks for code in block.sources})
    order = [*codelist("measure"), *(measure for measure, _basis in kinds)]
    ordered = sorted(kinds.items(), key=lambda kind: order.index(kind[0][0]))
    return [_counted(*kind, held, tables) for kind, held in ordered]


def _counted(measure, basis, held, tables):
    numbers = [number for block in held for line in block.lines for number in line.numbers]
    codes = sorted({code for block in held for code in block.sources})
    return Counted(
        entry("measure", measure),
        measure,
        basis,
        [category for category in codelist("category") if category in {block.category for block in held}],
        any(number.value is not None for number in numbers),
        max(block.rounding for block in held),
        sorted({number.year for number in numbers if number.status == BREAK}),
        [tables[code] for code in codes if code in tables],
    )


def _tables(release, codes):
    anchors = prepared.chapters(release)
    used = SourceUsed.public.of(release).filter(code__in=codes).order_by("-number")
    return {source.code: Table(source, anchors.get(source.code, "")) for source in used}
