"""How many characters of a text make sense, where nobody says in which encoding it was written.

Each script has what betrays it. Korean bytes read as Chinese give rare signs, Western ones read as Russian give letters
in the middle of Latin words, Russian ones read as Western give accents in a row. So letters must stand as they do in
words, and signs must be in daily use.
"""

import re


def _sixteen_bits(text):
    """All of it or nothing: read the wrong way round, line breaks, commas and figures turn into signs nobody uses."""
    plain = len(re.findall(r"[\t\n\r -~]", text))
    strange = re.search(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffe\uffff]", text)
    return 0 if strange or plain <= len(text) // 20 else len(text)


def _hangul(text):
    """Of the syllables only the 2,350 in daily use: the other 8,822 are what foreign bytes turn into."""
    return _in_daily_use(re.findall(r"[가-힣]", text), "euc_kr") + _full_width(text)


def _japanese(text):
    """Kana and the 2,965 commonest signs; never the half-width kana, which any Western byte turns into."""
    common = sum(b"\x88" <= sign.encode("cp932") < b"\x98\x73" for sign in re.findall(r"[一-鿿]", text))
    return len(re.findall(r"[ぁ-ゖァ-ヺー々〇]", text)) + common + _full_width(text)


def _chinese(text):
    return _in_daily_use(re.findall(r"[一-鿿]", text), "gb2312") + _full_width(text)


def _cyrillic(text):
    """Words wholly in Cyrillic letters, small after the first, or all capitals."""
    words = re.findall(r"[A-Za-z\u0400-\u04ff]+", text)
    sane = [word for word in words if re.fullmatch(r"[А-ЯЁІЇЄҐЎ]?[а-яёіїєґў]+|[А-ЯЁІЇЄҐЎ]+", word)]
    return sum(map(len, sane)) + _punctuation(text)


def _latin(text):
    """Accented letters with plain ones beside them, never three in a row, small after small."""
    words = re.findall(r"(?<![a-zß-öø-ÿ])[A-ZÀ-ÖØ-ÞŒŠŽŸ]?[a-zß-öø-ÿœšž]+|[A-ZÀ-ÖØ-ÞŒŠŽŸ]+", text)
    sane = [word for word in words if re.search("[A-Za-z]", word) and not re.search(r"[^A-Za-z]{3}", word)]
    return sum(len(re.sub("[A-Za-z]", "", word)) for word in sane) + _punctuation(text)


def _full_width(text):
    return len(re.findall(r"[\u3000-\u3003「」『』〒・·※～〜！-～]", text))


def _punctuation(text):
    """Dashes, quotation marks, signs of currency; a no-break space beside a figure or a blank."""
    return len(re.findall(r"[–—‘-„…№€‰«»°±²³·×]|(?<=[\d ])\u00a0|\u00a0(?=[\d ])", text))


def _in_daily_use(signs, encoding):
    """How many are in the older, smaller set; a Korean syllable outside it would be spelt out in eight bytes."""
    daily = {sign: _fits(sign, encoding) for sign in set(signs)}
    return sum(map(daily.get, signs))


def _fits(sign, encoding):
    try:
        return len(sign.encode(encoding)) == 2
    except UnicodeEncodeError:
        return False


# (encoding, how many characters of a text make sense); of equals the first wins
WIDE = (("utf-16-le", _sixteen_bits), ("utf-16-be", _sixteen_bits))
NARROW = (
    ("cp949", _hangul),
    ("cp1252", _latin),
    ("cp1251", _cyrillic),
    ("cp932", _japanese),
    ("gb18030", _chinese),
)
