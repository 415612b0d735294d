"""What is said to a person whose file cannot be used."""

RESAVE = "open it in a spreadsheet program, save it as .xlsx and upload that"
AGAIN = "download it again from its publisher and upload that"
ENCRYPTED = "The file is encrypted: save a copy without password and upload that."
HOLDS_MACROS = "holds macros (programs), which are not let in: save it as .xlsx, without macros, and upload that."


class Unreadable(Exception):
    """A file that cannot be read; str() is one sentence for its uploader: where, what was found, what to do."""


def shown(name, longest=60):
    """A name out of a file as it can stand in a sentence: on one line, printable, not without end."""
    line = "".join(sign if sign.isprintable() else " " for sign in name)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


class NoTable(Unreadable):
    """A sheet without a table of numbers, such as a cover or notes; a workbook may have some beside its tables."""
