"""The publishers' own files and the seed texts. They are other people's, so they lie beside the checkout, not in it.

Where they are not there, what is compared with them cannot be, and says so; everything else is tested without them.
"""

from pathlib import Path

import pytest
from django.conf import settings

SHARED = Path(settings.BASE_DIR).parent / "shared"
SOURCES = SHARED / "sources"
CODEBOOK = SHARED / "seeds" / "codebook.txt"

NO_SOURCES = (
    "NOT COMPARED WITH THE PUBLISHERS' FILES: they are theirs and no part of this project; to run this, lay them in "
    "shared/sources beside the checkout."
)
needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason=NO_SOURCES)
needs_codebook = pytest.mark.skipif(
    not CODEBOOK.is_file(),
    reason="NOT COMPARED WITH THE CODEBOOK'S OWN TEXT: to run this, lay it in shared/seeds beside the checkout.",
)
