"""The site as `make run` starts it: processes of their own, the real settings, a folder of their own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from camt_site import worker
from camt_site.worker import Worker

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """What the site sees: nothing of the tests' own settings, and a folder of its own, prepared as `make run` does."""
    folder = tmp_path_factory.mktemp("var")
    (folder / "static").mkdir()
    ours = {"DJANGO_SETTINGS_MODULE": "camt_site.settings", "VAR_DIR": str(folder), "DATABASE_URL": ""}
    environment = os.environ | ours | {"PYTHONUNBUFFERED": "1"}
    assert manage(environment, "migrate", "--verbosity=0").stderr == ""
    assert manage(environment, "collectstatic", "--noinput", "--verbosity=0").stderr == ""
    return environment


def manage(environment, *arguments):
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments], env=environment, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda signal: signal.name)
def test_site_and_worker_start_and_stop_together(environment, port, farewell):
    with serving(environment, port) as site:
        assert (
            site.stdout.readline()
            == f"CAMT is at http://127.0.0.1:{port}/, the desk at http://127.0.0.1:{port}/admin/\n"
        )
        assert any("Starting worker" in line for line in site.stderr)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/login/", timeout=30) as page:
            assert page.status == 200
            assert page.headers["Content-Security-Policy"].count("'self'") == 2
        site.send_signal(farewell)
        told, logged = site.communicate(timeout=60)
        assert site.returncode == 0
        assert "Stopping; the job under way is finished first." in told
        assert "django_tasks_db: Received Terminated - shutting down gracefully" in logged


@contextmanager
def serving(environment, port):
    """The site and its worker as processes, which do not outlive a test that fails."""
    command = [sys.executable, ROOT / "manage.py", "serve", "--worker", f"--port={port}"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as site:
        try:
            yield site
        finally:
            site.terminate()


def test_a_port_in_use_is_refused_in_a_sentence(environment):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = manage(environment, "serve", f"--port={port}")
    assert ended.returncode == 1
    assert ended.stderr == (
        f"CommandError: Port {port} is in use by another program: stop that one, or choose another port, as in "
        f"`PORT={port + 1} make run`.\n"
    )


def test_a_setting_that_cannot_be_meant_is_refused_in_a_sentence(environment):
    ended = manage(environment | {"HTTPS": "perhaps"}, "check")
    assert (ended.returncode, ended.stderr) == (
        1,
        "Settings: HTTPS is “perhaps”: write HTTPS=1 for yes or HTTPS=0 for no.\n",
    )


def test_a_worker_that_dies_is_started_again(tmp_path, monkeypatch, caplog):
    """The program told apart its starts by a line in a pipe: it dies once, then waits to be stopped."""
    monkeypatch.setattr(worker, "PAUSE", 0)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "program.py").write_text(
        "import os, pathlib, signal, sys\n"
        "sys.argv[1] == 'resume' and sys.exit()  # what is called before each start\n"
        "here = pathlib.Path(__file__).parent\n"
        "again = (here / 'died').exists()\n"
        "(here / 'died').touch()\n"
        "(here / 'pipe').write_text('started')\n"
        "signal.pause() if again else os._exit(7)\n"
    )
    keeper = Worker(tmp_path / "program.py")
    keeper.start()
    assert [(tmp_path / "pipe").read_text() for _ in range(2)] == ["started", "started"]
    keeper.stop()
    assert not keeper.is_alive()
    assert keeper.process.returncode == -signal.SIGTERM
    assert caplog.messages == ["The background worker ended with code 7 and is started again."]
