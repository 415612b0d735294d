"""The labels of a page of the desk: each with what it says, what hangs on it, what stands and what is suggested."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, FilteredRelation, Q

from curation import codes, queries
from curation.admin.mapping import fields
from curation.core import suggest
from curation.models import CategoryDecision, Standing
from curation.templatetags.desk import mark
from curation.understood import counted

State = CategoryDecision.State
WANTED = [*queries.DECIDED, State.RETURNED]
BAR, HEIGHT, STEP = 64, 18, 4
TEMPLATES = 6


@dataclass(frozen=True, slots=True)
class Key:
    """One of the keys of a row."""

    letter: str
    what: str
    said: bool
    stands: bool
    suggested: bool


@dataclass(eq=False)
class Row:
    """One label on the desk."""

    standing: Standing
    decisions: list[CategoryDecision] = field(default_factory=list)
    suggestions: list[suggest.Suggestion] = field(default_factory=list)
    most: int = 0
    span: tuple[int, int] = (0, 0)

    @property
    def label(self):
        return self.standing.label

    @property
    def pk(self):
        return self.standing.label_id

    @property
    def open(self):
        return self.standing.state in Standing.OPEN

    # what stands, what was begun, what is suggested

    @cached_property
    def draft(self) -> dict[str, str]:
        return self.standing.draft_content or {}

    @cached_property
    def decision(self):
        """The decision that stands, the newest where several do."""
        return next((decision for decision in self.decisions if decision.state in queries.DECIDED), None)

    @cached_property
    def returned(self):
        """The proposal that came back, until something follows."""
        back = self.standing.state == Standing.State.RETURNED
        return next((d for d in self.decisions if d.state == State.RETURNED), None) if back else None

    @property
    def seen(self):
        """The newest that was said when this page was made: who proposes later than that is told."""
        return max((decision.pk for decision in self.decisions), default=0)

    @property
    def suggestion(self):
        return next(iter(self.suggestions), None)

    @cached_property
    def by_codebook(self):
        """What follows from the codebook, whatever was decided about others."""
        return suggest.by_codebook(self.suggestions) or suggest.by_codebook(
            suggest.silence(self.standing.source_id, queries.rules_of(self.standing.source_id))
        )

    @cached_property
    def suggested(self) -> dict[str, str]:
        return fields.of_suggestion(self.suggestion) if self.suggestion else {}

    @property
    def keys(self):
        stands = mark(self.decision) if self.decision and not self.draft else ""
        suggested = self.suggested.get("what") if self.open else ""
        for letter, what in fields.KEYS.items():
            yield Key(letter, what, self.draft.get("what") == what, stands == what, suggested == what)

    # words

    @cached_property
    def rule(self):
        return queries.rules_by_code().get(self.standing.rule)

    @property
    def codebook_words(self):
        """What the codebook calls it."""
        return codes.label_of(self.rule) if self.rule else ""

    @property
    def our_words(self):
        """The translation that somebody here wrote."""
        return self.label.translation

    # marks

    @property
    def bar(self):
        """How long the bar of its people is; one that exceeds the largest open label is cut."""
        share = min(self.standing.people / self.most, 1) if self.most else 0
        return round(BAR * share) or (1 if self.standing.people else 0)

    @property
    def cut(self):
        return bool(self.most) and self.standing.people > self.most

    @property
    def columns(self):
        """The paths of the years of a series and of the others, a column a year."""
        highest = max((people for _year, people, _within in self.standing.years), default=0)
        return [self._path(highest, True), self._path(highest, False)] if highest else ["", ""]

    def _path(self, highest, wanted):
        first = self.span[0]
        return "".join(
            f"M{(year - first) * STEP} {HEIGHT}v-{max(people * HEIGHT / highest, 0.5):.1f}h3V{HEIGHT}z"
            for year, people, within in self.standing.years
            if people and within == wanted
        )

    @property
    def columns_width(self):
        return (self.span[1] - self.span[0] + 1) * STEP

    @property
    def columns_words(self):
        return "; ".join(f"{year}: {counted(people)}" for year, people, within in self.standing.years if within)


def rows_of(standings, user) -> list[Row]:
    """Rows for standings, with two queries for all of them."""
    rows = [Row(standing) for standing in with_drafts(standings, user)]
    said = decisions_about(rows)
    span = years_spanned(rows)
    most = max((row.standing.people for row in rows if row.open), default=0)
    precedents, about = queries.precedents_of(said), defaultdict(list)
    for decision in said:
        about[decision.label_id].append(decision)
    for row in rows:
        row.decisions = about[row.pk]
        row.suggestions = queries.suggested(row.label, precedents[row.label.source_id])
        row.most, row.span = most, span
    return rows


def with_drafts(standings, user):
    """The standings with their labels and the person's own drafts, in one query."""
    own = FilteredRelation("label__drafts", condition=Q(label__drafts__by=user))
    return standings.annotate(own=own, draft_content=F("own__content")).select_related("label", "source")


def decisions_about(rows):
    """What was decided about these labels, and, where the codebook is silent, about others of their tables."""
    silent = {row.standing.source_id for row in rows if not row.standing.rule}
    others = Q(label__source__in=silent, state=State.APPROVED)
    about = Q(label__in=[row.pk for row in rows], state__in=WANTED) | others
    return list(CategoryDecision.objects.filter(about).select_related("label", "proposed_by", "reviewed_by"))


def years_spanned(rows):
    years = [year for row in rows for year, _people, _within in row.standing.years]
    return (min(years), max(years)) if years else (0, 0)


def beginnings(rows) -> list[str]:
    """Words to begin a rationale with: those that were used most often here."""
    used = Counter(decision.rationale for row in rows for decision in row.decisions)
    used.update(row.suggestion.rationale for row in rows if row.suggestion)
    return [words for words, _times in used.most_common(TEMPLATES)]
