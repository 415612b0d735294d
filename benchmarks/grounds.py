"""Grounds to measure on: a folder and a database of their own, never those of the site."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import postgres


@dataclass(frozen=True)
class Ground:
    """`folder` is its VAR_DIR; `server` is the address of a PostgreSQL server, empty on SQLite."""

    folder: Path
    server: str = ""

    @property
    def engine(self) -> str:
        return "PostgreSQL" if self.server else "SQLite"

    @property
    def database(self) -> str:
        """As a DATABASE_URL."""
        return f"{self.server}/{self.folder.name}" if self.server else f"sqlite:///{self.folder}/camt.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to work here, whatever this machine has set."""
        here = {"VAR_DIR": str(self.folder), "DATABASE_URL": self.database, "ENV_FILE": os.devnull}
        unset = dict.fromkeys(("SECRET_KEY", "DEBUG", "HTTPS", "ALLOWED_HOSTS", "TRUSTED_PROXY", "LOG_LEVEL"), "")
        return {"DJANGO_SETTINGS_MODULE": "camt_site.settings", **unset, **here}

    @contextmanager
    def copied(self) -> Iterator["Ground"]:
        """The same once more, to be altered and thrown away."""
        with ground(self.folder.parent, self.server, like=self) as copy:
            yield copy


@contextmanager
def ground(parent: Path, server: str = "", like: Ground | None = None) -> Iterator[Ground]:
    """A new ground in a folder, empty or like another, gone when the block ends."""
    made = Ground(Path(tempfile.mkdtemp(prefix="camt_", dir=parent)), server)
    try:
        if like:
            shutil.copytree(like.folder, made.folder, dirs_exist_ok=True)
        if server:
            order(server, f"CREATE DATABASE {made.folder.name}" + (f" TEMPLATE {like.folder.name}" if like else ""))
        yield made
    finally:
        if server:
            order(server, f"DROP DATABASE IF EXISTS {made.folder.name} WITH (FORCE)")
        shutil.rmtree(made.folder)


def server() -> str:
    """The address of a PostgreSQL server: the one in TEST_DATABASE_URL, else one that is started and ends with us."""
    return (os.environ.get("TEST_DATABASE_URL") or postgres.start()).rpartition("/")[0]


def order(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)


def set_up() -> None:
    """Migrate the database and make the two persons that every file needs."""
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name in ("assistant", "director"):
        User.objects.create_user(name).groups.add(Group.objects.get(name=name))
