"""Category decisions: the list, each one's page with the review, several approved at once, and the spreadsheet."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from curation import cases, queries
from curation.actions import concerns, decisions
from curation.actions.refused import Refused
from curation.admin import judging
from curation.admin.desk import site
from curation.admin.inbox.pages import InboxPages
from curation.admin.pages import DeskAdmin, may, numbers, tell_all, telling
from curation.admin.previewed import previewed
from curation.admin.sheets import SpreadsheetMixin
from curation.forms.labels import DecideForm, TakeOverForm
from curation.models import CategoryDecision
from curation.resources import DecisionResource
from curation.templatetags.desk import span
from curation.worded import in_words

State = CategoryDecision.State
MOST_AT_ONCE = 200


class Mine(admin.SimpleListFilter):
    title = gettext_lazy("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("mine", _("I may review it")), ("proposed", _("I proposed it")), ("returned", _("returned to me"))]

    def queryset(self, request, rows):
        if self.value() == "mine":
            return rows.filter(pk__in=queries.reviewable(request.user).values("pk"))
        if self.value() == "returned":
            return rows.filter(pk__in=queries.returned_to(request.user).values("pk"))
        return rows.filter(proposed_by=request.user) if self.value() == "proposed" else rows


@admin.register(CategoryDecision, site=site)
class CategoryDecisionAdmin(InboxPages, SpreadsheetMixin, DeskAdmin):
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

    @admin.display(ordering="label__source", description=gettext_lazy("source table"))
    def source(self, decision):
        return decision.label.source_id

    @admin.display(description=gettext_lazy("treatment"))
    def treatment(self, decision):
        return in_words(decision)

    @admin.display(description=gettext_lazy("flag"), ordering="flagged")
    def waits(self, decision):
        return _("flagged") if decision.flagged else ""

    @admin.display(description=gettext_lazy("years"))
    def years(self, decision):
        return span(decision)

    def get_urls(self):
        deeds = {
            "approve": self.approve,
            "return": self.return_,
            "withdraw": self.withdraw,
            "put-away": self.put_away,
            "answer": self.answer,
            "look": self.look,
        }
        view = self.admin_site.admin_view
        return [
            *self.inbox_urls(),
            path("approve-several/", view(require_POST(self.approve_previewed)), name="decisions_approve"),
            *(
                path(f"<int:pk>/{deed}/", view(require_POST(method)), name=f"decision_{deed}")
                for deed, method in deeds.items()
            ),
            path("<int:pk>/take-over/", view(self.take_over), name="decision_take-over"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        reviewed = ("label__source", "proposed_by", "reviewed_by", "cites__label", "approval_cites__label")
        return super().get_queryset(request).select_related(*reviewed)

    def object_context(self, request, decision, asked=None):
        return judging.context(decision, request.user, asked or request.GET)

    # judged

    @may("approve_categorydecision")
    def approve(self, request, pk):
        decision = self.found(request, pk)
        said = {"note": request.POST.get("words", "").strip(), "seen": request.POST.get("seen", "")}
        done = _("Approved: “%(label)s” is %(treatment)s.")
        return self.judged(request, decision, decisions.approve, done, **said, cites=cited(request))

    @may("approve_categorydecision")
    def return_(self, request, pk):
        decision = self.found(request, pk)
        done = _("Returned to %(person)s: “%(label)s”.")
        return self.judged(request, decision, decisions.return_, done, reason=request.POST.get("words"))

    def judged(self, request, decision, verb, done, **said):
        """Do it and go on to the next; refused, the page comes back with what was written."""
        onward = judging.Queue(decision, request.user).next or judging.inbox()
        names = {"label": decision.label, "treatment": in_words(decision), "person": decision.proposed_by}
        try:
            verb(decision, **said, by=request.user)
        except Refused as refusal:
            return self.again(request, decision.pk, refusal)
        messages.success(request, done % names)
        return redirect(onward)

    def again(self, request, pk, refusal=None):
        """The page as it is now, with what was written on it. What changed is named, and to be looked at first."""
        decision, changes = self.found(request, pk), getattr(refusal, "changes", [])
        if refusal and not changes:
            messages.error(request, str(refusal))
        context = self.object_context(request, decision, request.POST) | {"changes": changes}
        if changes:
            context["token"] = request.POST.get("seen", "")
        status = 409 if changes else 422 if refusal else 200
        return self.page(request, self.object_template, decision, status=status, **context)

    @may("approve_categorydecision")
    def look(self, request, pk):
        """Look again at what changed, with what was written so far."""
        return self.again(request, pk)

    @may("answer_concern")
    def answer(self, request, pk):
        """Answer one of the concerns about the proposal, without judging it."""
        decision = self.found(request, pk)
        asked = numbers([request.POST.get("concern", "")])
        concern = next((each for each in judging.concerns_about(decision) if each.pk in asked), None)
        with telling(request, _("Answered.")) as told:
            if concern is None:
                raise Refused("Say which concern you answer: it is not among those of this proposal.")
            concerns.answer(concern, text=request.POST.get("words"), by=request.user)
        return self.again(request, pk) if told.refused else self.to(decision)

    @may("approve_categorydecision")
    def take_over(self, request, pk):
        """How else the label is to be treated; said, theirs is returned and one's own waits for somebody else."""
        decision = self.found(request, pk)
        if request.method != "POST" and not queries.reviewable(request.user).filter(pk=pk).exists():
            return self.to(decision)
        chosen = cases.precedents_for(decision.label)
        if "what" not in request.POST:
            form = TakeOverForm(initial=taken_from(decision, request.POST.get("words", "")), precedents=chosen)
            return self.taking_over(request, decision, form)
        form = TakeOverForm(request.POST, precedents=chosen)
        if not form.is_valid():
            return self.taking_over(request, decision, form, status=422)
        onward = judging.Queue(decision, request.user).next or judging.inbox()
        reason = form.cleaned_data["reason"]
        with telling(request) as told:
            new = decisions.take_over(decision, reason=reason, **form.proposal, by=request.user)
            words = _("Taken over: “%(label)s” is proposed as %(treatment)s, and waits for %(who)s.")
            said = {"label": new.label, "treatment": in_words(new), "who": who_agrees(new, request.user)}
            messages.success(request, words % said)
        if told.refused:
            return self.taking_over(request, self.found(request, pk), form, status=422)
        return redirect(onward)

    def taking_over(self, request, decision, form, status=200):
        title = _("Take over: %(label)s") % {"label": decision.label}
        others = list(queries.who_else_settles(request.user))
        context = {"title": title, "form": form, "who_else": others}
        return self.page(request, "decision_take_over.html", decision, status=status, **context)

    @may("propose_categorydecision")
    def withdraw(self, request, pk):
        decision = self.found(request, pk)
        with telling(request, _("Withdrawn.")):
            decisions.withdraw(decision, by=request.user)
        return self.to(decision)

    @may("propose_categorydecision")
    def put_away(self, request, pk):
        """Agree that it was returned: it is off the desk, and stays in the history."""
        decision = self.found(request, pk)
        with telling(request, _("Put away: it waits for you no longer.")):
            decisions.put_away(decision, why=request.POST.get("words", ""), by=request.user)
        return self.to(decision)

    # several at once

    @admin.action(description=gettext_lazy("Approve the ticked proposals, after a preview"), permissions=["approve"])
    def approve_several(self, request, ticked):
        """What would be approved, what is left out and why; nothing is approved yet."""
        ticked = ticked.select_related("label__source", "proposed_by")
        mine = ticked.filter(pk__in=queries.reviewable(request.user).values("pk"))
        ready = list(mine.exclude(pk__in=queries.persons_doubts().values("decision"))[:MOST_AT_ONCE])
        left_out = ticked.exclude(pk__in=[decision.pk for decision in ready])
        return self.page(
            request,
            "approve.html",
            title=_("Approve several proposals"),
            ready=ready,
            lines=previewed(ready),
            left_out=[(decision, why_not(decision, request.user)) for decision in left_out],
        )

    def has_approve_permission(self, request):
        return request.user.has_perm("curation.approve_categorydecision")

    @may("approve_categorydecision")
    def approve_previewed(self, request):
        pks = numbers(request.POST.getlist("decision"))[:MOST_AT_ONCE]
        ticked = CategoryDecision.objects.filter(pk__in=pks).select_related("label")
        tokens = {pk: request.POST.get(f"seen-{pk}", "") for pk in pks}
        told = decisions.approve_all(ticked, by=request.user, seen=tokens)
        refusals = [f"“{decision.label}”: {refusal}" for decision, refusal in told if refusal]
        said = ngettext(
            "Approved: %(done)d of %(all)d proposal.", "Approved: %(done)d of %(all)d proposals.", len(told)
        )
        tell_all(request, said % {"done": len(told) - len(refusals), "all": len(told)}, refusals)
        return self.to_list()


def cited(request):
    """The precedent that a form names."""
    chosen = CategoryDecision.objects.filter(pk__in=numbers([request.POST.get("cites", "")]))
    return chosen.select_related("label").first()


def who_agrees(decision, user) -> str:
    """For whom one's own proposal waits; flagged, it is for others who may settle that, by name."""
    if not decision.flagged:
        return _("somebody else")
    others = [str(each) for each in queries.who_else_settles(user)]
    return _(" or ").join(others) if others else _("one more director, whom the desk does not have yet")


def taken_from(decision, reason):
    """The form to take a proposal over with, as it stands; the words have to be one's own."""
    kept = {"year_from": decision.year_from, "year_to": decision.year_to, "reason": reason}
    return DecideForm.filled_with(decision) | kept | {"rationale": ""}


def why_not(decision, user):
    """Why a proposal is left out of a preview."""
    if decision.state != State.PROPOSED:
        return _("it is %(state)s") % {"state": decision.get_state_display()}
    if decision.proposed_by == user:
        return _("you proposed it yourself")
    if not queries.reviewable(user).filter(pk=decision.pk).exists():
        return _("it is flagged and waits for the director")
    if queries.persons_doubts(decision=decision).exists():
        return _("somebody doubts it: open it and answer")
    return _("only %(count)s go at once") % {"count": MOST_AT_ONCE}
