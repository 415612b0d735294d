"""A layout proposed from the sheet itself, helped by what is known of its table.

The sheet says most: where numbers begin, which columns name places the alias table knows, which headings are periods.
Hints win where they speak. What cannot be known is asked for in a sentence, never guessed.
"""

from collections.abc import Callable, Sequence

from curation.core import words
from curation.core.constants import across, constants_of
from curation.core.counted import flag_columns, value_columns
from curation.core.headings import read_headings, says_places
from curation.core.keys import key_columns, say_blanks, say_labels
from curation.core.layouts import Key, Layout
from curation.core.sheets import Grid
from curation.core.sights import Sight
from curation.core.tables import Hints
from curation.core.trees import sections, tree_columns


def propose(grid: Grid, names: Callable[..., str | None], hints: Hints) -> Layout:
    """The layout of a sheet.

    `names(text, codes=False)` gives the area code of a place name, a special such as `_REGION`, or None; with
    `codes=False` it heeds names only. Raises `NoTable` for a sheet without numbers, `Unreadable` with what must be
    declared when the sheet does not say it.
    """
    sight = Sight(grid, names, hints)
    values = value_columns(sight)
    flags = flag_columns(sight, values)
    keys = key_columns(sight, [*values, *flags.values()])
    tree = tree_columns(sight, keys)
    keys = [key for key in keys if key.column not in tree]
    say_labels(sight, keys)
    say_blanks(sight, keys)
    columns = read_headings(sight, values, flags)
    return Layout(
        headings=(sight.top, sight.bottom),
        body=(sight.first, sight.last),
        keys=tuple(keys),
        values=tuple(columns),
        constants=constants_of(sight, keys, columns),
        area_across=across(keys) if says_places(columns) else "",
        sections=sections(sight, keys),
        tree=tree,
        tree_breakdown=hints.get("tree_breakdown", "") if tree else "",
        totals_of=totals_of(sight, keys),
        assumed=tuple(sight.assumed),
    )


def totals_of(sight: Sight, keys: Sequence[Key]) -> dict[str, tuple[str, ...]]:
    """The members of each breakdown, and of each part of a label, that are totals over its others.

    Both together would count everybody twice. Not of durations, of which a decision's condition chooses, nor where
    hints
    say which members count, or that one is a class of its own.
    """
    found = {}
    for key in keys:
        dimension = key.role.partition(":")[2] or key.name
        nested = key.role == "label" or key.role.startswith("breakdown:")
        if not nested or dimension == "duration" or dimension in sight.hints.get("keep", {}):
            continue
        members = {text.strip() for text in _members(sight, key)} - {""}
        totals = {text for text in members if words.speaks_of(words.TOTAL_MEMBER, text)}
        totals -= {text for text in totals if sight.hints.names("classes", text) or sight.hints.taken.counts(text)}
        if totals and totals != members:
            found[dimension] = tuple(sorted(totals))
    return found


def _members(sight: Sight, key: Key) -> set[str]:
    texts = sight.members(key.column)
    if key.piece is None:
        return texts
    return {text.split(",")[key.piece] for text in texts if text.count(",") >= key.piece}
