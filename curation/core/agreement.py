"""How far two people agree who put the same things under codes, each without knowing what the other said.

Percent agreement alone flatters: where nearly all labels are work, two people who guess agree most of the time. Cohen's
kappa tells how much of the way from what chance gives to full agreement they went: (observed − expected) / (1 −
expected), 1 where they always agree, 0 where chance would do as well, below 0 where it would do better.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

NORMAL_95 = 1.959964  # 95 % of a normal distribution lie within so many standard errors


@dataclass(frozen=True, slots=True)
class Agreement:
    """What pairs of codes say: `counts[first, second]` of them, in exact fractions as long as it can be helped."""

    counts: Counter

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]):
        """The agreement of pairs (what the one said, what the other said) about the same thing."""
        return cls(Counter(pairs))

    @property
    def pairs(self) -> int:
        return self.counts.total()

    @property
    def agreed(self) -> int:
        return sum(count for (first, second), count in self.counts.items() if first == second)

    @property
    def observed(self) -> Fraction | None:
        """The share of pairs that agree; None where there are no pairs."""
        return Fraction(self.agreed, self.pairs) if self.pairs else None

    @property
    def shares(self) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
        """How often the one, and how often the other, says each code: the margins of the table."""
        firsts, seconds = Counter(), Counter()
        for (first, second), count in self.counts.items():
            firsts[first] += count
            seconds[second] += count
        codes = firsts.keys() | seconds.keys()
        return tuple({code: Fraction(said[code], self.pairs) for code in codes} for said in (firsts, seconds))

    @property
    def expected(self) -> Fraction | None:
        """The share that would agree by chance, did each keep to how often they say each code."""
        if not self.pairs:
            return None
        firsts, seconds = self.shares
        return sum((firsts[code] * seconds[code] for code in firsts), Fraction(0))

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (J. Cohen, Educational and Psychological Measurement 20, 1960, 37–46).

        None without pairs, and where both said one and the same code of everything: chance alone would give full
        agreement then, and nothing is left to measure.
        """
        if self.expected in (None, 1):
            return None
        return float((self.observed - self.expected) / (1 - self.expected))

    @property
    def error(self) -> float | None:
        """The standard error of kappa in large samples (Fleiss, Cohen, Everitt, Psychological Bulletin 72, 1969, 323).

        With pᵢⱼ the share of pairs (i, j), pᵢ. and p.ⱼ how often the one and the other say a code, o observed and e
        expected agreement, of n pairs it is the root of

            { Σᵢ pᵢᵢ [(1−e) − (p.ᵢ + pᵢ.)(1−o)]² + (1−o)² Σᵢ≠ⱼ pᵢⱼ (p.ᵢ + pⱼ.)² − (oe − 2e + o)² } / n (1−e)⁴

        None where kappa is, and where the formula says 0, as if a handful of pairs left no doubt: where all agree, none
        does, or one of the two said one code of everything.
        """
        if self.kappa is None:
            return None
        o, e, (firsts, seconds) = self.observed, self.expected, self.shares
        same = apart = Fraction(0)
        for (i, j), count in self.counts.items():
            share, said = Fraction(count, self.pairs), seconds[i] + firsts[j]
            if i == j:
                same += share * ((1 - e) - said * (1 - o)) ** 2
            else:
                apart += share * said**2
        spread = same + (1 - o) ** 2 * apart - (o * e - 2 * e + o) ** 2
        return sqrt(spread / (self.pairs * (1 - e) ** 4)) if spread else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between what kappa lies with 95 % confidence: 1.96 standard errors to each side, never beyond −1 and 1."""
        if self.error is None:
            return None
        reach = NORMAL_95 * self.error
        return max(self.kappa - reach, -1.0), min(self.kappa + reach, 1.0)

    def matrix(self, firsts: Iterable[str], seconds: Iterable[str]) -> list[list[int]]:
        """How often each pair of these codes was said: a line for each code of the one, a column of the other."""
        columns = list(seconds)
        return [[self.counts[first, second] for second in columns] for first in firsts]
