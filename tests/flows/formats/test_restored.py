"""A database that came back from a backup gives out the very bytes that were published."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from django.conf import settings
from django.db import connection

from tests.flows.formats.made import two_releases
from tests.postgres import find_binaries


@pytest.fixture
def published(transactional_db):
    """A release that another connection can see."""
    return two_releases()


@pytest.fixture
def copy(published, tmp_path):
    """The address of a database that was backed up by the engine's own means and restored."""
    restored = on_sqlite if connection.vendor == "sqlite" else on_postgresql
    with restored(tmp_path) as address:
        yield address


@contextmanager
def on_sqlite(tmp_path):
    """SQLite's interface for backups."""
    target = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as held, closing(sqlite3.connect(target)) as kept:
        held.backup(kept)
    yield f"sqlite:///{target}"


@contextmanager
def on_postgresql(tmp_path):
    """A dump, restored into another database of the same server."""
    said, dump = connection.settings_dict, str(tmp_path / "dump")
    restored = f"{said['NAME']}_restored"

    def run(program, *words):
        where = [f"--host={said['HOST']}", f"--username={said['USER']}"]
        subprocess.run([find_binaries() / program, *where, *words], check=True)

    run("pg_dump", "--format=custom", f"--file={dump}", said["NAME"])
    run("createdb", restored)
    try:
        run("pg_restore", "--exit-on-error", f"--dbname={restored}", dump)
        yield f"{os.environ['TEST_DATABASE_URL'].rpartition('/')[0]}/{restored}"
    finally:
        run("dropdb", "--force", restored)


def test_after_a_backup_and_its_return_the_files_are_the_same(published, copy, tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "camt_site.settings", "VAR_DIR": str(tmp_path / "var"), "ENV_FILE": os.devnull,
        "DATABASE_URL": copy,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.flows.formats.restored"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(published.files) >= 10 and json.loads(done.stdout.splitlines()[-1]) == published.files
