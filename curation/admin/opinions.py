"""Second opinions: how far they agree with what was decided, what waits for one, and the page on which one is given.

That page is blind: it is made of a `curation.admin.question`, which knows nothing of the decision.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation import codes, opinions, queries, thresholds
from curation.actions import opinions as deeds
from curation.admin.desk import site
from curation.admin.mapping.pages import number_in
from curation.admin.navigation import waiting_counts
from curation.admin.pages import DeskAdmin, link, may, telling
from curation.admin.question import question, ways
from curation.forms.labels import OpinionForm
from curation.models import Concern, Drawn

SHOWN = 50


@admin.register(Drawn, site=site)
class DrawnAdmin(DeskAdmin):
    object_template = "opinion.html"

    def get_queryset(self, request):
        about = ["label__source", "proposed_by", "reviewed_by", "second_opinion__by"]
        return super().get_queryset(request).select_related(*(f"decision__{each}" for each in about))

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/recode/", view(require_POST(self.recode)), name="drawn_recode"),
            *super().get_urls(),
        ]

    # how far they agree

    def changelist_view(self, request, extra_context=None):
        """Agreement by source table, where it lacks, and what waits for whoever looks."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        tables = opinions.compared()
        apart = opinions.differing(tables)
        page = Paginator(apart, SHOWN).get_page(request.GET.get("page"))
        waiting = queries.to_recode(request.user).select_related("decision__label__source")
        return self.page(
            request,
            "opinions.html",
            title=_("Second opinion"),
            share=thresholds.value("second_opinion_share"),
            waiting=waiting[:SHOWN],
            waiting_count=waiting_counts(request).get("opinions", 0),
            drawn=sum(table.drawn for table in tables),
            given=sum(table.given for table in tables),
            tables=tables,
            page=page,
            differing=with_concerns(page),
        )

    # one of them

    def object_context(self, request, drawn):
        """The question for whoever may be asked; both treatments once it was answered; else neither."""
        if opinion := getattr(drawn.decision, "second_opinion", None):
            return {
                "opinion": opinion,
                "apart": opinions.differs(drawn.decision, opinion),
                "concern": concern_of(opinion),
            }
        if not queries.to_recode(request.user).filter(pk=drawn.pk).exists():
            return {}
        return {
            "question": question(drawn.decision, number_in(request)),
            "form": OpinionForm(),
            "ways": list(ways()),
            "reasons": codes.reasons(),
        }

    @may("propose_categorydecision")
    def recode(self, request, pk):
        drawn = self.found(request, pk)
        form = OpinionForm(request.POST)
        if not form.is_valid():
            context = self.object_context(request, drawn) | {"form": form}
            return self.page(request, self.object_template, drawn, status=422, **context)
        kept = _("Your second opinion on “%(label)s” is kept.") % {"label": drawn}
        done = format_html("{} {}", kept, link(drawn, _("What was decided, and why")))
        with telling(request, done) as told:
            deeds.give(drawn, **form.opinion, by=request.user)
        if told.refused:
            return self.to(drawn)
        following = queries.to_recode(request.user).first()
        return self.to(following) if following else self.to_list()


def concern_of(opinion):
    """The concern that an opinion raised, if it did."""
    return with_concerns([opinion])[0][1]


def with_concerns(page):
    """The disagreements of a page, each with the concern that was raised, asking once."""
    raised = Concern.objects.filter(rule="second_opinion", decision__in=[opinion.decision_id for opinion in page])
    by_decision = {concern.decision_id: concern for concern in raised}
    return [(opinion, by_decision.get(opinion.decision_id)) for opinion in page]
