"""What of the workshop the database itself keeps: what was proposed, and the bytes that came in."""

from curation.models import (
    Amendment,
    CategoryDecision,
    ConceptReason,
    ConcernMessage,
    Coverage,
    Label,
    PrintedTotal,
    Reading,
    Scenario,
    Sheet,
    SourceFile,
)
from flows.seals import Seal

MOVABLE = {"state", "reviewed_by", "reviewed_at", "review_note", "superseded_at"}
AS_IT_CAME = {"source", "name", "sha256", "size", "content", "uploaded_by", "uploaded_at"}


def columns(model, *, only=None, without=()):
    """Columns of a model's table, by the names of their fields."""
    fields = [field for field in model._meta.concrete_fields if field.name not in without]
    return tuple(field.column for field in fields if only is None or field.name in only)


def of_reviewed(model, what):
    """Seals what one proposed and another reviewed: it is never changed, and in force it is superseded at most."""
    return Seal(
        table=model._meta.db_table,
        sentence=f"{what} is never changed or deleted: propose another one.",
        frozen=columns(model, without=MOVABLE),
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


def of_accepted(model, file, sentence):
    """Seals what was read of a file once the file was accepted; `file` is SQL for the file's key, of a `{row}`."""
    accepted = "SELECT 1 FROM curation_sourcefile AS came WHERE came.state = 'accepted' AND came.id = "
    return Seal(table=model._meta.db_table, sentence=sentence, rows=f"EXISTS ({accepted}{file})")


READ = "What was read of an accepted file stays: withdraw the file with a reason, and read it anew."
OF_SHEET = "(SELECT sheet.file_id FROM curation_sheet AS sheet WHERE sheet.id = {row}.sheet_id)"
LABEL = Seal(
    table=Label._meta.db_table,
    sentence="The publisher's words for a class stay as they came.",
    frozen=columns(Label, only={"source", "parts", "key", "text"}),
)
SCENARIO = Seal(
    table=Scenario._meta.db_table,
    sentence="What a scenario asks is never changed or deleted: keep another one.",
    frozen=columns(Scenario, without={"state", "slug", "moved_by", "moved_at"}),
    moves="(OLD.state = 'kept' AND NEW.state = 'offered'"
    " OR OLD.state = 'offered' AND NEW.state = 'taken_back' AND OLD.slug = NEW.slug)",
    keys=(("slug",),),
)
SEALS = [
    of_reviewed(CategoryDecision, "A decision"),
    of_reviewed(ConceptReason, "A reason"),
    of_reviewed(Amendment, "An amendment"),
    MESSAGE,
    FILE,
    LABEL,
    SCENARIO,
    of_accepted(Reading, OF_SHEET, READ),
    of_accepted(PrintedTotal, OF_SHEET, READ),
    of_accepted(Sheet, "{row}.file_id", READ),
    of_accepted(Coverage, "{row}.file_id", READ),
]
