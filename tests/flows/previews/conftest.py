"""A candidate, frozen, and a link to it."""

import pytest
from django.db import transaction
from django.utils import timezone

from flows import previews
from flows.models import Release
from tests.flows import readers
from tests.flows.previews.made import candidate


@pytest.fixture(scope="module", autouse=True)
def prepared(django_db_setup, django_db_blocker):
    """Two releases, a scenario for readers, and a candidate of a third, once for all; what a test changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        readers.first(), readers.second(), readers.asked()
        yield candidate()
        transaction.set_rollback(True)


@pytest.fixture
def frozen(prepared):
    return Release.objects.get(pk=prepared.pk)


@pytest.fixture
def link(frozen):
    return previews.address(frozen, timezone.now())
