"""The parts of the map that are drawn, and where in them a place stands."""

from typing import NamedTuple


class Box(NamedTuple):
    """A part of the map in steps of the shapes, and how wide it is drawn on a large screen, in px."""

    name: str
    x: int
    y: int
    width: int
    height: int
    wide: int

    def percent(self, place):
        return round((place[0] - self.x) / self.width * 100, 2), round((place[1] - self.y) / self.height * 100, 2)

    def pixels(self, place):
        return (place[0] - self.x) * self.wide / self.width, (place[1] - self.y) * self.wide / self.width

    def meets(self, extent):
        left, top, right, bottom = extent
        return left < self.x + self.width and self.x < right and top < self.y + self.height and self.y < bottom

    def holds(self, place):
        return 0 <= place[0] - self.x <= self.width and 0 <= place[1] - self.y <= self.height

    @property
    def view(self):
        return f"{self.x} {self.y} {self.width} {self.height}"

    @property
    def step(self):
        """Steps of the shapes to one px."""
        return round(self.width / self.wide, 2)


WORLD = Box("world", -4760, -2650, 9520, 3720, 1152)
EUROPE = Box("inset", -600, -2440, 1290, 1120, 444)
ASIA = Box("inset", 810, -2140, 1290, 1120, 444)
