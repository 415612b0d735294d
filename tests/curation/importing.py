"""What a process does that imports a file. It is forked from one that has loaded this module, and no more than that."""

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from curation.actions import readings  # noqa: E402
from curation.models import SourceFile  # noqa: E402


def read(pk, said):
    """Says that it is ready to begin, then reads the file."""
    file = SourceFile.objects.get(pk=pk)
    said.send("ready")
    readings.read(file)
