"""The descriptive report of a release, as a page and as a PDF."""
