"""The curation desk: Django's own admin site, in the order of the work."""

from curation.admin.desk import site

__all__ = ["site"]
