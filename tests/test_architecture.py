"""Rules about the code base itself, which no single module could keep."""

import ast
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
OURS = {"camt_site", "curation", "flows"}
CORES = ["flows/core", "curation/core"]

# Each use of markup that Django does not escape, with the reason why it is safe.
TRUSTED_MARKUP = {
    "flows/charts.py": "an attribute without any value from outside",
    "flows/graphics/drawing.py": "a drawing of our own, with every word in it escaped",
    "flows/marks.py": "shapes that stand in the module itself",
    "flows/markup.py": "templates of the program, with every value in them escaped",
    "flows/report/contents.py": "a drawing of our own, with every word in it escaped",
    "flows/templatetags/head.py": "blocks of a page, escaped already, without tags; JSON whose markup is spelled out",
}


def tracked(*endings):
    """Files that are in version control or about to be, with one of the endings, as paths relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    names = sorted({name for name in listed.split("\0") if name.endswith(endings) and (ROOT / name).is_file()})
    return [Path(name) for name in names]


def core_modules():
    return [path for path in tracked(".py") if any(path.is_relative_to(core) for core in CORES)]


def places(paths, pattern):
    """`file:line: text` for each line that matches; samples are in their publishers' encodings, hence `replace`."""
    return [
        f"{path}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if re.search(pattern, line)
    ]


# --- The tree ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["manage.py", "camt_site", "curation", "flows", "templates", "static", "requirements.txt", "tests", "README.md"],
)
def test_stands_at_the_top(name):
    assert (ROOT / name).exists()


def test_the_tests_mirror_the_source():
    """A folder of tests named like one of ours holds the tests of that one."""
    folders = {path.parent.relative_to("tests") for path in tracked(".py") if path.is_relative_to("tests")}
    ours = [folder for folder in folders if folder.parts and folder.parts[0] in OURS]
    assert [str(folder) for folder in ours if not (ROOT / folder).is_dir() and not management(folder).is_dir()] == []


def management(folder):
    """Where Django wants commands to be: curation/commands in the tests is curation/management/commands."""
    return ROOT / folder.parent / "management" / folder.name


# --- The cores --------------------------------------------------------------------------------------------------------


def imported_by(path):
    """The dotted names a module imports, relative ones resolved."""
    package = path.with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            yield from (f"{base}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", core_modules(), ids=str)
def test_a_core_imports_cores_only(path):
    """import-linter keeps Django out; this keeps out our own modules beside the cores, Django or not."""
    allowed = ("flows.core", "curation.core") if path.parts[0] == "curation" else ("flows.core",)
    ours = [name for name in imported_by(path) if name.split(".")[0] in OURS]
    assert [name for name in ours if not f"{name}.".startswith(tuple(f"{core}." for core in allowed))] == []


@pytest.mark.parametrize("path", core_modules(), ids=str)
def test_a_core_explains_its_public_functions(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    public = [node for node in defined if not node.name.startswith("_") and not path.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node) and not says_itself(node)] == []
    assert ast.get_docstring(tree) or not tree.body, "the module itself says nothing"


def says_itself(node):
    """A function of one line is read as fast as a sentence about it."""
    return isinstance(node, ast.FunctionDef) and len(node.body) == 1


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_no_markup_passes_unescaped_without_a_reason():
    found = places(tracked(".html"), r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
    found += places([path for path in tracked(".py") if path.parts[0] in OURS], r"\bmark_safe\b|\bSafeString\b")
    assert {place.split(":")[0] for place in found} == set(TRUSTED_MARKUP)


@pytest.mark.parametrize(
    "pattern",
    [r"\sstyle\s*=", r"<style\b", r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", r"\son[a-z]+\s*=\s*[\"']",
     r"javascript:"],
)  # fmt: skip
def test_templates_hold_no_style_and_no_script(pattern):
    """The content security policy would drop them, and the page would be broken in silence."""
    assert places(tracked(".html"), pattern) == []


# --- What is needed ---------------------------------------------------------------------------------------------------


def requirement_lines(name):
    lines = (ROOT / name).read_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def requirements(*names):
    return [Requirement(line.split("  #")[0]) for name in names for line in requirement_lines(name)]


@pytest.mark.parametrize("line", requirement_lines("requirements.txt") + requirement_lines("requirements-dev.txt"))
def test_a_requirement_is_exact_and_says_why_it_is_there(line):
    assert re.fullmatch(r"[A-Za-z0-9_.,\-\[\]]+==\S+( ; .+?)?  # \S.+", line)


@pytest.mark.parametrize("names", [["requirements.txt"], ["requirements.txt", "requirements-dev.txt"]], ids=len)
def test_what_a_requirement_needs_is_listed_as_well(names):
    """Else a new version of something nobody named could change what runs."""
    listed = {canonical(wanted.name) for wanted in requirements(*names)}
    needed = {
        canonical(need.name)
        for wanted in requirements(*names)
        if applies(wanted)
        for need in map(Requirement, metadata.requires(wanted.name) or [])
        if any(applies(need, extra) for extra in ["", *wanted.extras])
    }
    assert needed - listed == set()


@pytest.mark.parametrize(
    ("places", "names"),
    [
        (["camt_site", "curation", "flows", "samples"], ["requirements.txt"]),
        (["tests", "benchmarks"], ["requirements.txt", "requirements-dev.txt"]),
    ],
    ids=["what runs", "what tests"],
)
def test_what_is_imported_is_listed(places, names):
    """A package that is there only because another brought it may be gone tomorrow."""
    listed = {canonical(wanted.name) for wanted in requirements(*names)}
    brought = metadata.packages_distributions()
    unlisted = {
        f"{path}: {name}"
        for path in tracked(".py")
        if path.parts[0] in places
        for name in {imported.split(".")[0] for imported in imported_by(path)}
        if name in brought and listed.isdisjoint(canonical(package) for package in brought[name])
    }
    assert unlisted == set()


def test_what_is_installed_is_what_is_listed():
    wanted = {wanted.name: str(wanted.specifier) for wanted in requirements("requirements.txt") if applies(wanted)}
    assert {name: f"=={metadata.version(name)}" for name in wanted} == wanted


def applies(requirement, extra=""):
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


# --- What must not be in it -------------------------------------------------------------------------------------------

TEXTS = (
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".toml",
    ".txt",
    ".csv",
    ".yml",
    ".yaml",
    ".po",
    ".sh",
    "Makefile",
    "run",
)
# Put together from pieces, or this file would find itself.
MACHINE_PATHS = r"(?<![\w.])(?:" + "|".join("/" + name for name in ("home/", "Users/", "root/", "work/", "tmp/")) + ")"
CDN_HOSTS = "|".join(["unp" + "kg.com", "jsdel" + "ivr", "cdn" + "js", "googlea" + "pis.com", "gsta" + "tic.com"])


def test_no_path_of_one_machine():
    assert places(tracked(*TEXTS), MACHINE_PATHS) == []


def test_nothing_is_fetched_from_foreign_hosts():
    assert places(tracked(*TEXTS), CDN_HOSTS) == []


def test_python_is_new_enough():
    assert sys.version_info >= (3, 11)
