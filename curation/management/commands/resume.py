"""`manage.py resume`: puts files whose reading was cut short back into the queue; whoever starts a worker calls it."""

from django.core.management.base import BaseCommand

from curation import tasks


class Command(BaseCommand):
    help = "Have files read again whose reading was cut short, as by a power cut. Safe at any time."

    def handle(self, **options):
        count = tasks.resume()
        self.stdout.write(f"{count} {'file' if count == 1 else 'files'} put back into the queue.")
