"""A specification as SVG, as PNG, and as the drawing of a page. Nothing is loaded: a specification holds its data."""

import json
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe

from flows.graphics.looks import ROLES
from flows.maps.palette import colours
from flows.report.svg import cleaned

NOWHERE = []  # whence a specification may load
WIDEST = 2400  # pixels of a picture


def written(spec):
    """The specification itself, as it is handed out."""
    return json.dumps(spec, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def svg(text):
    """The picture of a specification, as an SVG document."""
    import vl_convert  # 70 MB in memory: taken in where somebody asks for such a picture

    return vl_convert.vegalite_to_svg(text, allowed_base_urls=NOWHERE)


def png(text):
    """The same in points: twice as many each way as it is wide, and never more than `WIDEST`."""
    import vl_convert

    spec = json.loads(text)
    across = spec["width"] + spec["padding"]["left"] + spec["padding"]["right"]
    down = spec["height"] + spec["padding"]["top"] + spec["padding"]["bottom"]
    scale = min(2, WIDEST / max(across, down))
    paper = {**spec, "background": colours()["paper"]}
    return vl_convert.vegalite_to_png(paper, scale=scale, allowed_base_urls=NOWHERE)


# What is drawn of a release is asked for again and again; what readers paste is drawn without these.
kept_svg, kept_png = lru_cache(maxsize=64)(svg), lru_cache(maxsize=16)(png)
AS_FILE = {"svg": kept_svg, "png": kept_png, "json": str}
AND_FORGOTTEN = {"svg": svg, "png": png, "json": str}


def inline(spec, render=kept_svg):
    """The drawing of a page, with classes for colours, so that it is light or dark as the page is."""
    palette = {colours()[role]: (f"f-{role}", f"s-{role}") for role in ROLES}
    drawing = cleaned(render(written(spec)), palette)
    named = f'<svg role="img" aria-label="{escape(spec["description"])}"'
    return mark_safe(drawing.replace("<svg", named, 1))
