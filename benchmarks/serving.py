"""Servers of a benchmark: the site as in production, Datasette, nginx, each a process on a port of its own."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.apart import ROOT, Stopped
from benchmarks.grounds import Ground

PATIENCE = 60  # seconds until a server answers
UNCUT = {"facet_time_limit_ms": 60_000, "sql_time_limit_ms": 60_000, "suggest_facets": "off"}

NGINX = """\
user {user}; worker_processes 1; daemon off; pid {place}/pid; error_log {place}/errors;
events {{ }}
http {{
  access_log off; sendfile on; tcp_nopush on; types {{ text/csv csv; }}
  client_body_temp_path {place}/1; proxy_temp_path {place}/2; fastcgi_temp_path {place}/3; uwsgi_temp_path {place}/4;
  scgi_temp_path {place}/5;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


class Port(int):
    """Where a server listens, and which process answers there; 0 where nobody asked."""

    def __new__(cls, number, pid=0):
        port = super().__new__(cls, number)
        port.pid = pid
        return port


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
def plain(folder: Path) -> Iterator[tuple[str, int]]:
    """Whoever sends the files of a folder best here, by name, and its port: nginx, or a server of a few lines."""
    if nginx := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        with tempfile.TemporaryDirectory(prefix="camt-nginx-") as place:
            port, written = free_port(), Path(place) / "nginx.conf"
            os.chmod(place, 0o755)
            written.write_text(NGINX.format(user=getpass.getuser(), place=place, port=port, folder=folder))
            with started([nginx, "-c", str(written)], port) as port:
                yield "nginx", port
    else:
        print("There is no nginx here: a server of a few lines that hands files to the system is measured instead.")
        with running([sys.executable, "-m", "benchmarks.plain", str(folder)]) as port:
            yield "a server with sendfile, for want of nginx", port


@contextmanager
def running(command: list[str], environment: dict[str, str] | None = None) -> Iterator[Port]:
    port = free_port()
    with started([*command, "--port", str(port)], port, environment) as server:
        yield server


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def started(command: list[str], port: int, environment: dict[str, str] | None = None) -> Iterator[Port]:
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    around = os.environ | (environment or {})
    with subprocess.Popen(command, cwd=ROOT, env=around, **silent) as process:
        try:
            wait_for(port, process)
            yield Port(port, process.pid)
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
