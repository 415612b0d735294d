"""Sentences that can be said in other languages: marked where they stand, and keeping what they were filled with.

What is marked is collected by `manage.py messages`; `flows.estimating.words` says it in the language of the page.
"""


def N_(text: str) -> str:
    """The text itself; the name marks it as one to translate."""
    return text


class Filled(str):
    """A sentence that knows its template and its values, so that another language can fill a template of its own.

    Values are texts that stay as they are, numbers, or sentences that are `Filled` themselves.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values) -> "Filled":
        filled = super().__new__(cls, template.format(**values))
        filled.template, filled.values = template, values
        return filled


def together(*sentences: str, by: str = " ") -> Filled:
    """Marked sentences one after the other, each to be translated for itself."""
    named = {f"part{number}": Filled(sentence) for number, sentence in enumerate(sentences)}
    return Filled(by.join(f"{{{name}}}" for name in named), **named)
