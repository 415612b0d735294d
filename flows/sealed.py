"""What of the public record never changes once it is published."""

from flows.models import (
    Contribution,
    Gap,
    Observation,
    OfferedScenario,
    Population,
    Question,
    Release,
    SourceUsed,
    TotalCheck,
    Treatment,
)
from flows.seals import Seal

SENTENCE = "A published release never changes: publish a new one, or withdraw it with a reason."
MOVABLE = {"state", "withdrawn_at", "withdrawn_reason"}


def of_release(model):
    """Seals whatever belongs to a release that was ever published."""
    return Seal(
        table=model._meta.db_table,
        sentence=SENTENCE,
        rows="EXISTS (SELECT 1 FROM flows_release AS of WHERE of.id = {row}.release_id AND of.state <> 'candidate')",
        closed=True,
    )


RELEASE = Seal(
    table=Release._meta.db_table,
    sentence=SENTENCE,
    rows="{row}.state <> 'candidate'",
    frozen=tuple(field.column for field in Release._meta.concrete_fields if field.name not in MOVABLE),
    moves="OLD.state = 'published' AND NEW.state = 'withdrawn'",
    keys=(("version",), ("major", "minor", "patch")),
)
QUESTION = Seal(
    table=Question._meta.db_table,
    sentence="What a reader asked stays as it was asked; their address can only be let go of.",
    frozen=tuple(field.column for field in Question._meta.concrete_fields if field.name != "email"),
    moves="NEW.email = ''",
)
SCENARIO = Seal(
    table=OfferedScenario._meta.db_table,
    sentence="What readers were offered never changes: take it back with a reason, and offer another one.",
    frozen=tuple(
        field.column for field in OfferedScenario._meta.concrete_fields if not field.name.startswith("withdrawn")
    ),
    moves="OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL",
    keys=(("slug",),),
)
SEALS = [
    RELEASE,
    QUESTION,
    SCENARIO,
    *map(of_release, [SourceUsed, Treatment, Observation, Contribution, Gap, TotalCheck, Population]),
]
