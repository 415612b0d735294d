"""One step or measurement in a process of its own: its memory is its own, and nothing is warm from the one before."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.clock import clock
from benchmarks.grounds import Ground

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300  # seconds; whatever takes longer is stopped


class Stopped(Exception):
    """A process that did not do what it was asked, in a sentence."""


class Done(NamedTuple):
    """What a process gave back, how long its clock ran, and the most memory in MB that it and a helper of it held."""

    result: object
    seconds: float
    peak: float
    helper_peak: float


def do(function: str, ground: Ground, **arguments) -> Done:
    """Call `module:function` of this package on a ground. Arguments and result are what JSON can say."""
    command = [sys.executable, "-m", "benchmarks.apart", function]
    settings = {"input": json.dumps(arguments), "env": os.environ | ground.environment, "cwd": ROOT, "text": True}
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, **settings)
    except subprocess.TimeoutExpired as late:
        raise Stopped(f"{function} took longer than {LONGEST} seconds and was stopped.") from late
    if done.returncode:
        raise Stopped(f"{function} ended with code {done.returncode}:\n{done.stderr}")
    return Done(*json.loads(done.stdout.splitlines()[-1]))


def main():
    import django

    django.setup()
    module, _, name = sys.argv[1].partition(":")
    result = getattr(importlib.import_module(f"benchmarks.{module}"), name)(**json.load(sys.stdin))
    close()
    print(json.dumps([result, clock.seconds, *peaks()]))


def close():
    """Leave the database to whoever comes next, on SQLite with nothing left in its journal."""
    from django.db import connections

    connections.close_all()


def peaks() -> tuple[float, float]:
    """The most memory in MB that this process held, and the largest of those it started; 0 where it started none."""
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return tuple(resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main()
