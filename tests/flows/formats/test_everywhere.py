"""The bytes of a release are its own: not those of the database engine, the process, the language or the time zone."""

import json
import os
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from flows import files
from flows.formats import background, from_rows, observations
from flows.models import Release
from tests.flows.formats.made import DAY


def test_another_engine_process_language_and_time_zone_make_the_same_bytes(release, tmp_path):
    """The other process is on SQLite, this one on whatever the tests run on."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "camt_site.settings", "VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": "",
        "ENV_FILE": os.devnull, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.flows.formats.made"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert len(told) >= 10 and told == release.files


@pytest.mark.parametrize("make", [observations.make, background.make, from_rows.make])
def test_made_again_from_the_rows_as_they_lie_there_it_is_the_same(release, tmp_path, make):
    fresh, place = Release.objects.get(version="1.1.0"), tmp_path / "again"
    place.mkdir()
    fresh.published_at = DAY.astimezone(ZoneInfo("Asia/Tashkent"))  # where it is the next day
    make(fresh, place)
    made = {path.name: files.describe(path) for path in place.iterdir()}
    assert len(made) >= 2 and made == {name: release.files[name] for name in made}


def test_files_that_are_lost_come_back_as_they_were(release):
    files.discard(release)
    release.refresh_from_db()
    assert {name: files.describe(files.path(release, name)) for name in release.files} == release.files
