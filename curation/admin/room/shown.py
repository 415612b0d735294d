"""What the release room shows: the difference by cause, the version it asks for, the checklist, how far one is."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.actions import candidates
from curation.models import NextRelease, Reckoned
from curation.room import checklist, draft, notes
from flows import figures
from flows.core import ledger
from flows.core.causes import KINDS, Explained
from flows.differences import caused
from flows.models import Release
from flows.queries import entry

LOOKED_FOR = (
    "accepted", "new_cell", "category", "span", "revised", "gone_cell", "withdrawn", "place", "correction", "layout",
)  # fmt: skip
LINES = 3  # causes of one kind that stand in the table
A_PAGE = 50
STAGES = [
    ("draft", gettext_lazy("draft"), gettext_lazy("changes freely")),
    ("candidate", gettext_lazy("candidate"), gettext_lazy("frozen, previewed by a link that expires")),
    ("published", gettext_lazy("published"), gettext_lazy("never changes again")),
    ("amended", gettext_lazy("amended"), gettext_lazy("by a new release, with a note")),
]


class Kind(NamedTuple):
    """A kind of cause: its causes in words, what it adds to each measure, and where its numbers are listed."""

    code: str
    name: str
    said: list[str]
    more: int
    amounts: list[int]
    url: str


class Stage(NamedTuple):
    name: str
    words: str
    now: bool
    done: bool


@dataclass(frozen=True)
class Room:
    """The room for one look at it; `kept` is the draft as it was composed last, None where it never was."""

    row: NextRelease
    kept: Reckoned | None
    latest: Release | None

    @property
    def content(self):
        return self.kept.content

    @cached_property
    def is_behind(self):
        """Whether a job is composing what is not shown yet."""
        return self.kept is None or self.kept.stamp != draft.state()

    @property
    def stages(self):
        now = 1 if self.row.is_frozen else 0
        return [
            Stage(str(name), str(words), number == now, number < now)
            for number, (_code, name, words) in enumerate(STAGES)
        ]

    # --- The difference -----------------------------------------------------------------------------------------------

    @cached_property
    def difference(self):
        return draft.difference(self.content)

    @cached_property
    def accounts(self):
        """An account for each measure that has numbers, in the order of measures."""
        found = ledger.rolled_up(self.difference.accounts, of=lambda name: name[2])
        return sorted(found, key=lambda each: position(each.name))

    @cached_property
    def moved(self):
        """Those of which something is to be said."""
        return [account for account in self.accounts if account.changes]

    @property
    def alike(self):
        """The measures of which no number is another."""
        return [figures.name_of("measure", account.name) for account in self.accounts if not account.changes]

    @cached_property
    def kinds(self):
        """The kinds of causes that occur, in the order in which causes are told."""
        told = caused.by_kind(self.accounts)
        return [
            Kind(
                code,
                caused.name(code),
                [said.sentence for said in told[code][:LINES]],
                max(0, len(told[code]) - LINES),
                [account.amount(code) for account in self.moved],
                f"{reverse('admin:room_numbers')}?cause={code}",
            )
            for code in KINDS
            if code in told
        ]

    @property
    def others(self):
        """What did not happen: the kinds of causes that do not occur."""
        there = {kind.code for kind in self.kinds}
        return [caused.name(code) for code in LOOKED_FOR if code not in there]

    @cached_property
    def unexplained(self):
        return sum(account.loose for account in self.accounts)

    @property
    def counts(self):
        return self.difference.counts

    # --- The version --------------------------------------------------------------------------------------------------

    @cached_property
    def proposal(self):
        return candidates.proposed(self.content)

    @property
    def explained(self):
        """Why this version, in sentences."""
        if self.accounts and not self.moved:
            return [_("Patch, because no number changes.")]
        return list(caused.explained(self.proposal))

    @property
    def version(self):
        return self.row.version or str(self.proposal.version)

    def suggested(self, language):
        content = self.content
        held = self.difference.held
        return notes.suggested(self.accounts, content["after"], content["observations"], language, held)

    @property
    def unsaid(self):
        """What the causes say by now and the kept notes do not: language, line. Notes are kept as they were written."""
        if self.row.saved_at is None or self.row.is_frozen or not self.content["after"]:
            return []
        kept = {"en": self.row.notes_en, "ru": self.row.notes_ru}
        return [
            (language, line)
            for language, written in kept.items()
            for line in self.suggested(language).splitlines()
            if line not in written
        ]

    # --- The checklist ------------------------------------------------------------------------------------------------

    @cached_property
    def stops(self):
        return checklist.stops(self.content, self.unexplained)

    @cached_property
    def warnings(self):
        return checklist.warnings(self.content, self.row, self.proposal)

    @property
    def blocking(self):
        return sum(not item.passed for item in self.stops)

    @property
    def unticked(self):
        return len(checklist.unticked(self.warnings))

    @property
    def sent_back(self):
        """How the last candidate became a draft again, or nothing."""
        back = self.row.sent_back
        return back and {**moment(back), "changes": [moment(each) for each in back["changes"]]}


def moment(told):
    """What is kept as text, with its time as a time."""
    return {**told, "at": datetime.fromisoformat(told["at"])}


def position(measure):
    found = entry("measure", measure)
    return (found.position if found else 0, measure)


class Line(NamedTuple):
    """One number that would be another: where it is, what it is now and would be, and why."""

    row: Explained

    @property
    def key(self):
        return self.row.key

    @property
    def where(self):
        key = self.row.key
        return (
            figures.name_of("area", key.origin),
            figures.name_of("area", key.destination),
            figures.name_of("category", key.category).lower(),
            figures.name_of("measure", key.measure),
            figures.short_year(key.year, self.row.year_basis),
        )

    @property
    def before(self):
        return figures.or_none(self.row.change.before)

    @property
    def after(self):
        return figures.or_none(self.row.change.after)

    @property
    def why(self):
        """(what kind of cause, in words, what it adds)"""
        return [
            (caused.name(cause.kind), caused.sentence(cause.kind, cause.by), figures.signed(cause.amount))
            for cause in self.row.causes
        ]

    @property
    def status(self):
        after = self.row.change.after
        return figures.name_of("status", after.status).lower() if after else _("gone")
