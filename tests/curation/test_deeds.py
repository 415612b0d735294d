"""Each line of the log is of a deed that the filter knows: by its words, or by the admin's own mark."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry

from curation.deeds import DEEDS, deed_of, told

VERBS = {"tell": 2, "tell_all": 2, "remember": 3, ".log_change": 2}  # at which place each is given its words
FIRST = {  # what of an expression its text begins with
    ast.JoinedStr: ["values"],
    ast.FormattedValue: ["value"],
    ast.IfExp: ["body", "orelse"],
    ast.ListComp: ["elt"],
    ast.List: ["elts"],
    ast.BinOp: ["left"],
    ast.Call: ["func"],
    ast.Attribute: ["value"],
}


@pytest.mark.parametrize(
    ("words", "flag", "deed"),
    [
        ("Proposed: work.", CHANGE, "proposed"),
        ("Read again with a corrected layout: column B.", CHANGE, "read"),
        ("Withdrew release 1.0.0: a heading was misread.", CHANGE, "withdrawn"),
        ("Withdrawn: twice.", CHANGE, "withdrawn"),
        ("Published release 1.0.0. Password confirmed.", ADDITION, "published"),
        ('[{"added": {}}]', ADDITION, "added"),
        ('[{"changed": {"fields": ["Groups"]}}]', CHANGE, "changed"),
        ("", DELETION, "deleted"),
        ("Danced.", CHANGE, "other"),
    ],
)
def test_a_line_is_sorted_by_how_it_begins(words, flag, deed):
    assert deed_of(LogEntry(change_message=words, action_flag=flag)) == deed


def test_no_beginning_hides_another():
    begins = [(code, begin) for code, deed in DEEDS.items() for begin in deed.begins]
    assert [(code, begin) for code, begin in begins if told(begin) != code] == []


def places():
    """(place, how the words begin) of each verb of the program that writes a line."""
    root = Path(settings.BASE_DIR)
    for path in [*root.glob("curation/**/*.py"), *root.glob("flows/**/*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        verbs = {"remember", ".log_change"} | {name for name in ("tell", "tell_all") if imports(tree, name)}
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                name = getattr(call.func, "id", f".{getattr(call.func, 'attr', '')}")
                if name in verbs and function.name not in name:
                    yield f"{path.name}:{call.lineno}", list(beginnings(call.args[VERBS[name]], function, tree))


def imports(tree, name):
    """Whether a module has this verb from the history, and not another of the same name."""
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(node.module == "curation.actions.history" and name in {n.name for n in node.names} for node in taken)


def beginnings(node, *scopes):
    """The texts with which an expression may begin, looked up in its function and then in the whole module."""
    if isinstance(node, ast.Constant):
        yield from [node.value] * bool(node.value)
    elif isinstance(node, ast.Name):
        said = [found for scope in scopes for found in assigned(node.id, scope)]
        yield from (begin for found in said[:1] or [ast.Constant(node.id)] for begin in beginnings(found, *scopes))
    else:
        first = [getattr(node, name) for name in FIRST.get(type(node), ())] or [ast.Constant(ast.unparse(node))]
        firsts = (each[0] if isinstance(each, list) else each for each in first)
        yield from (begin for each in firsts for begin in beginnings(each, *scopes))


def assigned(name, scope):
    """What a variable is given, the last first."""
    given = [node for node in ast.walk(scope) if isinstance(node, ast.Assign)]
    return [node.value for node in reversed(given) if ast.unparse(node.targets[0]) == name]


def test_every_deed_of_the_program_has_a_name():
    """A new deed needs a beginning in `curation.deeds`, or nobody finds it in the log."""
    found = dict(places())
    assert len(found) > 30
    unknown = {place: begins for place, begins in found.items() for begin in begins if told(begin) == "other"}
    assert unknown == {}
