"""The concept board: what means the same, treated in how many ways, and why; and the reasons, each with its review."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from curation import alike, concepts
from curation.actions import concepts as deeds
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, may, telling
from curation.admin.reference import Codelist
from curation.forms.concepts import AlikeForm, ConceptReasonForm
from curation.forms.words import NoteForm, ReasonForm
from curation.models import Concept, ConceptReason
from flows.queries import codelist

State = ConceptReason.State
BOARD = "admin:curation_concept_board"
SHOWN = {
    "apart": (gettext_lazy("in two ways"), lambda row: row.is_apart),
    "reason": (gettext_lazy("with a reason"), lambda row: row.kept),
    "all": (gettext_lazy("all concepts"), lambda row: True),
}
KEYS = {"work": "w", "study": "s", "residence": "r", "asylum": "a", concepts.EXCLUDE: "x"}


def board_at(show="apart", opened=""):
    """The address of the board, one concept opened or none."""
    query = ({"show": show} if show in SHOWN and show != "apart" else {}) | ({"open": opened} if opened else {})
    return reverse(BOARD, query=query) + (f"#{opened}" if opened else "")


@admin.register(Concept, site=site)
class ConceptAdmin(Codelist):
    list_display = ["code", "name_en", "definition_en"]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("board/", view(self.board), name="curation_concept_board"),
            path("<str:pk>/reason/", view(require_POST(self.give_reason)), name="concept_reason"),
            path("<str:pk>/alike/", view(self.make_alike), name="concept_alike"),
            *super().get_urls(),
        ]

    def board(self, request):
        """Every concept × destination; the address says which are shown and which one is open."""
        return self.shown(request, request.GET.get("show"), request.GET.get("open"), ConceptReasonForm())

    def shown(self, request, show, opened, form, status=200):
        if not self.has_view_permission(request):
            raise PermissionDenied
        show = show if show in SHOWN else "apart"
        everything = concepts.board(with_people=True)
        rows = [row for row in everything if SHOWN[show][1](row)]
        opened = next((row for row in rows if row.concept.pk == opened), None)
        places = concepts.places_of(rows)
        return self.page(
            request,
            "concepts.html",
            title=_("Concept board"),
            status=status,
            rows=rows,
            opened=opened,
            places=places,
            absent=absent_from(places) if show != "all" else [],
            chips=chips(everything, show),
            apart=sum(row.is_apart for row in everything),
            ways=[*codelist("category"), concepts.EXCLUDE],
            alike=[(way, KEYS[way]) for way in opened.ways] if opened else [],
            form=form,
            closed=board_at(show),
            show=show,
            may_propose=request.user.has_perm("curation.propose_categorydecision"),
        )

    @may("propose_categorydecision")
    def give_reason(self, request, pk):
        concept, show = self.found(request, pk), request.POST.get("show", "")
        form = ConceptReasonForm(request.POST)
        if form.is_valid():
            with telling(request, _("The reason is proposed: a second person reviews it.")) as told:
                deeds.give_reason(concept, **form.cleaned_data, by=request.user)
            if not told.refused:
                return redirect(board_at(show, concept.pk))
        return self.shown(request, show, concept.pk, form, status=422)

    @may("propose_categorydecision")
    def make_alike(self, request, pk):
        """What one treatment for all labels would change; a POST with a rationale proposes it."""
        concept = self.found(request, pk)
        asked = request.POST if request.method == "POST" else request.GET
        row, to = concepts.row_of(concept), asked.get("to", "")
        ways = [*codelist("category"), concepts.EXCLUDE]
        to = to if to in ways else (row.ways if row and row.ways else ways)[0]
        form = AlikeForm(request.POST or None, to=to)
        if request.method == "POST" and form.is_valid():
            with telling(request) as told:
                made = deeds.make_alike(concept, to=to, **form.cleaned_data, by=request.user)
                messages.success(request, proposed(len(made)))
            if not told.refused:
                return redirect(board_at("all", concept.pk))
        return self.page(
            request,
            "concepts_alike.html",
            concept,
            title=_("Make “%(concept)s” alike") % {"concept": concept},
            status=422 if request.method == "POST" else 200,
            plan=alike.plan(concept, to),
            to=to,
            ways=ways,
            form=form,
            closed=board_at("all", concept.pk),
        )


def proposed(count):
    said = ngettext("Proposed for %(count)s label: a second person reviews it.",
                    "Proposed for %(count)s labels: a second person reviews each.", count)  # fmt: skip
    return said % {"count": count}


def absent_from(places):
    """Destinations that none of the shown concepts is about."""
    return [area.name for code, area in codelist("area").items() if area.tracked_destination and code not in places]


def chips(rows, show):
    """The filters above the board: name, how many, address, and whether it is the one shown."""
    return [
        (name, sum(1 for row in rows if holds(row)), board_at(key), key == show) for key, (name, holds) in SHOWN.items()
    ]


@admin.register(ConceptReason, site=site)
class ConceptReasonAdmin(DeskAdmin):
    """Every reason ever given, with its review."""

    object_template = "concepts_reason.html"
    list_display = ["concept", "text_en", "state", "proposed_by", "proposed_at", "reviewed_by"]
    list_filter = ["state", ("concept", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["concept", "proposed_by", "reviewed_by"]
    search_fields = ["text_en", "text_ru", "concept__name_en"]

    def get_urls(self):
        doors = {"approve": self.approve, "return": self.return_, "withdraw": self.withdraw}
        view = self.admin_site.admin_view
        return [
            *(
                path(f"<int:pk>/{deed}/", view(require_POST(method)), name=f"reason_{deed}")
                for deed, method in doors.items()
            ),
            *super().get_urls(),
        ]

    def object_context(self, request, reason):
        waits, own = reason.state == State.PROPOSED, reason.proposed_by == request.user
        return {
            "row": concepts.row_of(reason.concept),
            "former": reason.concept.reasons.filter(state=State.APPROVED).exclude(pk=reason.pk).first(),
            "board": board_at("all", reason.concept_id),
            "approve_form": NoteForm(),
            "return_form": ReasonForm(auto_id="return_%s"),
            "may_review": waits and not own and request.user.has_perm("curation.approve_categorydecision"),
            "may_withdraw": waits and own,
        }

    @may("approve_categorydecision")
    def approve(self, request, pk):
        reason = self.found(request, pk)
        with telling(request, _("Approved: the codebook prints it from the next release on.")):
            deeds.approve(reason, note=request.POST.get("note", "").strip(), by=request.user)
        return self.to(reason)

    @may("approve_categorydecision")
    def return_(self, request, pk):
        reason = self.found(request, pk)
        with telling(request, _("Returned to %(person)s.") % {"person": reason.proposed_by}):
            deeds.return_(reason, reason=request.POST.get("reason"), by=request.user)
        return self.to(reason)

    @may("propose_categorydecision")
    def withdraw(self, request, pk):
        reason = self.found(request, pk)
        with telling(request, _("Withdrawn.")):
            deeds.withdraw(reason, by=request.user)
        return self.to(reason)
