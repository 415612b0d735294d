"""The lists of numbers: observations, series, what changed, and the cells behind one number."""

from itertools import islice

from django.http import Http404

from flows import downloads
from flows.addresses import whys
from flows.api import columns, forms
from flows.api.behind import Behind
from flows.api.cursors import Lost
from flows.api.faults import Unclear
from flows.api.lists import CODELISTS, Codebook, Files, List, Population, Releases, Root, Short, Sources
from flows.columns import DIFFERENCE, PROVENANCE
from flows.core.records import Key
from flows.differences.compared import Compared
from flows.filters import ObservationFilter
from flows.lists import index_files
from flows.lists.index import SERIES
from flows.models import KEY, Contribution, Gap
from flows.proof.why import key_of, nearest


class Observations(List):
    name, tag = "observations", "Numbers"
    about = (
        "The numbers of a release, by the filter of the list’s own page. Places without a number are left out unless "
        "`gaps=1` asks for them, numbers that a union’s holds already unless `members=1` or their destination does."
    )
    columns, words = columns.OBSERVATIONS_AND_PAGES, forms.OfObservations
    shape = (str, str, int, str, str)

    def understood(self, asked):
        self.question = Question(asked, self.release)
        return self.question.form

    @classmethod
    def asked(cls):
        narrowing = {name: each.field for name, each in Question.base_filters.items()}
        return {**narrowing, **super().asked()}

    def after(self, key, count):
        rows = drawn(self.question.observations(), key, count, "value", "lower", "upper", "status", "sources")
        if self.question.shows_gaps(by_default=False):
            gaps = drawn(self.question.gaps(), key, count, "status")
            rows += [(*gap[:6], None, None, None, gap[6], "") for gap in gaps]
            rows = sorted(rows, key=lambda row: row[:5])[:count]  # no key is both, so nothing behind it is compared
        return [(row[:5], self._told(*row)) for row in rows]

    def _told(self, origin, destination, year, category, measure, basis, *figures):
        names, slug = self.release.names, Key(origin, destination, year, category, measure).slug
        called = origin, names.get(origin, origin), destination, names.get(destination, destination)
        why = f"{self.absolute(whys(self.release.version))}{slug}/"
        return (*called, year, basis, category, measure, *figures, self.release.version, slug, why)


class Question(ObservationFilter):
    class Meta(ObservationFilter.Meta):
        form = Observations.form_of()


def drawn(rows, key, count, *fields):
    """Up to `count` rows after a key: key, year basis and fields, as the index on the key has them in order."""
    if key:
        rows = rows.filter(Behind(KEY, key))
    return list(rows.order_by(*KEY).values_list(*KEY, "year_basis", *fields)[:count])


class Series(Short):
    name, tag = "series", "Numbers"
    about = "The series of a release: a destination, a category and a measure over the years."
    columns, words = columns.SERIES, forms.OfSeries
    shape = (str, str, str, str)

    def rows(self):
        """Counted on the index of the release, in which rows that differ in their origin alone are one."""
        groups, found = index_files.of(self.release).without["origin"], {}
        for place in range(groups.observations):
            found.setdefault(tuple(groups.code(name, place) for name in SERIES), []).append(place)
        for key in sorted(found, key=ordered):
            if self._is_asked_for(*key):
                yield key, self._told(groups, found[key], *key)

    def _is_asked_for(self, category, destination, measure, _year_basis):
        asked, said = self.form.cleaned_data, {"category": category, "destination": destination, "measure": measure}
        return all(code in asked[name] for name, code in said.items() if asked[name])

    def _told(self, groups, places, category, destination, measure, year_basis):
        years = groups.column("year")[places]
        return (
            destination, self.release.names.get(destination, destination), category, measure, year_basis,
            bool(groups.column("headline")[places].any()), groups.code("part_of", places[0]),
            int(years.min()), int(years.max()), int(groups.counts[places].sum()), self.release.version,
        )  # fmt: skip


def ordered(key):
    """By destination first, as the numbers are."""
    category, destination, measure, year_basis = key
    return destination, category, measure, year_basis


class Changes(List):
    name, tag = "changes", "Numbers"
    about = (
        "What a release says otherwise than the one before it, or than the earlier one that `from` names: a row for "
        "each cause of each number that differs. The causes of a number add up to its difference; `cause` tells the "
        "rows of one kind alone."
    )
    columns, words = DIFFERENCE, forms.OfDifference
    shape = (int, int)  # the number in the order of the key, and which of its causes

    def told_by(self):
        return [*super().told_by(), self.older and self.older.digest]

    @property
    def older(self):
        """The release to compare with, or None before the first."""
        said = self.form.cleaned_data["from"]
        older = self.edition.meant(said) if said else self.edition.before
        if older and older.number > self.release.number:
            raise Unclear([f"from: release {older} is not earlier than {self.release}."])
        return older

    def after(self, key, count):
        if self.older in (None, self.release):
            return []
        compared, asked = Compared(self.older, self.release), self.form.cleaned_data
        number, cause = key or (0, -1)
        rows = (
            ((at, place), line)
            for at, row in compared.numbered(number, asked["cause"], asked["destination"])
            for place, line in enumerate(downloads.difference_rows(compared, [row]))
            if (at, place) > (number, cause) and asked["cause"] in ("", row.causes[place].kind)
        )
        return list(islice(rows, count))


class Provenance(List):
    name, tag = "provenance", "Numbers"
    about = "The cells behind one number, with the decision that put each of them there and its reason."
    columns = PROVENANCE
    shape = (int,)  # the cell in the order in which all were handed over

    def __init__(self, edition, asked, absolute, slug):
        self.slug, self.key = slug, key_of(slug)
        super().__init__(edition, asked, absolute)

    def after(self, key, count):
        cells = self._of_key(Contribution)
        behind = cells.filter(pk__gt=key[0]) if key else cells
        found = behind.order_by("pk").values_list("pk", *downloads.PROVEN)[:count]
        rows = [((pk,), downloads.proven(row)) for pk, *row in found]
        if rows:
            return rows
        if not any(self._of_key(model).exists() for model in (Contribution, Gap)):
            raise Http404(self._unknown())
        if key:
            raise Lost
        return []

    def _of_key(self, model):
        held = self.key._asdict() if self.key else {"pk": None}
        return model.public.of(self.release).filter(**held)

    def _unknown(self):
        near = [row.slug for row in nearest(self.release, self.key)] if self.key else []
        example = ", ".join(near) or "one such as KAZ-USA-study-visas_issued-2018"
        return f"Release {self.release} has no number “{self.slug}”. Is one of these meant: {example}?"


Root.listed = [Observations, Series, Changes, *CODELISTS, Sources, Codebook, Population, Releases, Files]
