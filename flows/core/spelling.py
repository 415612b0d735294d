"""Explained numbers and accounts as lists that JSON keeps, and back again. A named tuple is such a list already."""

from flows.core import parts
from flows.core.causes import By, Cause, Explained
from flows.core.changes import Change, Figure
from flows.core.ledger import Account, Line, Tally
from flows.core.records import Key


def row(said: list) -> Explained:
    """An explained number."""
    (key, kind, before, after), causes, basis, unions = said
    figures = (figure and Figure(*figure) for figure in (before, after))
    return Explained(Change(Key(*key), kind, *figures), tuple(map(cause, causes)), basis, tuple(unions))


def cause(said: list) -> Cause:
    """One of its causes."""
    kind, by, part, amount, cells, other, went = said
    return Cause(kind, reason(by), parts.Part(*part), amount, cells, other and Key(*other), went)


def reason(said: list) -> By:
    """What can be opened to see why."""
    return By(*said[:-1], tuple(said[-1]))


def of_account(account: Account) -> list:
    """An account as `account` takes it."""
    totals = account.old, account.new, account.numbers, account.loose
    return [account.name, *totals, list(account.by_cause.values())]


def account(said: list) -> Account:
    """An account with a line for each cause."""
    name, old, new, numbers, loose, lines = said
    made = Account(tuple(name), old, new, tuple(numbers), loose)
    for kind, by, everything, published, gone, basis in lines:
        made.add(Line(kind, reason(by), Tally(*everything), Tally(*published), gone, basis))
    return made
