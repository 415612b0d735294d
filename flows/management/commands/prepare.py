"""manage.py prepare: what pages show, made for releases of before."""

from django.core.management.base import BaseCommand

from flows import pieces
from flows.lists import index_files
from flows.models import Release


class Command(BaseCommand):
    help = "Prepares what pages and the list show, for every release where it is not there in this program’s make."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="also where it is there already")

    def handle(self, again, **options):
        for release in pieces.write_all() if again else pieces.write_outdated():
            self.stdout.write(f"Prepared: {release}")
        for release in Release.objects.order_by("pk"):
            index_files.again(release) if again else index_files.of(release)
