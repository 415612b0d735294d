"""`manage.py serve`: the site, and with --worker a background worker beside it."""

import errno
import signal
import sys
from contextlib import ExitStack

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from camt_site.worker import Worker
from camt_site.wsgi import application


class Command(BaseCommand):
    help = "Serves the site; --worker runs a background worker beside it. Ctrl-C stops both."

    def add_arguments(self, parser):
        parser.add_argument("--host", default=settings.HOST, help="Address to listen on (default: %(default)s).")
        parser.add_argument("--port", default=settings.PORT, type=int, help="Port to listen on (default: %(default)s).")
        parser.add_argument("--worker", action="store_true", help="Run a background worker as well.")

    def handle(self, *, host, port, worker, **options):
        self.check(databases=["default"])
        server = open_server(host, port)
        end_on_signals()
        with ExitStack() as at_the_end:
            if worker:
                companion = Worker(settings.BASE_DIR / "manage.py")
                companion.start()
                at_the_end.callback(companion.stop)
            self.stdout.write(f"CAMT is at http://{host}:{port}/, the desk at http://{host}:{port}{settings.DESK}")
            self.stdout.write("Ctrl-C stops it.")
            server.run()
            self.stdout.write("\nStopping; the job under way is finished first." if worker else "\nStopped.")


def end_on_signals():
    """Ends in order on Ctrl-C (also when started by a script with `&`, where the shell has it ignored), on a request
    to end, and when the terminal is closed, which Windows does not know."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: sys.exit(0))


def open_server(host, port):
    """A waitress server bound to the address, or a sentence on why it cannot be had."""
    try:
        return waitress.create_server(application, host=host, port=port, **server_options())
    except OSError as fault:
        reasons = {
            errno.EADDRINUSE: f"Port {port} is in use by another program: stop that one, or choose another port, as in "
            f"`PORT={port + 1} make run`.",
            errno.EACCES: f"Port {port} is kept for the system: choose one above 1023, as in `PORT=8000 make run`.",
        }
        raise CommandError(reasons.get(fault.errno, f"{host}:{port} cannot be opened: {fault.strerror}.")) from None


def server_options():
    """waitress with room for an upload, and the word of a proxy only where one was named."""
    proxy = {
        "trusted_proxy": settings.TRUSTED_PROXY,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": "x-forwarded-for x-forwarded-host x-forwarded-proto",
    }
    return {
        "threads": settings.SERVER_THREADS,
        "ident": None,
        "connection_limit": 500,
        # More than the site takes, so that a file somewhat too large reaches the form, which says so in words.
        "max_request_body_size": 10 * settings.UPLOAD_LIMIT,
        **(proxy if settings.TRUSTED_PROXY else {}),
    }
