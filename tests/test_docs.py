"""What README and docs tell somebody to do can be done: links lead somewhere, commands take what is said."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "samples" / "README.md"]
LINK = re.compile(r"\]\(([^)#\s]+)\)")
LINE = re.compile(r"^ {4,}((?:\S+ )?manage\.py .*)$", re.MULTILINE)
WORDS = re.compile(r"  .*$| && .*$")


def told(path):
    return path.relative_to(ROOT).as_posix()


def lines():
    """Every command that a page gives to be typed, without what is said beside it."""
    for path in PAGES:
        for line in LINE.findall(path.read_text(encoding="utf-8")):
            yield pytest.param(WORDS.sub("", line), id=f"{told(path)}: {line[:60]}")


@pytest.mark.parametrize("path", PAGES, ids=told)
def test_every_link_leads_somewhere(path):
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_page_is_reached_from_the_readme():
    seen, left = set(), [ROOT / "README.md"]
    while left:
        page = left.pop()
        if page.suffix == ".md" and page not in seen:
            seen.add(page)
            found = [(page.parent / link).resolve() for link in LINK.findall(page.read_text(encoding="utf-8"))]
            left += [link for link in found if link.is_file()]
    parts = ("tutorial", "how-to", "reference", "explanation", "course/en", "course/ru")
    assert {path for part in parts for path in (ROOT / "docs" / part).glob("*.md")} <= seen


@pytest.mark.parametrize("line", list(lines()))
def test_every_command_works_as_it_is_written(line):
    """Its program is where `make run` puts it, and it knows the command with these words."""
    program, script, name, *words = shlex.split(line)
    assert (program, script) == (".venv/bin/python", "manage.py")
    app = get_commands()[name]
    if app in ("camt_site", "curation", "flows"):  # others' words may hang on how the site is set up
        load_command_class(app, name).create_parser("manage.py", name).parse_args(words)


def test_what_the_tutorial_uploads_is_there():
    text = (ROOT / "docs/tutorial/first-workbook.md").read_text(encoding="utf-8")
    named = set(re.findall(r"samples/[\w./-]+\.\w+", text))
    assert named and all((ROOT / name).is_file() for name in named)
