"""What the library of estimates says (`flows.core.estimates`), in the language of the page.

The library marks its English by `N_` and keeps what a sentence was filled with (`Filled`); here the same values fill
the template of the language.

One Russian word for one thing: net migration is «сальдо миграции», immigrants and emigrants «прибывшие» and «выбывшие»,
a rate «коэффициент», survival «коэффициент дожития», survival ratios «метод передвижки», growth «прирост населения»,
what is left «остаток», a count «учёт» or «численность на дату», effectiveness «результативность», a stock «запас»,
a measure «показатель», an area «территория», an upper-level proxy «верхняя косвенная оценка», a base year «базисный
год», inequality «неравномерность», ages «возрасты».
"""

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from flows.core.estimates.method import MISSING
from flows.core.estimates.words import Filled
from flows.core.estimates.wrong import Wrong
from flows.figures import MINUS, NARROW_SPACE

MISSING_OPENS = MISSING.partition("{")[0]


def text(english: str) -> str:
    """A marked text, such as a method's title or what a column says; what is not marked stays as it is."""
    if isinstance(english, Filled):
        return _filled(english, text(english.template))
    return gettext(english) if english else ""


def said(sentence: str) -> str:
    """A sentence beside an answer."""
    if isinstance(sentence, Filled):
        return _filled(sentence, capfirst(text(sentence.template)))
    return capfirst(text(sentence))


def refusal(error: Wrong) -> str:
    """What is wrong, after its place: `Line 3, column p0: …`."""
    return said(error.whole)


def note(english_note: str) -> str:
    """Why a result is empty, of the library or read from its answer in CSV."""
    told = text(english_note)
    if told == english_note and told.startswith(MISSING_OPENS):
        return text(MISSING).format(columns=told.removeprefix(MISSING_OPENS))
    return told


def _filled(sentence, template):
    return template.format(**{name: _value(value) for name, value in sentence.values.items()})


def _value(value):
    if isinstance(value, Filled):
        return text(value)
    return Written(value) if isinstance(value, float) else value


class Written(float):
    """A number that a template writes as the language does: reckoned ones (`:.0f`) in thousands, with a true minus.

    What stands in a table (`:g`) is shown as it stands there, but for the decimal sign.
    """

    def __format__(self, spec: str) -> str:
        reckoned = spec.endswith("f")
        digits = super().__format__(f",{spec}" if reckoned else spec)
        if reckoned:
            digits = digits.replace("-", MINUS)
        if get_language() == "ru":
            digits = digits.replace(",", NARROW_SPACE).replace(".", ",")
        return digits
