"""Amendments of the reference lists: their list, each one's page cell by cell with the review, several at once."""

from copy import deepcopy

from django.contrib import admin
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from curation.actions import amendments
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, may, numbers, tell_all, telling
from curation.forms.words import NoteForm, RationaleForm, ReasonForm
from curation.models import Amendment

State = Amendment.State
MOST_AT_ONCE = 200


@admin.register(Amendment, site=site)
class AmendmentAdmin(DeskAdmin):
    object_template = "amendment.html"
    actions = ["approve_several"]
    list_display = ["key", "table", "changes", "state", "proposed_by", "proposed_at", "reviewed_by"]
    list_filter = ["state", "table", ("proposed_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["proposed_by", "reviewed_by"]
    search_fields = ["key", "rationale"]
    list_per_page = MOST_AT_ONCE

    @admin.display(description=gettext_lazy("changes"))
    def changes(self, amendment):
        return amendments.in_words(amendment)

    def get_urls(self):
        deeds = {"approve": self.approve, "return": self.return_, "withdraw": self.withdraw}
        view = self.admin_site.admin_view
        return [
            path("propose/", view(self.propose), name="amendment_propose"),
            path("approve-several/", view(require_POST(self.approve_previewed)), name="amendments_approve"),
            *(
                path(f"<int:pk>/{deed}/", view(require_POST(method)), name=f"amendment_{deed}")
                for deed, method in deeds.items()
            ),
            *super().get_urls(),
        ]

    def object_context(self, request, amendment):
        waits, own = amendment.state == State.PROPOSED, amendment.proposed_by == request.user
        return {
            "cells": amendment.cells,
            "approve_form": NoteForm(),
            "return_form": ReasonForm(auto_id="return_%s"),
            "may_review": waits and not own and self.has_approve_permission(request),
            "may_withdraw": waits and own,
        }

    # one row, as a form

    @may("propose_amendment")
    def propose(self, request):
        """The list's own form, whose outcome is an amendment; the address names list and row."""
        table, key = request.GET.get("table"), request.GET.get("key", "")
        if table not in amendments.LISTS:
            raise Http404("There is no such list.")
        listed = amendments.LISTS[table]
        row = listed.find(key)
        form = listed.form(request.POST or None, instance=deepcopy(row))
        form.fields[listed.key].disabled = row is not None
        rationale = RationaleForm(request.POST or None)
        if form.is_valid() and rationale.is_valid():
            with telling(request, _("Proposed: a second person reviews it.")) as told:
                values = {name: form.cleaned_data[name] for name in listed.fields}
                said = {"values": values, "rationale": rationale.cleaned_data["rationale"]}
                made = amendments.propose(table, form.cleaned_data[listed.key], **said, by=request.user)
            if not told.refused:
                return self.to(made)
        return self.page(
            request,
            "amendment_form.html",
            title=_("Propose a change: %(row)s") % {"row": row or Amendment.Table(table).label},
            status=422 if request.method == "POST" else 200,
            form=form,
            rationale=rationale,
        )

    # review

    @may("approve_amendment")
    def approve(self, request, pk):
        amendment = self.found(request, pk)
        with telling(request, _("Approved, and applied.")):
            amendments.approve(amendment, note=request.POST.get("note", "").strip(), by=request.user)
        return self.to(amendment)

    @may("approve_amendment")
    def return_(self, request, pk):
        amendment = self.found(request, pk)
        with telling(request, _("Returned to %(person)s.") % {"person": amendment.proposed_by}):
            amendments.return_(amendment, reason=request.POST.get("reason"), by=request.user)
        return self.to(amendment)

    @may("propose_amendment")
    def withdraw(self, request, pk):
        amendment = self.found(request, pk)
        with telling(request, _("Withdrawn.")):
            amendments.withdraw(amendment, by=request.user)
        return self.to(amendment)

    # several at once

    @admin.action(description=gettext_lazy("Approve the ticked changes, after a preview"), permissions=["approve"])
    def approve_several(self, request, ticked):
        """What would be applied, what is left out and why; nothing is approved yet."""
        ticked = ticked.select_related("proposed_by")
        ready = list(ticked.filter(state=State.PROPOSED).exclude(proposed_by=request.user)[:MOST_AT_ONCE])
        left_out = ticked.exclude(pk__in=[amendment.pk for amendment in ready])
        return self.page(
            request,
            "amendments_approve.html",
            title=_("Approve several changes"),
            ready=ready,
            left_out=[(amendment, why_not(amendment, request.user)) for amendment in left_out],
        )

    def has_approve_permission(self, request):
        return request.user.has_perm("curation.approve_amendment")

    @may("approve_amendment")
    def approve_previewed(self, request):
        pks = numbers(request.POST.getlist("amendment"))[:MOST_AT_ONCE]
        told = amendments.approve_all(Amendment.objects.filter(pk__in=pks), by=request.user)
        refusals = [f"“{amendment.key}”: {refusal}" for amendment, refusal in told if refusal]
        counts = {"done": len(told) - len(refusals), "all": len(told)}
        tell_all(request, _("Approved and applied: %(done)s of %(all)s changes.") % counts, refusals)
        return self.to_list()


def why_not(amendment, user):
    """Why an amendment is left out of a preview."""
    if amendment.state != State.PROPOSED:
        return _("it is %(state)s") % {"state": amendment.get_state_display()}
    if amendment.proposed_by == user:
        return _("you proposed it yourself")
    return _("only %(count)s go at once") % {"count": MOST_AT_ONCE}
