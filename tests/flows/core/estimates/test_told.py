"""Help, reference and registry are one."""

from pathlib import Path

from flows.core.estimates import told
from flows.core.estimates.methods import METHODS

REFERENCE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "estimates.md"

SPECIFIED = (
    "rates", "effectiveness", "intensity", "growth", "shares", "change", "index", "cagr", "concentration",
    "multiplicative", "residual-vital", "survival-ratio", "child-woman", "residual-stock", "residual-cohort",
    "residual-time", "stock-difference", "mirror",
)  # fmt: skip


def test_every_method_of_the_specification_is_there():
    assert tuple(METHODS) == SPECIFIED


def test_the_reference_is_printed_from_the_registry():
    assert REFERENCE.read_text(encoding="utf-8") == told.reference()


def test_every_method_says_all_there_is_to_know():
    for method in METHODS.values():
        said = (method.title, method.formula, method.assumes, method.not_when, method.source, method.example)
        assert all(said) and all(column.says for column in (*method.columns, *method.results)), method.name
        assert method.example.endswith("\n") and set(method.example.splitlines()[0].split(",")) <= {
            *(column.name for column in method.columns), "area",
        }  # fmt: skip
