"""What is done with a label, compared and put into words.

A treatment is anything with `disposition`, `category`, `reason_code`, `measure` and `condition`: a decision, a rule of
the codebook made into a suggestion, a row of a spreadsheet, a second opinion.
"""

from curation.core import conditions

WORDS = {"total": "a total", "not_data": "not data", "cannot_say": "cannot say"}


def in_words(treatment) -> str:
    """`work`, `asylum as asylum_cases, where destination: USA`, `excluded (temporary)`, `a total`."""
    if treatment.disposition == "include":
        words = f"{treatment.category} as {treatment.measure}" if treatment.measure else treatment.category
    elif treatment.disposition == "exclude":
        words = f"excluded ({treatment.reason_code.replace('_', ' ')})"
    else:
        words = WORDS[treatment.disposition]
    return f"{words}, where {conditions.written(treatment.condition)}" if treatment.condition else words


def way(treatment) -> str:
    """The category that it counts in, or what is done with it instead: `work`, `exclude`, `total`, `not_data`."""
    return treatment.category if treatment.disposition == "include" else treatment.disposition


def contradicts(said, rule) -> bool:
    """Whether a treatment does to some cell what the rule does not.

    To exclude what lies outside of the rule's condition is no contradiction; to include it is.
    """
    if conditions.key(said.condition) == conditions.key(rule.condition):
        return in_words(said) != in_words(rule)
    if said.disposition == "exclude" and rule.condition:
        return conditions.collide(said.condition, rule.condition)
    return True
