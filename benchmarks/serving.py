"""Servers of a benchmark: the site as in production, and Datasette, each a process on a port of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.apart import ROOT, Stopped
from benchmarks.grounds import Ground

PATIENCE = 60  # seconds until a server answers
UNCUT = {"facet_time_limit_ms": 60_000, "sql_time_limit_ms": 60_000, "suggest_facets": "off"}


@contextmanager
def served(ground: Ground, **variables: str) -> Iterator[int]:
    """The site as in production, on a port of its own."""
    with running([sys.executable, "manage.py", "serve"], ground.environment | variables) as port:
        yield port


@contextmanager
def datasette(path: str) -> Iterator[int]:
    settings = [each for name, value in UNCUT.items() for each in ("--setting", name, str(value))]
    with running([sys.executable, "-m", "datasette", "serve", "--immutable", path, *settings]) as port:
        yield port


@contextmanager
def running(command: list[str], environment: dict[str, str] | None = None) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    around = os.environ | (environment or {})
    with subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, env=around, **silent) as process:
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(PATIENCE * 10):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise Stopped(f"{process.args} does not answer on port {port}.")
