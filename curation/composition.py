"""A release composed: from every accepted reading and every approved decision, to what will be said.

    effective readings → decisions in force → cells of each key → numbers, with what was left out and what is missing

Nothing here writes, and nothing decides: labels without a decision, open blockers and totals that do not add up come
out as what blocks (`Composition.blocks`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection, transaction

from curation import queries
from curation.core import adding, conditions, periods
from curation.core.adding import Cell
from curation.core.numbers import NOT_APPLICABLE
from curation.core.sheets import address
from curation.models import (
    CategoryDecision,
    Concern,
    Coverage,
    ExpectedGap,
    Label,
    PrintedTotal,
    Reading,
    Series,
    Sheet,
    SourceFile,
    SourceTable,
)
from flows.core.records import (
    ContributionRecord,
    GapRecord,
    Handover,
    Key,
    ObservationRecord,
    SourceRecord,
    TotalCheckRecord,
    TreatmentRecord,
)
from flows.models import Area, Membership

UNION = "EU"
FIELDS = (
    "sheet_id", "label_id", "row", "column", "origin", "destination", "period", "breakdown", "printed",
    "value", "lower", "upper", "status", "flag",
)  # fmt: skip


@dataclass
class Composition:
    """What a release would say, what keeps it from being said, and what people should look at."""

    handover: Handover
    blocks: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def compose() -> Composition:
    """Compose the release as it would be now, from one moment's state of the tables. Changes nothing."""
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":  # SQLite's transactions see one moment anyway
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return Composer().composition()


class Composer:
    """The state of one composition. Every step is a cached property or a method that fills one dictionary."""

    def __init__(self):
        self.series = list(Series.objects.all())
        self.tables = SourceTable.objects.in_bulk({code for series in self.series for code in series.tables})
        self.origins = list(Area.objects.filter(tracked_origin=True).order_by("code").values_list("code", flat=True))
        self.cells: dict[Key, dict[str, list]] = defaultdict(lambda: defaultdict(list))
        self.left_out: list = []
        self.rows_seen: set[tuple[str, str, str, int]] = set()
        self.undecided: dict[int, int] = defaultdict(int)
        self.homeless: dict[tuple, int] = defaultdict(int)
        self.used: dict[int, CategoryDecision] = {}
        self._treatments: dict[int, int] = {}

    def composition(self) -> Composition:
        for reading in self.effective():
            self.treat(*reading)
        observations, contributions = self.numbers()
        said = {observation.key for observation in observations}
        handover = Handover(
            sources=self.source_records(),
            treatments=self.treatment_records(),
            observations=sorted(observations, key=lambda observation: observation.key),
            contributions=contributions,
            gaps=self.gaps(said),
            total_checks=self.total_checks(),
        )
        return Composition(handover, self.blocks(), self.warnings())

    # what is held

    @cached_property
    def files(self) -> dict[int, SourceFile]:
        """Accepted files of the tables our series rest on, the one accepted last coming last."""
        accepted = SourceFile.objects.accepted().filter(source__in=self.tables).order_by("accepted_at", "pk")
        return {file.pk: file for file in accepted}

    @cached_property
    def newest(self) -> dict[tuple[str, str, str], int]:
        """For each table, destination and period the file that counts: the one accepted last that holds it."""
        order = {pk: place for place, pk in enumerate(self.files)}
        held = Coverage.objects.filter(file__in=self.files).values_list("file_id", "destination", "period")
        found: dict[tuple[str, str, str], int] = {}
        for file, destination, period in held.iterator():
            key = (self.files[file].source_id, destination, period)
            if key not in found or order[file] > order[found[key]]:
                found[key] = file
        return found

    @cached_property
    def covered(self) -> dict[tuple[str, str], set[str]]:
        """The periods that each table holds for each destination."""
        found = defaultdict(set)
        for source, destination, period in self.newest:
            found[source, destination].add(period)
        return found

    @cached_property
    def sheets(self) -> dict[int, tuple[int, str]]:
        rows = Sheet.objects.filter(file__in=self.files)
        return {pk: (file, name) for pk, file, name in rows.values_list("pk", "file_id", "name")}

    # which series a cell may belong to

    @cached_property
    def members(self) -> dict[str, list[tuple[int, int | None]]]:
        found = defaultdict(list)
        for member, first, last in Membership.objects.filter(group=UNION).values_list(
            "member_id", "from_year", "to_year"
        ):
            found[member].append((first, last))
        return found

    def union_code(self, year: int) -> str:
        """Under which name the publishers print the Union in a year."""
        return "EU27_2020" if year >= 2020 else "EU28"

    def is_member(self, area: str, year: int) -> bool:
        return any(conditions.covers(first, last, year) for first, last in self.members.get(area, ()))

    @cached_property
    def by_table(self) -> dict[str, list[Series]]:
        found = defaultdict(list)
        for series in self.series:
            for table in series.tables:
                found[table].append(series)
        return found

    def in_scope(self, table: str, destination: str, period: str) -> Series | None:
        """The first series of a table that a cell of this destination and period could count in."""
        for series in self.by_table[table]:
            year = periods.observation_year(period, series.year_basis)
            if year is None or not series.from_year <= year <= series.to_year:
                continue
            if series.destination == destination or (
                series.destination == UNION
                and (destination == self.union_code(year) or self.is_member(destination, year))
            ):
                return series
        return None

    # one reading at a time

    def effective(self) -> Iterator[tuple]:
        """Readings that count: of the newest file that holds their period, in a series' span, and of kept breakdowns."""
        readings = Reading.objects.filter(sheet__in=self.sheets).order_by("sheet", "row", "column")
        scope: dict[tuple, Series | None] = {}
        for values in readings.values_list(*FIELDS).iterator(chunk_size=5_000):
            sheet, _label, _row, _column, _origin, destination, period, breakdown, *_rest = values
            file = self.sheets[sheet][0]
            table = self.files[file].source_id
            place = (table, destination, period)
            if place not in scope:
                scope[place] = self.in_scope(*place)
            if scope[place] is None or self.newest.get(place) != file:
                continue
            if breakdown and not queries.counts_at_all(self.tables[table], breakdown):
                continue
            yield scope[place], table, values

    @cached_property
    def decisions(self) -> dict[int, list[CategoryDecision]]:
        found = defaultdict(list)
        for decision in (
            CategoryDecision.objects.in_force().filter(label__source__in=self.tables).select_related("label")
        ):
            found[decision.label_id].append(decision)
        return found

    def treat(self, series: Series, table: str, values: tuple) -> None:
        """Put one cell where its label's decision says: into a number, beside it, or nowhere."""
        label, origin, destination, period, breakdown = values[1], values[4], values[5], values[6], values[7]
        year = periods.observation_year(period, series.year_basis)
        self.rows_seen.add((table, origin, destination, year))
        decision = queries.covering(self.decisions.get(label, ()), year, destination, breakdown)
        if decision is None:
            self.undecided[label] += 1
            return
        self.used[decision.pk] = decision
        if decision.disposition not in ("include", "exclude"):
            return
        category = decision.category
        measure = decision.measure or self.tables[table].measure
        key = Key(origin, destination, year, category, measure)
        if decision.disposition == "include":
            self.cells[key][table].append((decision.pk, values))
        else:
            self.left_out.append((key, series.year_basis, table, decision.pk, values))

    # numbers

    def numbers(self) -> tuple[list, list]:
        """Every observation of every series with the cells behind it; members of a union beside the union."""
        observations, contributions = [], []
        for series in self.series:
            for year in range(series.from_year, series.to_year + 1):
                for origin in self.origins:
                    found = (
                        self.union(series, origin, year)
                        if series.destination == UNION
                        else self.single(series, origin, year)
                    )
                    for observation, cells in found:
                        observations.append(observation)
                        contributions += self.contributions_of(observation, cells, counted=True)
        contributions += self.excluded(observations)
        contributions.sort(key=lambda record: (record.key, not record.counted, record.source, record.sheet))
        return observations, contributions

    def single(self, series: Series, origin: str, year: int) -> list:
        found = self.number(series, origin, series.destination, year)
        return [found] if found else []

    def union(self, series: Series, origin: str, year: int) -> list:
        """The Union's number as printed, else the sum of its members; each member beside it, as a part of it."""
        members = []
        for area in sorted(self.members):
            if self.is_member(area, year) and (found := self.number(series, origin, area, year, part_of=UNION)):
                members.append(found)
        whole = self.number(series, origin, self.union_code(year), year, named=UNION) or self.sum_of(
            series, origin, year, members
        )
        return ([whole] if whole else []) + members

    def sum_of(self, series: Series, origin: str, year: int, members: list):
        if not members:
            return None
        held = {observation.key.destination for observation, _cells in members}
        absent = [area for area in sorted(self.members) if self.is_member(area, year) and area not in held]
        cells = [cell for _observation, cells in members for cell in cells]
        partial = bool(absent) or any(observation.absent for observation, _cells in members)
        total = adding.add((Cell(*cell[2][9:]) for cell in cells), absent=partial)
        notes = [{"member": area, "held": "no row in the publisher's table"} for area in absent]
        key = Key(origin, UNION, year, series.category, series.measure)
        return self.observation(series, key, total, {cell[0] for cell in cells}, notes, ""), cells

    def number(self, series: Series, origin: str, area: str, year: int, *, named: str = "", part_of: str = ""):
        """One number: its tables' cells added up, or None where no table says anything."""
        key = Key(origin, area, year, series.category, series.measure)
        tables = series.tables_all or self.preferred(series, area, year)
        cells, notes, sources = [], [], set()
        for table in tables:
            held = adding.held(self.covered[table, area], year, series.year_basis, series.months_summable_until)
            mine = [
                (table, decision, values)
                for decision, values in self.cells.get(key, {}).get(table, ())
                if values[6] in held.periods
            ]
            absent_row = not mine and self.tables[table].absent == SourceTable.Absent.MISSING
            if mine or (held.complete and not absent_row):
                sources.add(table)
            if not held.complete:
                notes.append({"table": table, "held": held.words})
            elif absent_row:
                notes.append({"table": table, "held": "no row in the publisher's table"})
            cells += mine
        if not cells and (notes or not tables):
            return None
        cells = [cell for cell in cells if cell[2][13] != NOT_APPLICABLE]
        total = adding.add((Cell(*values[9:]) for _table, _decision, values in cells), absent=bool(notes))
        said = key._replace(destination=named) if named else key
        return self.observation(series, said, total, sources, notes, part_of), cells

    def preferred(self, series: Series, area: str, year: int) -> list[str]:
        """The first table that prints the year, else the first that holds all of it, else whatever holds some."""
        held = {
            table: adding.held(self.covered[table, area], year, series.year_basis, series.months_summable_until)
            for table in series.tables_prefer
        }
        for fits in (
            lambda part: part.complete and len(part.periods) == 1,
            lambda part: part.complete,
            lambda part: bool(part.periods),
        ):
            for table, part in held.items():
                if fits(part):
                    return [table]
        return series.tables_prefer[:1]

    def observation(self, series: Series, key: Key, total, sources, notes, part_of) -> ObservationRecord:
        return ObservationRecord(
            key=key,
            year_basis=series.year_basis,
            value=total.value,
            lower=total.lower,
            upper=total.upper,
            status=self.broken(key, total.status),
            headline=series.headline,
            part_of=part_of,
            sources=";".join(sorted(sources)),
            cells=total.cells,
            hidden_cells=total.hidden,
            absent=tuple(notes),
        )

    def broken(self, key: Key, status: str) -> str:
        """The Union of 2020 is another than that of 2019."""
        return "break" if key.destination == UNION and key.year == 2020 and status == "normal" else status

    # the cells behind them

    def contributions_of(self, observation: ObservationRecord, cells, *, counted: bool) -> list[ContributionRecord]:
        return [
            self.contribution(observation.key, observation.year_basis, table, decision, values, counted)
            for table, decision, values in cells
        ]

    def contribution(self, key, basis, table, decision, values, counted) -> ContributionRecord:
        sheet, _label, row, column, _origin, _destination, period, breakdown, printed, value, lower, upper, *_ = values
        file, name = self.sheets[sheet]
        if counted and lower is None:
            lower, upper = 0, None
        return ContributionRecord(
            key, basis, self.source_number(file), self.treatment_number(decision), counted, name, address(row, column),
            printed, value, lower, upper, period, breakdown,
        )  # fmt: skip

    def excluded(self, observations) -> list[ContributionRecord]:
        """Cells kept out, at zero: beside the number they were kept out of, in the periods that number was made of."""
        found = []
        for key, basis, table, decision, values in self.left_out:
            held = adding.held(self.covered[table, key.destination], key.year, basis)
            if values[6] in held.periods and values[13] != NOT_APPLICABLE:
                if key.destination == self.union_code(key.year):
                    key = key._replace(destination=UNION)
                found.append(self.contribution(key, basis, table, decision, values, counted=False))
        return found

    def source_number(self, file: int) -> int:
        return self._source_numbers.setdefault(file, len(self._source_numbers) + 1)

    @cached_property
    def _source_numbers(self) -> dict[int, int]:
        return {}

    def treatment_number(self, decision: int) -> int:
        return self._treatments.setdefault(decision, len(self._treatments) + 1)

    def source_records(self) -> list[SourceRecord]:
        return [self.source_record(self.files[file], number) for file, number in self._source_numbers.items()]

    def source_record(self, file: SourceFile, number: int) -> SourceRecord:
        table = self.tables[file.source_id]
        layouts = file.sheets.values_list("layout", flat=True)
        return SourceRecord(
            number=number,
            code=table.code,
            title_en=table.title_en,
            title_ru=table.title_ru,
            publisher_en=table.publisher_en,
            publisher_ru=table.publisher_ru,
            url=file.retrieved_from or table.url,
            licence=table.licence,
            file_name=file.name,
            sha256=file.sha256,
            retrieved_on=file.retrieved_on,
            declared=file.declared,
            corrections=[correction for layout in layouts for correction in layout.get("corrections", [])],
        )

    def treatment_records(self) -> list[TreatmentRecord]:
        """Every decision that a cell of the release met, those about totals and non-data too."""
        rules = {rule.rule: rule for rule in queries.codebook_rules()}
        for pk in self.used:
            self.treatment_number(pk)
        return [
            self.treatment_record(self.used[pk], number, rules.get(self.used[pk].rule_id))
            for pk, number in self._treatments.items()
        ]

    def treatment_record(self, decision: CategoryDecision, number: int, rule) -> TreatmentRecord:
        label = decision.label
        return TreatmentRecord(
            number=number,
            source=label.source_id,
            label=label.text,
            label_language=self.tables[label.source_id].language,
            label_translation=label.translation_en or (rule.label_en if rule else ""),
            label_translation_ru=label.translation_ru or (rule.label_ru if rule else ""),
            disposition=decision.disposition,
            category=decision.category,
            measure=decision.measure or self.tables[label.source_id].measure,
            reason_code=decision.reason_code,
            rationale=decision.rationale,
            rule=decision.rule_id or "",
            sentence=rule.sentence if rule else "",
            year_from=decision.year_from,
            year_to=decision.year_to,
            condition=decision.condition,
            proposed_on=decision.proposed_at.date(),
            approved_on=decision.reviewed_at.date(),
        )

    # what is missing

    @cached_property
    def expected(self) -> list[ExpectedGap]:
        return list(ExpectedGap.objects.all())

    def gaps(self, said: set[Key]) -> list[GapRecord]:
        """A row with its reason for each place of a headline series that has no number, and for what rules leave out."""
        found = {}
        for series in self.series:
            if not series.headline:
                continue
            for year in range(series.from_year, series.to_year + 1):
                for origin in self.origins:
                    key = Key(origin, series.destination, year, series.category, series.measure)
                    if key not in said:
                        found[key] = self.gap(series, key)
        for gap in self.expected:
            if gap.destination not in {series.destination for series in self.series}:
                found |= self.ruled_out(gap)
        return [found[key] for key in sorted(found)]

    def gap(self, series: Series, key: Key) -> GapRecord:
        for gap in self.expected:
            if self.expects(gap, key):
                return GapRecord(key, series.year_basis, gap.status, gap.reason_code, gap.reason_en, gap.reason_ru)
        if any(self.covers(table, key.year, series.year_basis) for table in series.tables):
            return GapRecord(
                key, series.year_basis, "missing", "no_row", "There is no row in the publisher’s table.",
                "В таблице источника нет такой строки.",
            )  # fmt: skip
        return GapRecord(
            key, series.year_basis, "missing", "awaiting_source", "The publisher’s table for this year is awaited.",
            "Ожидается таблица источника за этот год.",
        )  # fmt: skip

    def covers(self, table: str, year: int, basis: str) -> bool:
        return any(
            source == table and adding.held(covered, year, basis).periods
            for (source, _), covered in self.covered.items()
        )

    def expects(self, gap: ExpectedGap, key: Key) -> bool:
        return (
            gap.destination == key.destination
            and gap.category in ("", key.category)
            and gap.origin in ("", key.origin)
            and gap.from_year <= key.year <= gap.to_year
        )

    def ruled_out(self, gap: ExpectedGap) -> dict[Key, GapRecord]:
        return {
            (key := Key(origin, gap.destination, year, gap.category, "")): GapRecord(
                key, "calendar", gap.status, gap.reason_code, gap.reason_en, gap.reason_ru
            )
            for origin in ([gap.origin] if gap.origin else self.origins)
            for year in range(gap.from_year, gap.to_year + 1)
        }

    # printed totals

    @cached_property
    def printed_totals(self) -> list[PrintedTotal]:
        totals = PrintedTotal.objects.filter(sheet__file__in=self._source_numbers, origin__in=self.origins)
        return [total for total in totals.select_related("sheet") if self.total_in_span(total)]

    def total_in_span(self, total: PrintedTotal) -> bool:
        """Whether the total stands in a line or sheet of which the release uses a cell."""
        return (total.sheet_id, total.row) in self._lines_used

    @cached_property
    def _lines_used(self) -> set[tuple[int, int]]:
        return {
            (values[0], values[2])
            for tables in self.cells.values()
            for rows in tables.values()
            for _decision, values in rows
        }

    def total_checks(self) -> list[TotalCheckRecord]:
        return [
            TotalCheckRecord(
                self._source_numbers[total.sheet.file_id], total.sheet.name, address(total.row, total.column), total.origin,
                total.what, total.printed, total.lower, total.upper, *self.judged(total),
            )
            for total in self.printed_totals
        ]  # fmt: skip

    def judged(self, total: PrintedTotal) -> tuple[str, str]:
        """An open total that a person explained, by resolving its concern in words, is explained."""
        if total.outcome == "open":
            place = f"{total.sheet.name}!{address(total.row, total.column)}"
            words = self._explanations.get((total.sheet.file_id, place))
            return ("explained", words) if words else ("open", "")
        return total.outcome, total.explanation

    @cached_property
    def _explanations(self) -> dict[tuple[int, str], str]:
        resolved = Concern.objects.filter(rule="parts_against_total", state=Concern.State.RESOLVED, file__in=self.files)
        return {(file, place): words for file, place, words in resolved.values_list("file_id", "place", "resolution")}

    # what keeps it from being said

    def blocks(self) -> list[str]:
        return [*self.blocked_by_labels(), *self.blocked_by_concerns(), *self.blocked_by_totals()]

    def blocked_by_labels(self) -> list[str]:
        labels = Label.objects.in_bulk(self.undecided)
        return [
            f"{label.source_id}: the label “{label}” has no approved decision, and {cells} "
            f"{'cell' if cells == 1 else 'cells'} in the years of the release bear it."
            for pk, cells in sorted(self.undecided.items(), key=lambda pair: -pair[1])
            if (label := labels[pk])
        ]

    def blocked_by_concerns(self) -> list[str]:
        blockers = Concern.objects.unresolved().filter(severity=Concern.Severity.BLOCKER)
        return [f"An open blocker: {concern.text}" for concern in blockers]

    def blocked_by_totals(self) -> list[str]:
        return [
            f"{total.sheet.name}!{address(total.row, total.column)} prints {total.printed}, and its parts add up to "
            f"{total.lower}; answer and resolve the concern about it in words."
            for total in self.printed_totals
            if self.judged(total)[0] == "open"
        ]

    def warnings(self) -> list[str]:
        waiting = SourceFile.objects.filter(state__in=["read", "submitted"], source__in=self.tables)
        return [
            f"{file.name} ({file.source_id}) is {file.get_state_display()} and not accepted." for file in waiting
        ] + [
            f"{key.destination}, {key.category}, {key.measure}: decided, but no series declares it, so it is not published."
            for key in sorted(self.undeclared())
        ]

    def undeclared(self) -> set[Key]:
        """Keys that cells were decided into and that no series makes a number of, without origin and year."""
        declared = {(series.destination, series.category, series.measure) for series in self.series}
        return {
            Key("", UNION if key.destination in self.members or key.destination.startswith(UNION) else key.destination, 0,
                key.category, key.measure)
            for key in self.cells
        } - {Key("", destination, 0, category, measure) for destination, category, measure in declared}  # fmt: skip
