"""The curation desk: Django's own admin site, with its lists in the order of the work and pages of its own."""

from curation.admin import (  # noqa: F401  they register
    amendments,
    concepts,
    concerns,
    corrections,
    decisions,
    files,
    filters,
    labels,
    opinions,
    people,
    reference,
    releases,
    scenarios,
    thresholds,
)
from curation.admin.desk import site

__all__ = ["site"]
