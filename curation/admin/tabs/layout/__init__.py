"""How each sheet of a file is understood: drawn as a grid, corrected by pointing, kept with the source table."""

from curation.admin.tabs.layout.deeds import deeds
from curation.admin.tabs.layout.page import TITLE, context, said

__all__ = ["TITLE", "context", "deeds", "said"]
