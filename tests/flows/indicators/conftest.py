"""A release to reckon from, once for all tests of a module, which only read. All figures are made up."""

import pytest
from django.db import transaction

from tests.factories import gap, hidden, observation, published, rounded

ASYLUM = {"measure": "asylum_applications", "year_basis": "calendar"}


@pytest.fixture(scope="module")
def release(django_db_setup, django_db_blocker):
    """Work in Canada over three years, asylum in four places, one a union beside its member."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield published(
            observation("KAZ", "CAN", 2017, "work", "permits_issued", cells=[200]),
            observation("KAZ", "CAN", 2018, "work", "permits_issued", cells=[250]),
            observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5), 220]),
            observation("TJK", "CAN", 2018, "work", "permits_issued", cells=[rounded(20)]),
            observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[rounded(30)]),
            observation("KAZ", "CAN", 2018, "study", "permits_issued", cells=[750]),
            observation("TJK", "CAN", 2018, "study", "permits_issued", cells=[180]),
            observation("KAZ", "USA", 2018, "study", cells=[1461]),
            observation("KAZ", "KOR", 2018, "asylum", cells=[60], **ASYLUM),
            observation("KAZ", "EU", 2018, "asylum", cells=[40], **ASYLUM),
            observation("KAZ", "DEU", 2018, "asylum", part_of="EU", cells=[30], **ASYLUM),
            observation("KAZ", "RUS", 2018, "asylum", cells=[hidden(1, 5)], **ASYLUM),
            observation("TJK", "KOR", 2018, "asylum", cells=[20], **ASYLUM),
            observation("TJK", "EU", 2018, "asylum", cells=[80], **ASYLUM),
            observation("TJK", "RUS", 2018, "asylum", cells=[5], **ASYLUM),
            gaps=[gap("TJK", "CAN", 2017, "work", "permits_issued", reason="no_row")],
        )
        transaction.set_rollback(True)
