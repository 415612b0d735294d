"""Draws the picture that stands for the site where a link to it is shared: `python -m tests.browser.card`.

It is drawn by the system's Chromium from our own colours and type (`static/css/tokens.css`), once in each language, and
kept in `static/card/`, so that a server needs neither browser nor fonts. Run it again when the colours, the name or the
sentence change.
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parents[2] / "static"
SIZE = {"width": 1200, "height": 630}
WORDS = {
    "en": (
        "Central Asia Migration Tracker",
        "Every number opens into the cells it was added up from.",
        "Long-term migration from five republics, as the receiving states printed it",
    ),
    "ru": (
        "Трекер миграции Центральной Азии",
        "Каждое число раскрывается до ячеек, из которых оно сложено.",
        "Долгосрочная миграция из пяти республик по данным принимающих государств",
    ),
}
STROKES = (
    "M0 3h9c11 0 13 10 24 10h7M0 9.5h10c10 0 12 5 22 5h8M0 16h40M0 22.5h10c10 0 12-5 22-5h8M0 29h9c11 0 13-10 24-10h7"
)
PAGE = """<!doctype html><html lang="{language}" data-theme="light"><meta charset="utf-8"><style>{tokens}
body {{ margin: 0; width: 1200px; height: 630px; padding: 72px 84px; background: var(--paper); color: var(--ink);
  display: flex; flex-direction: column; justify-content: space-between; box-sizing: border-box; }}
svg {{ width: 92px; fill: none; stroke: var(--accent); stroke-width: 1.6 }}
header {{ display: flex; gap: 28px; align-items: center; font: 400 34px/1.2 var(--serif) }}
h1 {{ margin: 0; font: 400 76px/1.14 var(--serif); letter-spacing: -.012em; text-wrap: balance }}
b {{ font-weight: 400; text-decoration: underline dotted var(--accent) 5px; text-underline-offset: 12px }}
p {{ margin: 0; padding-top: 26px; border-top: 2px solid var(--ink); font: 400 27px/1.35 var(--sans);
  color: var(--ink-2) }}
</style><header><svg viewBox="0 0 40 32"><path d="{strokes}"/></svg>{name}</header><h1>{sentence}</h1><p>{about}</p>
"""


def draw():
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    folder = STATIC / "card"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language, (name, sentence, about) in WORDS.items():
            page = browser.new_page(viewport=SIZE)
            said = {"name": name, "sentence": opened(sentence), "about": about}
            page.set_content(PAGE.format(language=language, tokens=tokens, strokes=STROKES, **said))
            page.screenshot(path=folder / f"{language}.png")
        browser.close()


def opened(sentence):
    """The sentence with its second word, number, under the sign that stands for opening."""
    first, number, rest = sentence.split(" ", 2)
    return f"{first} <b>{number}</b> {rest}"


if __name__ == "__main__":
    draw()
