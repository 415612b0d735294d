import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core.encodings import DECLARABLE, Decoded, decode
from curation.core.problems import Unreadable

TABLES = {
    "cp949": ["국적,남,여\n우즈베키스탄,3,4\n키르기즈,5,6\n", "국  적,성별\n키 르 기 즈,남\n", "년,유학D2\n2024,3\n"],
    "cp932": ["国籍・地域,総数\nウズベキスタン,１２\nキルギス,4\n", "国籍,在留資格,留学\n中国,永住者\n"],
    "gb18030": ["国家,人数\n哈萨克斯坦,3\n吉尔吉斯斯坦,5\n乌兹别克斯坦,7\n"],
    "cp1251": [
        "Республика;Работа;1 234\nУзбекистан;УЧЁБА;5\n«Прочие» — №1\n",
        "a,b\n1,Казахстан\n",
        "Україна;Київ\n",
    ],
    "cp1252": [
        "pays,nombre\nCôte d’Ivoire,3\nKirghizistan – été,4\nRÉSIDENCE,5\n",
        "x,y\nSão Tomé and Príncipe,3\n",
        "Übersicht,Größe\nÖsterreich,2\n",
        "imigração,adoção\n1,2\n",
        "years,n\n2018–19,1\xa0234\n",
    ],
}


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in TABLES.items() for text in texts])
def test_what_was_written_in_an_encoding_is_guessed_to_be_in_it(encoding, text):
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, encoding, True)
    assert 0 < len(decoded.preview) <= 3 and all(cell in text for cell in decoded.preview)


@pytest.mark.parametrize("text", [text for texts in TABLES.values() for text in texts])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_sixteen_bits_without_a_mark_are_guessed_the_right_way_round(encoding, text):
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, encoding, True)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_valid_utf8_is_never_guessed(text):
    text = text.removeprefix("\ufeff")
    assert decode(text.encode()) == Decoded(text, "utf-8")
    assert decode(text.encode("utf-8-sig")) == Decoded(text, "utf-8-sig")
    assert decode(text.encode("utf-16")) == Decoded(text, "utf-16")


@given(st.binary())
def test_no_character_is_ever_replaced(data):
    try:
        decoded = decode(data)
    except Unreadable as refusal:
        assert str(refusal).endswith(".")
    else:
        assert data.decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize("text", ["Казахстан,1\n", "Тоҷикистон\n"])
@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_what_nobody_can_tell_is_refused_rather_than_guessed(encoding, text):
    with pytest.raises(Unreadable, match="from line 1 on: choose its encoding by hand"):
        decode(text.encode(encoding, "ignore"))


def test_latin_1_decodes_anything_and_proves_nothing():
    with pytest.raises(Unreadable, match="Nobody can tell"):
        decode(bytes(range(0x80, 0x100)) + b"\n")


@pytest.mark.parametrize("encoding", DECLARABLE)
def test_what_can_be_declared_can_be_read(encoding):
    assert decode("a,b\n1,2\n".encode(encoding), encoding).text == "a,b\n1,2\n"
