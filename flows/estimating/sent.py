"""An answer to take home: the table as the command writes it, and beside it how it was made."""

import json
from hashlib import sha256

from django.http import HttpResponse
from django.utils import timezone

from flows import kept
from flows.core.estimates import writing
from flows.estimating import words
from flows.estimating.listed import source
from flows.estimating.reckoned import Reckoned

NEVER_KEPT = "no-store"


def table(reckoned: Reckoned) -> HttpResponse:
    """All rows in full precision, as CSV."""
    return _file("".join(writing.lines(reckoned.answer)), "text/csv; charset=utf-8", f"{name(reckoned)}.csv")


def method(reckoned: Reckoned) -> HttpResponse:
    """Formula, assumptions, source and version, with the SHA-256 of what went in and what came out, as JSON."""
    said = json.dumps(told(reckoned), ensure_ascii=False, indent=2) + "\n"
    return _file(said, "application/json", f"{name(reckoned)}-method.json")


KINDS = {"csv": table, "method": method}


def told(reckoned: Reckoned) -> dict:
    """How an answer was made."""
    method, answer = reckoned.method, "".join(writing.lines(reckoned.answer))
    return {
        "method": method.name,
        "title": words.text(method.title),
        "program": kept.program(),
        "reckoned": timezone.now().date().isoformat(),
        "formula": words.text(method.formula),
        "columns": {column.name: words.text(column.says) for column in method.columns},
        "results": {column.name: words.text(column.says) for column in method.gives},
        "assumes": words.text(method.assumes),
        "not_when": words.text(method.not_when),
        "source": source(method),
        "options": {name: value for name, value in reckoned.options.items() if value},
        "remarks": list(reckoned.remarks),
        "said": [words.said(each) for each in reckoned.answer.said],
        "input_sha256": _hash(reckoned.text),
        "result_sha256": _hash(answer),
    }


def name(reckoned: Reckoned) -> str:
    """How both files begin: the method, and the program by the first digits of what it is made of."""
    return f"camt-{reckoned.method.name}-{kept.program()[:12]}"


def _hash(text):
    return sha256(text.encode()).hexdigest()


def _file(text, kind, file_name):
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = NEVER_KEPT
    return response
