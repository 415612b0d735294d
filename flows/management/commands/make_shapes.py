"""manage.py make_shapes PATH: the shapes of the map from Natural Earth's countries, as static/geo/world.svg."""

import csv
import json
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.management.base import BaseCommand

from flows.core import outlines, topology
from flows.core.projection import on_our_map

LEAST = 4  # steps of the map squared: a corner smaller than that is not drawn
ISLAND = 12  # an island smaller than that is not drawn, unless it is the largest piece of a country
LITTLE = 900  # a piece of land smaller than that keeps all its corners
NUMBERED = {"Kosovo": "XKX"}  # without an ISO number in the source
LEFT_OUT = {"ATA"}
NOTE = """Land by ISO 3166-1 alpha-3 codes. Source: Natural Earth 4.1.0, 1:50m, countries (naturalearthdata.com), public
domain, as TopoJSON in world-atlas 2.0.2 (github.com/topojson/world-atlas, ISC). Projection: Equal Earth, central
meridian 11° E. data-x, data-y: where a label stands. Borders are drawn as the source draws them; CAMT takes no side on
any of them. Made by manage.py make_shapes; not edited by hand."""


class Command(BaseCommand):
    help = "Writes static/geo/world.svg from a TopoJSON file of countries (countries-50m.json of world-atlas)."

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH", type=Path)
        parser.add_argument("--to", metavar="FILE", type=Path, default=settings.BASE_DIR / "static/geo/world.svg")

    def handle(self, path, to, **options):
        shapes = drawn(json.loads(path.read_text(encoding="utf-8")), coded(), stated())
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(document(shapes), encoding="utf-8", newline="\n")
        self.stdout.write(f"{to}: {len(shapes)} shapes")


def coded():
    """{ISO number: code} of the areas."""
    with (settings.BASE_DIR / "flows/data/areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso_numeric"]: row["code"] for row in csv.DictReader(file) if row["iso_numeric"]}


def stated():
    """{code: place on our map} of those whose label does not stand in the middle of their largest piece of land."""
    with (settings.BASE_DIR / "flows/data/places.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: on_our_map(float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(file)
        }


def drawn(world, codes, places):
    """[(code, path, place)]; land that no code is given for has an empty one and no place."""
    countries = world["objects"]["countries"]["geometries"]
    held = Held(topology.arcs(world), countries)
    named = [(codes.get(each.get("id")) or NUMBERED.get(each["properties"]["name"], ""), each) for each in countries]
    pieces = {code: [] for code, _geometry in named if code not in LEFT_OUT}
    for code, geometry in named:
        if code in pieces:
            pieces[code] += [held.piece(polygon) for polygon in topology.polygons(geometry)]
    shapes = [(code, *shape(own, places.get(code), code)) for code, own in sorted(pieces.items())]
    return shapes + [(code, "", place) for code, place in sorted(places.items()) if code not in pieces]


def shape(pieces, place, code):
    """One path of the pieces of a country, without its smallest islands, and where its label stands."""
    pieces = sorted(pieces, key=lambda rings: -outlines.area(rings[0]))
    shown = [rings for at, rings in enumerate(pieces) if not at or outlines.area(rings[0]) >= ISLAND]
    place = place or (outlines.inmost(shown[0][0]) if code else None)
    rings = [ring for ring in chain.from_iterable(shown) if len(ring) > 2]
    return outlines.path(rings), place


class Held:
    """The arcs laid flat, each simplified once; those around little pieces of land keep their corners."""

    def __init__(self, arcs, countries):
        self.arcs = arcs
        self.flat, self.simple = {}, {}
        rings = [ring for each in countries for polygon in topology.polygons(each) for ring in polygon[:1]]
        self.fine = {
            at if at >= 0 else ~at for ring in rings if outlines.area(self.whole(ring, True)) < LITTLE for at in ring
        }

    def piece(self, polygon):
        """The rings of a polygon; it stands beyond the cut as a whole or not at all."""
        beyond = topology.lies_beyond(topology.joined(polygon[0], lambda at: self.arcs[at]))
        return [topology.joined(ring, lambda at: self.line(at, beyond)) for ring in polygon]

    def whole(self, ring, beyond):
        return topology.joined(ring, lambda at: self.laid(at, beyond))

    def laid(self, at, beyond):
        if (at, beyond) not in self.flat:
            self.flat[at, beyond] = topology.laid_flat(self.arcs[at], beyond)
        return self.flat[at, beyond]

    def line(self, at, beyond):
        if (at, beyond) not in self.simple:
            self.simple[at, beyond] = outlines.simplified(self.laid(at, beyond), 0 if at in self.fine else LEAST)
        return self.simple[at, beyond]


def document(shapes):
    """The shapes as an SVG document: `<use href="world.svg#KAZ">` draws one in a colour of the page, `#land` all."""
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', f"<desc>{escape(NOTE)}</desc>", '<g id="land">']
    for code, path, place in shapes:
        name = f' id="{code}"' if code else ""
        at = f' data-x="{round(place[0])}" data-y="{round(place[1])}"' if place else ""
        lines.append(f'<path{name}{at} vector-effect="non-scaling-stroke" d="{path}"/>')
    return "\n".join([*lines, "</g>", "</svg>", ""])
