"""`manage.py demo`: the sample workbooks through the real steps; safe to repeat."""

import sys

from django.core.management.base import BaseCommand

from curation import demo
from curation.actions.refused import Refused as WorkshopRefused
from flows.core.refusals import Refused as RecordRefused


class Command(BaseCommand):
    help = "Take the sample workbooks through upload, mapping, review and publication, with two demo accounts."

    def handle(self, **options):
        try:
            accounts = demo.run(self.stdout.write)
        except (WorkshopRefused, RecordRefused) as refusal:
            self.stderr.write(str(refusal))
            sys.exit(2)
        for name, password in accounts.items():
            self.stdout.write(f"Demo account: {name}, password {password}")
