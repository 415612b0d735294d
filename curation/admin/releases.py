"""Releases: the list, each one's page, and the room where the next one is made (`curation.admin.room`)."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from curation.actions import releases
from curation.admin.again import again
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, may, telling
from curation.admin.room.pages import RoomPages
from curation.forms.words import SureForm
from curation.models import Publication
from flows import figures
from flows.models import Release


@admin.register(Publication, site=site)
class PublicationAdmin(RoomPages, DeskAdmin):
    object_template = "release.html"
    list_display = ["version", "state", "published_at", "observations", "new"]
    change_list_template = "admin/curation/releases.html"

    @admin.display(description=gettext_lazy("observations"), ordering="observations_count")
    def observations(self, release):
        return figures.number(release.observations_count)

    @admin.display(description=gettext_lazy("of them new"), ordering="new_count")
    def new(self, release):
        return figures.number(release.new_count)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            *self.room_urls(),
            path("<int:pk>/withdraw/", view(require_POST(self.withdraw)), name="release_withdraw"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """The record tells of releases, of which this is the workshop's sight: stock, it looks for another kind."""
        kind = ContentType.objects.get_for_model(self.model)
        told = LogEntry.objects.filter(content_type=kind, object_id=object_id).select_related("user").order_by("pk")
        lines = self.get_paginator(request, told, 100).get_page(1)  # a release has few: it is published and withdrawn
        return super().history_view(request, object_id, {"action_list": lines, **(extra_context or {})})

    def may_publish(self, request):
        return request.user.has_perm("curation.publish_release")

    def object_context(self, request, release, form=None):
        return {
            "files": sorted(release.files.items()),
            "form": form or SureForm(),
            "may_withdraw": self.may_publish(request) and release.state == Release.State.PUBLISHED,
        }

    @may("publish_release")
    @again
    def withdraw(self, request, pk):
        release = self.found(request, pk)
        form = SureForm(request.POST)
        if not form.is_valid():
            return self.page(
                request, self.object_template, release, status=422, **self.object_context(request, release, form)
            )
        done = _("Release %(version)s is withdrawn; it stays readable, with your reason.") % {"version": release}
        with telling(request, done):
            releases.withdraw(release, reason=form.cleaned_data["reason"], by=request.user, confirmed=True)
        return redirect(reverse("admin:curation_publication_change", args=[pk]))
