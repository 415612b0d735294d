"""The answers of the API: one kind of view for every list, each with its errors, its tag and its way to the next page.

Nothing here knows who asks. The same address gives the same bytes to everybody, whatever cookies come along.
"""

from difflib import get_close_matches

from django.http import Http404
from django.shortcuts import redirect
from django.urls import resolve
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.response import Response
from rest_framework.views import APIView

from flows import kept, reading
from flows.addresses import full
from flows.api import described, faults
from flows.api.lists import Root, named
from flows.api.negotiating import AsCsv, AsJson, Negotiation
from flows.api.pages import Page
from flows.api.throttling import Throttle
from flows.queries import Edition
from flows.renamed import moved, today


class ApiView(APIView):
    """What every address of the API has in common."""

    content_negotiation_class = Negotiation
    throttle_classes = [Throttle]
    renderer_classes = [AsJson]
    schema = None  # only lists are described
    http_method_names = ["get", "head", "options"]

    def get_exception_handler(self):
        return faults.answer

    def check_throttles(self, request):
        if request.method != "OPTIONS":
            super().check_throttles(request)

    def options(self, request, *args, **kwargs):
        return reading.asked_before()

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in reading.FOR_ALL.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", kept.ASK_AGAIN if response.status_code < 400 else "no-store")
        return response


class ListView(ApiView):
    """One page of a list."""

    renderer_classes = [AsJson, AsCsv]
    schema = described.ListSchema()
    list = None

    def get(self, request, **_path):
        shown = self.shown(request, *today(request))
        if address := moved(request):
            return redirect(address, permanent=True)
        tag = self.tag(request, shown)
        if known := kept.held(request, tag):
            return known
        page = Page(shown, request)
        self.told = page.columns
        return Response(page.body, headers={"ETag": tag, **page.headers})

    def shown(self, request, path, asked):
        """The list that is asked for, of the release that is meant; what cannot be understood is refused here."""
        edition = Edition.asked(request) if self.list.of_release else Edition() if self.list.of_releases else None
        if self.list.of_release and edition.release is None:
            raise Http404("No release has been published yet, so there is nothing to ask for.")
        shown = self.list(edition, asked, request.build_absolute_uri, **path)
        if not shown.form.is_valid():
            raise faults.Unclear(shown.form.sentences())
        return shown

    def tag(self, request, shown):
        asked = sorted((name, value) for name, value in shown.form.cleaned_data.items() if name != "release")
        address, form = request.build_absolute_uri("?"), request.accepted_renderer.format
        return kept.strong_tag(address, asked, form, shown.told_by())


def of(shown):
    """The view of a list."""
    return ListView.as_view(list=shown)


class DescriptionView(ApiView):
    """The description of all this for programs, OpenAPI 3.1."""

    def get(self, request):
        if unknown := sorted(set(request.query_params) - {"format"}):
            raise faults.Unclear([f"“{name}” is not a word of this address. Known here: format." for name in unknown])
        tag = f'"{kept.program()}"'
        return kept.held(request, tag) or Response(described.description(), headers={"ETag": tag})


class DocsView(SpectacularSwaggerSplitView):
    """The same for people to try, by Swagger’s scripts from our own host; none of them stands in the page itself."""

    url_name = "api:description"
    template_name = "flows/api_docs.html"
    template_name_js = "flows/api_docs.js"


class ElsewhereView(ApiView):
    """Where there is nothing: the one way an address is spelled, or what there is."""

    def get(self, request, path):
        spelled = f"/api/{path.removesuffix('/') if path.endswith('/') else f'{path}/'}"
        if resolve(spelled).func.cls is not ElsewhereView:
            return redirect(full(spelled, request.query_params), permanent=True)
        names = [each.name for each in Root.listed]
        near = get_close_matches(path.partition("/")[0], names, n=1) or names
        raise Http404(f"There is no /api/{path}. Is one of these meant: {', '.join(map(named, near))}?")
