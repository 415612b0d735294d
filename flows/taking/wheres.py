"""A question as the WHERE of SQL over the Parquet file of its release, whose columns are those of the public files.

Two words of a question have no column there: whether a number is of a headline series, and whether a union's number
holds it already. The index of the release says which destinations, years and series those are.
"""

from collections import defaultdict

import numpy as np

from flows.lists import index_files

SERIES = ["destination", "category", "measure"]
AMONG = ["origin", "destination", "category", "measure", "status", "year"]
LONGEST = 80  # codes or series in a clause; more than this nobody would read


class Unsayable(Exception):
    """The columns of the file alone cannot tell the rows that are asked for."""


def where(question):
    """The conditions of a question, in SQL, in the order of its words; `Unsayable` where no condition says it."""
    asked = question.asked
    if question.shows_gaps(by_default=False):
        raise Unsayable
    clauses = [f"{name} IN ({literals(asked[name])})" for name in AMONG if asked[name]]
    clauses += [f"year {sign} {asked[name]}" for name, sign in (("year_from", ">="), ("year_to", "<=")) if asked[name]]
    groups, rows = observed(question)
    if "members" in question.narrowing and groups.column("part_of")[rows].any():
        clauses += no_members(groups, rows)
    if asked["series"] == "headline" and not groups.column("headline")[rows].all():
        clauses += headline(groups, rows)
    return clauses


def observed(question):
    """Rows of the release that differ in their origin alone, as groups, and the places of those asked for."""
    groups = index_files.of(question.release).without["origin"]
    mask = groups.no_gaps()
    for name in question.narrowing:
        if name not in ("origin", "series", "members"):
            mask &= question.mask(groups, name)
    return groups, np.flatnonzero(mask)


def no_members(groups, rows):
    """Clauses that leave out what a union's number holds: whole destinations, and some only in certain years."""
    years = defaultdict(lambda: (set(), set()))
    for row in rows.tolist():
        years[groups.code("destination", row)][bool(groups.code("part_of", row))].add(groups.code("year", row))
    held = {code: (other, of_union) for code, (other, of_union) in sorted(years.items()) if of_union}
    if any(other & of_union for other, of_union in held.values()):
        raise Unsayable
    whole = [code for code, (other, _years) in held.items() if not other]
    clauses = [f"destination NOT IN ({literals(whole)})"] if whole else []
    for code, (other, of_union) in held.items():
        if other:
            clauses.append(f"NOT (destination = {literal(code)} AND year IN ({literals(sorted(of_union))}))")
    return clauses


def headline(groups, rows):
    """A clause that leaves the headline series, or leaves out the others, whichever are fewer."""
    kinds = set(), set()
    for row in rows.tolist():
        series = tuple(groups.code(name, row) for name in SERIES)
        kinds[int(groups.column("headline")[row])].add(series)
    beside, first = kinds
    if beside & first:
        raise Unsayable
    named, among = (beside, "NOT IN") if len(beside) <= len(first) else (first, "IN")
    return [f"({', '.join(SERIES)}) {among} ({literals(sorted(named))})"]


def literals(values):
    if len(values) > LONGEST:
        raise Unsayable
    return ", ".join(literal(value) for value in values) or "NULL"


def literal(value):
    if isinstance(value, tuple):
        return f"({literals(value)})"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
