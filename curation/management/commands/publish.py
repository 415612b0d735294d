"""`manage.py publish VERSION --by USER --notes FILE`: compose, check, publish."""

import sys
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from curation.actions import releases
from curation.actions.refused import Refused as WorkshopRefused
from flows.core.refusals import Refused as RecordRefused


class Command(BaseCommand):
    help = "Compose the release from what is accepted and approved, check it, and publish it."

    def add_arguments(self, parser):
        parser.add_argument("version", metavar="VERSION", help="MAJOR.MINOR.PATCH, higher than any before")
        parser.add_argument("--by", required=True, metavar="USER", help="the director who publishes")
        parser.add_argument("--notes", required=True, type=Path, metavar="FILE", help="what is new, for the public")
        parser.add_argument("--notes-ru", type=Path, metavar="FILE", help="the same in Russian")
        parser.add_argument("--dry-run", action="store_true", help="compose and check only; publish nothing")

    def handle(self, *, version, by, notes, notes_ru, dry_run, **options):
        try:
            user = self.user(by)
            if dry_run:
                return self.show(releases.compose())
            release = releases.publish(
                version=version, notes_en=text(notes), notes_ru=text(notes_ru) if notes_ru else "", by=user
            )
        except (WorkshopRefused, RecordRefused) as refusal:
            self.stderr.write(str(refusal))
            sys.exit(2)
        self.stdout.write(f"Published release {release.version}: {release.observations_count:,} observations.")

    def user(self, name):
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None:
            raise WorkshopRefused(f"There is no active user “{name}”.")
        return user

    def show(self, composition):
        for block in composition.blocks:
            self.stdout.write(f"blocks: {block}")
        for warning in composition.warnings:
            self.stdout.write(f"look at: {warning}")
        said = composition.handover
        self.stdout.write(
            f"{len(said.observations):,} observations from {len(said.contributions):,} cells, {len(said.gaps):,} gaps."
        )


def text(path):
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkshopRefused(f"The notes cannot be read from {path}: {error}.") from error
