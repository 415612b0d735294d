"""`manage.py publish VERSION --by USER --notes FILE`: compose, check, publish."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from curation.actions import releases
from curation.actions.refused import Refused
from curation.core.concern_rules import plural
from curation.management.people import somebody
from flows.core import changes
from flows.differences import from_rows
from flows.models import Release


class Command(BaseCommand):
    help = "Compose the release from what is accepted and approved, check it, and publish it."

    def add_arguments(self, parser):
        parser.add_argument("version", metavar="VERSION", help="MAJOR.MINOR.PATCH, higher than any before")
        parser.add_argument("--by", required=True, metavar="USER", help="the director who publishes")
        parser.add_argument("--notes", required=True, type=Path, metavar="FILE", help="what is new, for the public")
        parser.add_argument("--notes-ru", type=Path, metavar="FILE", help="the same in Russian")
        parser.add_argument("--dry-run", action="store_true", help="compose and check only; publish nothing")
        parser.add_argument(
            "--even-if-unchanged", action="store_true", help="also when nothing differs from the latest"
        )

    def handle(self, *, by, notes, notes_ru, dry_run, version, even_if_unchanged, **options):
        asked = {"version": version, "even_if_unchanged": even_if_unchanged}
        try:
            asked |= {"notes_en": text(notes), "notes_ru": text(notes_ru) if notes_ru else "", "by": somebody(by)}
            if dry_run:
                return self.show(releases.rehearse(**asked))
            release = releases.publish(**asked)
        except Refused as refusal:
            self.stderr.write(str(refusal))
            sys.exit(2)
        self.stdout.write(f"Published release {release.version}: {release.observations_count:,} observations.")

    def show(self, composition):
        """What the release would say, and what is against it; exit code 2 where something blocks."""
        said, latest = composition.handover, Release.objects.latest()
        counts = changes.tally(from_rows.ahead(latest, said))
        for warning in composition.warnings:
            self.stdout.write(f"look at: {warning}")
        self.stdout.write(
            f"{counted(said.observations, 'observation')} from {counted(said.contributions, 'cell')}, "
            f"{counted(said.gaps, 'gap')}."
        )
        self.stdout.write(
            f"Against {latest.version if latest else 'nothing, as the first release'}: {counts['new']:,} new, "
            f"{counts['changed']:,} changed, {counts['gone']:,} gone, {counts['unchanged']:,} as they were."
        )
        for block in composition.blocks:
            self.stderr.write(f"blocks: {block}")
        if composition.blocks:
            sys.exit(2)


def counted(records, word):
    return f"{len(records):,} {plural(len(records), word)}"


def text(path):
    try:
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise Refused(f"The notes cannot be read from {path}: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise Refused(f"The notes in {path} are no UTF-8 text: save them as UTF-8.") from problem
