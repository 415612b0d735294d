"""Labels: the list, and each label's page with the form to decide it. The mapping desk is in `mapping`."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from curation import cases, queries
from curation.actions import decisions
from curation.actions.history import tell
from curation.admin.desk import site
from curation.admin.mapping.pages import MappingPages
from curation.admin.pages import DeskAdmin, is_number, may, telling
from curation.forms.labels import DecideForm, TranslationForm
from curation.models import CategoryDecision, Concern, Label, Reading, SourceFile
from curation.worded import in_words

State = CategoryDecision.State
STANDING = CategoryDecision.objects.filter(state__in=queries.DECIDED)
CELLS_SHOWN = 200


class Decided(admin.SimpleListFilter):
    title = _("decision")
    parameter_name = "decided"

    def lookups(self, request, model_admin):
        return [("no", _("nobody proposed anything")), ("waiting", _("a proposal waits")), ("yes", _("in force"))]

    def queryset(self, request, labels):
        standing = CategoryDecision.objects.filter(label=OuterRef("pk"))
        wanted = {
            "no": ~Exists(standing.filter(state__in=queries.DECIDED)),
            "waiting": Exists(standing.waiting()),
            "yes": Exists(standing.in_force()),
        }
        return labels.filter(wanted[self.value()]) if self.value() in wanted else labels


class Doubted(admin.SimpleListFilter):
    title = _("concern")
    parameter_name = "doubted"

    def lookups(self, request, model_admin):
        return [("yes", _("has an open concern"))]

    def queryset(self, request, labels):
        doubts = Concern.objects.unresolved().filter(label=OuterRef("pk"))
        return labels.filter(Exists(doubts)) if self.value() == "yes" else labels


@admin.register(Label, site=site)
class LabelAdmin(MappingPages, DeskAdmin):
    object_template = "label.html"
    list_display = ["text", "of_table", "translation_en", "treatment"]
    list_filter = [Decided, Doubted, ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["source"]
    search_fields = ["text", "key", "translation_en", "translation_ru"]

    def get_queryset(self, request):
        standing = Prefetch("decisions", queryset=STANDING, to_attr="decided")
        return super().get_queryset(request).prefetch_related(standing)

    @admin.display(description=_("decision"))
    def treatment(self, label):
        return "; ".join(f"{in_words(each)} ({each.get_state_display()})" for each in label.decided) or str(
            _("undecided")
        )

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            *self.mapping_urls(),
            path("<int:pk>/decide/", view(require_POST(self.decide)), name="curation_label_decide"),
            path("<int:pk>/translate/", view(require_POST(self.translate)), name="curation_label_translate"),
            *super().get_urls(),
        ]

    # one label

    def object_context(self, request, label):
        suggested = queries.suggestions_for(label)
        taken = chosen(suggested, request.GET.get("use"))
        initial = DecideForm.filled_with(taken) if taken else {}
        return {
            "subtitle": str(label.source),
            "tally": next(iter(queries.tallies(labels=[label])), None),
            "history": label.decisions.select_related("proposed_by", "reviewed_by"),
            "suggestions": suggested,
            "taken": taken,
            "cells": cells_of(label)[:CELLS_SHOWN],
            "concerns": label.concerns.all(),
            "form": DecideForm(initial=initial, precedents=cases.precedents_for(label)),
            "translation_form": TranslationForm(instance=label),
            "may_propose": request.user.has_perm("curation.propose_categorydecision"),
            "may_translate": request.user.has_perm("curation.change_label"),
        }

    @may("propose_categorydecision")
    def decide(self, request, pk):
        label = self.found(request, pk)
        form = DecideForm(request.POST, precedents=cases.precedents_for(label))
        if form.is_valid():
            with telling(request, _("“%(label)s” is proposed: a second person reviews it.") % {"label": label}) as told:
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
            with transaction.atomic():
                form.save()
                tell(label, request.user, "Translated.")
            messages.success(request, _("“%(label)s” is translated.") % {"label": label})
        return self.to(label)


def chosen(suggested, number):
    """The suggestion that the address asks to use."""
    if is_number(number) and int(number) < len(suggested):
        return suggested[int(number)]
    return None


def cells_of(label):
    """A label's cells in the files that may count, newest file first."""
    readings = Reading.objects.filter(label=label, sheet__file__in=SourceFile.objects.readable())
    return readings.select_related("sheet__file").order_by("-sheet__file", "-period", "destination", "origin")
