"""Releases with all their files."""

import pytest

from tests.flows.formats.made import two_releases


@pytest.fixture(autouse=True)
def every_maker(settings):
    del settings.RELEASE_MAKERS


@pytest.fixture
def release(db):
    return two_releases()
