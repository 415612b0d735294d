"""A shelf holds no more than it may, and what was used last stays."""

from flows.core.shelf import BESIDE, Shelf


def test_the_longest_unused_goes_first():
    shelf, most = Shelf(), 3 * (BESIDE + 10)
    for name in "abc":
        shelf.put(name, b"0123456789", most)
    assert shelf.get("a") == b"0123456789"
    shelf.put("d", b"0123456789", most)
    assert [shelf.get(name) is not None for name in "abcd"] == [True, False, True, True]
    assert shelf.weight == most


def test_what_is_put_again_weighs_once():
    shelf = Shelf()
    for entry in (b"12345", b"123"):
        shelf.put("a", entry, 10_000)
    assert (shelf.get("a"), shelf.weight, len(shelf)) == (b"123", BESIDE + 3, 1)
    shelf.clear()
    assert (shelf.get("a"), shelf.weight, len(shelf)) == (None, 0, 0)


def test_what_is_too_heavy_is_not_kept_nor_anything_where_nothing_may_be():
    shelf = Shelf()
    shelf.put("a", bytes(1000), 500)
    shelf.put("b", b"", 0)
    assert (shelf.get("a"), shelf.get("b"), shelf.weight) == (None, None, 0)
