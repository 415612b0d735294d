"""A release as readers meet it."""

import pytest

from tests.flows import readers


@pytest.fixture
def release():
    return readers.second()
