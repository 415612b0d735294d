"""The admin site itself: its first page, coverage, log and search, the language it speaks, and the way to its lists."""

from functools import wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, path, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from curation.admin import coverage, find, home, log, navigation
from curation.admin.pages import may
from curation.models import CategoryDecision, SourceFile
from curation.scope import Scope
from flows.models import Release

WORKING = ("file_", "curation_sourcefile_change", "curation_label_desk", "curation_label_batch", "curation_label_pane")
NO_PAGES = {"curation_label_pane"}


class CamtAdminSite(AdminSite):
    site_header = "CAMT"
    site_title = _("CAMT curation")
    index_title = _("My desk")
    index_template = "admin/curation/home.html"
    login_template = "admin/curation/login.html"
    password_change_template = "admin/curation/password_form.html"
    password_change_done_template = "admin/curation/password_done.html"

    def get_urls(self):
        return [
            path("coverage/", self.admin_view(self.coverage), name="coverage"),
            path("go/", self.admin_view(self.go), name="go"),
            path("log/", self.admin_view(self.log), name="log"),
            path("log/csv/", self.admin_view(self.log_csv), name="log_csv"),
            path("language/", self.admin_view(require_POST(self.speak)), name="language"),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        """A page or a deed, for whoever is logged in. A deed's address, opened without doing it, leads to its page."""

        @wraps(view)
        def answered(request, *arguments, **keywords):
            answer = view(request, *arguments, **keywords)
            return led_up(request) if is_only_done(request, answer) else answer

        return super().admin_view(answered, cacheable)

    def each_context(self, request):
        page = getattr(request.resolver_match, "url_name", None) or ""
        around = {
            "navigation": navigation.groups(request),
            "languages": settings.LANGUAGES,
            "working": page.startswith(WORKING) and page != "curation_sourcefile_changelist",
        }
        return super().each_context(request) | around | release_line(request)

    def login(self, request, extra_context=None):
        """Who logs in without having asked for a page goes to their first one: the director to the inbox."""
        answer = super().login(request, extra_context)
        to_index = answer.status_code == 302 and answer.url == reverse("admin:index", current_app=self.name)
        if to_index and request.user.has_perm("curation.approve_flagged"):
            return redirect("admin:curation_categorydecision_inbox")
        return answer

    def index(self, request, extra_context=None):
        return super().index(request, home.context(request, public(request) is not None) | (extra_context or {}))

    def coverage(self, request):
        """What is there, what is not, and why."""
        if not request.user.has_perm("curation.view_series"):
            raise PermissionDenied
        shown = coverage.Shown(Scope(), asked=request.GET, released=public(request) is not None)
        context = {"coverage": shown, "title": _("Coverage")}
        return self.page(request, "coverage.html", status=400 if shown.refusal else 200, **context)

    @may("view_log")
    def log(self, request):
        """Who did what, when."""
        return log.page(request, self.page)

    @may("view_log")
    def log_csv(self, request):
        return log.csv(request)

    def go(self, request):
        if not request.user.has_module_perms("curation"):
            raise PermissionDenied
        return find.go(request, self.page)

    def speak(self, request):
        """The desk in another language, for as long as the person stays logged in."""
        language = request.POST.get("language")
        if language not in dict(settings.LANGUAGES):
            return HttpResponseBadRequest(_("The desk speaks English and Russian."))
        request.session[settings.DESK_LANGUAGE] = language
        onward = request.POST.get("next", "")
        ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
        return redirect(onward if ours else "admin:index")

    def page(self, request, template, *, status=200, **context):
        """A page of the desk that belongs to no list."""
        request.current_app = self.name
        shown = self.each_context(request) | context
        return TemplateResponse(request, f"admin/curation/{template}", shown, status=status)


def is_only_done(request, answer) -> bool:
    """Whether somebody opens, by a reload, a link or the language switch, what is only there to be sent to."""
    return answer.status_code == 405 and request.method in ("GET", "HEAD")


def led_up(request):
    """To the page that a deed is done on: its address is the nearest one above, and asks for its own rights."""
    if not request.user.has_module_perms("curation"):
        raise PermissionDenied
    above = request.path
    while above.count("/") > 2:
        above = above[: above.rindex("/", 0, -1) + 1]
        if is_page(above):
            return redirect(above)
    return redirect("admin:index")


def is_page(address) -> bool:
    """Whether a page stands at an address; Django leads from that of a thing to its page."""
    try:
        found = resolve(address)
    except Resolver404:
        return False
    return "/" not in found.kwargs.get("object_id", "") and found.url_name not in NO_PAGES


def release_line(request):
    """Which release is public, and whether anything accepted or approved since then waits for the next."""
    latest = public(request)
    return {"public_release": latest, "in_draft": latest is None or latest.newer}


def public(request):
    """The latest release, asked for once in a request, whether anything is `newer`, and the `candidate` after it."""
    if not hasattr(request, "public_release"):
        files = SourceFile.objects.accepted().filter(accepted_at__gt=OuterRef("published_at"))
        decided = CategoryDecision.objects.in_force().filter(reviewed_at__gt=OuterRef("published_at"))
        ended = CategoryDecision.objects.filter(superseded_at__gt=OuterRef("published_at"))
        newer = Exists(files) | Exists(decided) | Exists(ended)
        published = Release.objects.filter(state=Release.State.PUBLISHED)
        frozen = Subquery(Release.objects.filter(state=Release.State.CANDIDATE).values("version")[:1])
        request.public_release = published.newest_first().annotate(newer=newer, candidate=frozen).first()
    return request.public_release


site = CamtAdminSite(name="admin")
