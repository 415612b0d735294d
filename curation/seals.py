"""What of the workshop the database itself keeps: what was proposed, the bytes that came in, and what was done."""

from django.contrib.admin.models import LogEntry

from curation.models import (
    Amendment,
    CategoryDecision,
    ConceptReason,
    ConcernMessage,
    Correction,
    Coverage,
    Drawn,
    Label,
    LogLink,
    PrintedTotal,
    Reading,
    Scenario,
    SecondOpinion,
    Setting,
    Sheet,
    SourceFile,
)
from flows.seals import Seal

MOVABLE = {"state", "reviewed_by", "reviewed_at", "review_note", "superseded_at", "approval_cites"}
AS_IT_CAME = {"source", "name", "sha256", "size", "content", "uploaded_by", "uploaded_at"}


def columns(model, *, only=None, without=()):
    """Columns of a model's table, by the names of their fields."""
    fields = [field for field in model._meta.concrete_fields if field.name not in without]
    return tuple(field.column for field in fields if only is None or field.name in only)


def of_reviewed(model, what):
    """Seals what one proposed and another reviewed: it is never changed, and in force it is superseded at most.

    Returned, it may be put away; what was said of it stays.
    """
    whose = "OLD.reviewed_by_id = NEW.reviewed_by_id AND OLD.reviewed_at = NEW.reviewed_at"
    kept = "".join(
        f" AND COALESCE(OLD.{column}, 0) = COALESCE(NEW.{column}, 0)"
        for column in columns(model, only={"approval_cites"})
    )
    return Seal(
        table=model._meta.db_table,
        sentence=f"{what} is never changed or deleted: propose another one.",
        frozen=columns(model, without=MOVABLE),
        moves="(OLD.state = 'proposed'"
        f" OR (OLD.state = 'approved' AND NEW.state = 'superseded' AND {whose}{kept})"
        f" OR (OLD.state = 'returned' AND NEW.state = 'withdrawn' AND {whose}{kept}"
        " AND OLD.review_note = NEW.review_note))",
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
SAID = "What was done stays in the log; an account that did something is made inactive, never deleted."
LOG = Seal(table=LogEntry._meta.db_table, sentence=SAID)
CHAIN = Seal(
    table=LogLink._meta.db_table,
    sentence="The chain of the log stays as it was made.",
    keys=(("position",), ("entry_id",)),
)
SETTING = Seal(
    table=Setting._meta.db_table,
    sentence="A value that a threshold was given stays: give it another one.",
    keys=(("name", "turn"),),
)
DRAWN = Seal(
    table=Drawn._meta.db_table,
    sentence="What was drawn for a second opinion stays drawn.",
    keys=(("decision_id",),),
)
NOT_DRAWN = "NOT EXISTS (SELECT 1 FROM curation_drawn AS drawn WHERE drawn.decision_id = {row}.decision_id)"
SPOKE_BEFORE = (
    "EXISTS (SELECT 1 FROM curation_categorydecision AS decided"
    " JOIN curation_categorydecision AS spoken ON spoken.label_id = decided.label_id"
    " WHERE decided.id = {row}.decision_id AND {row}.by_id IN (spoken.proposed_by_id, spoken.reviewed_by_id))"
)
OPINION = Seal(
    table=SecondOpinion._meta.db_table,
    sentence="A second opinion is of a decision that was drawn, by somebody who neither proposed nor reviewed anything "
    "about its label, and stays as it was given.",
    barred=f"{NOT_DRAWN} OR {SPOKE_BEFORE}",
    keys=(("decision_id",),),
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
    of_reviewed(Correction, "A correction"),
    MESSAGE,
    FILE,
    LABEL,
    SETTING,
    DRAWN,
    OPINION,
    SCENARIO,
    of_accepted(Reading, OF_SHEET, READ),
    of_accepted(PrintedTotal, OF_SHEET, READ),
    of_accepted(Sheet, "{row}.file_id", READ),
    of_accepted(Coverage, "{row}.file_id", READ),
    LOG,
    CHAIN,
]
