"""The addresses of the public record: pages in two languages, files in none."""

from django.urls import path, re_path

from flows import file_views, views

pages = (
    [
        path("", views.home, name="home"),
        path("observations/", views.observations, name="observations"),
        path("why/<str:version>/<str:slug>/", views.why, name="why"),
        path("what-if/", views.what_ifs, name="what_ifs"),
        path("what-if/<slug:slug>/", views.what_if, name="what_if"),
        path("codebook/", views.codebook, name="codebook"),
        path("releases/", views.releases, name="releases"),
        path("releases/<str:version>/", views.release, name="release"),
    ],
    "flows",
)

files = (
    [
        path("favicon.ico", file_views.icon, name="icon"),
        re_path(r"^observations\.(?P<format>csv|xlsx|json)$", file_views.observations, name="observations"),
        path("releases/<str:version>/<str:name>", file_views.of_release, name="of_release"),
    ],
    "files",
)
