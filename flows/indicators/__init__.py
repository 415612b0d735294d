"""Indicators over a release: rates, shares, change, rank, concentration, each with its formula and its caveat."""
