"""What of the workshop the database itself keeps: what was proposed, and the bytes that came in."""

from curation.models import CategoryDecision, ConcernMessage, SourceFile
from flows.seals import Seal

MOVABLE = {"state", "reviewed_by", "reviewed_at", "review_note", "superseded_at"}
AS_IT_CAME = {"source", "name", "sha256", "size", "content", "uploaded_by", "uploaded_at"}


def columns(model, *, only=None, without=()):
    """Columns of a model's table, by the names of their fields."""
    fields = [field for field in model._meta.concrete_fields if field.name not in without]
    return tuple(field.column for field in fields if only is None or field.name in only)


DECISION = Seal(
    table=CategoryDecision._meta.db_table,
    sentence="A decision is never changed or deleted: propose another one.",
    frozen=columns(CategoryDecision, without=MOVABLE),
    moves="(OLD.state = 'proposed' OR (OLD.state = 'approved' AND NEW.state = 'superseded'"
    " AND OLD.reviewed_by_id = NEW.reviewed_by_id AND OLD.reviewed_at = NEW.reviewed_at))",
)
MESSAGE = Seal(table=ConcernMessage._meta.db_table, sentence="What was said about a concern stays: say something more.")
FILE = Seal(
    table=SourceFile._meta.db_table,
    sentence="A file that came in stays as it came: withdraw it with a reason.",
    rows="{row}.state <> 'quarantined'",
    frozen=columns(SourceFile, only=AS_IT_CAME),
)
SEALS = [DECISION, MESSAGE, FILE]
