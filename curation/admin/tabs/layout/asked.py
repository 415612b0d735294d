"""What the address of a layout page asks for; every link and form of the page is such an address."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from curation.core.taken import Mistaken, check_taken
from curation.core.taking import ROLES

NUMBERS = ("sheet", "line", "column")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sheet from which line and column on, at which place, taken for what, with which corrections.

    taken: the whole list that would be kept, or None where it is the one that is kept; problem: why it is no list
    """

    sheet: int = 0
    line: int = 0
    column: int = 0
    at: str = ""
    role: str = ""
    here: bool = False
    fold: bool = True
    taken: list | None = None
    problem: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "Asked":
        """What a query, or a form, says; what makes no sense is left out."""
        numbers = {name: int(said[name]) for name in NUMBERS if said.get(name, "").isdecimal() and len(said[name]) < 8}
        role = said.get("for", "")
        taken, problem = read(said.get("taken", ""))
        return cls(
            **numbers,
            at=said.get("at", "").strip().upper()[:20],
            role=role if role in ROLES else "",
            here=said.get("reach") == "here",
            fold=said.get("fold") != "0",
            taken=taken,
            problem=problem,
        )

    def address(self, **changes) -> str:
        """The query of the same page with some changes."""
        now = replace(self, **changes)
        said = {
            "sheet": now.sheet,
            "line": now.line,
            "column": now.column,
            "at": now.at,
            "for": now.role,
            "reach": "here" if now.here else "",
            "fold": "" if now.fold else "0",
            "taken": "" if now.taken is None else written(now.taken),
        }
        kept = {name: value for name, value in said.items() if value not in ("", 0)}
        return f"?{urlencode(kept)}"


def written(taken) -> str:
    """Corrections as they stand in an address or a form."""
    return json.dumps(taken, ensure_ascii=False, separators=(",", ":"))


def read(text: str):
    """(corrections, why they are none) out of an address or a form; None where it says nothing."""
    if not text:
        return None, ""
    try:
        return check_taken(json.loads(text)), ""
    except (ValueError, RecursionError):
        return None, "The corrections in the address cannot be read; begin again from the sheet."
    except Mistaken as reason:
        return None, str(reason)
