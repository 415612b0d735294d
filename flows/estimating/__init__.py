"""Estimates on the pages: what the library `flows.core.estimates` says, in the language of the page."""
