"""The exercises of the course, in both languages: files are what the site gives, answers what the program prints.

A lesson has blocks in the order in which they are done: an address and the file or table that it gives, a file that is
saved under the name beside its fence, a command and all that it prints.
"""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from curation import demo
from tests.flows.graphics.test_pages import lines

pytestmark = [pytest.mark.django_db, pytest.mark.look]
COURSE = Path(__file__).resolve().parents[2] / "docs" / "course"
LESSONS = sorted(path.stem for path in (COURSE / "en").glob("*.md"))
BLOCK = re.compile(
    r"^    (?P<address>/\S+)\n|^    \.venv/bin/python manage\.py (?P<command>[^\n]+)\n"
    r"|^```(?P<kind>csv|text) ?(?P<name>\S*)\n(?P<text>.*?)^```$",
    re.M | re.S,
)
SOURCES = ("ca-pr.xlsx", "ca-study.csv", "us-niv.xlsx")  # all that the lessons ask for


@pytest.fixture(scope="module", autouse=True)
def demonstrated(django_db_setup, django_db_blocker, tmp_path_factory):
    """The release of the demo, of the tables that the lessons need: all of them would take ten seconds."""
    samples = tmp_path_factory.mktemp("samples")
    (samples / "workbooks").mkdir()
    for name in ("decisions.csv", *(f"workbooks/{source}" for source in SOURCES)):
        (samples / name).symlink_to(demo.SAMPLES / name)
    with pytest.MonkeyPatch.context() as monkeypatch, django_db_blocker.unblock(), transaction.atomic():
        monkeypatch.setattr(demo, "SAMPLES", samples)
        demo.run(lambda line: None)
        yield
        transaction.set_rollback(True)


def blocks(language, lesson):
    text = (COURSE / language / f"{lesson}.md").read_text(encoding="utf-8")
    return [found.groupdict() for found in BLOCK.finditer(text)]


def given(client, address):
    """A file as the site gives it, or the table of a page, its cells between strokes."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    if address.startswith("/observations.csv"):
        return b"".join(answer).decode().replace("\r\n", "\n")
    return "".join(" | ".join(row) + "\n" for row in lines(answer.content.decode()))


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_exercise_gives_just_what_its_lesson_prints(language, lesson, client, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    expected, done = None, 0
    for block in blocks(language, lesson):
        if block["address"]:
            expected = given(client, block["address"])
        elif block["command"]:
            capsys.readouterr()
            call_command(*block["command"].split())
            expected = capsys.readouterr().out.replace("\r\n", "\n")
        else:
            assert expected is None or block["text"] == expected
            if block["name"]:
                Path(block["name"]).write_text(block["text"], encoding="utf-8")
            done += expected is not None
            expected = None
    assert done and expected is None


@pytest.mark.parametrize("lesson", LESSONS)
def test_both_languages_do_the_same_exercise(lesson):
    def done(language):
        return [
            (block["command"], block["name"], block["text"] if block["name"] or block["command"] else "")
            for block in blocks(language, lesson)
        ]

    assert done("en") == done("ru")


def test_there_are_seven_lessons_of_a_page_or_two():
    for language in ("en", "ru"):
        paths = sorted((COURSE / language).glob("*.md"))
        assert [path.stem for path in paths] == LESSONS and len(LESSONS) == 7
        for path in paths:
            prose = BLOCK.sub("", path.read_text(encoding="utf-8"))
            assert 250 <= len(prose.split()) <= 700, path
