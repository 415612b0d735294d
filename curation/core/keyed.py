"""What the keys of a row say: origin, destination, label, breakdown, period; each text worked out once.

A long table repeats a few thousand texts in its hundred thousand rows, so that most rows cost a look-up a key.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter

from curation.core import periods, words
from curation.core.layouts import Key, Layout
from curation.core.tables import Hints
from curation.core.tracked import TRACKED

TIMES = ("period", "year", "quarter", "month")


class Said(dict):
    """The text or texts of some key columns → what they mean."""

    def __init__(self, keys: Sequence[Key], meaning: Callable):
        super().__init__()
        self.keys, self._meaning = keys, meaning
        self.pick = _pick(keys)

    def __missing__(self, texts):
        found = self[texts] = self._meaning(texts)
        return found

    def of(self, row: Sequence[str]):
        """What this row says; None where there are no such keys."""
        return self[self.pick(row)] if self.keys else None

    def texts(self, row: Sequence[str]) -> tuple[str, ...]:
        """The texts themselves."""
        picked = self.pick(row) if self.keys else ()
        return (picked,) if isinstance(picked, str) else picked


def _pick(keys: Sequence[Key]) -> Callable:
    """Takes the keys' texts out of a row: one text for one key, a tuple for several."""
    if not keys:
        return lambda row: ()
    if all(key.piece is None for key in keys):
        return itemgetter(*(key.column for key in keys))
    return lambda row: tuple(_piece(row[key.column], key.piece) for key in keys)


def _piece(text: str, piece: int | None) -> str:
    if piece is None:
        return text
    pieces = text.split(",")
    return pieces[piece].strip() if piece < len(pieces) else ""


def _one(texts) -> str:
    return (texts if isinstance(texts, str) else texts[0]).strip()


def _each(texts) -> tuple[str, ...]:
    return (texts.strip(),) if isinstance(texts, str) else tuple(text.strip() for text in texts)


class Keyed:
    """Reads the keys of one sheet's rows.

    origins: row → (code or text as printed, reason to set the row aside or "")
    destinations: the same, for where people go
    labels: row → parts in order; breakdowns: row → `sex=F; age=Y18-25`; times: row → period, or None for no period
    """

    def __init__(self, layout: Layout, names: Callable[..., str | None], hints: Hints, *, everyone: bool):
        self.layout, self.names, self.hints, self.everyone = layout, names, hints, everyone
        self.origins = Said(layout.of("origin")[:1], lambda texts: self._origin(_one(texts)))
        self.destinations = Said(layout.of("destination")[:1], lambda texts: self._destination(_one(texts)))
        self.labels = Said(layout.of("label"), self._label)
        self.breakdowns = Said([key for key in layout.keys if key.role.startswith("breakdown")], self._breakdown)
        self.times = Said([key for role in TIMES for key in layout.of(role)], self._time)
        self.flags = Said(layout.of("flag"), lambda texts: "".join(_each(texts))[:16])
        self.constant_label = tuple(text for name, text in layout.constants.items() if name.startswith("label:"))
        self.constant_breakdown = [
            f"{name.partition(':')[2]}={text}" for name, text in layout.constants.items() if name.startswith("breakdown:")
        ]

    def origin(self, row: Sequence[str]) -> tuple[str, str]:
        """Whose numbers a row holds, and why they are set aside if they are."""
        if self.origins.keys:
            return self.origins[self.origins.pick(row)]
        constant = self.layout.constants.get("origin", "")
        if self.everyone or self.layout.area_across == "origin" or constant in TRACKED:
            return constant, ""
        return "", "out_of_scope"

    def _origin(self, text: str) -> tuple[str, str]:
        code = self.names(text) if text else None
        if code in TRACKED:
            return code, ""
        if not text:
            return "", "unnamed"
        if self._is_total(text, code):
            return "", "total"
        if self.everyone:
            return (code if code and not code.startswith("_") else text), ""
        return "", "out_of_scope" if code else "unknown_place"

    def _is_total(self, text: str, code: str | None) -> bool:
        """Totals stand among origins only where there are origins: a table of totals alone is not a table of none."""
        if not self.has_places:
            return False
        return code in ("_WORLD", "_REGION") or (code is None and words.speaks_of(words.TOTAL, text))

    has_places = True

    def destination(self, row: Sequence[str]) -> tuple[str, str]:
        """Where a row's people go, and why it is set aside if it is."""
        if self.destinations.keys:
            return self.destinations[self.destinations.pick(row)]
        return self.layout.constants.get("destination", ""), ""

    def _destination(self, text: str) -> tuple[str, str]:
        code = self.names(text) if text else None
        if code and not code.startswith("_"):
            return code, ""
        if not text:
            return "", "unnamed"
        if code in ("_WORLD", "_REGION") or words.speaks_of(words.TOTAL, text):
            return "", "total"
        if self.everyone:
            return text, ""
        return "", "out_of_scope" if code else "unknown_place"

    def _label(self, texts) -> tuple[str, ...]:
        return _each(texts)

    def _breakdown(self, texts) -> str:
        said = zip((key.role.partition(":")[2] or key.name for key in self.breakdowns.keys), _each(texts), strict=True)
        return "; ".join(f"{name}={text}" for name, text in said if text)

    def _time(self, texts) -> str | None:
        units = [None if key.role == "period" else key.role for key in self.times.keys]
        joined = periods.join(_each(texts), units)
        if joined and periods.is_date(joined) and self.hints.get("dates_are") == "month":
            return joined[:7]
        return joined
