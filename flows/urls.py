"""The addresses of the public record: pages in two languages, files and the API in none."""

from django.urls import path, re_path

from flows import ask_views, feed, file_views, views
from flows.api import views as api_views
from flows.api.numbers import Provenance, Root
from flows.estimating import views as estimate_views
from flows.graphics import views as graphic_views
from flows.indicators import views as indicator_views
from flows.maps import views as map_views
from flows.previews import views as preview_views
from flows.profiles import views as profile_views
from flows.trust import views as trust_views

pages = (
    [
        path("", views.home, name="home"),
        path("observations/", views.observations, name="observations"),
        path("map/", map_views.page, name="map"),
        path("profiles/", profile_views.profiles, name="profiles"),
        path("origins/", profile_views.origins, name="origins"),
        path("origins/<str:origin>/", profile_views.origin, name="origin"),
        path("destinations/", profile_views.destinations, name="destinations"),
        path("destinations/<str:destination>/", profile_views.destination, name="destination"),
        path("corridors/<str:origin>-<str:destination>/", profile_views.corridor, name="corridor"),
        path("why/<str:version>/population-<str:origin>-<int:year>/", views.population, name="population"),
        path("why/<str:version>/<str:slug>/", views.why, name="why"),
        path("why/<str:version>/<str:slug>/ask/", ask_views.ask, name="ask"),
        path("why/<str:version>/<str:slug>/asked/", ask_views.asked, name="asked"),
        path("indicators/", indicator_views.indicators, name="indicators"),
        path("indicators/<slug:code>/", indicator_views.indicator, name="indicator"),
        path("what-if/", views.what_ifs, name="what_ifs"),
        path("what-if/<slug:slug>/", views.what_if, name="what_if"),
        path("coverage/", trust_views.coverage, name="coverage"),
        path("coverage/<str:destination>/", trust_views.covered, name="covered"),
        path("reconciliation/", trust_views.reconciliation, name="reconciliation"),
        path("limitations/", trust_views.limitations, name="limitations"),
        path("methodology/", trust_views.methodology, name="methodology"),
        path("glossary/", trust_views.glossary, name="glossary"),
        path("codebook/", views.codebook, name="codebook"),
        path("report/", views.report, name="report"),
        path("report/<slug:category>/", views.report_chapter, name="report_chapter"),
        path("graphics/", graphic_views.graphics, name="graphics"),
        path("graphics/<slug:code>/", graphic_views.graphic, name="graphic"),
        path("codebook/<str:old>..<str:new>/", trust_views.codebooks, name="codebooks"),
        path("estimates/", estimate_views.methods, name="estimates"),
        path("estimates/<slug:name>/", estimate_views.method, name="estimate"),
        path("data/", views.data, name="data"),
        path("releases/", views.releases, name="releases"),
        path("releases/feed.atom", feed.feed, name="feed"),
        path("releases/<str:old>..<str:new>/", views.difference, name="difference"),
        path("releases/<str:version>/", views.release, name="release"),
    ],
    "flows",
)

files = (
    [
        path("favicon.ico", file_views.icon, name="icon"),
        re_path(r"^observations\.(?P<format>csv|xlsx|json)$", file_views.observations, name="observations"),
        re_path(r"^indicators/(?P<code>[a-z-]+)\.(?P<format>csv|json)$", indicator_views.file, name="indicator"),
        path("map.json", map_views.numbers, name="map_json"),
        path("map.svg", map_views.picture("svg"), name="map_svg"),
        path("map.png", map_views.picture("png"), name="map_png"),
        re_path(r"^graphics/(?P<code>[a-z]+)\.(?P<format>svg|png|json)$", graphic_views.file, name="graphic"),
        path("report.pdf", file_views.report, name="report"),
        path("releases/<str:old>..<str:new>.csv", file_views.difference, name="difference"),
        path("releases/<str:version>/<str:name>", file_views.of_release, name="of_release"),
    ],
    "files",
)

# Without a slash at the end, but for what has more below it; the other spelling leads there.
api = (
    [
        path("api/", api_views.of(Root), name="lists"),
        path("api/docs/", api_views.DocsView.as_view(), name="docs"),
        path("api/openapi.json", api_views.DescriptionView.as_view(), name="description"),
        path("api/observations/<str:slug>/provenance", api_views.of(Provenance), name="provenance"),
        *(path(f"api/{each.name}", api_views.of(each), name=each.name) for each in Root.listed),
        re_path(r"^api/(?P<path>(?s:.+))\Z", api_views.ElsewhereView.as_view(), name="elsewhere"),
    ],
    "api",
)

# Behind the token the addresses of both once more, the Russian ones as /preview/<token>/ru/….
previews = (
    [
        path("preview/<str:token>/", preview_views.page, name="page"),
        path("preview/<str:token>/<path:rest>", preview_views.page, name="page"),
    ],
    "previews",
)
