"""What a person began to say about a label, kept at every key. A draft is theirs alone and decides nothing."""

from curation.actions.proposed import LONGEST
from curation.actions.refused import Refused, require
from curation.models import Draft

FIELDS = (
    "what", "kept_out_of", "reason_code", "measure", "rationale", "year_from", "year_to", "condition", "flag",
)  # fmt: skip


def save(label, *, content, by):
    """Keep the fields of a proposal to be, as far as they are said; a draft that says nothing is dropped."""
    require(by, "curation.propose_categorydecision", "keep drafts of what a label means")
    said = {name: text for name in FIELDS if (text := str(content.get(name) or "").strip())}
    for name, text in said.items():
        if len(text) > LONGEST:
            raise Refused(f"The {name} has {len(text):,} characters, and {LONGEST:,} are kept: shorten it.")
    if not said:
        drop(label, by=by)
        return
    draft = Draft(label=label, by=by, content=said)
    unique, changes = ["label", "by"], ["content", "saved_at"]
    Draft.objects.bulk_create([draft], update_conflicts=True, unique_fields=unique, update_fields=changes)


def drop(label, *, by):
    """Forget one's draft."""
    Draft.objects.filter(label=label, by=by).delete()
