"""What is checked of a file: each check passed, warned or failed, drawn from what is kept of the file.

Where a rule raised a concern, that concern is what warns or fails: nothing is found a second time. A warning is settled
once somebody ticked it off by name, or its concern is resolved; what fails cannot be ticked off.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation import corrected, known_errors
from curation.core import periods
from curation.core.concern_rules import MISPLACED
from curation.core.problems import Problem
from curation.explained import cells_of
from curation.knowledge import declarations_of
from curation.models import Concern, PrintedTotal, SourceFile, Tick
from curation.scope import POPULATION, Scope
from curation.understood import counted

State = SourceFile.State
READ = (State.READ, State.SUBMITTED, State.ACCEPTED)
PASSED, WARNED, FAILED = "passed", "warned", "failed"
OUTCOMES = {PASSED: gettext_lazy("passed"), WARNED: gettext_lazy("warned"), FAILED: gettext_lazy("failed")}
WEIGHTS = {Concern.Severity.BLOCKER: FAILED, Concern.Severity.CONCERN: WARNED}
NOTES_SHOWN = 200
OUTDATED = "corrections: others are in force than when it was read"
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that warns or fails. `name` is its own among those of the file, whatever it says.

    A doubt may be about several cells: the first is `sheet` and `cell`, and `others` are the rest.
    """

    name: str
    sentence: str
    weight: str = WARNED
    sheet: str = ""
    cell: str = ""
    others: tuple[tuple[str, str], ...] = ()
    concern: Concern | None = None
    tick: Tick | None = None
    problem: Problem | None = None

    @property
    def places(self) -> list[tuple[str, str]]:
        """Sheet and cell of each, the first before the others."""
        return [(self.sheet, self.cell), *self.others]

    @property
    def settled(self) -> bool:
        """Whether nobody need look at it any more."""
        return bool(self.tick or self.concern and self.concern.state == Concern.State.RESOLVED)


@dataclass(frozen=True)
class Check:
    """One question asked of a file: its answer in a sentence, and whatever warns or fails."""

    title: str
    sentence: str
    items: list[Item] = field(default_factory=list)
    rules: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """The gravest of its items that stand."""
        standing = {item.weight for item in self.items if not (item.weight == FAILED and item.settled)}
        return FAILED if FAILED in standing else WARNED if standing else PASSED

    @property
    def outcome_words(self):
        return OUTCOMES[self.outcome]

    @property
    def unticked(self) -> list[Item]:
        """The warnings that nobody has ticked off."""
        return [item for item in self.items if item.weight == WARNED and not item.settled]


class Kept:
    """What is kept of a file, each asked for once."""

    def __init__(self, file: SourceFile):
        self.file = file

    @cached_property
    def sheets(self) -> list[dict]:
        """Name, position and counts of each sheet, with what its layout takes for granted, not the layout itself."""
        named = {name: F(f"layout__{name}") for name in ("assumed", "corrections", "asked")}
        columns = ("name", "filled", "read", "set_aside_count")
        return list(self.file.sheets.order_by("position").values(*columns, **named))

    @cached_property
    def concerns(self) -> dict[str, list[Concern]]:
        """By rule, those that are more than notes; under "" what persons doubt."""
        found = defaultdict(list)
        for concern in self.file.concerns.exclude(severity=Concern.Severity.NOTE).order_by("pk"):
            found[concern.rule].append(concern)
        return found

    @cached_property
    def ticks(self) -> dict[str, Tick]:
        return {tick.check_name: tick for tick in self.file.ticks.select_related("by")}

    @cached_property
    def totals(self) -> Counter:
        """How many printed totals came out how."""
        totals = PrintedTotal.objects.filter(sheet__file=self.file).order_by()
        return Counter(dict(totals.values_list("outcome").annotate(count=Count("pk"))))

    @cached_property
    def periods(self) -> tuple[list[str], list[str]]:
        """The periods it holds in the years of a series, and the others."""
        scope, held = Scope(), self.file.coverage.order_by("period", "destination").values_list("destination", "period")
        found = {period: False for _destination, period in held}
        for destination, period in held:
            found[period] |= scope.year(self.file.source_id, destination, period) is not None
        return [period for period in found if found[period]], [period for period in found if not found[period]]

    @cached_property
    def counts_inhabitants(self) -> bool:
        """Whether it is of a table that no series rests on, because it counts nobody who moves."""
        inside, outside = self.periods
        return bool(outside and not inside) and self.file.source.measure == POPULATION

    def item(self, name: str, sentence: str, **more) -> Item:
        """Something that warns, with its tick if it has one."""
        name = shortened(name)
        return Item(name, sentence, tick=self.ticks.get(name), **more)

    def of_rules(self, *rules: str) -> list[Item]:
        """What these rules raised, as items."""
        return [self.of_concern(concern) for rule in rules for concern in self.concerns.get(rule, [])]

    def of_concern(self, concern: Concern) -> Item:
        first, *others = cells_of(concern.place)
        said = {"weight": WEIGHTS[concern.severity], "sheet": first[0], "cell": first[1], "others": tuple(others)}
        return self.item(name_of(concern), concern.text, **said, concern=concern)


# the checks


def opened(kept: Kept) -> Check:
    """Whether its bytes are what they say, and each cell of them can be read."""
    problems = [Problem.from_json(problem) for problem in kept.file.problems]
    failed = kept.file.state == State.QUARANTINED
    items = [
        kept.item(
            f"opened: {problem}",
            str(problem),
            weight=FAILED if failed else WARNED,
            sheet=problem.sheet,
            cell=problem.cell,
            problem=problem,
        )
        for problem in problems
    ]
    said = _("It was read from beginning to end.")
    if items:
        said = _("It could not be read.") if failed else _("It was read, and something in it is odd.")
    return Check(_("The file is what it says, and can be read"), said, items)


def account(kept: Kept) -> Check:
    """Whether the cells read and set aside add up to those that are filled."""
    filled, read, aside = (sum(sheet[name] for sheet in kept.sheets) for name in ("filled", "read", "set_aside_count"))
    counts = {"filled": counted(filled), "read": counted(read), "aside": counted(aside)}
    said = _("%(filled)s filled = %(read)s read + %(aside)s set aside, each with its reason.") % counts
    left = filled - read - aside
    items = []
    if left:
        lost = ngettext(
            "%(count)s filled cell is neither read nor set aside.",
            "%(count)s filled cells are neither read nor set aside.",
            left,
        ) % {"count": counted(left)}
        items.append(kept.item("account", lost, weight=FAILED))
    return Check(_("Every filled cell is accounted for"), said, items)


def ours(kept: Kept) -> Check:
    """Whether there is anything of the five origins."""
    read = sum(sheet["read"] for sheet in kept.sheets)
    said = ngettext("%(count)s cell was read.", "%(count)s cells were read.", read) % {"count": counted(read)}
    nothing = _(
        "No cell of Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan or Uzbekistan was read: is this the table?"
    )
    return Check(_("It speaks of the five origins"), said, [] if read else [kept.item("ours: nothing", nothing)])


def years(kept: Kept) -> Check:
    """Which of its periods lie in the years of a series; the others are read, and published nowhere."""
    if kept.counts_inhabitants:
        said = _("It counts inhabitants: a release takes in the years that it has numbers of.")
        return Check(_("Its periods have a place"), said)
    inside, outside = kept.periods
    said = _("All of its periods lie in the years of a series.")
    if outside:
        said = ngettext(
            "%(inside)s of its periods lie in the years of a series. %(outside)s does not, and is published nowhere "
            "until the director gives a series these years.",
            "%(inside)s of its periods lie in the years of a series. %(count)s do not, %(outside)s, and are published "
            "nowhere until the director gives a series these years.",
            len(outside),
        ) % {"inside": counted(len(inside)), "count": counted(len(outside)), "outside": spans(inside, outside)}
    nowhere = _("Accepted as it is, this file changes no published number: are these the years you want?")
    nothing = outside and not inside
    return Check(_("Its periods have a place"), said, [kept.item("years: nowhere", nowhere)] if nothing else [])


def assumptions(kept: Kept) -> Check:
    """What the layout takes for granted, once for all sheets where it is the same."""
    sheets = defaultdict(list)
    for sheet in kept.sheets:
        for sentence in sheet["assumed"] or ():
            sheets[sentence].append(sheet["name"])
    items = [
        kept.item(f"assumed: {sentence}", f"{where(names)}: {sentence}.", sheet=names[0])
        for sentence, names in sheets.items()
    ]
    said = _("Nothing was taken for granted.") if not items else _("Some of it was taken for granted.")
    return Check(_("The layout follows from the sheets"), said, items)


def declared(kept: Kept) -> Check:
    """What people say of the file that it does not say itself, and what was corrected in it."""
    once = declarations_of(kept.file.data_hash)
    items = [
        kept.item(f"declared: {name} = {said}", declared_in_words(name, said, once.get(name), kept.file.data_hash))
        for name, said in sorted(kept.file.declared.items())
    ]
    items += [
        kept.item(
            f"corrected: {each['sheet']}!{each['cells']}",
            _("Corrected: %(what)s %(why)s") % {"what": each["what"], "why": each["why"]},
            sheet=each["sheet"],
            cell=each["cells"],
        )
        for sheet in kept.sheets
        for each in sheet["corrections"] or ()
        if "changes" not in each
    ]
    said = _("Nothing was declared of it.") if not items else _("It is read with the help of what was declared.")
    return Check(_("The file says itself what its numbers are of"), said, items)


def declared_in_words(name: str, said: str, once: dict[str, str] | None, data_hash: str) -> str:
    """What was declared; where it was said once for all files with these very cells, that it was, and why."""
    words = {"name": name, "said": said}
    if not once or once["value"] != said:
        return _("Declared: %(name)s is %(said)s.") % words
    words |= {"hash": data_hash[:8], "reason": once["reason"]}
    return (
        _(
            "Declared not by whoever brought the file in but once for all, in curation/data/declarations.csv, of data "
            "with this hash (%(hash)s…): %(name)s is %(said)s. %(reason)s"
        )
        % words
    )


def errors(kept: Kept) -> Check:
    """Which errors of single cells were corrected, which corrections found something else, and what came since."""
    made = [each for sheet in kept.sheets for each in corrected.made(sheet)]
    rules = ("correction_unmet",)
    items = kept.of_rules(*rules)
    numbers = corrected.numbers_by_sheet([kept.file.source_id])
    read = [sheet for sheet in kept.sheets if sheet["corrections"] is not None]
    if any(set(sheet["asked"] or ()) != numbers[kept.file.source_id, sheet["name"]] for sheet in read):
        items.append(kept.item(OUTDATED, known_errors.since_it_was_read(kept.file)))
    said = known_errors.made(made) if made else _("No cell of it was corrected.")
    return Check(_("Known errors of its cells are corrected"), said, items, rules)


def totals(kept: Kept) -> Check:
    """Whether our sums meet the printed totals."""
    found = kept.totals
    said = _("It prints no total that could be compared.")
    if found:
        total, opened = found.total(), found["open"]
        said = _("%(met)s of %(total)s printed totals meet our sums, within rounding and hidden cells.") % {
            "met": counted(total - opened),
            "total": counted(total),
        }
    rules = ("parts_against_total",)
    return Check(_("The parts add up to the printed totals"), said, kept.of_rules(*rules), rules)


RULES = [  # what is asked, the answer where nothing is found, the rules that answer
    (gettext_lazy("Every place is known"), gettext_lazy("No place that nobody knows."), ["unknown_place"]),
    (gettext_lazy("No number stands twice"), gettext_lazy("Each number stands once."), ["duplicate_key"]),
    (
        gettext_lazy("Its labels are known"),
        gettext_lazy("No label that is new and has many people."),
        ["first_use"],
    ),
    (
        gettext_lazy("No label vanished"),
        gettext_lazy("Each larger label of the last accepted file is here."),
        ["vanished_label"],
    ),
    (gettext_lazy("No number jumps"), gettext_lazy("Years follow each other without a leap to be doubted."), ["jump"]),
    (
        gettext_lazy("It belongs to its table alone"),
        gettext_lazy("Neither its bytes nor its numbers are those of another table."),
        MISPLACED,
    ),
]


def by_rule(kept: Kept) -> Iterator[Check]:
    """A check for each rule that raises concerns about files."""
    for title, passed, rules in RULES:
        items = kept.of_rules(*rules)
        yield Check(str(title), doubted(len(items)) if items else str(passed), items, tuple(rules))


def inhabitants(kept: Kept) -> Check:
    """Whether a table of inhabitants has a believable number for each origin and year."""
    rules = ("population_jump", "population_missing")
    items = kept.of_rules(*rules)
    said = doubted(len(items)) if items else _("Each origin has one in each year, and none leaps.")
    return Check(_("The population of each year is there"), said, items, rules)


def doubts(kept: Kept) -> Check:
    """What persons doubt."""
    items = kept.of_rules("")
    said = doubted(len(items)) if items else _("Nobody raised a concern about it by hand.")
    return Check(_("No person doubts it"), said, items, ("",))


def other_rules(kept: Kept) -> Iterator[Check]:
    """What rules raised of which no check speaks."""
    known = {
        "",
        "parts_against_total",
        "correction_unmet",
        "population_jump",
        "population_missing",
        *(rule for _title, _passed, rules in RULES for rule in rules),
    }
    if items := kept.of_rules(*sorted(kept.concerns.keys() - known)):
        yield Check(_("No other rule doubts it"), doubted(len(items)), items)


ALWAYS: list[Callable[[Kept], Check]] = [opened]
ONCE_READ: list[Callable[[Kept], Check]] = [account, ours, years, assumptions, declared, errors, totals]


def of(file: SourceFile) -> list[Check]:
    """Every check of a file, worked out once for each time it was fetched; none while it waits to be read."""
    if "checks" not in file.__dict__:
        file.__dict__["checks"] = list(checked(Kept(file)))
    return file.__dict__["checks"]


def checked(kept: Kept) -> Iterator[Check]:
    read = kept.file.state in READ
    if read or kept.file.state == State.QUARANTINED:
        yield from (check(kept) for check in ALWAYS)
    if read:
        yield from (check(kept) for check in ONCE_READ)
        yield from by_rule(kept)
        if kept.counts_inhabitants:
            yield inhabitants(kept)
        yield from other_rules(kept)
        yield doubts(kept)


def forget(file: SourceFile) -> None:
    """Have the checks of a file worked out again: something was ticked off."""
    file.__dict__.pop("checks", None)


def unticked(file: SourceFile) -> list[Item]:
    """The warnings of a file that nobody has ticked off."""
    return [item for check in of(file) for item in check.unticked]


def failing(file: SourceFile) -> list[Item]:
    """What keeps a file from being accepted."""
    return [item for check in of(file) for item in check.items if item.weight == FAILED and not item.settled]


def notes(file: SourceFile) -> dict[str, list[Concern]]:
    """By rule what asks nothing of anybody: the first of it."""
    found = defaultdict(list)
    for concern in file.concerns.filter(severity=Concern.Severity.NOTE).order_by("pk")[:NOTES_SHOWN]:
        found[concern.rule].append(concern)
    return found


# words


def name_of(concern: Concern) -> str:
    """The name under which a concern is ticked off."""
    return shortened(f"{concern.rule}: {concern.subject}" if concern.rule else f"concern {concern.pk}")


def shortened(name: str) -> str:
    """A name as long as a tick can keep it, and still its own."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 65]} {sha256(name.encode()).hexdigest()}"


def spans(inside: list[str], outside: list[str]) -> str:
    """`FY1997 to FY2015, FY2020 to FY2024`: the periods outside of a series, those inside between them."""
    found: list[list[str]] = [[]]
    for period in sorted([*inside, *outside]):
        if period in inside or (found[-1] and is_apart(found[-1][-1], period)):
            found.append([])
        if period not in inside:
            found[-1].append(period)
    return ", ".join(from_to(run) for run in found if run)


def is_apart(one: str, other: str) -> bool:
    """Whether a year is missing between two years."""
    if not (periods.is_year(one) and periods.is_year(other)):
        return False
    return int(other.removeprefix("FY")) - int(one.removeprefix("FY")) > 1


def from_to(run: list[str]) -> str:
    """`FY2020`, or `FY2020 to FY2024`."""
    first, last = run[0], run[-1]
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def doubted(count: int) -> str:
    return ngettext("%(count)d doubt.", "%(count)d doubts.", count) % {"count": count}


def where(names: list[str]) -> str:
    """`FY18`, or `FY18 and 27 more sheets`."""
    if len(names) == 1:
        return names[0]
    more = ngettext("%(name)s and %(count)d more sheet", "%(name)s and %(count)d more sheets", len(names) - 1)
    return more % {"name": names[0], "count": len(names) - 1}
