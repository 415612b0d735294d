"""The side navigation: what there is, in the order of the work, with how much waits, and where one is."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curation import queries
from curation.inbox import waiting


@dataclass(frozen=True)
class Entry:
    """One link: its address and the right it asks for; it is the current one on pages named in `at`, or so begun."""

    title: str
    address: str
    right: str
    at: tuple[str, ...] = ()
    count: str = ""
    of: str = ""

    @property
    def url(self):
        """Where it leads, or nothing: not every page is there in every version."""
        try:
            return reverse(f"admin:{self.address}", args=[self.of] if self.of else [])
        except NoReverseMatch:
            return ""

    def nearness(self, page):
        """How closely a page belongs to this entry."""
        if page == self.address and not self.of:
            return 100
        return max((len(begun) for begun in self.at if page.startswith(begun)), default=0)


def of_list(title, model, right="", *, also=(), **more):
    """The list of a model, and all pages of its things."""
    right = right or f"curation.view_{model.split('_')[1]}"
    return Entry(title, f"{model}_changelist", right, (f"{model}_", *also), **more)


MAPPING = ("curation_label_desk", "curation_label_batch", "curation_label_pane")
GROUPS = [
    (
        _("Curation"),
        [
            Entry(_("Home"), "index", ""),
            Entry(_("Upload a file"), "curation_sourcefile_add", "curation.upload_sourcefile"),
            of_list(_("Files"), "curation_sourcefile", also=("file_",), count="files"),
            Entry(_("Mapping desk"), "curation_label_desk", "curation.view_label", MAPPING, "labels"),
            of_list(_("Concerns"), "curation_concern", also=("concern_",), count="concerns"),
            Entry(_("Coverage"), "coverage", "curation.view_series"),
            Entry(
                _("Concept board"),
                "curation_concept_board",
                "curation.view_concept",
                ("curation_concept_board", "concept_"),
            ),
        ],
    ),
    (
        _("Review"),
        [
            Entry(
                _("Inbox"),
                "curation_categorydecision_inbox",
                "curation.approve_categorydecision",
                ("curation_categorydecision_inbox",),
                "inbox",
            ),
            of_list(_("Decisions"), "curation_categorydecision", also=("decision",), count="decisions"),
            of_list(_("Corrections"), "curation_correction", also=("correction_",), count="corrections"),
            of_list(_("Changes of lists"), "curation_amendment", also=("amendment",)),
            of_list(_("Second opinion"), "curation_drawn", also=("drawn_",), count="opinions"),
            Entry(
                _("What if"),
                "curation_scenario_whatif",
                "curation.view_scenario",
                ("curation_scenario_", "scenario_"),
            ),
            Entry(_("Release room"), "curation_publication_room", "curation.view_publication"),
            of_list(_("Releases"), "curation_publication"),
            Entry(_("Log"), "log", "curation.view_log"),
        ],
    ),
    (
        _("Reference"),
        [
            of_list(_("Source tables"), "curation_sourcetable"),
            of_list(_("Labels"), "curation_label"),
            of_list(_("Place aliases"), "curation_alias"),
            of_list(_("Codebook"), "curation_codebookrule"),
            of_list(_("Concepts"), "curation_concept"),
            of_list(pgettext_lazy("several", "Series"), "curation_series"),
            of_list(_("Expected gaps"), "curation_expectedgap"),
            of_list(_("Thresholds"), "curation_setting", also=("setting_",)),
            Entry(_("Categories, measures"), "app_list", "flows.view_category", ("flows_", "app_list"), of="flows"),
        ],
    ),
    (
        _("People"),
        [of_list(_("People"), "auth_user", "auth.view_user"), of_list(_("Groups"), "auth_group", "auth.view_group")],
    ),
]


def groups(request):
    """The headings with their links: only what is there, and what the person may see."""
    if not request.user.is_active or not request.user.is_staff:
        return []
    page = getattr(request.resolver_match, "url_name", None) or ""
    current = max((entry for _title, entries in GROUPS for entry in entries), key=lambda entry: entry.nearness(page))
    counts = waiting_counts(request)
    found = [(title, [link(entry, current, page, counts) for entry in entries if shown(entry, request.user)])
             for title, entries in GROUPS]  # fmt: skip
    return [(title, links) for title, links in found if links]


def shown(entry, user):
    return (not entry.right or user.has_perm(entry.right)) and entry.url


def link(entry, current, page, counts):
    here = entry is current and entry.nearness(page)
    current_as = ("page" if page == entry.address else "true") if here else ""
    return {
        "title": entry.title,
        "url": entry.url,
        "count": counts.get(entry.count),
        "of_what": entry.count,
        "current": current_as,
    }


def waiting_counts(request):
    """How much waits in each list, asked once for each request."""
    if not hasattr(request, "waiting_counts"):
        found = Counter()
        for name, count in counted(request.user):
            found[name] += count
        request.waiting_counts = dict(found)  # of a Counter templates would read `.items` as something counted
    return request.waiting_counts


def counted(user):
    lists = {
        "files": queries.files_in_work(user) | queries.files_to_accept(user),
        "labels": queries.labels_to_decide(),
        "concerns": queries.open_concerns(),
        "decisions": queries.reviewable(user),
        "corrections": queries.corrections_to_review(user),
        "opinions": queries.to_recode(user),
    }
    counts = [waiting.counted(rows, name, Count("pk")) for name, rows in lists.items()]
    first, *others = [*counts, *waiting.counts(user, "inbox")]
    return first.union(*others, all=True)
