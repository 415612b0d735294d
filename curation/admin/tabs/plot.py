"""A printed total beside our sum, drawn: all lines on one scale, so that a longer gap is a longer bar."""

from typing import NamedTuple

HALF = 130  # from our sum to either end
WIDTH = 2 * HALF + 8
STEPS = (1, 2, 5)


class Bar(NamedTuple):
    """From where, and how wide."""

    x: float
    width: float


class Plot(NamedTuple):
    """`allowed`: our sum with all rounding; `hidden`: as printed, with what hidden cells may be; `printed`: a place."""

    allowed: Bar
    hidden: Bar
    printed: float


class Scale:
    """The people that half the width stands for: a round number that every gap of the lines fits in."""

    def __init__(self, totals):
        reach = max((abs(end - middle(total)) for total in totals for end in ends(total)), default=0)
        self.mark = round_up(reach / 1.25)
        self.reach = max(self.mark * 1.25, reach, 1)

    def at(self, distance: float) -> float:
        """Where a number stands that is so far from our sum; what is beyond the scale stands at its end."""
        return round(WIDTH / 2 + HALF * max(-1.0, min(1.0, distance / self.reach)), 1)

    def bar(self, low: float, high: float, least: float = 0) -> Bar:
        start, end = self.at(low), self.at(high)
        return Bar(start, max(round(end - start, 1), least))

    def plot(self, total) -> Plot:
        centre = middle(total)
        low, high = allowed(total)
        return Plot(
            allowed=self.bar(low - centre, high - centre),
            hidden=self.bar(total.least - centre, most(total) - centre, 2),
            printed=self.at(figure(total) - centre),
        )

    @property
    def marks(self) -> list[tuple[float, int]]:
        """The upright lines with their numbers."""
        return [(self.at(-self.mark), -self.mark), (self.at(0), 0), (self.at(self.mark), self.mark)]


def ends(total):
    """The numbers of a line that must find room."""
    return *allowed(total), figure(total)


def middle(total) -> float:
    """Our sum, or the middle of what it may be."""
    return (total.least + most(total)) / 2


def most(total) -> int:
    """The most our sum may be; where nothing limits it, the bar goes as far as the printed figure."""
    return total.most if total.most is not None else max(total.least, figure(total))


def figure(total) -> int:
    """The printed figure; of a hidden one the least."""
    return total.value if total.value is not None else total.printed_lower


def allowed(total) -> tuple[int, int]:
    """From where to where a printed figure is explained: our sum with its parts' rounding and the total's own."""
    top = total.upper if total.upper is not None else most(total)
    over = figure(total) - total.printed_lower
    under = 0 if total.printed_upper is None else total.printed_upper - figure(total)
    return total.lower - under, top + over


def round_up(number: float) -> int:
    """1, 2, 5, 10, 20, 50 … that is no smaller."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= number:
                return step * power
        power *= 10
