"""The rules that raise concerns, each a small class with the sentence that a person understands.

Every rule is called with plain values and gives a `Finding`, or None where there is nothing to say: `jump(…)`.
`curation.actions.concerns` stores what they find. Counts are people, visas or permits, whatever the table counts.
"""

from curation.core.findings import Finding, Rule, interval, plural
from curation.core.label_rules import (
    differs_from_codebook,
    first_use,
    overturns,
    precedent_overturned,
    second_opinion,
    two_ways,
    vanished_label,
)
from curation.core.number_rules import (
    correction_unmet,
    duplicate_key,
    jump,
    parts_against_total,
    population_jump,
    population_missing,
    total_named,
    unknown_place,
)
from curation.core.table_rules import MISPLACED, same_bytes_elsewhere, same_data_elsewhere, wrong_table

__all__ = ["MISPLACED", "RULES", "Finding", "Rule", "interval", "plural", "total_named"]

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in [
        first_use,
        differs_from_codebook,
        overturns,
        two_ways,
        second_opinion,
        precedent_overturned,
        parts_against_total,
        correction_unmet,
        jump,
        population_jump,
        population_missing,
        unknown_place,
        vanished_label,
        duplicate_key,
        same_bytes_elsewhere,
        same_data_elsewhere,
        wrong_table,
    ]
}
