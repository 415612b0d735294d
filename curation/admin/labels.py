"""Labels: the list, the mapping page with everything undecided, and each label's page with the form to decide it."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from curation import queries
from curation.actions import decisions
from curation.actions.history import tell
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, may, telling
from curation.core.suggest import Suggestion, by_codebook
from curation.core.treatments import in_words
from curation.forms import DecideForm, TranslationForm
from curation.models import CategoryDecision, Concern, Label, Reading, SourceFile, SourceTable

State = CategoryDecision.State
STANDING = CategoryDecision.objects.filter(state__in=queries.DECIDED)
CELLS_SHOWN = 200


class Decided(admin.SimpleListFilter):
    title = "decision"
    parameter_name = "decided"

    def lookups(self, request, model_admin):
        return [("no", "nobody proposed anything"), ("waiting", "a proposal waits"), ("yes", "in force")]

    def queryset(self, request, labels):
        standing = CategoryDecision.objects.filter(label=OuterRef("pk"))
        wanted = {
            "no": ~Exists(standing.filter(state__in=queries.DECIDED)),
            "waiting": Exists(standing.waiting()),
            "yes": Exists(standing.in_force()),
        }
        return labels.filter(wanted[self.value()]) if self.value() in wanted else labels


class Doubted(admin.SimpleListFilter):
    title = "concern"
    parameter_name = "doubted"

    def lookups(self, request, model_admin):
        return [("yes", "has an open concern")]

    def queryset(self, request, labels):
        doubts = Concern.objects.unresolved().filter(label=OuterRef("pk"))
        return labels.filter(Exists(doubts)) if self.value() == "yes" else labels


@dataclass(frozen=True, slots=True)
class Row:
    """One label as a list shows it: what hangs on it, what stands, what is suggested."""

    tally: queries.Tally
    standing: list[CategoryDecision]
    suggestions: list[Suggestion]

    @property
    def label(self):
        return self.tally.label

    @property
    def suggestion(self):
        return next(iter(self.suggestions), None)

    @property
    def suggested_words(self):
        return in_words(self.suggestion) if self.suggestion else ""

    @property
    def by_codebook(self):
        return by_codebook(self.suggestions)

    @property
    def ready(self):
        """Whether to tick it beforehand: where the codebook is silent and people hang on it, somebody has to think."""
        said = self.by_codebook
        return said is not None and (said.ground == "codebook" or not self.tally.people)


def rows_of(tallies):
    """Rows for tallies, with two queries for all of them."""
    labels = [tally.label for tally in tallies]
    standing = queries.decisions_by_label([label.pk for label in labels], queries.DECIDED)
    suggested = queries.suggestions_by_label(labels)
    return [Row(tally, standing[tally.label.pk], suggested[tally.label]) for tally in tallies]


@admin.register(Label, site=site)
class LabelAdmin(DeskAdmin):
    object_template = "label.html"
    list_display = ["text", "source_id", "translation_en", "treatment"]
    list_filter = [Decided, Doubted, ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["source"]
    search_fields = ["text", "key", "translation_en", "translation_ru"]

    def get_queryset(self, request):
        standing = Prefetch("decisions", queryset=STANDING, to_attr="decided")
        return super().get_queryset(request).prefetch_related(standing)

    @admin.display(description="decision")
    def treatment(self, label):
        return "; ".join(f"{in_words(each)} ({each.get_state_display()})" for each in label.decided) or "undecided"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("desk/", view(self.desk), name="curation_label_desk"),
            path("desk/preview/", view(require_POST(self.preview)), name="curation_label_preview"),
            path("desk/propose/", view(require_POST(self.propose_ticked)), name="curation_label_propose"),
            path("<int:pk>/decide/", view(require_POST(self.decide)), name="curation_label_decide"),
            path("<int:pk>/translate/", view(require_POST(self.translate)), name="curation_label_translate"),
            *super().get_urls(),
        ]

    # one label

    def object_context(self, request, label):
        suggested = queries.suggestions_for(label)
        taken = chosen(suggested, request.GET.get("use"))
        return {
            "subtitle": str(label.source),
            "tally": next(iter(queries.tallies(labels=[label])), None),
            "history": label.decisions.select_related("proposed_by", "reviewed_by"),
            "suggestions": suggested,
            "taken": taken,
            "cells": cells_of(label)[:CELLS_SHOWN],
            "concerns": label.concerns.all(),
            "form": DecideForm(initial=DecideForm.filled_with(taken) if taken else {}),
            "translation_form": TranslationForm(instance=label),
            "may_propose": request.user.has_perm("curation.propose_categorydecision"),
            "may_translate": request.user.has_perm("curation.change_label"),
        }

    @may("propose_categorydecision")
    def decide(self, request, pk):
        label = self.found(request, pk)
        form = DecideForm(request.POST)
        if form.is_valid():
            with telling(request, f"“{label}” is proposed: a second person reviews it.") as told:
                decisions.propose(label, **form.proposal, by=request.user)
            if not told.refused:
                return self.to(label)
        context = self.object_context(request, label) | {"form": form}
        return self.page(request, self.object_template, label, status=422, **context)

    @may("change_label")
    def translate(self, request, pk):
        label = self.found(request, pk)
        form = TranslationForm(request.POST, instance=label)
        if form.is_valid():
            form.save()
            tell(label, request.user, "Translated.")
            messages.success(request, f"“{label}” is translated.")
        return self.to(label)

    # many labels

    def desk(self, request):
        """Everything undecided of one table or one file, largest first, with what the codebook suggests."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        file, source = self.asked_for(request)
        tallies = queries.undecided_labels(file=file, source=source) if file or source else []
        waiting = queries.labels_to_decide().order_by().values("source")
        return self.page(
            request,
            "desk.html",
            title="Labels to decide",
            subtitle=str(file or source or "choose a source table"),
            rows=rows_of(tallies),
            people=sum(tally.people for tally in tallies),
            file=file,
            source=source,
            sources=SourceTable.objects.filter(pk__in=waiting),
            may_propose=request.user.has_perm("curation.propose_categorydecision"),
        )

    @staticmethod
    def asked_for(request):
        given = request.GET or request.POST
        file = get_object_or_404(SourceFile, pk=given["file"]) if given.get("file", "").isdecimal() else None
        source = get_object_or_404(SourceTable, pk=given["source"]) if given.get("source") else None
        return file, source

    @may("propose_categorydecision")
    def preview(self, request):
        """What proposing the codebook's suggestion for the ticked labels would say; nothing is saved yet."""
        rows = rows_of(queries.tallies(labels=ticked(request)))
        return self.page(
            request,
            "preview.html",
            title="Propose as the codebook says",
            ready=[row for row in rows if row.by_codebook],
            left_out=[row for row in rows if not row.by_codebook],
            back=back_to_desk(request),
            kept={name: request.POST.get(name, "") for name in ("file", "source")},
        )

    @may("propose_categorydecision")
    def propose_ticked(self, request):
        labels = ticked(request)
        said = [decisions.attempt(decisions.propose_as_suggested, label, by=request.user) for label in labels]
        refusals = [refusal for refusal in said if refusal]
        messages.success(request, f"Proposed: {len(labels) - len(refusals)} of {len(labels)} labels.")
        for refusal in refusals:
            messages.error(request, refusal)
        return redirect(back_to_desk(request))


def chosen(suggested, number):
    """The suggestion that the address asks to use."""
    if number and number.isdecimal() and int(number) < len(suggested):
        return suggested[int(number)]
    return None


def ticked(request):
    pks = [pk for pk in request.POST.getlist("label") if pk.isdecimal()]
    return list(Label.objects.filter(pk__in=pks).select_related("source"))


def back_to_desk(request):
    kept = {name: request.POST[name] for name in ("file", "source") if request.POST.get(name)}
    return reverse("admin:curation_label_desk", query=kept)


def cells_of(label):
    """A label's cells in the files that may count, newest file first."""
    readings = Reading.objects.filter(label=label, sheet__file__in=SourceFile.objects.readable())
    return readings.select_related("sheet__file").order_by("-sheet__file", "-period", "destination", "origin")
