"""Releases: the list, and the room where the next one is composed, looked at and published."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from curation.actions import releases
from curation.admin.again import again
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, may, telling
from curation.forms import LONG, ReasonForm
from curation.models import Publication
from flows import causes, differences
from flows.core import changes, ledger, versions
from flows.models import Release

CHANGES_SHOWN = 200


class PublishForm(forms.Form):
    version = forms.CharField(max_length=20, help_text="MAJOR.MINOR.PATCH, higher than the last.")
    notes_en = forms.CharField(label="Notes for the public", widget=LONG, help_text="What is new, in plain words.")
    notes_ru = forms.CharField(label="Notes in Russian", widget=LONG, required=False)
    even_if_unchanged = forms.BooleanField(label="Publish even if nothing differs from the latest", required=False)


@admin.register(Publication, site=site)
class PublicationAdmin(DeskAdmin):
    object_template = "release.html"
    list_display = ["version", "state", "published_at", "observations_count", "new_count"]
    change_list_template = "admin/curation/releases.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("room/", view(self.room), name="curation_publication_room"),
            path("<int:pk>/withdraw/", view(require_POST(self.withdraw)), name="release_withdraw"),
            *super().get_urls(),
        ]

    def room(self, request):
        """The release as it would be now; a POST publishes it, unless something blocks."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.publish(request) if request.method == "POST" else self.shown_room(request)

    @may("publish_release")
    @again
    def publish(self, request):
        form = PublishForm(request.POST)
        if form.is_valid():
            with telling(request, f"Release {form.cleaned_data['version']} is published.") as told:
                releases.publish(**form.cleaned_data, by=request.user, confirmed=True)
            if not told.refused:
                return redirect("admin:curation_publication_changelist")
        return self.shown_room(request, form)

    def shown_room(self, request, form=None):
        composition, latest = releases.compose(), Release.objects.latest()
        differing = [change for change in differences.ahead(latest, composition.handover) if change.kind != "unchanged"]
        counts = changes.tally(differing)
        return self.page(
            request,
            "room.html",
            title="Release room",
            subtitle=f"After {latest}" if latest else "Before the first release",
            composition=composition,
            handover=composition.handover,
            counts=counts,
            differing=differing[:CHANGES_SHOWN],
            form=form or PublishForm(initial={"version": proposed(latest, composition.handover)}),
            may_publish=self.may_publish(request),
        )

    def history_view(self, request, object_id, extra_context=None):
        """The record tells of releases, of which this is the workshop's sight: stock, it looks for another kind."""
        kind = ContentType.objects.get_for_model(self.model)
        told = LogEntry.objects.filter(content_type=kind, object_id=object_id).select_related("user").order_by("pk")
        lines = self.get_paginator(request, told, 100).get_page(1)  # a release has few: it is published and withdrawn
        return super().history_view(request, object_id, {"action_list": lines, **(extra_context or {})})

    def may_publish(self, request):
        return request.user.has_perm("curation.publish_release")

    def object_context(self, request, release):
        return {
            "files": sorted(release.files.items()),
            "form": ReasonForm(),
            "may_withdraw": self.may_publish(request) and release.state == Release.State.PUBLISHED,
        }

    @may("publish_release")
    @again
    def withdraw(self, request, pk):
        release = self.found(request, pk)
        with telling(request, f"Release {release} is withdrawn; it stays readable, with your reason."):
            releases.withdraw(release, reason=request.POST.get("reason", ""), by=request.user, confirmed=True)
        return redirect(reverse("admin:curation_publication_change", args=[pk]))


def proposed(latest, handover):
    """The version that fits the causes of what changed."""
    before = versions.parse(latest.version) if latest else None
    accounts = ledger.add_up(causes.ahead(latest, handover)) if latest else ()
    return str(versions.propose(before, accounts).version)
