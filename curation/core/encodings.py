"""Bytes into text: what the file proves about its encoding, what was declared, and what can only be guessed.

A byte order mark is a proof, and so is text outside ASCII that is valid UTF-8 throughout. Everything else decodes in
several ways, so the most plausible reading is a guess, to be shown with its preview and confirmed. Never is a
character replaced.
"""

import codecs
import re
from dataclasses import dataclass

from curation.core.problems import Unreadable, shown

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARABLE = (
    "utf-8 utf-16 utf-16-le utf-16-be cp949 euc-kr cp932 shift_jis euc-jp gb18030 big5 "
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1256 cp1257 iso8859-1 iso8859-2 iso8859-5 iso8859-9 iso8859-15 "
    "koi8-r koi8-u cp866 mac-cyrillic"
).split()
PLAUSIBLE = 0.6  # the share of characters outside ASCII that must make sense before a guess is offered
SAMPLE = 2_000  # lines that are looked at, of those with anything outside ASCII
NO_TEXT = "open it in the program it was made with, save its table as .csv or .xlsx and upload that"
DECLARE = "choose its encoding by hand, or save it as UTF-8, and upload it again"


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    guessed: bool = False
    preview: tuple[str, ...] = ()


def decode(data, declared=None):
    """The text of a file, with the encoding it was read in; Unreadable where none fits or a NUL shows that it is no text."""
    mark = next((codec for mark, codec in MARKS if data.startswith(mark)), None)
    if declared:
        decoded = _as_declared(data, declared, mark)
    elif mark:
        decoded = Decoded(_strictly(data, mark, f"The file says that it is {_said(mark)}"), mark)
    elif 0 in data:
        decoded = _guess(data, WIDE)
    else:
        decoded = _utf8(data) or _guess(data, CANDIDATES)
    if "\0" in decoded.text:
        line = decoded.text.count("\n", 0, decoded.text.index("\0")) + 1
        raise Unreadable(f"Line {line:,} holds a NUL character, so the file is no text table: {NO_TEXT}.")
    return decoded


def _as_declared(data, declared, mark):
    encoding = declared.strip().lower().replace("_", "-").replace("shift-jis", "shift_jis")
    if encoding not in DECLARABLE:
        raise Unreadable(f"The encoding “{shown(declared)}” is not known here: choose one of {', '.join(DECLARABLE)}.")
    if mark and not mark.startswith(encoding):
        raise Unreadable(
            f"The file was declared as {encoding} and its first bytes say {_said(mark)}: "
            "leave the encoding empty and upload it again."
        )
    return Decoded(_strictly(data, mark or encoding, f"The file was declared as {encoding}"), mark or encoding)


def _said(mark):
    return mark.removesuffix("-sig").upper()


def _strictly(data, encoding, claim):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(f"{claim} and line {line:,} holds bytes that are not: {DECLARE}.") from error


def _utf8(data):
    """Strict UTF-8, None where it is another encoding, Unreadable where most of it is UTF-8 and some is not."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken = data[: error.start].count(b"\n") + 1
    kept = sum(1 for _ in re.finditer(r"[^\x00-\x7f]", data.decode("utf-8", "ignore")))
    lost = data.decode("utf-8", "replace").count("\ufffd")
    if kept > lost:
        raise Unreadable(
            f"Line {broken:,} holds bytes that are not UTF-8 while most of the file is, so it is damaged or was joined "
            f"from two files: {DECLARE}."
        )
    return None


def _guess(data, candidates):
    sample = None if candidates is WIDE else b"\n".join(_telling_lines(data))
    readings = [reading for encoding, sense in candidates if (reading := _reading(data, sample, encoding, sense))]
    share, encoding, text = max(readings, default=(0, "", ""), key=lambda reading: reading[0])
    if share < PLAUSIBLE:
        line = data[: re.search(rb"[\x00\x80-\xff]", data).start()].count(b"\n") + 1
        if candidates is WIDE:
            raise Unreadable(f"Line {line:,} holds NUL bytes, so the file is no text table: {NO_TEXT}.")
        raise Unreadable(f"Nobody can tell in which encoding the file is written, from line {line:,} on: {DECLARE}.")
    return Decoded(text, encoding, True, _preview(text))


def _telling_lines(data):
    """The first distinct lines with anything outside ASCII; a line break is one in all the candidates."""
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


# How many characters outside ASCII make sense, read one way. Each script has what betrays it: Korean bytes read as
# Chinese give common signs, Western ones read as Russian give letters, so letters must stand as they do in words.


def _sixteen_bits(text):
    """All of it or nothing: read the wrong way round, line breaks, commas and figures turn into signs nobody uses."""
    plain = len(re.findall(r"[\t\n\r -~]", text))
    return (
        len(text)
        if plain > len(text) // 20 and not re.search(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffe\uffff]", text)
        else 0
    )


def _hangul(text):
    """Of the syllables only the 2,350 in daily use: the other 8,822 are what foreign bytes turn into."""
    return _encodable(re.findall(r"[가-힣]", text), "euc_kr") + _marks(text)


def _japanese(text):
    """Kana and the 2,965 commonest signs; never the half-width kana, which any Western byte turns into."""
    common = sum(b"\x88" <= sign.encode("cp932") < b"\x98\x73" for sign in re.findall(r"[一-鿿]", text))
    return len(re.findall(r"[ぁ-ゖァ-ヺー々〇]", text)) + common + _marks(text)


def _chinese(text):
    return _encodable(re.findall(r"[一-鿿]", text), "gb2312") + _marks(text)


def _cyrillic(text):
    """Words wholly in Cyrillic letters, small after the first, or all capitals."""
    words = re.findall(r"[A-Za-z\u0400-\u04ff]+", text)
    sane = [word for word in words if re.fullmatch(r"[А-ЯЁІЇЄҐЎ]?[а-яёіїєґў]+|[А-ЯЁІЇЄҐЎ]+", word)]
    return sum(map(len, sane)) + _punctuation(text)


def _latin(text):
    """Accented letters with plain ones beside them, never three in a row, small after small."""
    words = re.findall(r"(?<![a-zß-öø-ÿ])[A-ZÀ-ÖØ-ÞŒŠŽŸ]?[a-zß-öø-ÿœšž]+|[A-ZÀ-ÖØ-ÞŒŠŽŸ]+", text)
    words = [word for word in words if re.search("[A-Za-z]", word) and not re.search(r"[^A-Za-z]{3}", word)]
    return sum(len(re.sub("[A-Za-z]", "", word)) for word in words) + _punctuation(text)


WIDE = (("utf-16-le", _sixteen_bits), ("utf-16-be", _sixteen_bits))
CANDIDATES = (  # of equals the first wins
    ("cp949", _hangul),
    ("cp1252", _latin),
    ("cp1251", _cyrillic),
    ("cp932", _japanese),
    ("gb18030", _chinese),
)


def _marks(text):
    """Full-width punctuation and figures, at home in all three."""
    return len(re.findall(r"[　-〃「」『』〒・·※～〜！-～]", text))


def _punctuation(text):
    return len(re.findall(r"[–—‘-„…№€‰«»°±²³·×]|(?<=[\d ])\u00a0|\u00a0(?=[\d ])", text))


def _encodable(signs, encoding):
    return sum(count for sign, count in _counted(signs) if _fits(sign, encoding))


def _counted(signs):
    counts = {}
    for sign in signs:
        counts[sign] = counts.get(sign, 0) + 1
    return counts.items()


def _fits(sign, encoding):
    try:
        return len(sign.encode(encoding)) == 2  # a rare Korean syllable is spelt out in eight
    except UnicodeEncodeError:
        return False


def _preview(text):
    """Three cells with characters outside ASCII, for a person to judge."""
    shown = {}
    for line in text.splitlines():
        if not line.isascii():
            shown |= {cell.strip()[:60]: None for cell in re.split(r'[\t,;|"]', line) if not cell.isascii()}
        if len(shown) >= 3:
            break
    return tuple(shown)[:3]
