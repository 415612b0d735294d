"""The rules that ask whether a file belongs to the table it was uploaded under."""

from curation.core.findings import N_, Finding, Rule
from curation.core.likeness import Likeness

MISPLACED = ("same_bytes_elsewhere", "same_data_elsewhere", "wrong_table")  # those that ask: is it of this table?


class SameBytesElsewhere(Rule):
    """The bytes of this file are also held as another table's."""

    name = "same_bytes_elsewhere"
    title = N_("The same bytes in another table")
    sentence = "The same bytes are held as {name} of the table {source}, received {day}: is one of the two misplaced?"
    severity = "blocker"

    def __call__(self, name: str, source: str, day: str) -> Finding:
        return self.finding(source, name=name, source=source, day=day)


class SameDataElsewhere(SameBytesElsewhere):
    """The cells of this file are also held, in other bytes, as another table's."""

    name = "same_data_elsewhere"
    title = N_("The same data in another table")
    sentence = "The same data is held as {name} of the table {source}, received {day}: is one of the two misplaced?"


class WrongTable(Rule):
    """The numbers are not those of the table, going by the file of it that was accepted last."""

    name = "wrong_table"
    title = N_("Another table’s numbers")
    sentence = "{told}"
    severity = "blocker"

    def __call__(self, name: str, source: str, found: Likeness, twins: list[str], look_alikes: list[str]) -> Finding:
        told = [
            f"Is this the right table? Of what it shares with {name}, accepted last, {compared(found)}.",
            *(f"Its numbers are those of {twin}." for twin in twins),
            look_alikes and f"Sheets of {', '.join(look_alikes)} look the same.",
            "If it belongs elsewhere, withdraw it and upload it there; if the publisher revised it all, resolve this "
            "in words.",
        ]
        return self.finding(source, told=" ".join(filter(None, told)))


def compared(found: Likeness) -> str:
    """`it counts 13,262 where that counts 1,000, 13.3 times as many, and 124 of 200 numbers are others`."""
    times = f", {found.now / found.before:.1f} times as many" if found.before else ""
    return (
        f"it counts {found.now:,} where that counts {found.before:,}{times}, "
        f"and {found.others:,} of {found.shared:,} numbers are others"
    )


same_bytes_elsewhere, same_data_elsewhere, wrong_table = SameBytesElsewhere(), SameDataElsewhere(), WrongTable()
