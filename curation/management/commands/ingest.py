"""`manage.py ingest PATH --source TABLE --by USER`: kept, read, and taken as far as one person can take it."""

import sys
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand

from curation import queries
from curation.actions import decisions, readings, uploads
from curation.actions.refused import Refused, attempt
from curation.core.concern_rules import plural
from curation.core.files import DECLARABLE
from curation.management.commands.read_file import declared
from curation.management.paths import a_day, a_file
from curation.management.people import somebody
from curation.models import SourceFile, SourceTable

State = SourceFile.State


class Command(BaseCommand):
    help = "Keep a publisher's file, read it, and hand it in as far as it goes before a second person must accept it."

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH", type=Path)
        parser.add_argument("--source", metavar="TABLE", required=True, help="code of the source table")
        parser.add_argument("--by", metavar="USER", required=True, help="who brings it in")
        parser.add_argument("--retrieved-on", metavar="DATE", help="as 2026-11-20")
        parser.add_argument("--retrieved-from", metavar="URL", default="")
        parser.add_argument("--note", default="")
        parser.add_argument(
            "--declare",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="say what the file does not: " + "; ".join(f"{name} ({what})" for name, what in DECLARABLE.items()),
        )
        parser.add_argument(
            "--propose", action="store_true", help="propose the codebook's treatment for each label that has one"
        )

    def handle(self, *, path, by, **options):
        try:
            user = somebody(by)
            file = self.received(path, user, options)
            self.stdout.write(f"{file} is kept under {file.sha256} and {file.get_state_display()}.")
            self.take_further(file, user, options["propose"])
        except Refused as sentence:
            self.stderr.write(str(sentence))
            sys.exit(2)

    def received(self, path, user, options):
        """The file, read. One that cannot be read is kept in quarantine and is Refused."""
        source = SourceTable.objects.filter(pk=options["source"]).first()
        if source is None:
            known = ", ".join(SourceTable.objects.values_list("pk", flat=True))
            raise Refused(f"There is no source table “{options['source']}”; expected one of {known}.")
        with File(a_file(path).open("rb"), name=path.name) as uploaded:
            file = uploads.receive(
                uploaded,
                source=source,
                by=user,
                retrieved_on=a_day(options["retrieved_on"]),
                retrieved_from=options["retrieved_from"],
                note=options["note"],
                declared=declared(options["declare"]),
                read_in_background=False,
            )
        if file.state == State.RECEIVED:
            readings.read(file)
        if file.state == State.QUARANTINED:
            raise Refused(file.message)
        return file

    def take_further(self, file, user, propose):
        """Propose what the codebook says, if asked to, and hand the file in if every label has its proposal."""
        if propose:
            tallies = queries.undecided_labels(file=file)
            said = [attempt(decisions.propose_as_suggested, tally.label, by=user) for tally in tallies]
            all_ = f"{len(tallies)} {plural(len(tallies), 'label')}"
            self.stdout.write(f"Proposed as the codebook says: {said.count('')} of {all_}.")
        if refusal := attempt(uploads.submit, file, by=user):
            self.stdout.write(f"Not handed in yet. {refusal}")
        else:
            self.stdout.write(f"Handed in. Somebody else accepts it: manage.py accept {file.pk} --by USER")
