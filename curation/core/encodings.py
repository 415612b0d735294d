"""Bytes into text: what the file proves about its encoding, what was declared, and what can only be guessed.

A byte order mark is a proof, and so is text outside ASCII that is valid UTF-8 throughout. Everything else decodes in
several ways, so the most plausible reading is a guess, to be shown with its preview and confirmed. Never is a
character replaced.
"""

import codecs
import re
from dataclasses import dataclass

from curation.core.problems import FILE, Unreadable, shown
from curation.core.scripts import NARROW, WIDE

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARABLE = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be"),
    *("cp949", "euc-kr", "cp932", "shift_jis", "euc-jp", "gb18030", "big5"),
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1256", "cp1257"),
    *("iso8859-1", "iso8859-2", "iso8859-5", "iso8859-9", "iso8859-15"),
    *("koi8-r", "koi8-u", "cp866", "mac-cyrillic"),
)
PLAUSIBLE = 0.6  # the share of characters outside ASCII that must make sense before a guess is offered
DECLARED = "the declared encoding"
SAMPLE = 2_000  # lines that are looked at, of those with anything outside ASCII
NO_TEXT = "open it in the program it was made with, save its table as .csv or .xlsx and upload that"
TEXT = "text, as .csv or .tsv files hold it"
DECLARE = "choose its encoding by hand, or save it as UTF-8, and upload it again"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in; where that was guessed, three cells for a person to judge by."""

    text: str
    encoding: str
    guessed: bool = False
    preview: tuple[str, ...] = ()


def decode(data, declared=None):
    """The text of a file; Unreadable where no encoding fits, or a NUL shows that it is no text."""
    mark = next((codec for mark, codec in MARKS if data.startswith(mark)), None)
    if declared:
        decoded = _as_declared(data, declared, mark)
    elif mark:
        decoded = Decoded(_strictly(data, mark, f"The file says that it is {_said(mark)}"), mark)
    elif 0 in data:
        decoded = _guess(data, WIDE)
    else:
        decoded = _utf8(data) or _guess(data, NARROW)
    if "\0" in decoded.text:
        line = decoded.text.count("\n", 0, decoded.text.index("\0")) + 1
        raise Unreadable(
            "{Place} holds {found}, so the file is no text table: {remedy}.",
            place=f"line {line:,}",
            found="a NUL character",
            expected=TEXT,
            remedy=NO_TEXT,
        )
    return decoded


def _as_declared(data, declared, mark):
    encoding = declared.strip().lower().replace("_", "-").replace("shift-jis", "shift_jis")
    if encoding not in DECLARABLE:
        raise Unreadable(
            "The encoding {found} is not known here: {remedy}.",
            place=DECLARED,
            found=f"“{shown(declared)}”",
            expected="the name of an encoding known here",
            remedy=f"choose one of {', '.join(DECLARABLE)}",
            field="encoding",
        )
    if mark and not mark.startswith(encoding):
        raise Unreadable(
            f"{{Place}} was declared as {encoding} and its {{found}}: {{remedy}}.",
            place=FILE,
            found=f"first bytes say {_said(mark)}",
            expected=f"{encoding}, as declared",
            remedy="leave the encoding empty and upload it again",
            field="encoding",
        )
    return Decoded(_strictly(data, mark or encoding, f"The file was declared as {encoding}"), mark or encoding)


def _said(mark):
    return mark.removesuffix("-sig").upper()


def _strictly(data, encoding, claim):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(
            f"{claim} and {{place}} holds bytes that are not: {{remedy}}.",
            place=f"line {line:,}",
            found=f"bytes that are not {_said(encoding)}",
            expected=f"{_said(encoding)} throughout",
            remedy=DECLARE,
            field="encoding",
        ) from error


def _utf8(data):
    """Strict UTF-8, None where it is another encoding, Unreadable where most of it is UTF-8 and some is not."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    # Replaced only to be counted: where most is UTF-8, another encoding would turn all of it into something else.
    replaced = data.decode("utf-8", "replace")
    if sum(not sign.isascii() for sign in replaced) > 2 * replaced.count("\ufffd"):
        raise Unreadable(
            "{Place} holds {found} while most of the file is, so it is damaged or was joined from two files: {remedy}.",
            place=f"line {line:,}",
            found="bytes that are not UTF-8",
            expected="UTF-8, as most of the file is",
            remedy=DECLARE,
            field="encoding",
        )
    return None


def _guess(data, candidates):
    sample = None if candidates is WIDE else b"\n".join(_telling_lines(data))
    readings = [reading for encoding, sense in candidates if (reading := _reading(data, sample, encoding, sense))]
    share, encoding, text = max(readings, default=(0, "", ""), key=lambda reading: reading[0])
    if share < PLAUSIBLE:
        line = data[: re.search(rb"[\x00\x80-\xff]", data).start()].count(b"\n") + 1
        if candidates is WIDE:
            raise Unreadable(
                "{Place} holds {found}, so the file is no text table: {remedy}.",
                place=f"line {line:,}",
                found="NUL bytes",
                expected=TEXT,
                remedy=NO_TEXT,
            )
        raise Unreadable(
            "Nobody can tell in which encoding the file is written, from {place} on: {remedy}.",
            place=f"line {line:,}",
            found="bytes that make sense in no encoding known here",
            expected="text in one encoding",
            remedy=DECLARE,
            field="encoding",
        )
    return Decoded(text, encoding, True, _preview(text))


def _telling_lines(data):
    """The first distinct lines with anything outside ASCII; a line break is one in all the narrow candidates."""
    lines = dict.fromkeys(line for line in data.split(b"\n") if not line.isascii())
    return list(lines)[:SAMPLE]


def _reading(data, sample, encoding, sense):
    """(share of the sample that makes sense, encoding, the whole text), None where it does not decode at all."""
    try:
        text = data.decode(encoding)
        sample = text[: 50 * SAMPLE] if sample is None else sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    return sense(sample) / max(len(re.findall(r"[^\x00-\x7f]", sample)), 1), encoding, text


def _preview(text):
    """Three cells with characters outside ASCII."""
    found = {}
    for line in text.splitlines():
        if not line.isascii():
            found |= {cell.strip()[:60]: None for cell in re.split(r'[\t,;|"]', line) if not cell.isascii()}
        if len(found) >= 3:
            break
    return tuple(found)[:3]
