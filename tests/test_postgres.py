"""The tests' own server, and the guard that keeps tests away from the real data."""

import os
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="runs with --engine=postgres")
@pytest.mark.django_db
class TestServer:
    def ask(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    def test_is_new_enough(self):
        assert connection.get_database_version() >= (15,)

    def test_sorts_words_and_not_bytes_where_nobody_says_otherwise(self):
        """So that a query which forgets to ask for byte order fails here."""
        assert (
            self.ask("SELECT string_agg(word, ' ' ORDER BY word) FROM unnest(ARRAY['b', 'B', 'a', 'A']) word")
            == "a A b B"
        )

    def test_cannot_be_reached_over_the_network(self):
        assert self.ask("SHOW listen_addresses") == ""


class TestFindBinaries:
    @pytest.fixture(autouse=True)
    def machine(self, tmp_path, monkeypatch):
        """A machine with nothing on it but what a test installs."""
        monkeypatch.setattr(postgres, "PLACES", [f"{tmp_path}/*/bin"])
        monkeypatch.setattr(postgres.shutil, "which", lambda program: None)
        self.root = tmp_path

    def install(self, version, programs=("initdb", "pg_ctl", "postgres")):
        folder = self.root / str(version) / "bin"
        folder.mkdir(parents=True)
        for program in programs:
            (folder / program).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.4 (Debian)'\n")
            (folder / program).chmod(0o755)
        return folder

    def test_nothing_is_there(self):
        assert postgres.find_binaries() is None

    def test_the_newest_is_taken(self):
        self.install(15), self.install(9), self.install(17)
        assert postgres.find_binaries() == self.root / "17" / "bin"

    def test_one_too_old_is_none(self):
        self.install(14)
        assert postgres.find_binaries() is None

    def test_a_client_alone_is_none(self):
        self.install(16, programs=("initdb", "pg_ctl"))
        assert postgres.find_binaries() is None


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("x"),
        lambda path: path.open("ab"),
        lambda path: path.mkdir(parents=True),
        lambda path: path.unlink(),
        lambda path: os.rename(ROOT / "README.md", path),
    ],
    ids=["write", "append", "mkdir", "unlink", "rename"],
)
def test_no_test_can_change_the_real_data(change):
    with pytest.raises(
        PermissionError, match="^A test tried to change .*: tests write to settings.VAR, never to var/.$"
    ):
        change(ROOT / "var" / "files" / "of-a-test")


def test_uploads_of_tests_go_to_a_folder_of_their_own():
    assert Path(settings.MEDIA_ROOT) == settings.VAR
    assert not settings.VAR.is_relative_to(ROOT)
    assert "camt_site.settings" in sys.modules
