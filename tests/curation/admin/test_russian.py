"""The desk in Russian: what its lists, pages and buttons are called, while the log goes on in English."""

import re
from inspect import isclass

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import get_fields_from_path, label_for_field
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from curation.actions import concerns
from curation.admin.desk import site
from curation.inbox.together import Said
from curation.models import Concern
from tests.curation.admin.test_decisions import deed, page_of
from tests.curation.admin.test_judging import proposal, propose, releases_root, texts, visas

__all__ = ["proposal", "propose", "releases_root", "visas"]
pytestmark = pytest.mark.look
LATIN = re.compile("[A-Za-z]")
HEADING = re.compile(r'<div class="breadcrumbs">.*?</div>|<h1>.*?</h1>|<title>.*?\|', re.DOTALL)
INBOX = "/admin/curation/categorydecision/inbox/"


def in_russian(browser):
    browser.post("/admin/language/", {"language": "ru"})
    return browser


@pytest.fixture
def everywhere(db):
    """Somebody who may see every list, in Russian."""
    browser = Client()
    browser.force_login(get_user_model().objects.create_superuser("admin"))
    return in_russian(browser)


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.label_lower)
def test_every_list_has_a_russian_name(everywhere, model):
    with override("ru"):
        names = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
    assert not any(map(LATIN.search, names))
    meta = model._meta
    answer = everywhere.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"), follow=True)
    said = [re.sub("<[^>]+>|&[a-z]+;", "", found) for found in HEADING.findall(answer.content.decode())]
    assert len(said) == 3 and not any(map(LATIN.search, said)), said


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.label_lower)
def test_the_columns_and_filters_of_every_list_have_russian_names(everywhere, model):
    admin = site._registry[model]
    with override("ru"):
        columns = [str(label_for_field(name, model, admin)) for name in admin.list_display if name != "__str__"]
        paths = [each if isinstance(each, str) else each[0] for each in admin.list_filter if not isclass(each)]
        filters = [str(get_fields_from_path(model, path)[-1].verbose_name) for path in paths]
    assert not [said for said in columns + filters if LATIN.search(said) and said != "kappa"]


def test_what_a_proposal_would_end_is_said_in_russian(db):
    said = Said(1, "us-niv", "J-1", "include", "work", "", "", None, None, "Made up.", 5)
    said = said._replace(overturns="excluded (temporary); study")
    with override("ru"):
        assert said.in_force_now == "исключено (временное пребывание); учёба"
    assert said.in_force_now == said.overturns


def test_a_list_is_headed_by_what_is_in_it_in_the_nominative(everywhere):
    listed = everywhere.get(reverse("admin:curation_sourcetable_changelist")).content.decode()
    assert "<h1>Таблицы источников</h1>" in listed and "Выберите" not in listed


def test_the_page_of_a_proposal_says_treatments_years_and_changes_in_russian(desk, proposal):  # noqa: F811
    shown = texts(in_russian(desk("director")).get(page_of(proposal)))
    assert "учёба предложено" in shown and "все годы" in shown and "FY2018 1 178 3 383 +2 205" in shown
    assert "исключено (временное пребывание)" in shown and "Главная &rsaquo; На решение &rsaquo; J-1" in shown


def test_the_inbox_says_them_too_also_those_that_a_rule_kept(desk, proposal):  # noqa: F811
    [doubt] = proposal.concerns.filter(rule="differs_from_codebook")
    assert doubt.found["codebook"] == "excluded (temporary)"
    shown = texts(in_russian(desk("director")).get(INBOX))
    assert "где указано исключено (временное пребывание): “The project team" in shown
    assert "Открыть (J-1)" in shown and "↵ открыть" in shown


def test_what_is_done_in_russian_is_in_the_log_in_english(desk, proposal):  # noqa: F811
    assert "J-1" in deed(in_russian(desk("director")), "return", proposal, words="Made up.")
    line = LogEntry.objects.filter(object_id=proposal.pk).latest("pk")
    assert (line.object_repr, line.change_message) == ("J-1 → include study", "Returned: Made up.")


def test_a_settled_concern_says_what_became_of_it(desk, people):
    concern = Concern.objects.create(text="Hm.", severity="concern", raised_by=people.colleague)
    page = reverse("admin:curation_concern_change", args=[concern.pk])
    asked = texts(in_russian(desk("director")).get(page))
    assert "Только для «Снять»." in asked and asked.count("Снять") == 2 and "оставлено как было" in asked
    concerns.resolve(concern, resolution="Made up.", outcome="kept", by=people.director)
    assert "оставлено как было" in texts(in_russian(desk("director")).get(page))
