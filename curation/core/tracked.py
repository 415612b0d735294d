"""Whose migration CAMT counts: the five republics of Central Asia."""

TRACKED = frozenset({"KAZ", "KGZ", "TJK", "TKM", "UZB"})
