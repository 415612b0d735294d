"""Concerns: the list, the form to raise one, and each one's page with the talk about it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from curation import queries
from curation.actions import concerns
from curation.admin.desk import site
from curation.admin.filters import SpokenValues
from curation.admin.inbox import why
from curation.admin.pages import DeskAdmin, may, numbers, telling
from curation.forms.concerns import ConcernForm, TalkForm
from curation.models import Concern, Label, SourceFile

State = Concern.State


class Settled(admin.SimpleListFilter):
    title = gettext_lazy("settled")
    parameter_name = "settled"

    def lookups(self, request, model_admin):
        return [("no", _("to be settled")), ("notes", _("notes")), ("yes", _("resolved"))]

    def queryset(self, request, rows):
        if self.value() == "no":
            return rows.unresolved().exclude(severity=Concern.Severity.NOTE)
        if self.value() == "notes":
            return rows.unresolved().filter(severity=Concern.Severity.NOTE)
        return rows.filter(state=State.RESOLVED) if self.value() == "yes" else rows


class Whose(admin.SimpleListFilter):
    title = gettext_lazy("raised by")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("reader", _("a reader")), ("person", _("one of us")), ("rule", _("a rule"))]

    def queryset(self, request, rows):
        kinds = {
            "reader": {"question__isnull": False},
            "person": {"raised_by__isnull": False},
            "rule": {"question__isnull": True, "raised_by__isnull": True},
        }
        return rows.filter(**kinds[self.value()]) if self.value() in kinds else rows


class Rule(SpokenValues):
    """The rules by what the inbox calls them."""

    def called(self, value):
        return value and why.title(value)


@admin.register(Concern, site=site)
class ConcernAdmin(DeskAdmin):
    object_template = "concern.html"
    list_display = ["__str__", "severity", "state", "outcome", "whose", "file", "place", "raised_at"]
    list_filter = [Settled, Whose, "severity", "state", "outcome", ("rule", Rule), "file__source"]
    list_select_related = ["file", "raised_by"]
    search_fields = ["text", "place", "label__text"]

    @admin.display(description=gettext_lazy("raised by"))
    def whose(self, concern):
        return why.title(concern.rule) if concern.rule else concern.whose

    def has_add_permission(self, request):
        return request.user.has_perm("curation.add_concern")

    def get_urls(self):
        deeds = {"say": self.say, "answer": self.answer, "resolve": self.resolve, "reopen": self.reopen}
        return [
            *(
                path(f"<int:pk>/{deed}/", self.admin_site.admin_view(require_POST(view)), name=f"concern_{deed}")
                for deed, view in deeds.items()
            ),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        about = {name: request.GET[name] for name in ("file", "label", "place") if name in request.GET}
        form = ConcernForm(request.POST or None, initial=about)
        if request.method == "POST" and form.is_valid():
            with telling(request, _("Raised.")):
                return redirect(
                    "admin:curation_concern_change", concerns.raise_(**form.cleaned_data, by=request.user).pk
                )
        return self.page(request, "raise.html", title=_("Raise a concern"), form=form, about=named(form))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("question__release", "raised_by")

    def object_context(self, request, concern):
        settles = request.user.has_perm("curation.answer_concern")
        return {
            "correction": concern.subject.removeprefix("correction ") if concern.rule == "correction_unmet" else "",
            "title": concern.get_severity_display().capitalize(),
            "rule": why.title(concern.rule),
            "thread": concern.messages.select_related("by"),
            "form": TalkForm(initial=request.POST.dict(), settles=settles and not concern.is_settled),
            "twins": queries.twins_of(concern),
            "answers": [] if settles or concern.is_settled else queries.who_answers(),
            "may_say": self.has_add_permission(request) and not concern.is_settled,
            "may_answer": settles and not concern.is_settled,
            "may_write": settles,
            "may_reopen": concern.state in (State.ANSWERED, State.RESOLVED)
            and concerns.may_reopen(concern, request.user),
        }

    @may("add_concern")
    def say(self, request, pk):
        def say(concern, words):
            concerns.say(concern, text=words, by=request.user)

        return self.talked(request, pk, _("Said."), say)

    @may("answer_concern")
    def answer(self, request, pk):
        def answer(concern, words):
            concerns.answer(concern, text=words, by=request.user)

        return self.talked(request, pk, _("Answered."), answer)

    @may("answer_concern")
    def resolve(self, request, pk):
        def resolve(concern, words):
            outcome = request.POST.get("outcome", "")
            concerns.resolve(concern, resolution=words, outcome=outcome, by=request.user)

        return self.talked(request, pk, _("Resolved."), resolve)

    @may("add_concern")
    def reopen(self, request, pk):
        def reopen(concern, words):
            concerns.reopen(concern, reason=words, by=request.user)

        return self.talked(request, pk, _("Reopened."), reopen)

    def talked(self, request, pk, done, deed):
        """The page of a concern once somebody spoke about it; what is refused comes back with what was written."""
        concern = self.found(request, pk)
        with telling(request, done) as told:
            deed(concern, request.POST.get("reason"))
        if not told.refused:
            return self.to(concern)
        concern.refresh_from_db()
        return self.page(request, self.object_template, concern, **self.object_context(request, concern), status=422)


def named(form):
    """The file and the label that a new concern is about, each None where it is about none."""
    keys = {name: form[name].value() for name in ("file", "label")}
    found = {name: numbers([str(key)]) for name, key in keys.items() if key}
    file = SourceFile.objects.filter(pk__in=found.get("file", [])).select_related("source").first()
    return {"file": file, "label": Label.objects.filter(pk__in=found.get("label", [])).select_related("source").first()}
