"""What cannot be answered, told in one shape whatever was asked for: problem details (RFC 9457) in plain English."""

import json
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from rest_framework import exceptions

PROBLEM = "application/problem+json"


class Unclear(exceptions.APIException):
    """A question that cannot be understood, with a sentence for each fault."""

    status_code = 400

    def __init__(self, sentences):
        super().__init__()
        self.sentences = list(sentences)


def answer(exception, context):
    """Of an exception its problem; None for one that nobody foresaw, which is an error of ours."""
    request = context["request"]
    match exception:
        case Unclear():
            return problem(400, exception.sentences)
        case SuspiciousOperation():
            return problem(400, ["This address is longer than any question: ask for less at once."])
        case Http404() | exceptions.NotFound():
            return problem(404, [str(exception)])
        case exceptions.MethodNotAllowed():
            allowed = ", ".join(context["view"].allowed_methods)
            sentence = f"{request.method} is not taken here: this API is for reading. Taken are {allowed}."
            return problem(405, [sentence], {"Allow": allowed})
        case exceptions.NotAcceptable():
            return problem(406, [str(exception.detail)])
        case exceptions.Throttled():
            wait = max(1, round(exception.wait or 1))
            return problem(429, [too_many(wait)], {"Retry-After": str(wait)})


def too_many(wait):
    seconds = "1 second" if wait == 1 else f"{wait} seconds"
    return (
        f"You have asked more often than is fair to others: come again in {seconds}. Whoever needs all of a release "
        "takes one of its files, listed at /api/files."
    )


def problem(status, sentences, headers=None):
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": " ".join(sentences),
        "errors": sentences,
    }
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=PROBLEM, headers=headers)
