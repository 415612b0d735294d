"""The rules that raise concerns about what a label means: called with plain values, as `first_use(…)`."""

from collections.abc import Iterable
from itertools import groupby

from curation.core.findings import N_, Finding, Limits, OfMany, Rule, quoted
from curation.core.treatments import contradicts, in_words, way

LIKE_CASES_NAMED = 3
WAYS = {"exclude": "excluded", "total": "a total", "not_data": "not data"}


class FirstUse(OfMany):
    """Nobody has decided this label before."""

    name = "first_use"
    title = N_("First use")
    sentence = "First use of the label “{label}”: {people:,} people, {above} the threshold of {threshold:,}."
    line = N_(", by more people than %(threshold)s.")

    def __call__(self, label: str, key: str, people: int, *, limits: Limits) -> Finding:
        severity, threshold = self.grave(people, limits), limits["flag_people"]
        above = "above" if severity == "concern" else "not above"
        return self.finding(key, severity=severity, label=label, people=people, above=above, threshold=threshold)


class DiffersFromCodebook(Rule):
    """The proposal is another than the codebook's own; both are treatments (`curation.core.treatments`)."""

    name = "differs_from_codebook"
    title = N_("Differs from the codebook")
    sentence = "“{label}” is proposed as {said}, where the codebook says {codebook}{quoted}"
    line = N_(", which says %(codebook)s%(quoted)s")

    def __call__(self, label: str, subject: str, said, rule) -> Finding | None:
        if not contradicts(said, rule):
            return None
        words = quoted(rule.sentence) if rule.sentence else ", without a sentence of its own."
        return self.finding(subject, label=label, said=in_words(said), codebook=in_words(rule), quoted=words)


class Overturns(OfMany):
    """The proposal changes for many people what is in force; both are treatments."""

    name = "overturns"
    title = N_("Overturns what is in force")
    sentence = "“{label}” is in force as {standing} and proposed as {said}: {people:,} people hang on it."
    line = N_(", %(standing)s, for more people than %(threshold)s.")

    def __call__(self, label: str, subject: str, said, standing, people: int, *, limits: Limits) -> Finding | None:
        if self.grave(people, limits) == "note" or in_words(said) == in_words(standing):
            return None
        words = {"label": label, "said": in_words(said), "standing": in_words(standing)}
        return self.finding(subject, **words, threshold=limits["flag_people"], people=people)


class TwoWays(OfMany):
    """Like labels are treated otherwise, and nobody has said why that may be."""

    name = "two_ways"
    title = N_("Treated in two ways")
    sentence = (
        "“{label}” is proposed as {said}, where of its kind {others}: say why they are apart, or make them alike."
    )
    line = N_(": %(others)s.")

    def __call__(
        self, label: str, subject: str, said, others: Iterable[tuple[str, str]], people: int, *, limits: Limits
    ) -> Finding | None:
        """`others` are like labels as `(way, name)`, such as `("study", "Japan’s Training")`."""
        apart = sorted({(other, name) for other, name in others if other != way(said)})
        if not apart or self.grave(people, limits) == "note":
            return None
        return self.finding(subject, label=label, said=in_words(said), others=ways_in_words(apart), people=people)


class SecondOpinion(Rule):
    """Somebody who did not see the decision says another code; both are treatments, and `said` may have words."""

    name = "second_opinion"
    title = N_("A second opinion differs")
    sentence = "“{label}” is in force as {decided}; somebody who did not see that says {said}{quoted}"
    line = N_(": in force as %(decided)s, and to somebody who did not see that %(said)s%(quoted)s")

    def __call__(self, label: str, subject: str, decided, said) -> Finding:
        words = {"decided": in_words(decided), "said": in_words(said), "quoted": quoted(said.words)}
        return self.finding(subject, label=label, **words)


class PrecedentOverturned(Rule):
    """The decision that this one rests on is in force no more; both are treatments of the precedent's label."""

    name = "precedent_overturned"
    title = N_("Rests on a precedent that is overturned")
    sentence = "“{label}” rests on a precedent that is overturned: “{precedent}” was {was} and is {now}."
    line = N_(": “%(precedent)s” was %(was)s and is %(now)s.")

    def __call__(self, label: str, subject: str, precedent: str, was, now) -> Finding:
        words = {"label": label, "precedent": precedent, "was": in_words(was), "now": in_words(now)}
        return self.finding(subject, **words)


class VanishedLabel(OfMany):
    """A label of the last accepted file that this one no longer has."""

    name = "vanished_label"
    title = N_("A label vanished")
    sentence = "The label “{label}”, {people:,} people in {last_file}, is not in this file."
    line = N_(": it has %(people)s people in %(last_file)s.")

    def __call__(self, label: str, key: str, people: int, last_file: str, *, limits: Limits) -> Finding:
        return self.finding(key, severity=self.grave(people, limits), label=label, people=people, last_file=last_file)


def ways_in_words(apart: list[tuple[str, str]]) -> str:
    """`Japan’s Training and South Korea’s Research are study, …`, of pairs of a way and a name in their order."""
    return ", ".join(way_in_words(how, [name for _how, name in pairs]) for how, pairs in groupby(apart, lambda p: p[0]))


def way_in_words(how: str, names: list[str]) -> str:
    """The first few by name, the others by how many they are."""
    more = len(names) - LIKE_CASES_NAMED
    *first, last = names if more <= 0 else [*names[:LIKE_CASES_NAMED], f"{more} more"]
    told = f"{', '.join(first)} and {last}" if first else last
    return f"{told} {'is' if not first else 'are'} {WAYS.get(how, how)}"


first_use, differs_from_codebook, overturns, two_ways = FirstUse(), DiffersFromCodebook(), Overturns(), TwoWays()
second_opinion, precedent_overturned, vanished_label = SecondOpinion(), PrecedentOverturned(), VanishedLabel()
