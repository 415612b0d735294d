import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

name = _("a source file")
many = ngettext("%(count)d cell", "%(count)d cells", 2)
verb = pgettext("on a button", "Open")
"""

PAGE = """
{% load i18n %}
  <h1>{% translate "Why this number" %}</h1>
  <p title="{% translate "Open" context "on a button" %}">it's {{ _("a source file") }}</p>
{% blocktranslate with origin=place.name %}People from {{ origin }}{% endblocktranslate %}
"""


@pytest.fixture
def tree(tmp_path, settings):
    """A small project with one module and one page."""
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    (tmp_path / "flows").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "flows" / "models.py").write_text(CODE)
    (tmp_path / "templates" / "why.html").write_text(PAGE)
    return tmp_path


def po(tree):
    return tree / "locale" / "ru" / "LC_MESSAGES" / "django.po"


def texts(tree):
    """{(context, text): (translation, files)} of the catalogue."""
    with po(tree).open("rb") as opened:
        catalog = read_po(opened)
    return {
        (message.context, message.id): (message.string, [place for place, _ in message.locations])
        for message in catalog
        if message.id
    }


def test_texts_are_collected_from_code_and_pages(tree, capsys):
    call_command("messages")
    assert texts(tree) == {
        (None, "a source file"): ("", ["flows/models.py", "templates/why.html"]),
        (None, ("%(count)d cell", "%(count)d cells")): (("", "", ""), ["flows/models.py"]),
        ("on a button", "Open"): ("", ["flows/models.py", "templates/why.html"]),
        (None, "Why this number"): ("", ["templates/why.html"]),
        (None, "People from %(origin)s"): ("", ["templates/why.html"]),
    }
    assert capsys.readouterr().out == "ru: 5 texts, 5 without a translation\n"


def test_a_second_time_changes_nothing(tree):
    call_command("messages")
    before = po(tree).read_bytes()
    call_command("messages")
    assert po(tree).read_bytes() == before


def test_translations_stay_and_what_is_no_longer_said_goes(tree, capsys):
    call_command("messages")
    translated = (
        po(tree).read_text().replace('msgid "Why this number"\nmsgstr ""', 'msgid "Why this number"\nmsgstr "Почему"')
    )
    po(tree).write_text(translated)
    (tree / "flows" / "models.py").unlink()
    capsys.readouterr()
    call_command("messages")
    assert texts(tree)[None, "Why this number"] == ("Почему", ["templates/why.html"])
    assert (None, ("%(count)d cell", "%(count)d cells")) not in texts(tree)
    assert capsys.readouterr().out == "ru: 4 texts, 3 without a translation\n"
