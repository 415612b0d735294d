"""Places in a sheet, as spreadsheet programs write them."""

import re


def address(row, column):
    """ "W130" for (129, 22)."""
    return f"{letters(column)}{row + 1}"


def span(top, left, bottom, right):
    """ "A1:F3" for the cells between two corners."""
    return f"{address(top, left)}:{address(bottom, right)}"


def parse_address(text):
    """(129, 22) for "W130"; ValueError for what is no address."""
    found = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]{0,6})", text)
    if not found:
        raise ValueError(f"“{text}” is no cell address such as W130")
    return int(found[2]) - 1, number(found[1])


def letters(column):
    """ "A" for 0, "Z" for 25, "AA" for 26."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def number(letters):
    """0 for "A"; letters of either case, any length."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def named(addresses):
    """ "cell B1", or "cell B1 and 2 more" for three addresses."""
    others = f" and {len(addresses) - 1:,} more" if len(addresses) > 1 else ""
    return f"cell {addresses[0]}{others}"
