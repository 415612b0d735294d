"""All that the library of estimates says has its Russian, with the same values in it and no English left."""

import ast
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from django.utils import translation

from flows.core.estimates.asking import ask
from flows.core.estimates.cohort_rows import MEASURES
from flows.core.estimates.methods import METHODS
from flows.core.estimates.mirror import REPORTERS
from flows.core.estimates.told import BOUNDS
from flows.core.estimates.words import Filled
from flows.core.estimates.wrong import Wrong
from flows.estimating import words
from tests.flows.core.estimates import test_refusals

LIBRARY = Path(__file__).resolve().parents[3] / "flows" / "core" / "estimates"
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
LATIN = re.compile(r"[A-Za-z][a-z]+")
COLUMNS = {column.name for method in METHODS.values() for column in (*method.columns, *method.gives)}
AS_WRITTEN = {  # in files and formulae
    *(word for name in {*COLUMNS, *METHODS, *MEASURES, *REPORTERS} for word in re.split("[-_]", name)),
    "birth", "cells", "destinations", "origins", "lower", "upper", "by", "ln", "max",
}  # fmt: skip


def english_in(said):
    """Words of a text that are neither Russian nor names of columns."""
    return [word for word in LATIN.findall(PLACEHOLDER.sub("", said)) if word not in AS_WRITTEN]


@cache
def marked():
    texts = set()
    for path in sorted(LIBRARY.glob("*.py")):
        with path.open("rb") as source:
            texts |= {text for _, text, _, _ in extract("python", source, {"N_": None})}
    return sorted(texts)


def is_source(text):
    return re.search(r"\((19|20)\d\d\)|DemoTools", text)


def test_every_marked_text_has_its_russian():
    assert len(marked()) > 250
    with translation.override("ru"):
        found = {text: words.text(text) for text in marked()}
    assert [text for text, russian in found.items() if russian == text] == ["I+E", "I−E"]
    assert {text: english_in(russian) for text, russian in found.items()
            if not is_source(text) and english_in(russian)} == {}  # fmt: skip
    assert {text: russian for text, russian in found.items()
            if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(russian))} == {}  # fmt: skip


def test_all_that_is_told_of_a_method_is_marked():
    with translation.override("ru"):
        for method in METHODS.values():
            assert re.search("[а-я]", words.text(method.title)), method.name
            told = [method.title, method.formula, method.assumes, method.not_when, *method.options.values(), BOUNDS]
            told += [column.says for column in (*method.columns, *method.gives)]
            assert {text: english_in(words.text(text)) for text in told if english_in(words.text(text))} == {}
            assert not re.search(r"\b(and|others|the|is|of the example)\b", words.text(method.source).split("(")[-1])


def test_texts_of_several_parts_are_translated_part_by_part():
    assumes = METHODS["cagr"].assumes
    assert words.text(assumes) == assumes
    with translation.override("ru"):
        assert words.text(assumes) == "Во все годы ряда одно и то же считают одинаково. Прирост считается равномерным."
        assert words.text("") == ""
        assert words.text("m/M") == "m/M"


# --- Refusals ---------------------------------------------------------------------------------------------------------

RESIDUAL = METHODS["residual-cohort"].example
CASES = [case[:2] for case in test_refusals.test_a_sentence.pytestmark[0].args[1]] + [
    ("residual-cohort", RESIDUAL.replace(old, new))
    for old, new, _ in test_refusals.test_a_sentence_about_a_residual.pytestmark[0].args[1]
]


def refused(method, text, **options):
    with pytest.raises(Wrong) as caught:
        ask(method, io.StringIO(text, newline=""), **options)
    return caught.value


@pytest.mark.parametrize(("method", "text"), CASES)
def test_a_refusal_is_said_in_both_languages(method, text):
    error = refused(method, text)
    assert error.sentence.template in marked()
    assert words.refusal(error) == str(error)
    with translation.override("ru"):
        said = words.refusal(error)
    written = {word for value in error.sentence.values.values() for word in LATIN.findall(str(value))}
    assert not {*english_in(said)} - written, said


@pytest.mark.parametrize(
    ("method", "text", "sentence"),
    [
        ("residual-vital", "area,p0,p1,births,deaths\nA,1,2,3,4\nB,-5,2,3,4\n",
         "Строка 3, столбец p0: -5 меньше нуля, а численность такой не бывает; исправьте число или оставьте "
         "ячейку пустой."),
        ("survival-ratio", "age,p0,p1,s\n0-4,10,9,1.31\n",
         "Строка 2, столбец s: коэффициент дожития 1,31 невозможен; запишите долю доживающих: больше 0 и не больше "
         "1,3."),
        ("survival-ratio", "age,p0,p1\n0-4,10,9\n",
         "Строка 1: нет столбца s; дайте коэффициент дожития или столбцы national_p0 и national_p1, по которым он "
         "рассчитывается."),
        ("change", "year,value\n2016,5\n2017,{x}\n",
         "Строка 3, столбец value: «{x}» — не число; запишите одни цифры, например 1234.5, а где числа нет, оставьте "
         "ячейку пустой."),
    ],
)  # fmt: skip
def test_a_refusal_in_russian(method, text, sentence):
    with translation.override("ru"):
        assert words.refusal(refused(method, text)) == sentence


def test_a_refusal_without_a_line():
    with translation.override("ru"):
        found = words.refusal(refused("index", "year,value\n2016,5\n", base="2010"))
    assert found == "Столбец year: базисного года 2010 нет в таблице; укажите один из её годов."


def test_no_sentence_is_refused_with_that_is_not_marked():
    for path in LIBRARY.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Wrong":
                assert not isinstance(call.args[0], ast.Constant | ast.JoinedStr), f"{path.name}:{call.lineno}"


# --- Beside answers ---------------------------------------------------------------------------------------------------


def spoilt():
    """The methods' examples with a cell emptied, or set to nothing."""
    for method in METHODS.values():
        rows = method.example.splitlines()
        step = 1 if len(rows) < 40 else 9
        for row in range(1, len(rows), step):
            cells = rows[row].split(",")
            for place in range(len(cells)):
                for cell in ("", "0"):
                    changed = ",".join([*cells[:place], cell, *cells[place + 1 :]])
                    yield method, "\n".join([*rows[:row], changed, *rows[row + 1 :]]) + "\n"


def test_every_note_and_sentence_is_said_in_both_languages():
    notes, sentences = set(), set()
    for method, text in spoilt():
        try:
            answer = ask(method.name, io.StringIO(text)).answer
        except Wrong as error:
            assert error.sentence.template in marked()
            continue
        notes |= {*(answer.notes or ())} - {""}
        sentences |= {*answer.said}
    assert len(notes) > 25
    for each in (*notes, *sentences):
        assert getattr(each, "template", each) in marked()
    assert {note: words.note(note) for note in notes if words.note(note) != note} == {}
    with translation.override("ru"):
        assert {
            note: words.note(note)
            for note in notes
            if not re.match("нет данных: |не определено: ", words.note(note)) or english_in(words.note(note))
        } == {}
        assert {each: words.said(each) for each in sentences if english_in(words.said(each))} == {}


def test_a_note_out_of_a_file():
    assert words.note("missing: p0, births") == "missing: p0, births"
    with translation.override("ru"):
        assert words.note("missing: p0, births") == "нет данных: p0, births"
        assert words.note("undefined: the population is zero") == "не определено: численность населения равна нулю"
        assert words.note("") == ""


def test_numbers_of_a_sentence_are_written_as_the_language_does():
    sentence = Filled("{whose}: emigration {persons:.0f}, of which {percent} as counted by receivers.",
                      whose="A.B", persons=-13500.0, percent=Filled("{share:.1f} %", share=88.94))  # fmt: skip
    assert sentence == "A.B: emigration -13500, of which 88.9 % as counted by receivers."
    assert words.said(sentence) == "A.B: emigration −13,500, of which 88.9 % as counted by receivers."
    with translation.override("ru"):
        assert words.said(sentence) == "A.B: эмиграция −13\u202f500, из неё 88,9\u00a0% — по данным принимающих сторон."


def test_a_sentence_begins_with_a_capital():
    answer = ask("survival-ratio", io.StringIO(METHODS["survival-ratio"].example)).answer
    assert [words.said(each) for each in answer.said] == [
        "Net migration of all ages: forward 562,044, reverse 596,600, average 579,322."
    ]
    with translation.override("ru"):
        assert [words.said(each) for each in answer.said] == [
            "Сальдо миграции всех возрастов: прямая передвижка 562\u202f044, обратная 596\u202f600, среднее "
            "579\u202f322."
        ]
