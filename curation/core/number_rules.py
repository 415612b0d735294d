"""The rules that raise concerns about places and numbers of a file: called with plain values, as `jump(…)`."""

from curation.core.cell_corrections import Unmet
from curation.core.findings import N_, Finding, Limits, OfMany, Rule, interval, plural

TIMES = ("", "", "twice", "three times", "four times", "five times", "six times", "seven times", "eight times",
         "nine times", "ten times")  # fmt: skip
PARTS = ("", "", "half", "a third", "a quarter", "a fifth", "a sixth", "a seventh", "an eighth", "a ninth", "a tenth")

MOST_GROWTH = 5  # percent a year; the five grew by 4 at most since 1960


class UnknownPlace(Rule):
    """A place name that neither the codelist nor the aliases know."""

    name = "unknown_place"
    title = N_("A place name nobody knows")
    sentence = (
        "Nobody knows the place “{name}” ({cells:,} {word}, first at {place}): "
        "add it to the place aliases, or its people are counted nowhere."
    )
    line = N_(": first at %(place)s. Until it is known its people are counted nowhere.")

    def __call__(self, name: str, cells: int, place: str, people: int = 0) -> Finding:
        about = {"place": place, "people": people}
        return self.finding(name, **about, name=name, cells=cells, word=plural(cells, "cell"))


class PartsAgainstTotal(Rule):
    """A printed total that its parts cannot add up to, whatever rounding and hidden cells allow."""

    name = "parts_against_total"
    title = N_("Parts and total differ")
    sentence = "{what}: {place} prints “{printed}”, but its parts add up to {sum}."
    line = N_(": %(place)s prints “%(printed)s”, and its parts add up to %(sum)s.")

    def __call__(
        self, what: str, place: str, printed: str, lower: int, upper: int | None, people: int = 0, origin: str = ""
    ) -> Finding:
        words = {"what": what, "printed": printed, "sum": interval(lower, upper)}
        subject = total_named(place, printed, lower, upper)
        return self.finding(subject, place=place, people=people, origin=origin, **words)


class CorrectionUnmet(Rule):
    """A correction that was declared of a cell, and a file that prints something else there."""

    name = "correction_unmet"
    title = N_("A correction finds something else")
    sentence = (
        "{place} printed {declared} when correction {number} was declared; this file {prints}{mended}: "
        "withdraw the correction, or declare another."
    )
    line = N_(": %(place)s printed %(declared)s when correction %(number)s was declared; this file %(prints)s.")

    def __call__(self, found: Unmet) -> Finding:
        correction = found.correction
        mended = ", as corrected: the publisher has mended it" if found.mended else ": the publisher may have mended it"
        return self.finding(
            f"correction {correction.number}",
            place=f"{correction.sheet}!{found.cell}",
            declared=found.declared or "nothing",
            number=str(correction.number),
            prints=f"prints {found.found}" if found.found else "leaves it blank",
            mended=mended,
        )


class DuplicateKey(Rule):
    """One key twice in one file, of an origin that is not tracked (where it is, the file is refused)."""

    name = "duplicate_key"
    title = N_("A number stands twice")
    sentence = "{what} stands {times} times: {cells}. None of the five origins is touched."
    severity = "note"

    def __call__(self, what: str, places: list[str], printed: list[str]) -> Finding:
        cells = ", ".join(f"{place} ({text})" for place, text in zip(places, printed, strict=True))
        return self.finding(what, place=places[0], what=what, times=len(places), cells=cells)


class Jump(OfMany):
    """So many times as many as the year before, or as few, and more people apart than one may pass over."""

    name = "jump"
    title = N_("A jump")
    sentence = "“{label}”, {origin}: {now:,} in {year} after {before:,} in {last}, {turn}."
    line = N_(": %(now)s after %(before)s in %(last)s.")
    thresholds = ("jump_times", "jump_people", "flag_people")

    def __call__(self, label: str, origin: str, year: int, before: int, now: int, *, limits: Limits) -> Finding | None:
        times, (least, most) = limits["jump_times"], sorted((before, now))
        if most <= times * least or most - least <= limits["jump_people"]:
            return None
        turn = f"more than {TIMES[times]} as many" if now > before else f"less than {PARTS[times]}"
        words = {"label": label, "year": str(year), "last": str(year - 1), "before": before, "now": now, "turn": turn}
        about = {"severity": self.grave(most, limits), "people": most, "origin": origin}
        return self.finding(f"{label} {origin} {year}", **about, **words)


class PopulationJump(Rule):
    """A population that is so much more than the year before, or less, that a slip is likelier than people."""

    name = "population_jump"
    title = N_("A population jumps")
    sentence = (
        "{origin}: {now:,} people in {year} after {before:,} in {last}, {percent} % {turn}: look into the publisher’s "
        "own file, and ask the publisher if it stands there too."
    )
    line = N_(": %(now)s in %(year)s after %(before)s in %(last)s.")

    def __call__(self, origin: str, year: int, before: int, now: int, place: str) -> Finding | None:
        apart = abs(now - before)
        if 100 * apart <= MOST_GROWTH * before:
            return None
        words = {"year": str(year), "last": str(year - 1), "before": before, "now": now}
        words |= {"percent": f"{100 * apart / (before or now):.1f}", "turn": "more" if now > before else "less"}
        return self.finding(f"{origin} {year}", place=place, people=max(before, now), origin=origin, **words)


class PopulationMissing(Rule):
    """Years of an origin without a population, which the same file has for another year or another origin."""

    name = "population_missing"
    title = N_("A population is missing")
    sentence = "{origin}: no population in {years}. No rate can be given for a year without one."
    line = N_(": none in %(years)s.")

    def __call__(self, origin: str, years: list[int]) -> Finding | None:
        return self.finding(origin, origin=origin, years=spans(years)) if years else None


def spans(years: list[int]) -> str:
    """`2016–2019, 2021`: years in their order, those that follow each other together."""
    begins = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in zip(begins, ends, strict=True))


def total_named(place: str, printed: str, lower: int, upper: int | None) -> str:
    """What a doubt about a printed total is of: another figure or another sum in the same cell is another total."""
    return f"{place}: {printed[:64]} against {interval(lower, upper)}"[:300]


unknown_place, parts_against_total, correction_unmet = UnknownPlace(), PartsAgainstTotal(), CorrectionUnmet()
duplicate_key, jump = DuplicateKey(), Jump()
population_jump, population_missing = PopulationJump(), PopulationMissing()
