"""Two releases as readers meet them, once for all tests of a module, which only read."""

import pytest
from django.db import transaction

from tests.flows import readers


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield readers.first(), readers.second()
        transaction.set_rollback(True)
