"""`manage.py accept FILE --by USER`: by a second person."""

import sys

from django.core.management.base import BaseCommand
from django.db.models import Q

from curation.actions import uploads
from curation.actions.refused import Refused
from curation.management.people import somebody
from curation.models import SourceFile

SHORTEST_HASH = 6


class Command(BaseCommand):
    help = "Accept a file that somebody else brought in."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="its number, its name, or how its SHA-256 begins")
        parser.add_argument("--by", metavar="USER", required=True, help="who accepts it")

    def handle(self, *, file, by, **options):
        try:
            found = the_file(file)
            uploads.accept(found, by=somebody(by))
        except Refused as sentence:
            self.stderr.write(str(sentence))
            sys.exit(2)
        self.stdout.write(f"{found} ({found.source_id}) is accepted.")


def the_file(named):
    """The one file that a number, a name or the beginning of a hash means; where several are meant they are listed."""
    held = SourceFile.objects.held().exclude(state=SourceFile.State.WITHDRAWN)
    if named.isdecimal() and (numbered := held.filter(pk=named).first()):
        return numbered
    meant = Q(name=named)
    if len(named) >= SHORTEST_HASH:
        meant |= Q(sha256__startswith=named.lower())
    found = list(held.filter(meant))
    if not found:
        raise Refused(f"No file is called or numbered “{named}”: look in the list of files.")
    if len(found) > 1:
        listed = ", ".join(f"{file.pk} ({file.source_id}, {file.get_state_display()})" for file in found)
        raise Refused(f"“{named}” means {len(found)} files: give one of the numbers {listed}.")
    return found[0]
