"""The admin site itself: its lists in the order of the work, and the first page."""

from django.contrib.admin import AdminSite
from django.db.models import Count, Value
from django.urls import reverse
from django.utils.html import format_html

from curation import queries
from curation.models import CategoryDecision, SourceFile
from flows.models import Release

ORDER = {
    "Curation": {"SourceFile": "Files", "Label": "Labels", "Concern": "Concerns"},
    "Review": {"CategoryDecision": "Decisions", "Publication": "Releases"},
    "Reference": {
        "SourceTable": "Source tables",
        "Series": "Series",
        "ExpectedGap": "Expected gaps",
        "CodebookRule": "Codebook",
        "Concept": "Concepts",
        "Alias": "Place aliases",
        "Area": "Areas",
        "Membership": "Unions and their members",
        "Category": "Categories",
        "Measure": "Measures",
        "Status": "Statuses",
        "YearBasis": "Year bases",
        "ReasonCode": "Reason codes",
    },
    "People": {"User": "People", "Group": "Groups"},
}


class CamtAdminSite(AdminSite):
    site_header = "CAMT"
    site_title = "CAMT curation"
    index_title = "My desk"
    index_template = "admin/curation/home.html"

    def each_context(self, request):
        return super().each_context(request) | {"public_release": Release.objects.latest()}

    def get_app_list(self, request, app_label=None):
        """The lists a person may see, in the order of the work, each with how much waits in it."""
        if not self.has_permission(request):
            return []
        if app_label:
            return super().get_app_list(request, app_label)
        apps = self._build_app_dict(request).values()
        entries = {entry["object_name"]: entry for app in apps for entry in app["models"]}
        counts = waiting_counts(request)
        groups = (group(name, names, entries, counts) for name, names in ORDER.items())
        return [each for each in groups if each["models"]]

    def index(self, request, extra_context=None):
        waiting = queries.waiting_for(request.user)
        return super().index(request, {"waiting": waiting, "figures": figures(waiting), **(extra_context or {})})


def group(name, names, entries, counts):
    """One heading of the side navigation with its lists, as the stock template wants it."""
    models = [titled(entries[model], title, counts.get(model)) for model, title in names.items() if model in entries]
    return {
        "name": name,
        "app_label": name.lower(),
        "app_url": reverse("admin:index") + f"#{name.lower()}",
        "has_module_perms": True,
        "models": models,
    }


def titled(entry, title, count):
    name = format_html('{} <span class="count">{}</span>', title, count) if count else title
    return entry | {"name": name}


def waiting_counts(request):
    """How much waits in each list, asked once for each request."""
    if not hasattr(request, "waiting_counts"):
        request.waiting_counts = dict(counted(request.user))
    return request.waiting_counts


def counted(user):
    lists = {
        "SourceFile": queries.files_in_work(user) | queries.files_to_accept(user),
        "Label": queries.labels_to_decide(),
        "Concern": queries.open_concerns(),
        "CategoryDecision": queries.reviewable(user),
    }
    first, *others = (
        rows.order_by().annotate(list=Value(name)).values("list").annotate(n=Count("pk")).values_list("list", "n")
        for name, rows in lists.items()
    )
    return first.union(*others, all=True)


def figures(waiting):
    """The large figures of the first page: how many, of what, in words, and where they are."""
    returned = len(waiting.returned)
    files = waiting.files.count()
    stuck = waiting.files.filter(state=SourceFile.State.QUARANTINED).count()
    decisions = reverse("admin:curation_categorydecision_changelist")
    return [
        {
            "count": waiting.undecided.count(),
            "what": "labels to decide",
            "words": "largest first on the mapping page",
            "url": reverse("admin:curation_label_desk"),
        },
        {"count": returned, "what": "returned to me", "words": "answer, then propose again", "url": "#returned"},
        {
            "count": files,
            "what": "my files in work",
            "words": f"{stuck} of them in quarantine" if stuck else "none in quarantine",
            "url": "#files",
        },
        {
            "count": waiting.to_review.count(),
            "what": "proposals I may review",
            "words": "somebody else's, never one's own",
            "url": f"{decisions}?state__exact={CategoryDecision.State.PROPOSED}",
        },
        {
            "count": waiting.concerns.count(),
            "what": "concerns to settle",
            "words": "silence never resolves one",
            "url": reverse("admin:curation_concern_changelist") + "?settled=no",
        },
    ]


site = CamtAdminSite(name="admin")
