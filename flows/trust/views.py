"""The pages that say how far the numbers can be trusted: what is there, what adds up, what they cannot say."""

from django.http import Http404
from django.shortcuts import render

from flows.queries import codelist, entry
from flows.questions import OfPages, unknown_code
from flows.trust.codebooks import Codebooks
from flows.trust.coverage import Coverage, Covered
from flows.trust.glossary import Glossary
from flows.trust.limits import Limits
from flows.trust.method import Method
from flows.trust.reconciliation import Reconciliation
from flows.views import of_release, of_two


def paged(template):
    """Shows a list that a view makes of the page asked for, or says which page it does not have."""

    def with_list(make):
        def shown(request, edition, **kwargs):
            asked = OfPages(request.GET)
            found = make(edition, asked.cleaned_data["page"], **kwargs) if asked.is_valid() else None
            sentences = list(filter(None, [found.refusal] if found else asked.sentences()))
            if sentences:
                return render(request, "flows/refused.html", {"edition": edition, "sentences": sentences}, status=400)
            return render(request, template, {"edition": edition, "list": found})

        return of_release(shown)

    return with_list


@paged("flows/coverage.html")
def coverage(edition, number):
    return Coverage(edition, number)


@paged("flows/covered.html")
def covered(edition, number, destination):
    if not entry("area", destination):
        raise Http404(unknown_code(destination, codelist("area")))
    return Covered(edition, destination, number)


@of_release
def reconciliation(request, edition):
    found = Reconciliation(edition, request.GET)
    if found.sentences:
        context = {"edition": edition, "sentences": found.sentences}
        return render(request, "flows/refused.html", context, status=400)
    return render(request, "flows/reconciliation.html", {"edition": edition, "list": found})


@of_release
def limitations(request, edition):
    return render(request, "flows/limitations.html", {"edition": edition, "limits": Limits(edition)})


@of_release
def methodology(request, edition):
    return render(request, "flows/methodology.html", {"edition": edition, "method": Method(edition)})


@of_release
def glossary(request, edition):
    return render(request, "flows/glossary.html", {"edition": edition, "glossary": Glossary(edition)})


@of_two
def codebooks(request, edition, older):
    """Which decisions differ between two releases."""
    asked = OfPages(request.GET)
    found = Codebooks(edition, older, asked.cleaned_data["page"]) if asked.is_valid() else None
    sentences = list(filter(None, [found.refusal] if found else asked.sentences()))
    if sentences:
        return render(request, "flows/refused.html", {"edition": edition, "sentences": sentences}, status=400)
    return render(request, "flows/codebooks.html", {"edition": edition, "older": older, "list": found})
