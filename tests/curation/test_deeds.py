"""Each line of the log is of a deed that the filter knows: by its words, or by the admin's own mark."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry

from curation.deeds import DEEDS, deed_of, told

VERBS = {"tell": 2, "tell_all": 2, "remember": 3, ".log_change": 2}  # at which place each is given its words


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
                    yield f"{path.name}:{call.lineno}", list(beginnings(call.args[VERBS[name]], function))


def imports(tree, name):
    """Whether a module has this verb from the history, and not another of the same name."""
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(node.module == "curation.actions.history" and name in {n.name for n in node.names} for node in taken)


def beginnings(node, function):
    """The texts with which an expression may begin; the whole source of it where that cannot be read off."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from beginnings(node.values[0], function)
    elif isinstance(node, ast.IfExp):
        yield from [*beginnings(node.body, function), *beginnings(node.orelse, function)]
    elif isinstance(node, ast.ListComp):
        yield from beginnings(node.elt, function)
    elif isinstance(node, ast.BinOp):  # one for each of several
        yield from beginnings(node.left, function)
    elif isinstance(node, ast.List):
        yield from (begin for each in node.elts for begin in beginnings(each, function))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from beginnings(node.func.value, function)
    elif isinstance(node, ast.Name) and (said := assigned(node.id, function)):
        yield from beginnings(said, function)
    else:
        yield ast.unparse(node)


def assigned(name, function):
    """What a variable of a function was last given."""
    given = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    return next((node.value for node in reversed(given) if ast.unparse(node.targets[0]) == name), None)


def test_every_deed_of_the_program_has_a_name():
    """A new deed needs a beginning in `curation.deeds`, or nobody finds it in the log."""
    found = dict(places())
    assert len(found) > 30
    unknown = {place: begins for place, begins in found.items() for begin in begins if told(begin) == "other"}
    assert unknown == {}
