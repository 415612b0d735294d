"""`manage.py verify`: the invariants, over the live data; exits 1 with findings."""

import sys

from django.core.management.base import BaseCommand

from curation import verify as workshop
from flows import verify as record


class Command(BaseCommand):
    help = "Check over the live data that what must always hold still holds."

    def handle(self, **options):
        findings = [*record.findings(), *workshop.findings()]
        for finding in findings:
            self.stdout.write(f"{finding.invariant}: {finding.sentence}")
        if findings:
            self.stderr.write(f"{len(findings)} {'finding' if len(findings) == 1 else 'findings'}.")
            sys.exit(1)
        self.stdout.write("Everything holds.")
