"""The report as a PDF: what the page says, in one file that can be printed, cited and read aloud.

`flows.report.printed` says what stands in it, `flows/report/report.typ` how it is laid out.
"""

import hashlib
import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import typst

from flows.report.printed import Pages

TEMPLATE = Path(__file__).with_name("report.typ")


class Told(NamedTuple):
    """A report laid out as blocks, in JSON; and when its release was published."""

    content: str
    date: datetime

    @classmethod
    def of(cls, edition, root: str) -> "Told":
        """In the language at hand; `root` is what makes an address on this site whole."""
        said = Pages(edition, root).content()
        return cls(json.dumps(said, ensure_ascii=False, sort_keys=True), edition.release.published_at)

    @property
    def tag(self) -> str:
        """Names the bytes of the PDF: the same content, layout and typesetter give the same."""
        parts = self.content.encode(), TEMPLATE.read_bytes(), typst.__version__.encode()
        return hashlib.sha256(b"".join(parts)).hexdigest()

    def pdf(self) -> bytes:
        return typeset(self.content, self.date.replace(microsecond=0))


@lru_cache(maxsize=4)
def typeset(content: str, date: datetime) -> bytes:
    """Tagged for screen readers (PDF/UA-1), with fonts that the typesetter brings; the newest reports are at hand."""
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"content": content},
        timestamp=date,
    )
