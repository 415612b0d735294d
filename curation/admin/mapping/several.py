"""Several labels at once: what would be proposed, what is left out and why. Nothing is saved here."""

from collections import Counter
from dataclasses import dataclass, field
from dataclasses import fields as fields_of

from django.utils.translation import get_language

from curation import codes
from curation.actions import batches
from curation.actions.proposed import Proposal
from curation.actions.refused import Refused
from curation.admin.mapping import fields
from curation.admin.mapping.rows import Row, rows_of
from curation.core import suggest, treatments
from curation.models import CategoryDecision, Standing

State = CategoryDecision.State
SUGGESTED = "suggested"
NAMES = [field.name for field in fields_of(Proposal)]
NOTHING_SUGGESTED = "The codebook suggests nothing for it, so decide it by hand."


@dataclass
class Preview:
    """A batch before anybody says yes: rows to propose with what each would say, rows left out with the reason."""

    what: str
    said: dict[str, str]
    ready: list[tuple[Row, dict]] = field(default_factory=list)
    left_out: list[tuple[Row, str]] = field(default_factory=list)
    refusal: str = ""

    @property
    def lines(self):
        """Each row that is ready, with what it would be."""
        return [(row, meant(content)) for row, content in self.ready]

    @property
    def sums(self):
        """People by what they are counted in: visas and permits are never added up."""
        found = Counter()
        for row, _content in self.ready:
            found[row.standing.source.measure] += row.standing.people
        units = {measure.code: measure for measure in codes.measures()}
        russian = get_language() == "ru"
        return [
            (people, (units[code].unit_ru if russian else units[code].unit_en) if code in units else "")
            for code, people in found.items()
        ]

    @property
    def sentences(self):
        """The codebook's sentences about these labels, each once."""
        spoken = (row.rule.sentence for row, _content in self.ready if row.rule and row.rule.sentence)
        return list(dict.fromkeys(spoken))

    @property
    def against(self):
        """How many go against the codebook, and will wait for the director."""
        return sum(1 for row, content in self.ready if row.rule and contradicts(content, row.rule))

    @property
    def rationale(self):
        """The words said for all, or those that the labels' suggestions have in common."""
        if self.said.get("rationale") or self.what == SUGGESTED:
            return self.said.get("rationale", "")
        same = {row.suggestion.rationale for row, content in self.ready if row.suggested.get("what") == self.what}
        return same.pop() if len(same) == 1 else ""


def meant(content):
    """A proposal that was not made yet, to be compared and put into words."""
    missing = (
        {"reason_code": "no_reason_yet"} if content["disposition"] == "exclude" and not content["reason_code"] else {}
    )
    return Proposal(**{name: content[name] for name in NAMES} | missing)


def contradicts(content, rule):
    return treatments.contradicts(meant(content), suggest.from_rule(rule))


def preview(pks, said, *, user, take_in=()) -> Preview:
    """What proposing the same for all of these labels would say."""
    rows = rows_of(Standing.objects.filter(label__in=pks).order_by("-people", "label"), user)
    found = Preview(said.get("what", ""), said)
    try:
        batches.check_size(rows)
        contents = contents_of(said, rows)
    except Refused as refusal:
        found.refusal = str(refusal)
        return found
    out = batches.left_out({row.label: contents[row] for row in contents}, by=user, take_in=take_in)
    found.ready = [(row, contents[row]) for row in contents if row.label not in out]
    found.left_out = [
        (row, out.get(row.label, NOTHING_SUGGESTED)) for row in rows if row.label in out or row not in contents
    ]
    return found


def contents_of(said, rows) -> dict[Row, dict]:
    """For each row the keywords of its proposal; reason and rationale may still be missing.

    What is `suggested` is for each label another thing, in the codebook's own words unless there are words for all.
    """
    if said.get("what") == SUGGESTED:
        return {row: suggested(said, row.by_codebook) for row in rows if row.by_codebook}
    rationale = said.get("rationale", "")
    completed = {row: fields.completed(said, row.suggestion) for row in rows}
    return {
        row: fields.proposal(whole | {"rationale": rationale or "…"}) | {"rationale": rationale}
        for row, whole in completed.items()
    }


def suggested(said, suggestion) -> dict:
    whole = fields.of_suggestion(suggestion)
    return fields.proposal(whole | {"rationale": said.get("rationale") or whole["rationale"]})


def last_batch(pk, user):
    """The batch that can still be undone, with its proposals: `(batch, decisions)`, or None."""
    if not pk:
        return None
    members = CategoryDecision.objects.filter(batch=pk, batch__by=user).select_related("batch", "label")
    found = [member for member in members if member.state != State.WITHDRAWN]
    if not found or any(member.state != State.PROPOSED for member in found):
        return None
    return found[0].batch, found
