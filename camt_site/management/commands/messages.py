"""`manage.py messages`: collects the texts to translate, without the system's gettext that makemessages calls."""

from io import BytesIO

from babel.messages import Catalog, pofile
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize

PLACES = ["camt_site/**/*.py", "curation/**/*.py", "flows/**/*.py", "templates/**/*.html"]
KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if "gettext" in name}


class Command(BaseCommand):
    help = "Collects every text to translate into locale/…/django.po; translations that are there stay."

    def handle(self, **options):
        texts = collected()
        for language, _ in settings.LANGUAGES[1:]:
            file = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"
            catalog = updated(file, language, texts)
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as opened:
                pofile.write_po(opened, catalog, width=120, include_lineno=False, ignore_obsolete=True)
            open_ones = sum(1 for message in catalog if message.id and not any(message.string or ()))
            self.stdout.write(f"{language}: {len(catalog)} texts, {open_ones} without a translation")


def collected():
    """A catalogue of the texts in code and templates, each with the files it is in."""
    texts = Catalog()
    for place in PLACES:
        for path in sorted(settings.BASE_DIR.glob(place)):
            name = path.relative_to(settings.BASE_DIR).as_posix()
            for _, text, comments, context in extract("python", python_of(path), KEYWORDS, ["Translators:"]):
                texts.add(text, locations=[(name, 1)], auto_comments=comments, context=context)
    return texts


def python_of(path):
    """The file as Babel's Python reader can take it: a template becomes its calls of gettext, one below the other."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    return BytesIO(source.encode())


def updated(file, language, texts):
    """The catalogue in `file`, with what is no longer said gone and what is new waiting for a translation."""
    nobody = dict.fromkeys(["version", "msgid_bugs_address", "last_translator", "language_team"], "")
    catalog = Catalog(locale=language, project="CAMT", header_comment="# CAMT's texts.", fuzzy=False, **nobody)
    if file.exists():
        with file.open("rb") as opened:
            catalog = pofile.read_po(opened, locale=language)
    made = catalog.creation_date
    catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    catalog.creation_date = made
    return catalog
