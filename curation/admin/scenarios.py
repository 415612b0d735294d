"""What if: the page of a question, what can be done with it, and the scenarios that people kept."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from curation import as_proposals, questions
from curation.actions import batches, scenarios
from curation.actions.refused import Refused
from curation.admin.desk import site
from curation.admin.mapping.pages import LAST_BATCH
from curation.admin.pages import DeskAdmin, may, tell_all, telling
from curation.admin.whatif.answer import Answer
from curation.admin.whatif.asked import Added, Asked, address
from curation.forms.scenarios import KeepForm, OfferForm, SupposeForm
from curation.forms.words import ReasonForm
from curation.models import Scenario
from curation.what_if import OUT
from flows.models import OfferedScenario

State = Scenario.State
RECENT = 8


@admin.register(Scenario, site=site)
class ScenarioAdmin(DeskAdmin):
    object_template = "scenario.html"
    list_display = ["title", "asks", "state", "by", "at"]
    list_filter = ["state"]
    list_select_related = ["by"]
    search_fields = ["title", "note"]

    @admin.display(description=gettext_lazy("the question"))
    def asks(self, scenario):
        question = questions.of_json(scenario.question)
        return format_html('<a href="{}">{}</a>', address("whatif", question), _("ask it"))

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("whatif/", view(self.whatif), name="curation_scenario_whatif"),
            path("whatif/keep/", view(self.keep), name="curation_scenario_keep"),
            path("whatif/propose/", view(self.propose), name="curation_scenario_propose"),
            path("<int:pk>/offer/", view(self.offer), name="scenario_offer"),
            path("<int:pk>/take-back/", view(require_POST(self.take_back)), name="scenario_take-back"),
            *super().get_urls(),
        ]

    # asking

    def whatif(self, request):
        """The question of the address, and what would come of it. Nothing is decided by looking."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = Asked.of(request.GET)
        added = Added(asked, request.GET.get("add", "").strip())
        if not asked.refusal and (added.only or ("add" in request.GET and not added.words)):
            return redirect(added.only or asked.here)
        answer = self.answer(request, asked)
        return self.page(
            request,
            "what_if.html",
            title=asked.title,
            status=400 if asked.refusal else 200,
            asked=asked,
            added=added if added.words else None,
            answer=answer,
            idle=answer is not None and answer.ready and not answer.compared.blocks,
            kept=self.kept(asked) if asked.is_complete else None,
            keeping=address("keep", asked.question),
            proposing=address("propose", asked.question),
            recent=[] if asked.labels else Scenario.objects.select_related("by")[:RECENT],
            may_keep=request.user.has_perm("curation.keep_scenario"),
            may_propose=request.user.has_perm("curation.propose_categorydecision"),
            may_offer=request.user.has_perm("curation.offer_scenario"),
        )

    def answer(self, request, asked):
        """What the draft says, or nothing where nothing is asked or files were altered meanwhile."""
        if not asked.is_complete:
            return None
        try:
            return Answer(asked, request.GET.get("page", ""))
        except Refused as refusal:
            asked.refusal = str(refusal)
            return None

    def kept(self, asked):
        """The scenario that asks the very same, the newest first."""
        return (
            Scenario.objects.filter(question=questions.as_json(asked.question)).exclude(state=State.TAKEN_BACK).first()
        )

    # what is done with a question

    @may("keep_scenario")
    def keep(self, request):
        """Keep the question under a title; on the way to readers, go on there."""
        asked = self.complete(request)
        form = KeepForm(request.POST or None, initial={"title": asked.short_title})
        onward = "offer" if "offer" in (request.POST or request.GET) else ""
        if form.is_valid():
            with telling(request) as told:
                scenario = scenarios.keep(asked.question, **form.cleaned_data, by=request.user)
                messages.success(request, _("Kept as a scenario: “%(title)s”.") % {"title": scenario})
            if not told.refused:
                return redirect("admin:scenario_offer", scenario.pk) if onward else redirect(asked.here)
        return self.deed(request, "scenario_keep.html", _("Keep as a scenario"), asked, form, onward=onward)

    @may("propose_categorydecision")
    def propose(self, request):
        """What each label's proposal would say, and which cannot be; a POST with a rationale proposes them."""
        asked = self.complete(request)
        form = SupposeForm(request.POST or None, out=asked.question.to == OUT)
        if form.is_valid():
            with telling(request) as told:
                outcome = scenarios.propose(asked.question, **form.cleaned_data, by=request.user)
                request.session[LAST_BATCH] = outcome.batch and outcome.batch.pk
                tell_proposed(request, outcome)
            if not told.refused:
                return redirect(asked.here)
        meant = as_proposals.of(asked.question, asked.labels)
        left_out = batches.left_out(meant.contents, by=request.user)
        shown = {
            "ready": [label for label in meant.contents if label not in left_out],
            "left_out": [*meant.refused.items(), *left_out.items()],
        }
        return self.deed(request, "scenario_propose.html", _("Make it a proposal"), asked, form, **shown)

    def complete(self, request):
        """The question of the address, where there is one that can be done something with."""
        asked = Asked.of(request.GET)
        if not asked.is_complete:
            raise Http404(asked.refusal or "This asks nothing yet.")
        return asked

    def deed(self, request, template, title, asked, form, **context):
        """The page of a form that does something with a question."""
        status = 422 if request.method == "POST" else 200
        return self.page(request, template, title=title, status=status, asked=asked, form=form, **context)

    # a scenario

    def object_context(self, request, scenario):
        asked = Asked.of(in_address(scenario))
        return {
            "asked": asked,
            "offered": OfferedScenario.objects.filter(slug=scenario.slug).first() if scenario.slug else None,
            "form": ReasonForm(),
            "may_offer": request.user.has_perm("curation.offer_scenario"),
        }

    @may("offer_scenario")
    def offer(self, request, pk):
        """The words for readers; a POST offers it."""
        scenario = self.found(request, pk)
        form = OfferForm(request.POST or None, initial={"title_en": scenario.title, "text_en": scenario.note})
        if form.is_valid():
            with telling(request, _("Readers find it under “What if”.")) as told:
                scenarios.offer(scenario, **form.cleaned_data, by=request.user)
            if not told.refused:
                return self.to(scenario)
        shown = {"asked": Asked.of(in_address(scenario)), "form": form}
        status = 422 if request.method == "POST" else 200
        return self.page(request, "scenario_offer.html", scenario, title=_("Offer to readers"), status=status, **shown)

    @may("offer_scenario")
    def take_back(self, request, pk):
        scenario = self.found(request, pk)
        with telling(request, _("Taken back: readers are told why.")):
            scenarios.take_back(scenario, reason=request.POST.get("reason", ""), by=request.user)
        return self.to(scenario)


def in_address(scenario):
    """A kept question as an address asks it."""
    given = QueryDict(mutable=True)
    for name, value in questions.query(questions.of_json(scenario.question)).items():
        given.setlist(name, [str(each) for each in value] if isinstance(value, list) else [value])
    return given


def tell_proposed(request, outcome):
    """How many were proposed, and of each other label why not."""
    made = len(outcome.decisions)
    said = ngettext("Proposed for %(count)s label: a second person reviews it.",
                    "Proposed for %(count)s labels: a second person reviews each.", made)  # fmt: skip
    refused = [_("“%(label)s”: %(sentence)s") % {"label": label, "sentence": why} for label, why in outcome.refused]
    if made:
        tell_all(request, said % {"count": made}, refused)
    for sentence in [] if made else refused:
        messages.error(request, sentence)
