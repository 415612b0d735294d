"""`manage.py export`: a folder that any web server can serve. Figures are made up."""

import hashlib
import re
import subprocess
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from flows import files, releases
from flows.package import mirror as mirror_page
from flows.package import words
from tests.flows.readers import Page


def export(to):
    call_command("export", "1.0.0", "--to", str(to), verbosity=0)
    return to


@pytest.fixture
def mirror(whole, tmp_path):
    return export(tmp_path / "mirror")


def test_every_file_of_the_release_is_there_as_it_was_published(whole, mirror):
    assert sorted(path.name for path in mirror.iterdir()) == sorted([*whole.files, "index.html", "SHA256SUMS"])
    for name in whole.files:
        assert (mirror / name).read_bytes() == files.path(whole, name).read_bytes()


def test_sha256sum_finds_every_file_as_it_should_be(mirror):
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=mirror, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()[::2]) == sorted(
        f"{path.name}:" for path in mirror.iterdir() if path.name != "SHA256SUMS"
    )
    (mirror / "index.html").write_text("altered")
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=mirror, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "index.html: FAILED\n")


def test_its_page_leads_to_every_file_and_to_nothing_that_is_not_there(whole, mirror):
    page = Page((mirror / "index.html").read_text(encoding="utf-8"))
    near = [link for link in page.links if not urlsplit(link).netloc and not link.startswith("#")]
    assert set(near) == {*whole.files, "SHA256SUMS"}
    assert all((mirror / link).is_file() for link in near)
    assert {tag for tag, _ in page.tags} & {"script", "style", "img", "iframe", "form"} == set()
    assert not any("style" in attributes for _, attributes in page.tags)


def test_its_page_says_all_in_english_and_in_russian(whole, mirror):
    said = Page((mirror / "index.html").read_text(encoding="utf-8")).texts
    whole_hashes = re.sub("<[^>]*>", "", (mirror / "index.html").read_text(encoding="utf-8"))  # in groups, not in words
    english = {text for language, text in said if language == "en"}
    russian = {text for language, text in said if language == "ru"}
    for name, described in whole.files.items():
        about = words.of_file(name)
        assert about[0] in english and about[1] in russian, f"nobody says what {name} is"
        assert described["sha256"] in whole_hashes
    assert "Файлы" in russian and "Files" in english


def test_of_a_withdrawn_release_it_says_so_first_with_day_and_reason(whole, tmp_path):
    releases.withdraw(whole, reason="A table was read twice.", by=None)
    whole.withdrawn_at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    said = [(language, " ".join(text.split())) for language, text in Page(mirror_page.index(whole)).texts]
    assert ("ru", "Отозван 1 декабря 2026 г. Его числами пользоваться не следует. Причина:") in said
    assert {("en", "A table was read twice.")} <= set(said)
    assert [text for language, text in said if language == "en" and "Withdrawn" in text]


def test_the_same_bytes_again_at_another_time(mirror, whole, tmp_path):
    whole.refresh_from_db()
    with translation.override("ru"), timezone.override("Asia/Tashkent"):
        again = export(tmp_path / "again")
    for path in mirror.iterdir():
        assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256((again / path.name).read_bytes()).digest()
