"""Keeps a background worker running beside the site."""

import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress

log = logging.getLogger(__name__)

PAUSE = 2  # seconds before a worker that died is started again
PATIENCE = 60  # seconds it is given to finish the job under way


class Worker(threading.Thread):
    """Runs `manage.py db_worker` in a process of its own, and again whenever it dies, until `stop`.

    A workbook that breaks its reader then costs one job, not the site. The process has a session of its own: it would
    take Ctrl-C together with our signal for the second, impatient one, and drop the job under way.
    """

    def __init__(self, manage):
        super().__init__(daemon=True)
        self.resume = [sys.executable, str(manage), "resume"]
        self.command = [sys.executable, str(manage), "db_worker", "--queue-name=*", "--no-startup-delay"]
        self.stopping = threading.Event()
        self.starting = threading.Lock()
        self.process = None

    def run(self):
        while self.launched():
            code = self.process.wait()
            if not self.stopping.wait(PAUSE):
                log.warning("The background worker ended with code %s and is started again.", code)

    def launched(self):
        """Starts the process, unless `stop` came first."""
        with self.starting:
            if not self.stopping.is_set():
                subprocess.run(self.resume, stdout=subprocess.DEVNULL)  # a job that died with its worker
                self.process = subprocess.Popen(self.command, start_new_session=os.name == "posix")
            return not self.stopping.is_set()

    def stop(self):
        """Lets the job under way end and waits for it: a minute at most, or until a second Ctrl-C interrupts."""
        with self.starting:
            self.stopping.set()
        if self.process:
            self.process.terminate()
            try:
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(PATIENCE)
            finally:
                self.process.kill()
        self.join()
