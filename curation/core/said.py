"""The texts of key columns, picked out of a row at once, and what they mean, worked out once."""

from collections.abc import Callable, Sequence
from operator import itemgetter

from curation.core.layouts import Key


class Said(dict):
    """The text of some key columns, or a tuple of their texts → what it means."""

    def __init__(self, keys: Sequence[Key], meaning: Callable):
        super().__init__()
        self.keys, self._meaning = keys, meaning
        self.pick = picking(keys)

    def __missing__(self, texts):
        found = self[texts] = self._meaning(*each(texts))
        return found

    def of(self, row: Sequence[str]):
        """What this row says."""
        return self[self.pick(row)]


def picking(keys: Sequence[Key]) -> Callable:
    """Takes the keys' texts out of a row: one text for one key, a tuple for any other number."""
    if not keys:
        return lambda row: ()
    if all(key.piece is None for key in keys):
        return itemgetter(*(key.column for key in keys))
    return lambda row: tuple(piece_of(row[key.column], key.piece) for key in keys)


def piece_of(text: str, piece: int | None) -> str:
    """One of several texts joined by commas; the text itself where `piece` is None."""
    if piece is None:
        return text
    pieces = text.split(",")
    return pieces[piece] if piece < len(pieces) else ""


def each(texts) -> tuple[str, ...]:
    """Texts as picked, one by one and without the blanks around them."""
    return (texts.strip(),) if isinstance(texts, str) else tuple(text.strip() for text in texts)
