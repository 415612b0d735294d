"""What a person may say of a file that it does not say itself."""

from collections.abc import Callable, Mapping

from curation.core import periods
from curation.core.numbers import MARKS, is_figure
from curation.core.problems import Unreadable, shown

DECLARABLE = {
    "period": "the period its numbers are of, where the file does not say it: 2024, FY2018, 2018-05 or 2024-12-31",
    "origin": "the country people come from, where the file names none: its three-letter code",
    "destination": "the country or union they go to, where the file names none",
    "encoding": "the encoding of a text file, such as cp949 or cp1251",
    "sheet": "the one sheet to read, where several hold the same table",
    "fill_down": "the heading of a column whose text is printed once for several rows; several apart by semicolons",
    "blank": "the heading of a column in which a blank cell says something; several apart by semicolons",
    "marks": "what marks stand for: “- none” for no people, “x hidden” for a number kept back, “n/a missing”; "
    "apart by semicolons",
}
HEADINGS = ("fill_down", "blank")
MEANINGS = {
    "none": ("none",),
    "hidden": ("hidden", 0, None),
    "missing": ("missing",),
    "did_not_exist": ("did_not_exist",),
}


def check_declared(declared: Mapping[str, str], names: Callable[..., str | None] | None = None) -> dict[str, str]:
    """The declarations with places as codes. Raises `Unreadable` for one that is none, with what was expected."""
    said = {name: text.strip() for name, text in declared.items() if text and text.strip()}
    for name in said:
        if name not in DECLARABLE:
            raise Unreadable(
                "{found} cannot be declared; expected {expected}.",
                place="the declaration",
                found=f"“{shown(name)}”",
                expected=f"one of {', '.join(DECLARABLE)}",
                remedy="leave it out",
            )
    if "period" in said and not (period := periods.period(said["period"])):
        raise Unreadable(
            "{found} is no period; expected {expected}.",
            place="the declared period",
            found=f"“{shown(said['period'])}”",
            expected="for example 2024, FY2018, 2018-Q2, 2018-05 or 2024-12-31",
            remedy="write it in one of these forms",
            field="period",
        )
    if "period" in said:
        said["period"] = period
    marks_of(said)
    for role in ("origin", "destination"):
        if names and role in said:
            said[role] = _code(role, said[role], names)
    return said


def _code(role: str, text: str, names: Callable[..., str | None]) -> str:
    code = names(text)
    if not code or code.startswith("_"):
        raise Unreadable(
            f"{{found}}, declared as {role}, is no country or union known here; expected {{expected}}.",
            place=f"the declared {role}",
            found=f"“{shown(text)}”",
            expected="for example KAZ or Kazakhstan",
            remedy="write its three-letter code",
            field=role,
        )
    return code


def hints_of(declared: Mapping[str, str]) -> dict:
    """Declarations as hints of the one file: see `curation.core.tables`."""
    found: dict = {name: _several(declared[name]) for name in HEADINGS if declared.get(name)}
    found["constants"] = {name: declared[name] for name in ("period", "origin", "destination") if declared.get(name)}
    found["numbers"] = {"marks": marks} if (marks := marks_of(declared)) else {}
    return found


def marks_of(declared: Mapping[str, str]) -> dict[str, tuple]:
    """`- none; x hidden` as marks with their meanings. Raises `Unreadable` where a meaning is none."""
    found = {}
    for said in _several(declared.get("marks", "")):
        mark, _, meaning = said.rpartition(" ")
        if not mark or meaning not in MEANINGS:
            raise Unreadable(
                "{found} declares no mark; expected {expected}.",
                place="the declared marks",
                found=f"“{shown(said)}”",
                expected=f"the mark, a blank, and one of {', '.join(kind for kind in MARKS if kind in MEANINGS)}",
                remedy="write what the mark means after it, as in “- none”",
                field="marks",
            )
        if is_figure(mark):
            raise Unreadable(
                "{found} is a number, which no declaration takes away; expected {expected}.",
                place="the declared marks",
                found=f"“{shown(mark)}”",
                expected="a mark that stands in place of a number, such as “-” or “n/a”",
                remedy="ask the publisher what the number means, and raise a concern about the file",
                field="marks",
            )
        found[mark.strip()] = MEANINGS[meaning]
    return found


def _several(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]
