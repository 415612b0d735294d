"""Declared errors of publishers' files: their list, the form that declares one from a cell, each one's review."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from curation import corrected
from curation.actions import corrections, misprints
from curation.actions.refused import Refused
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, may, telling
from curation.core.places import address
from curation.forms.corrections import CellsForm, CorrectionForm
from curation.forms.words import NoteForm, ReasonForm
from curation.models import Correction

State = Correction.State


@admin.register(Correction, site=site)
class CorrectionAdmin(DeskAdmin):
    object_template = "correction.html"
    list_display = ["cells_in_words", "of_table", "what", "state", "proposed_by", "proposed_at", "reviewed_by"]
    list_filter = ["state", ("source", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["sheet", "cells", "what", "why", "reference"]
    change_list_template = "admin/curation/corrections.html"

    @admin.display(description=gettext_lazy("cells"), ordering="sheet")
    def cells_in_words(self, correction):
        return corrected.in_words(correction)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("proposed_by", "reviewed_by")

    def changelist_view(self, request, extra_context=None):
        offered = {"may_propose": request.user.has_perm("curation.propose_correction")}
        return super().changelist_view(request, {**(extra_context or {}), **offered})

    def get_urls(self):
        deeds = {"approve": self.approve, "return": self.return_, "withdraw": self.withdraw, "end": self.end}
        view = self.admin_site.admin_view
        return [
            path("propose/", view(self.propose), name="correction_propose"),
            *(
                path(f"<int:pk>/{deed}/", view(require_POST(method)), name=f"correction_{deed}")
                for deed, method in deeds.items()
            ),
            *super().get_urls(),
        ]

    def object_context(self, request, correction):
        waits, own = correction.state == State.PROPOSED, correction.proposed_by == request.user
        may_propose = request.user.has_perm("curation.propose_correction")
        in_force = correction.state == State.APPROVED and not correction.ends
        return {
            "title": corrected.in_words(correction),
            "changes": corrected.changes(correction),
            "in_its_sheet": layout_of(correction),
            "reach": corrected.reach(correction),
            "in_force": in_force,
            "endings": correction.endings.filter(state=State.PROPOSED),
            "approve_form": NoteForm(),
            "return_form": ReasonForm(auto_id="return_%s"),
            "end_form": ReasonForm(auto_id="end_%s"),
            "may_review": waits and not own and request.user.has_perm("curation.approve_correction"),
            "may_withdraw": waits and own,
            "may_answer": correction.state == State.RETURNED and own and not correction.ends and may_propose,
            "may_end": in_force and may_propose,
            "may_read_anew": request.user.has_perm("curation.upload_sourcefile"),
        }

    # declared from a cell

    @may("propose_correction")
    def propose(self, request):
        """Which cells of which file, from the address; then what each of them should say, and by what one knows."""
        where = CellsForm(request.GET if request.GET else None)
        if not where.is_valid():
            return self.asked(request, where)
        try:
            place, printed = misprints.printed_at(**where.cleaned_data)
        except Refused as refusal:
            where.add_error("cells", str(refusal))
            return self.asked(request, where)
        form = CorrectionForm(request.POST or None, places=addresses(place), printed=printed)
        if form.is_valid():
            with telling(request, _("Proposed: a second person reviews it.")) as told:
                made = corrections.propose(**where.cleaned_data, **form.said, by=request.user)
            if not told.refused:
                return self.to(made)
        return self.page(
            request,
            "correction_form.html",
            title=_("Declare an error: %(place)s") % {"place": f"{where.cleaned_data['sheet']}!{place}"},
            status=422 if request.method == "POST" else 200,
            form=form,
            file=where.cleaned_data["file"],
            place=place,
        )

    def asked(self, request, where):
        """The page that asks which cells."""
        status = 422 if where.errors else 200
        return self.page(request, "correction_where.html", title=_("Declare an error"), form=where, status=status)

    # review

    @may("approve_correction")
    def approve(self, request, pk):
        correction = self.found(request, pk)
        with telling(
            request, _("Approved: files that it touches are read anew, and those that are not are named below.")
        ):
            corrections.approve(correction, note=request.POST.get("note", "").strip(), by=request.user)
        return self.to(correction)

    @may("approve_correction")
    def return_(self, request, pk):
        correction = self.found(request, pk)
        with telling(request, _("Returned to %(person)s.") % {"person": correction.proposed_by}):
            corrections.return_(correction, reason=request.POST.get("reason"), by=request.user)
        return self.to(correction)

    @may("propose_correction")
    def withdraw(self, request, pk):
        correction = self.found(request, pk)
        with telling(request, _("Withdrawn.")):
            corrections.withdraw(correction, by=request.user)
        return self.to(correction)

    @may("propose_correction")
    def end(self, request, pk):
        """Propose to withdraw one in force: the page of that proposal comes next."""
        correction = made = self.found(request, pk)
        with telling(request, _("Proposed: a second person reviews it, and until then the correction stands.")):
            made = corrections.end(correction, why=request.POST.get("reason"), by=request.user)
        return self.to(made)


def layout_of(correction):
    """The address of the sheet in which an error was found, at its cells."""
    sheets = correction.seen_in.sheets.filter(name=correction.sheet)
    position = sheets.values_list("position", flat=True).first() or 0
    return reverse("admin:file_layout", args=[correction.seen_in_id], query={"sheet": position, "at": correction.cells})


def addresses(place):
    """The addresses of some cells, line by line."""
    (top, bottom), (left, right) = place.rows, place.columns
    return [[address(r, c) for c in range(left, right + 1)] for r in range(top, bottom + 1)]
