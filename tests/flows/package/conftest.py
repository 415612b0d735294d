"""One release with everything, read by the tests of a module that ask for it."""

import pytest

from tests.flows.package import releases


@pytest.fixture
def whole(db, settings):
    """The release with all its files."""
    del settings.RELEASE_MAKERS
    return releases.publish()
