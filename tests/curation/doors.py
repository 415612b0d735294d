"""Finds, by reading the source, whatever writes an approval, and whoever calls upon that.

Names are dotted, as `curation.admin.files.FileAdmin.accept`; what stands outside of any function is its module's own.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("camt_site", "curation", "flows")
WHO = {f"{deed}_{what}" for deed in ("reviewed", "accepted") for what in ("by", "by_id", "at")}
OUTCOMES, INTO = {"APPROVED", "ACCEPTED"}, {"approved", "accepted"}
READS = {
    "filter", "exclude", "get", "Q", "values_list", "select_related", "order_by", "latest", "CheckConstraint",
    "UniqueConstraint",
}  # fmt: skip
DEFINED = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of ours by its dotted name; migrations are of the past."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return {dotted(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths)}


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def pieces(module: str) -> Iterator[tuple[str, ast.AST]]:
    """The functions of a module and of its classes, each by its name, and every other statement by the module's."""
    for statement in modules()[module].body:
        inner = statement.body if isinstance(statement, ast.ClassDef) else [statement]
        around = f"{module}.{statement.name}" if isinstance(statement, ast.ClassDef) else module
        for node in inner:
            yield (f"{around}.{node.name}" if isinstance(node, DEFINED) else around), node


# who writes


def writers() -> set[str]:
    """Whatever writes who agreed to a thing, or moves a thing into the state of being agreed to."""
    return {name for module in modules() for name, node in pieces(module) if any(map(writes, ast.walk(node)))}


def writes(node: ast.AST) -> bool:
    """Whether a piece of a program sets one of those fields; where it only asks for them it does not."""
    match node:
        case ast.Call(func=function, args=values, keywords=keywords) if last_name(function) not in READS:
            named = last_name(function) == "setattr" and any(is_text(value, WHO) for value in values)
            said = any(keyword.arg in WHO or sets_state(keyword.arg, keyword.value) for keyword in keywords)
            return named or said or any(is_outcome(value) for value in values)
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return any(is_text(key, WHO) or is_text(key, {"state"}) and is_agreed(value) for key, value in pairs)
        case ast.Attribute(attr=name, ctx=ast.Store()):
            return name in WHO
        case ast.Assign(targets=[ast.Attribute(attr="state")], value=value):
            return is_agreed(value)
    return False


def sets_state(name, value) -> bool:
    return name == "state" and is_agreed(value)


def is_agreed(value) -> bool:
    return is_outcome(value) or is_text(value, INTO)


def is_outcome(value) -> bool:
    """`State.APPROVED` and its kind."""
    return isinstance(value, ast.Attribute) and value.attr in OUTCOMES


def is_text(value, texts) -> bool:
    return isinstance(value, ast.Constant) and value.value in texts


def last_name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


# who calls


def callers(verbs: set[str]) -> set[str]:
    """Whatever names one of the verbs, or names what names one; that it is named is enough, for it may be handed on."""
    naming = defaultdict(set)
    for name, named in references():
        naming[named].add(name)
    found, fresh = set(), set(verbs)
    while fresh:
        fresh = {name for verb in fresh for name in naming[verb] | naming[holder(verb)]} - found - verbs
        found |= fresh
    return found


def holder(verb: str) -> str:
    """The module of a verb: whoever hands that on as a whole could mean any verb of it."""
    return f"{verb.rpartition('.')[0]}.*"


@cache
def references() -> list[tuple[str, str]]:
    """(who, whom): each name of ours that a piece of the program means."""
    return [
        (name, meant)
        for module in modules()
        for known in [imported(module) | defined(module)]
        for name, node in pieces(module)
        for meant in meanings(node, known)
        if meant != name
    ]


def imported(module: str) -> dict[str, str]:
    """What a module's imports call things, wherever in it they stand."""
    found = {}
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.asname: each.name for each in node.names if each.asname}
            found |= {each.name.split(".")[0]: each.name.split(".")[0] for each in node.names if not each.asname}
    return found


def defined(module: str) -> dict[str, str]:
    """What a module defines itself."""
    named = [node for node in modules()[module].body if isinstance(node, ast.ClassDef | DEFINED)]
    return {node.name: f"{module}.{node.name}" for node in named}


def meanings(node: ast.AST, known: dict[str, str]) -> Iterator[str]:
    """The dotted names that a piece of a program means; `decisions.*` where it hands a module on."""
    match node:
        case ast.Attribute(ctx=ast.Load()) | ast.Name(ctx=ast.Load()) if meant := meaning(node, known):
            yield f"{meant}.*" if meant in modules() else meant
        case _:
            for child in ast.iter_child_nodes(node):
                yield from meanings(child, known)


def meaning(node: ast.AST, known: dict[str, str]) -> str:
    """What `decisions.approve` means where `decisions` was imported, or ''."""
    match node:
        case ast.Name(id=name):
            return known.get(name, "")
        case ast.Attribute(value=value, attr=name):
            found = meaning(value, known)
            return found and f"{found}.{name}"
    return ""


def with_sql() -> set[str]:
    """Whatever speaks to a database in words of its own."""
    spoken = {"execute", "executemany", "executescript", "raw", "RawSQL", "RunSQL"}
    return {
        name
        for module in modules()
        for name, node in pieces(module)
        for each in ast.walk(node)
        if isinstance(each, ast.Call) and last_name(each.func) in spoken
    }


def functions_of(module: str) -> set[str]:
    """The functions that a module defines for others."""
    return {node.name for node in modules()[module].body if isinstance(node, DEFINED) and node.name[0] != "_"}
