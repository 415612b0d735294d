"""Files and decisions as they are handed over: numbered in the order they are met, with everything as values."""

from functools import cached_property

from curation import concepts, queries
from curation.composition.holdings import Holdings
from curation.composition.treated import Treated
from curation.knowledge import declarations_of
from curation.models import CategoryDecision, SourceFile
from curation.scope import Scope
from flows.core.records import SourceRecord, TreatmentRecord


class Register:
    """Gives each file and each decision its number within the handover."""

    def __init__(self, scope: Scope, held: Holdings, treated: Treated):
        self.scope, self.held, self.treated = scope, held, treated
        self._held = dict(held.files)
        self._files: dict[int, int] = {}
        self._decisions: dict[int, int] = {}

    def has_beside(self, held: Holdings) -> None:
        """Makes other files known, behind what is no number of a series."""
        self._held |= held.files

    def source(self, file: int) -> int:
        return self._files.setdefault(file, len(self._files) + 1)

    def treatment(self, decision: int) -> int:
        return self._decisions.setdefault(decision, len(self._decisions) + 1)

    def has(self, file: int) -> bool:
        """Whether a file is behind anything the release says."""
        return file in self._files

    def sources(self) -> list[SourceRecord]:
        return [self._source(self._held[file], number) for file, number in self._files.items()]

    def treatments(self) -> list[TreatmentRecord]:
        """Every decision that a cell of the release met; those about totals and non-data last."""
        rules = {rule.rule: rule for rule in queries.codebook_rules()}
        reasons = concepts.reasons_to_print()
        for decision in self.treated.used:
            self.treatment(decision)
        used = ((self.treated.used[pk], number) for pk, number in self._decisions.items())
        return [
            self._treatment(decision, number, rules.get(decision.rule_id), apart(decision, reasons))
            for decision, number in used
        ]

    def _source(self, file: SourceFile, number: int) -> SourceRecord:
        table = file.source
        sheets = list(file.sheets.values_list("name", "digest", "layout__corrections"))
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
            declared=declared(file),
            corrections=[correction for *_, corrected in sheets for correction in corrected or ()],
            accepted_on=file.accepted_at.date(),
            layouts={name: digest for name, digest, _ in sheets if digest},
            places={name: code for name, code in file.places.items() if code in self._places},
        )

    @cached_property
    def _places(self) -> set[str]:
        """Where people of whom the release speaks come from and go, under each name the tables have for it."""
        return {*self.scope.origins, *(place[1] for place in self.held.newest if self.scope.of(*place))}

    def _treatment(self, decision: CategoryDecision, number: int, rule, reason) -> TreatmentRecord:
        label = decision.label
        table = self.scope.tables[label.source_id]
        return TreatmentRecord(
            number=number,
            source=table.code,
            label=label.text,
            label_language=table.language,
            label_translation=label.translation_en or (rule.label_en if rule else ""),
            label_translation_ru=label.translation_ru or (rule.label_ru if rule else ""),
            disposition=decision.disposition,
            category=decision.category,
            measure=decision.measure or table.measure,
            reason_code=decision.reason_code,
            rationale=decision.rationale,
            rule=decision.rule_id or "",
            sentence=rule.sentence if rule else "",
            year_from=decision.year_from,
            year_to=decision.year_to,
            condition=decision.condition,
            proposed_on=decision.proposed_at.date(),
            approved_on=decision.reviewed_at.date(),
            decision=decision.pk,
            **reason,
        )


def apart(decision: CategoryDecision, reasons) -> dict[str, str]:
    """Why labels about the same as this one may be treated in several ways, as far as somebody said it."""
    label = decision.label
    reason = reasons.get(concepts.rule_for(label.source_id, queries.texts(label)))
    if reason is None:
        return {}
    concept = reason.concept
    said = {"concept_en": concept.name_en, "concept_ru": concept.name_ru}
    return said | {"apart_en": reason.text_en, "apart_ru": reason.text_ru}


def declared(file: SourceFile) -> dict[str, str]:
    """What a person said of the file that it does not say itself, with the reason where it was said once for all."""
    once = declarations_of(file.data_hash)
    return {
        name: f"{value}. {once[name]['reason']}" if name in once else value for name, value in file.declared.items()
    }
