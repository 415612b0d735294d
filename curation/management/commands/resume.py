"""`manage.py resume`: puts jobs that were cut short back into the queue; whoever starts a worker calls it."""

from django.core.management.base import BaseCommand

from curation import tasks


class Command(BaseCommand):
    help = "Takes up again what was cut short, as by a power cut: the reading of files, the coverage. Safe at any time."

    def handle(self, **options):
        count = tasks.resume()
        self.stdout.write(f"{count} {'file' if count == 1 else 'files'} put back into the queue.")
