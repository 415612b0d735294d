"""A PostgreSQL server of the tests' own: made for one run, reached by a socket in a temporary folder, then removed.

    python -m tests.postgres        says whether a server can be started here: exit code 0 if so, 1 if not
    pytest --engine=postgres        (or TEST_ENGINE=postgres) runs the tests on one, shared by all xdist workers
    TEST_DATABASE_URL=… pytest      runs them on a server that stands already

A plugin rather than part of conftest.py: pytest-django loads the settings before any conftest is read.
"""

import atexit
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

OLDEST = 15
PLACES = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin"]
ABSENT = (
    "PostgreSQL: NOT TESTED. No server of version 15 or newer is installed here (initdb, pg_ctl and postgres, on the "
    "PATH or where packages put them). On Debian and Ubuntu: apt install postgresql."
)

# It holds nothing worth keeping, so it need not wait for the disk. Its language sorts words, not bytes: a query that
# forgets to ask for byte order gives another order here than on SQLite, and is found out.
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 100
"""


def pytest_addoption(parser):
    parser.addoption(
        "--engine",
        choices=["sqlite", "postgres"],
        default=os.environ.get("TEST_ENGINE", "sqlite"),
        help="The database the tests run on.",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    # The workers of xdist inherit the address from the process that started them.
    if early_config.known_args_namespace.engine == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        os.environ["TEST_DATABASE_URL"] = start()
    return (yield)


def pytest_report_header(config):
    return f"engine: {os.environ.get('TEST_DATABASE_URL') or 'sqlite'}"


def start():
    """Starts a server that ends with this process, and returns its address as a DATABASE_URL."""
    if not (binaries := find_binaries()):
        raise pytest.UsageError(ABSENT)
    folder = Path(tempfile.mkdtemp(prefix="camt-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    owner = unprivileged(folder)

    def run(program, *arguments):
        subprocess.run([binaries / program, *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL, **owner)

    data = folder / "data"
    run("initdb", "--pgdata", data, "--username=camt", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync",
        "--locale-provider=icu", "--icu-locale=en")  # fmt: skip
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION.format(folder=folder))
    run("pg_ctl", "start", "--wait", "--silent", "--pgdata", data, "--log", folder / "log")
    atexit.register(run, "pg_ctl", "stop", "--mode=immediate", "--silent", "--pgdata", data)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # else a run that is cut short would leave the server behind
    return f"postgres://camt@{str(folder).replace('/', '%2F')}/postgres"


def find_binaries():
    """The folder with the newest PostgreSQL server programs on this machine, or None."""
    onpath = shutil.which("initdb")
    folders = [Path(onpath).resolve().parent] if onpath else []
    folders += [folder for place in PLACES for folder in Path("/").glob(place.lstrip("/"))]
    fit = [(version, folder) for folder in folders if (version := version_in(folder)) >= OLDEST]
    return max(fit)[1] if fit else None


def version_in(folder):
    """The major version of the server in `folder`, 0 where it is not whole."""
    if not all(os.access(folder / program, os.X_OK) for program in ("initdb", "pg_ctl", "postgres")):
        return 0
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


def unprivileged(folder):
    """As root, hands `folder` to another account and says to run as that one: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {account.pw_name: account for account in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


if __name__ == "__main__":
    if not find_binaries():
        sys.exit("\n" + "=" * 80 + f"\n{ABSENT}\n" + "=" * 80)
    print(f"PostgreSQL {version_in(find_binaries())} in {find_binaries()}")
