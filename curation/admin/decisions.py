"""Category decisions: the list, each one's page with the review, several approved at once, and the spreadsheet."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from curation import queries
from curation.actions import decisions, proposed
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, may, numbers, tell_all, telling
from curation.admin.sheets import SpreadsheetMixin
from curation.core.treatments import in_words
from curation.forms import AnswerForm, NoteForm, ReasonForm
from curation.models import CategoryDecision
from curation.resources import DecisionResource
from curation.templatetags.desk import span

State = CategoryDecision.State
MOST_AT_ONCE = 200


class Mine(admin.SimpleListFilter):
    title = "review"
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("mine", "I may review it"), ("proposed", "I proposed it"), ("returned", "returned to me")]

    def queryset(self, request, rows):
        if self.value() == "mine":
            return rows.filter(pk__in=queries.reviewable(request.user).values("pk"))
        if self.value() == "returned":
            return rows.filter(pk__in=queries.returned_to(request.user).values("pk"))
        return rows.filter(proposed_by=request.user) if self.value() == "proposed" else rows


@admin.register(CategoryDecision, site=site)
class CategoryDecisionAdmin(SpreadsheetMixin, DeskAdmin):
    object_template = "decision.html"
    resource_classes = [DecisionResource]
    import_permission = "curation.propose_categorydecision"
    actions = ["approve_several"]
    list_display = [
        "label",
        "source",
        "treatment",
        "years",
        "state",
        "waits",
        "proposed_by",
        "proposed_at",
        "reviewed_by",
    ]
    list_filter = [
        Mine,
        "state",
        "flagged",
        "disposition",
        "category",
        ("label__source", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["label__source", "proposed_by", "reviewed_by"]
    search_fields = ["label__text", "label__translation_en", "rationale"]

    @admin.display(ordering="label__source", description="source table")
    def source(self, decision):
        return decision.label.source_id

    @admin.display(description="treatment")
    def treatment(self, decision):
        return in_words(decision)

    @admin.display(description="flag", ordering="flagged")
    def waits(self, decision):
        return "flagged" if decision.flagged else ""

    @admin.display(description="years")
    def years(self, decision):
        return span(decision)

    def get_urls(self):
        deeds = {"approve": self.approve, "return": self.return_, "withdraw": self.withdraw}
        view = self.admin_site.admin_view
        return [
            path("approve-several/", view(require_POST(self.approve_previewed)), name="decisions_approve"),
            *(
                path(f"<int:pk>/{deed}/", view(require_POST(method)), name=f"decision_{deed}")
                for deed, method in deeds.items()
            ),
            *super().get_urls(),
        ]

    def object_context(self, request, decision):
        return {
            "subtitle": f"{decision.label.source} · {span(decision)}",
            "tally": next(iter(queries.tallies(labels=[decision.label])), None),
            "supersedes": would_supersede(decision),
            "codebook": [each for each in queries.suggestions_for(decision.label) if each.rule],
            "concerns": decision.concerns.all() | decision.label.concerns.all(),
            "approve_form": AnswerForm() if queries.persons_doubts(decision=decision).exists() else NoteForm(),
            "return_form": ReasonForm(auto_id="return_%s"),
            "may_review": queries.reviewable(request.user).filter(pk=decision.pk).exists(),
            "may_withdraw": decision.state == State.PROPOSED and decision.proposed_by == request.user,
            "own": decision.proposed_by == request.user,
        }

    @may("approve_categorydecision")
    def approve(self, request, pk):
        decision = self.found(request, pk)
        with telling(request, f"Approved: “{decision.label}” is {in_words(decision)}."):
            decisions.approve(decision, note=request.POST.get("note", "").strip(), by=request.user)
        return self.to(decision)

    @may("approve_categorydecision")
    def return_(self, request, pk):
        decision = self.found(request, pk)
        with telling(request, f"Returned to {decision.proposed_by}."):
            decisions.return_(decision, reason=request.POST.get("reason"), by=request.user)
        return self.to(decision)

    @may("propose_categorydecision")
    def withdraw(self, request, pk):
        decision = self.found(request, pk)
        with telling(request, "Withdrawn."):
            decisions.withdraw(decision, by=request.user)
        return self.to(decision)

    # several at once

    @admin.action(description="Approve the ticked proposals, after a preview", permissions=["approve"])
    def approve_several(self, request, ticked):
        """What would be approved, what is left out and why; nothing is approved yet."""
        ticked = ticked.select_related("label__source", "proposed_by")
        mine = ticked.filter(pk__in=queries.reviewable(request.user).values("pk"))
        ready = list(mine.exclude(pk__in=queries.persons_doubts().values("decision"))[:MOST_AT_ONCE])
        left_out = ticked.exclude(pk__in=[decision.pk for decision in ready])
        return self.page(
            request,
            "approve.html",
            title="Approve several proposals",
            ready=ready,
            left_out=[(decision, why_not(decision, request.user)) for decision in left_out],
        )

    def has_approve_permission(self, request):
        return request.user.has_perm("curation.approve_categorydecision")

    @may("approve_categorydecision")
    def approve_previewed(self, request):
        pks = numbers(request.POST.getlist("decision"))[:MOST_AT_ONCE]
        told = decisions.approve_all(
            CategoryDecision.objects.filter(pk__in=pks).select_related("label"), by=request.user
        )
        refusals = [f"“{decision.label}”: {refusal}" for decision, refusal in told if refusal]
        said = ngettext(
            "Approved: %(done)d of %(all)d proposal.", "Approved: %(done)d of %(all)d proposals.", len(told)
        )
        tell_all(request, said % {"done": len(told) - len(refusals), "all": len(told)}, refusals)
        return self.to_list()


def would_supersede(decision):
    """The decisions in force that an approval would end."""
    if decision.state != State.PROPOSED:
        return []
    in_force = CategoryDecision.objects.in_force().filter(label=decision.label)
    return [former for former in in_force if proposed.overlap(decision, former)]


def why_not(decision, user):
    """Why a proposal is left out of a preview."""
    if decision.state != State.PROPOSED:
        return f"it is {decision.get_state_display()}"
    if decision.proposed_by == user:
        return "you proposed it yourself"
    if not queries.reviewable(user).filter(pk=decision.pk).exists():
        return "it is flagged and waits for the director"
    if queries.persons_doubts(decision=decision).exists():
        return "somebody doubts it: open it and answer"
    return f"only {MOST_AT_ONCE} go at once"
